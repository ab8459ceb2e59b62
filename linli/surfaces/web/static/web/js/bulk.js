// Ticked rows: how many, and all of this page at once.
(() => {
  "use strict";
  const bar = document.querySelector("[data-bulk]");
  const form = bar && bar.closest("form");
  if (!form) return;
  const words = bar.querySelector("[data-bulk-text]");
  const all = form.querySelector("[data-pick-all]");
  const ticks = () => [...form.querySelectorAll(".pick:not([data-pick-all])")];

  function count() {
    const n = ticks().filter((tick) => tick.checked).length;
    bar.hidden = n === 0;
    words.textContent = words.dataset.bulkText.replace("{n}", n);
    if (all) {
      all.checked = n > 0 && n === ticks().length;
      all.indeterminate = n > 0 && !all.checked;
    }
  }

  form.addEventListener("change", (event) => {
    if (event.target === all) for (const tick of ticks()) tick.checked = all.checked;
    count();
  });
  count();
})();
