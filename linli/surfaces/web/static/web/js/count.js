// Counters under long texts: how much is written of how much there is room for.
(() => {
  "use strict";
  for (const counter of document.querySelectorAll("[data-count-for]")) {
    const box = document.getElementById(counter.dataset.countFor);
    if (!box) continue;
    const write = () => {
      counter.textContent = counter.dataset.countText
        .replace("{n}", [...box.value].length).replace("{most}", counter.dataset.most);
    };
    box.addEventListener("input", write);
    write();
  }
})();
