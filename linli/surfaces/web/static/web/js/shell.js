// The frame: menus that close, the summary of errors in focus, the current tab in sight, the print button, the service worker of the field pages.
(() => {
  "use strict";

  const menus = () => document.querySelectorAll("details[data-menu][open]");

  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  const summary = document.querySelector("[data-focus]");
  if (summary) {
    summary.focus({preventScroll: true});
    summary.scrollIntoView({block: summary.getBoundingClientRect().bottom > innerHeight ? "start" : "nearest"});
  }

  // A strip that is wider than the phone begins at its current entry. Only the strip is moved, so that the page stays where it is.
  for (const current of document.querySelectorAll(".tabs [aria-current], .side [aria-current]")) {
    const strip = current.parentElement;
    if (strip.scrollWidth <= strip.clientWidth) continue;
    const beside = (strip.clientWidth - current.offsetWidth) / 2;
    strip.scrollLeft += current.getBoundingClientRect().left - strip.getBoundingClientRect().left - beside;
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // A form is sent once: the second press of a slow button waits for the first.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.dataset.sent) {
      if (form.dataset.sent) event.preventDefault();
      return;
    }
    if (form.closest("[hx-post]") || form.querySelector(":scope [hx-post]")) return;
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
  });

  const worker = document.body.dataset.worker;
  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker, {scope: "/"});
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]") || !navigator.serviceWorker) return;
    if (navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage("forget");
  });
})();
