// Leaving a form with typed but unsent changes asks once.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("rows-changed", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!changed || event.defaultPrevented || !link || link.target === "_blank") return;
    if (link.pathname === location.pathname && link.hash) return;
    if (window.confirm(form.dataset.unsaved)) changed = false;
    else event.preventDefault();
  });

  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
