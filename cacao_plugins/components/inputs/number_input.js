/** Numbers: buttons step up and down. */

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest(".cacao-tool[data-step]") : null;
  const field = button?.parentElement?.querySelector("input");
  if (!field || field.readOnly) return;
  const before = field.value;
  if (button?.getAttribute("data-step") === "1") step(field, 1);
  else step(field, -1);
  if (field.value === before) return;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
});

/**
 * @param {HTMLInputElement} field
 * @param {number} direction
 */
function step(field, direction) {
  const any = field.step === "any";
  // A browser does not step where any number may be typed.
  if (any) field.step = "1";
  if (any && field.value) {
    const next = Number(field.value) + direction;
    const [least, most] = [field.min, field.max].map((limit, index) => (limit ? Number(limit) : [-Infinity, Infinity][index]));
    field.value = String(Math.min(most, Math.max(least, Number(next.toPrecision(12)))));
  } else if (direction > 0) field.stepUp();
  else field.stepDown();
  if (any) field.step = "any";
}
