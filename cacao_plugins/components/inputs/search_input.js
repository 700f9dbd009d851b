/** Searches: a button empties what is looked for. */

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest(".cacao-tool[data-clear]") : null;
  const field = button?.parentElement?.querySelector("input");
  if (!field) return;
  field.value = "";
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  field.focus();
});
