// [data-geolocate="lat,lng"] fills the inputs of those names; the button shows itself only where it can work.
(() => {
  "use strict";
  if (!navigator.geolocation || !window.isSecureContext) return;
  for (const button of document.querySelectorAll("[data-geolocate]")) {
    const form = button.closest("form");
    const [lat, lng] = button.dataset.geolocate.split(",").map((name) => form.elements[name.trim()]);
    if (!lat || !lng) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      button.setAttribute("aria-busy", "true");
      navigator.geolocation.getCurrentPosition((place) => {
        lat.value = place.coords.latitude.toFixed(6);
        lng.value = place.coords.longitude.toFixed(6);
        lat.dispatchEvent(new Event("change", {bubbles: true}));
        button.removeAttribute("aria-busy");
        if (button.dataset.done) button.textContent = button.dataset.done;
      }, () => {
        button.removeAttribute("aria-busy");
        if (button.dataset.failed) button.textContent = button.dataset.failed;
      }, {enableHighAccuracy: true, timeout: 15000, maximumAge: 60000});
    });
  }
})();
