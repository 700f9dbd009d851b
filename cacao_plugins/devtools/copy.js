/** Copies a text for whoever has clicked. */

document.addEventListener("cacao:devtools-copy", async (event) => {
  const [text] = /** @type {CustomEvent<string[]>} */ (event).detail;
  const main = document.querySelector("main.devtools");
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(text ?? "");
  } catch {
    isCopied = false;
    const shown = document.querySelector("pre");
    if (shown) getSelection()?.selectAllChildren(shown);
  }
  const note = document.createElement("output");
  note.className = "copied";
  note.textContent = isCopied ? "Copied" : "Selected: press Ctrl+C";
  main?.parentElement?.after(note);
  setTimeout(() => note.remove(), 2500);
});
