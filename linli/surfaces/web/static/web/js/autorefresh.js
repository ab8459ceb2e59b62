// [data-autorefresh="seconds"] with data-src is fetched anew while the page is looked at.
(() => {
  "use strict";
  async function renew(part) {
    if (document.hidden) return;
    try {
      const answer = await fetch(part.dataset.src, {headers: {"HX-Request": "true"}});
      if (!answer.ok || answer.redirected) return;
      const text = await answer.text();
      part.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    } catch (error) {
      // No network: what is shown stays, the next turn tries again.
    }
  }
  for (const part of document.querySelectorAll("[data-autorefresh][data-src]")) {
    setInterval(() => renew(part), Math.max(Number(part.dataset.autorefresh), 5) * 1000);
  }
})();
