// Filters answer as soon as they are chosen; the button stays for keyboards and for pages without script.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-autosubmit]")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  }
})();
