/** Text areas grow with what is typed, also in browsers whose style sheets cannot say so. */

if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement) || !target.matches(".cacao-text-area")) return;
    target.style.height = "auto";
    target.style.height = `${target.scrollHeight + target.offsetHeight - target.clientHeight}px`;
  });
}
