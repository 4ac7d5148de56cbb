// One chosen file as a line of the page: made smaller, sent, tried again, put into the form, or refused in words.
"use strict";

const PortalUploadRow = (() => {
  const say = document.getElementById("upload-row")?.dataset; // the words, and how much a file may weigh
  const PAUSES = [500, 1000, 2000, 4000, 8000, 16000, 30000];

  const weight = (bytes) => {
    const inMega = bytes / 1048576;
    const [figure, unit] = inMega < 0.1 ? [bytes / 1024, say.kilobytes] : [inMega, say.megabytes];
    return `${figure.toLocaleString("ru", { maximumFractionDigits: inMega < 0.1 ? 0 : 1 })}\u00a0${unit}`;
  };
  const later = (pause, stop) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, navigator.onLine ? pause : 3600000);
      const now = () => (clearTimeout(timer), resolve());
      for (const [target, name] of [[window, "online"], [window, "focus"], [stop, "abort"]])
        target.addEventListener(name, now, { once: true });
    });
  // Two at a time: more only share the same line.
  let free = 2;
  const queue = [];
  const inTurn = async (deed) => {
    if (free) free -= 1;
    else await new Promise((resolve) => queue.push(resolve));
    try {
      return await deed();
    } finally {
      if (queue.length) queue.shift()();
      else free += 1;
    }
  };
  // Of two tabs with the same report one sends; browsers have locks only over a safe connection.
  const alone = (entry, deed) =>
    navigator.locks && entry.isKept ? navigator.locks.request(`portal-upload-${entry.id}`, deed) : deed();

  return class {
    constructor(box, entry) {
      Object.assign(this, { box, entry, stop: new AbortController(), state: "uploading" });
      this.item = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
      this.one("name").textContent = entry.name;
      for (const place of this.item.querySelectorAll(".sr")) place.textContent = ` ${entry.name}`;
      this.one("bar").setAttribute("aria-label", entry.name);
      this.one("again").onclick = () => this.run();
      this.one("cancel").onclick = () => this.cancel();
      box.rows.add(this);
      box.list.append(this.item);
    }
    one(name) {
      return this.item.querySelector(`[data-${name}]`);
    }
    get note() {
      const { was, blob } = this.entry;
      return was > blob.size ? say.shrunk.replace("{was}", weight(was)).replace("{now}", weight(blob.size)) : "";
    }
    show(state, words) {
      this.state = this.item.dataset.state = state;
      this.item.classList.toggle("is-failed", state === "failed");
      this.one("bar").hidden = state === "failed" || state === "ready";
      this.one("again").hidden = state !== "failed";
      const size = this.note || weight(this.entry.blob.size);
      const said = state === "failed" ? words : `${words} · ${size}`;
      if (this.one("said").textContent !== said) this.one("said").textContent = said;
      this.box.tell();
    }
    async run() {
      this.show("uploading", say.sending);
      try {
        await alone(this.entry, () => this.send());
      } catch (error) {
        if (this.stop.signal.aborted) return;
        if (error.isFinal) await this.giveUp();
        this.show("failed", error instanceof portalSending.Refused ? error.message : say.broken);
      }
    }
    async send() {
      const { entry, box } = this;
      const fresh = await portalShelf.fresh(entry);
      if (!fresh) return this.leave();
      Object.assign(entry, fresh);
      if (!entry.isPrepared) await inTurn(() => this.prepare());
      if (entry.blob.size > Number(say.limit)) throw new portalSending.Refused(say.large, 413);
      const kept = () => portalShelf.put(entry);
      let best = 0;
      const moved = (bytes) => {
        this.one("bar").value = bytes / entry.blob.size;
        if (bytes > best) this.tries = 0;
        best = Math.max(best, bytes);
        this.show("uploading", say.sending);
      };
      const how = { root: box.place.dataset.uploads, organization: box.place.dataset.organization, kept, moved, stop: this.stop.signal };
      for (this.tries = 0; !entry.file && !this.stop.signal.aborted; this.tries += 1) {
        try {
          entry.file = await inTurn(() => portalSending.send(entry, how));
        } catch (error) {
          if (error instanceof portalSending.Refused) throw error;
          if (this.stop.signal.aborted) return;
          this.show("waiting", error instanceof portalSending.SignedOut ? say.expired : say.waiting);
          await later(PAUSES[Math.min(this.tries, PAUSES.length - 1)], this.stop.signal);
        }
      }
      if (this.stop.signal.aborted) return;
      await kept();
      await this.attach();
    }
    async prepare() {
      const { entry } = this;
      const small = await portalPhotos.shrink(entry.blob);
      Object.assign(entry, { blob: small, name: small.name ?? entry.name, isPrepared: true });
      this.one("name").textContent = entry.name;
      await portalShelf.put(entry);
    }
    // The form now says that the file belongs to it; the row goes when the page itself lists the file.
    async attach() {
      const left = new Promise((resolve) => (this.left = resolve)); // until then no other tab takes it up
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: this.box.place.dataset.name });
      this.item.append(Object.assign(field, { value: this.entry.file }));
      this.item.dataset.file = this.entry.file;
      this.show("ready", say.ready);
      const stored = new CustomEvent("portal:file-stored", { bubbles: true });
      if (!this.box.settle().has(this.entry.file)) this.box.owner.dispatchEvent(stored);
      await left;
    }
    async cancel() {
      this.stop.abort();
      if (!this.entry.file) portalSending.cancel(this.entry);
      await this.forget();
    }
    // Refused for what it is: said now, and not again when the page is opened anew.
    async giveUp() {
      await portalShelf.remove(this.entry);
      Object.assign(this.entry, { isKept: false, url: "" });
    }
    async forget() {
      await portalShelf.remove(this.entry);
      this.leave();
    }
    leave() {
      this.box.rows.delete(this);
      this.item.remove();
      this.left?.();
      this.box.tell();
    }
  };
})();
