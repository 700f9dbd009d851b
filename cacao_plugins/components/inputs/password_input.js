/** Passwords: a button shows one, and hides it again. */

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest(".cacao-tool[data-reveal]") : null;
  const field = button?.parentElement?.querySelector("input");
  if (!button || !field) return;
  const isShown = field.type === "password";
  field.type = isShown ? "text" : "password";
  button.ariaPressed = String(isShown);
});
