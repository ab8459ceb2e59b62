// Words that come and go: after an htmx answer, or when there was none.
(() => {
  "use strict";
  const box = document.getElementById("toasts");
  if (!box) return;
  const STAYS_MS = 8000;

  function plain(text) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.textContent = text;
    return toast;
  }

  function show(toast) {
    box.append(toast);
    setTimeout(() => toast.remove(), STAYS_MS);
  }

  function drawn(html) {
    const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-toast]");
    return found && document.adoptNode(found);
  }

  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    show(drawn(answer.responseText) || plain(`${box.dataset.failed} ${answer.getResponseHeader("X-Request-Id") || ""}`));
  });
  document.addEventListener("htmx:sendError", () => show(plain(box.dataset.offline)));
  document.addEventListener("toast", (event) => show(plain(event.detail.text || event.detail.value)));

  for (const toast of box.children) setTimeout(() => toast.remove(), STAYS_MS);
})();
