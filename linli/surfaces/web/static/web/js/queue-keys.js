// A queue by keyboard: J and K move, X ticks, Enter opens, / searches. Off while something is being written.
(() => {
  "use strict";
  const table = document.querySelector("table[data-queue]");
  const search = document.querySelector("[data-search]");
  const rows = () => [...table.querySelectorAll("tbody tr")];
  let at = -1;

  function go(step) {
    const all = rows();
    if (!all.length) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all.forEach((row, n) => row.classList.toggle("is-here", n === at));
    const title = all[at].querySelector(".table__title");
    if (title) title.focus();
    all[at].scrollIntoView({block: "nearest"});
  }

  const acts = {
    j: () => go(1),
    k: () => go(-1),
    x: () => {
      const tick = rows()[at] && rows()[at].querySelector(".pick");
      if (tick) tick.click();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
    } else if (table && acts[event.key.toLowerCase()]) {
      event.preventDefault();
      acts[event.key.toLowerCase()]();
    }
  });
})();
