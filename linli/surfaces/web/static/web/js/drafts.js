// Field drafts: kept on the phone while they are written, sent later under the key they were written with.
// The server answers a key it has seen with its first result, so a draft that was sent but not heard back is safe to send again.
(() => {
  "use strict";
  if (!("indexedDB" in window)) return;
  const WRITING = "writing", WAITING = "waiting", STUCK = "stuck";
  const line = document.querySelector("[data-netline]");

  // ---- the store: one object per draft, its key the form's idempotency key
  const opened = new Promise((done, fail) => {
    const ask = indexedDB.open("linli-drafts", 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore("drafts", {keyPath: "key"});
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  async function store(mode, act) {
    const db = await opened;
    return new Promise((done, fail) => {
      const turn = db.transaction("drafts", mode);
      const ask = act(turn.objectStore("drafts"));
      turn.oncomplete = () => done(ask.result);
      turn.onerror = turn.onabort = () => fail(turn.error);
    });
  }
  const all = () => store("readonly", (s) => s.getAll());
  const get = (key) => store("readonly", (s) => s.get(key));
  const put = (draft) => store("readwrite", (s) => s.put(draft));
  const drop = (key) => store("readwrite", (s) => s.delete(key));

  // ---- the strip
  async function tell() {
    if (!line) return;
    const kept = await all();
    const waiting = kept.filter((d) => d.state !== WRITING).length;
    const stuck = kept.filter((d) => d.state === STUCK).length;
    const words = line.dataset;
    let text = "";
    if (!navigator.onLine) text = kept.length ? words.offline.replace("{n}", kept.length) : words.offlineNone;
    else if (stuck) text = words.stuck.replace("{n}", stuck);
    else if (waiting) text = words.waiting.replace("{n}", waiting);
    line.querySelector("[data-netline-text]").textContent = text;
    line.hidden = !text;
  }

  // ---- sending: one tab at a time, oldest first
  async function token(address) {
    const answer = await fetch(address, {credentials: "same-origin", cache: "no-store"});
    if (!answer.ok || answer.redirected) return "";
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    return found ? found.value : "";
  }

  async function post(draft, fields) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    return fetch(draft.action, {method: "POST", body, credentials: "same-origin"});
  }

  // Taken = led on to another page; the way to the sign-in page (it carries `next`) doesn't count.
  const accepted = (answer) => answer.ok && answer.redirected && !new URL(answer.url).searchParams.has("next");

  async function send(draft) {
    const seal = await token(draft.page);
    if (!seal) return void await put({...draft, state: STUCK, why: "signIn"});
    const fields = draft.fields.filter(([name]) => name !== "csrfmiddlewaretoken");
    const answer = await post(draft, [...fields, ["csrfmiddlewaretoken", seal]]);
    if (accepted(answer)) return void await drop(draft.key);
    if (answer.status >= 500) return void await put({...draft, state: WAITING});
    await put({...draft, state: STUCK, why: ""});
  }

  async function sendAll() {
    if (!navigator.onLine) return;
    const turn = async () => {
      for (const draft of (await all()).filter((d) => d.state === WAITING).sort((a, b) => a.at - b.at)) {
        try {
          await send(draft);
        } catch (error) {
          break; // the network went again: the rest waits
        }
      }
      await tell();
      await list();
    };
    if (navigator.locks) await navigator.locks.request("linli-drafts", {ifAvailable: true}, (lock) => lock && turn());
    else await turn();
  }

  // ---- a form that is kept while it is written
  // A page kept for offline is opened again and again: what is written on it anew is another draft, so it gets a key of its own.
  function watch(form) {
    const wanted = new URLSearchParams(location.search).get("draft");
    if (!wanted && !navigator.onLine && crypto.randomUUID) form.elements.idempotency_key.value = crypto.randomUUID();
    const key = () => form.elements.idempotency_key.value;
    const fields = () => [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size);
    const title = () => (fields().find(([name, v]) => name !== "csrfmiddlewaretoken" && name !== "idempotency_key" && typeof v === "string" && v.trim()) || ["", ""])[1];
    const draft = (state, pressed) => ({key: key(), state, at: Date.now(), kind: form.dataset.draft, page: location.pathname + location.search,
      action: form.action || location.href, title: (form.dataset.draftTitle || title()).slice(0, 60),
      fields: pressed && pressed.name ? [...fields(), [pressed.name, pressed.value]] : fields()});
    let later = 0;

    const save = () => {
      clearTimeout(later);
      later = setTimeout(() => put(draft(WRITING)).then(tell), 400);
    };
    form.addEventListener("input", save);
    form.addEventListener("photos", save);
    const leave = () => location.assign(line.querySelector("a").href);

    form.addEventListener("submit", async (event) => {
      if (form.dataset.plain) return;
      event.preventDefault();
      if (form.dataset.busy) return;
      form.dataset.busy = "1";
      clearTimeout(later);
      const clock = form.elements[form.dataset.draftClock];
      if (clock && !clock.value) clock.value = new Date().toISOString(); // when it was written, not when it is sent
      const kept = draft(WAITING, event.submitter);
      await put(kept);
      if (!navigator.onLine) return leave();
      try {
        const answer = await post(kept, kept.fields);
        if (accepted(answer)) {
          await drop(kept.key);
          return location.assign(answer.url);
        }
      } catch (error) {
        return leave(); // kept, and sent later
      }
      // Refused: the plain way shows the server's own words; the key makes the second send harmless.
      await put({...kept, state: WRITING});
      form.dataset.plain = "1";
      form.submit();
    });
    resume(form);
  }

  // A draft opened again: its words and its key come back, its photos are put into the picker.
  async function resume(form) {
    const wanted = new URLSearchParams(location.search).get("draft");
    const kept = wanted && await get(wanted);
    if (!kept) return;
    const photos = {};
    for (const [name, value] of kept.fields) {
      const control = form.elements[name];
      if (!control || name === "csrfmiddlewaretoken") continue;
      if (value instanceof File) (photos[name] = photos[name] || []).push(value);
      else fill(form, name, value);
    }
    for (const [name, files] of Object.entries(photos)) {
      const chosen = new DataTransfer();
      for (const file of files) chosen.items.add(file);
      form.elements[name].files = chosen.files;
      form.elements[name].dispatchEvent(new Event("change", {bubbles: true}));
    }
  }

  function fill(form, name, value) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "checkbox" || control.type === "radio") control.checked = control.checked || control.value === value;
      else control.value = value;
    }
  }

  // ---- the list of drafts
  async function list() {
    const box = document.querySelector("[data-drafts]");
    if (!box) return;
    const kept = await all();
    const rows = box.querySelector("[data-drafts-list]");
    rows.replaceChildren(...kept.map((draft) => row(box, draft)));
    rows.hidden = !kept.length;
    box.querySelector("[data-drafts-empty]").hidden = kept.length > 0;
    const button = box.querySelector("[data-drafts-send]");
    button.hidden = !navigator.onLine || !kept.some((d) => d.state === WAITING);
    button.onclick = sendAll;
  }

  function row(box, draft) {
    const made = box.querySelector("[data-draft-row]").content.cloneNode(true);
    const link = made.querySelector("[data-draft-open]");
    const back = new URL(draft.page, location.origin);
    back.searchParams.set("draft", draft.key);
    link.href = back;
    link.textContent = draft.title || draft.kind;
    const words = draft.why === "signIn" ? box.dataset.signIn : box.dataset[draft.state];
    made.querySelector("[data-draft-state]").textContent = `${words} · ${new Date(draft.at).toLocaleString(document.documentElement.lang)}`;
    made.querySelector("[data-draft-drop]").addEventListener("click", () => drop(draft.key).then(list).then(tell));
    return made;
  }

  // ---- pages that a list leads to are kept by the service worker, those of other days forgotten
  async function keepPages() {
    const box = document.querySelector("[data-keep-pages]");
    if (!box || !navigator.onLine || !navigator.serviceWorker) return;
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({keep: [...box.querySelectorAll("a[data-keep]")].map((a) => a.href), below: location.pathname});
  }

  for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
  keepPages();
  addEventListener("online", () => tell().then(sendAll));
  addEventListener("offline", tell);
  tell().then(list).then(sendAll);
})();
