// Filters answer as soon as they are chosen, a position as soon as it is known (a script fills its hidden fields); the button stays for keyboards and for pages without script.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-autosubmit]")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=hidden]")) form.requestSubmit();
    });
  }
})();
