// Photos: shrunk before they are sent, shown at once, taken away again. Without script the file input works by itself.
(() => {
  "use strict";
  const LONGEST = 1600;

  async function shrink(file) {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file, {imageOrientation: "from-image"});
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      if (scale === 1 && file.size < 400000) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return blob ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), {type: "image/jpeg"}) : file;
    } catch (error) {
      return file; // the server decides, and says why
    }
  }

  function picker(box) {
    const input = box.querySelector("input[type=file]");
    if (!input || typeof DataTransfer === "undefined") return;
    const list = box.querySelector(".photos");
    const add = input.closest(".photo-add");
    const said = box.querySelector("[data-photos-said]");
    const sent = list.querySelectorAll(".photo").length;
    let files = [];

    function draw() {
      for (const old of list.querySelectorAll("[data-local]")) {
        URL.revokeObjectURL(old.querySelector("img").src);
        old.remove();
      }
      files.forEach((file, n) => add.before(card(file, n)));
      const chosen = new DataTransfer();
      for (const file of files) chosen.items.add(file);
      input.files = chosen.files;
      add.hidden = sent + files.length >= Number(box.dataset.most);
      add.classList.toggle("photo-add--lead", add.dataset.lead === "1" && !sent && !files.length);
    }

    function card(file, n) {
      const figure = document.createElement("div");
      figure.className = "photo";
      figure.dataset.local = "1";
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "photo__del photo__del--plain";
      drop.setAttribute("aria-label", box.dataset.remove.replace("{n}", sent + n + 1));
      drop.textContent = "×";
      drop.addEventListener("click", () => {
        files.splice(n, 1);
        draw();
      });
      figure.append(image, drop);
      return figure;
    }

    if (add.classList.contains("photo-add--lead")) add.dataset.lead = "1";
    input.addEventListener("change", async () => {
      const room = Number(box.dataset.most) - sent - files.length;
      const taken = [...input.files];
      said.textContent = taken.length > room ? box.dataset.tooMany : "";
      files = files.concat(await Promise.all(taken.slice(0, room).map(shrink)));
      draw();
      box.dispatchEvent(new Event("photos", {bubbles: true}));
    });
  }

  for (const box of document.querySelectorAll("[data-photos]")) picker(box);
})();
