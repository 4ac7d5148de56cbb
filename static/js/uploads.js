// Files of a report: several by choosing or dragging, each with a bar of its own; a broken line or a closed tab loses
// none. What else runs on the page talks to `portalUploads` and hears «portal:uploads» and «portal:file-stored».
"use strict";

window.portalUploads = (() => {
  const boxes = new Map();
  const changes = new EventTarget();

  class Box {
    constructor(place) {
      this.place = place;
      this.owner = place.closest("[data-block]") ?? place.form;
      this.rows = new Set();
      this.count = 0;
      this.notes = new Map();
      this.list = place.querySelector("[data-upload-list]");
      this.listed = place.querySelector("[data-files]");
      this.field = place.querySelector("input[type=file]");
      this.field.addEventListener("change", () => {
        const chosen = [...this.field.files];
        this.field.value = ""; // they go by themselves, not with the form
        this.take(chosen);
      });
      for (const name of ["dragover", "dragleave", "drop"]) this.owner.addEventListener(name, (event) => this.drag(event));
      place.querySelector("[data-drop-hint]").hidden = !matchMedia("(hover: hover)").matches;
      new MutationObserver(() => this.settle()).observe(this.listed, { childList: true });
    }
    // Not yet stored; those that were not taken too, so that no report leaves without a file that was meant for it.
    get pending() {
      return [...this.rows].filter((row) => row.state !== "ready").length;
    }
    get failed() {
      return [...this.rows].filter((row) => row.state === "failed").length;
    }
    async reopen() {
      for (const entry of await portalShelf.of(this.place.dataset.person, this.place.dataset.task)) this.start(entry);
    }
    async take(files) {
      const { person, task } = this.place.dataset;
      for (const file of files) {
        const entry = { person, task, blob: file, name: file.name, was: file.size, added: Date.now() };
        this.start(await portalShelf.add(entry));
      }
    }
    start(entry) {
      new PortalUploadRow(this, entry).run();
    }
    drag(event) {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      this.place.classList.toggle("is-target", event.type === "dragover");
      if (event.type === "drop") this.take([...event.dataTransfer.files]);
    }
    // Lines go when the page itself lists their files; what was said of them stays there.
    settle() {
      const items = new Map([...this.listed.querySelectorAll("[data-file]")].map((item) => [item.dataset.file, item]));
      for (const row of this.rows) {
        if (!items.has(row.entry.file)) continue;
        if (row.note) this.notes.set(row.entry.file, row.note);
        row.forget();
      }
      for (const [file, words] of this.notes) {
        const meta = items.get(file)?.querySelector(".file-meta");
        if (meta && !meta.textContent.includes(words)) meta.append(` · ${words}`);
      }
      return items;
    }
    tell() {
      this.list.hidden = !this.rows.size;
      changes.dispatchEvent(new Event("change"));
      if (this.count === this.pending) return;
      this.count = this.pending;
      this.owner.dispatchEvent(new CustomEvent("portal:uploads", { bubbles: true }));
    }
    hold(words) {
      const said = this.place.querySelector("[data-upload-hold]");
      said.textContent = said.dataset[words] ?? "";
      said.hidden = !words;
      if (words) said.scrollIntoView({ block: "nearest" });
    }
  }

  for (const place of document.querySelectorAll("[data-uploads]")) {
    const box = new Box(place);
    boxes.set(box.owner, box);
  }
  const loaded = Promise.all([...boxes.values()].map((box) => box.reopen()));
  const sum = (name) => [...boxes.values()].reduce((total, box) => total + box[name], 0);
  const changed = () =>
    new Promise((resolve) => {
      changes.addEventListener("change", resolve, { once: true });
      window.addEventListener("offline", resolve, { once: true });
    });

  const settled = async () => {
    await loaded;
    for (;;) {
      if (sum("failed")) throw new Error("failed");
      if (!sum("pending")) return;
      if (!navigator.onLine) throw new Error("offline");
      await changed();
    }
  };

  const held = new Set();
  // «Отправить» while files are on their way: it goes when they are there.
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    const here = [...boxes.values()].filter((box) => box.place.form === target && box.pending);
    if (event.defaultPrevented || submitter?.name !== "send" || !here.length) return;
    event.preventDefault();
    if (held.has(target)) return;
    held.add(target);
    const hold = (words) => here.forEach((box) => box.hold(words));
    hold("sending");
    settled()
      .finally(() => held.delete(target))
      .then(
        () => (hold(""), target.requestSubmit(submitter)),
        (reason) => hold(reason.message),
      );
  });

  return { pending: (box) => boxes.get(box)?.pending ?? 0, settled };
})();
