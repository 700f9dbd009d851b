/** Downloads: what a handler has made is fetched from where it waits, once. */

document.addEventListener("cacao:download", (event) => {
  const [token, name] = /** @type {CustomEvent} */ (event).detail;
  const link = document.createElement("a");
  // Beside the scripts of the app, wherever that is mounted.
  link.href = new URL(`../_components/download/${token}`, import.meta.url).href;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
});
