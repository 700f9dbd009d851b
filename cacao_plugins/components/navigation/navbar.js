/** Navbars: the panel closes when one of its links is followed, since it stands on the next page, too. */

document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? target.closest(".cacao-navbar-panel a") : null;
  link?.closest("dialog")?.close();
});
