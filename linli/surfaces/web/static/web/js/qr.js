// [data-qr="address?text="] reads a building's code with the camera, where the browser can; else it stays hidden.
(() => {
  "use strict";
  const buttons = document.querySelectorAll("[data-qr]");
  if (!buttons.length || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;

  function screen() {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    const video = document.createElement("video");
    video.autoplay = video.muted = video.playsInline = true;
    dialog.append(video);
    document.body.append(dialog);
    return [dialog, video];
  }

  async function read(button) {
    const detector = new window.BarcodeDetector({formats: ["qr_code"]});
    const [dialog, video] = screen();
    const stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment"}});
    video.srcObject = stream;
    const stop = () => {
      for (const track of stream.getTracks()) track.stop();
      dialog.remove();
    };
    dialog.addEventListener("close", stop);
    dialog.showModal();
    const look = async () => {
      if (!dialog.isConnected) return;
      const [found] = await detector.detect(video).catch(() => []);
      if (!found) return void setTimeout(look, 250);
      stop();
      location.assign(button.dataset.qr + encodeURIComponent(found.rawValue));
    };
    look();
  }

  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => read(button).catch(() => { button.hidden = true; }));
  }
})();
