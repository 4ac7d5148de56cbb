// «Отправить готовые»: once, also over a line that breaks. What is to go is written down with its key before the first
// attempt; when no answer came, the same key asks again, and the portal answers with the receipt it has already given.
"use strict";

{
  const blocks = window.portalBlocks;
  const pending = window.portalSend;
  const bar = document.querySelector("[data-sending]");
  const part = (name) => document.querySelector(`[data-sending-${name}]`);
  const copyNote = document.querySelector("[data-copy-note]");
  let running = null;
  let pause = 0;
  let timer = 0;
  let isFresh = false; // pressed in this very page: then the receipt opens by itself

  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
  const chosen = () => blocks.filter((each) => pending.get()?.tasks.includes(each.task));

  const count = () => {
    const ready = blocks.filter((each) => each.isReady());
    for (const place of document.querySelectorAll("[data-ready]")) {
      if (place.dataset.ready === "brackets") place.textContent = `(${ready.length})`;
      else if (place.dataset.ready === "") place.textContent = ready.length;
    }
    const left = blocks.filter((each) => !each.isReady());
    const note = document.querySelector("[data-left]");
    if (note) {
      note.hidden = !left.length;
      note.querySelector("[data-left-numbers]").textContent = left.map((each) => each.box.dataset.number).join(", ");
    }
    for (const { box } of blocks) {
      const words = document.querySelector(`[data-state-of="${box.dataset.block}"] [data-state-words]`);
      const kind = box.classList.contains("is-faulty") ? "faulty" : box.dataset.isReady === "true" ? "ready" : "usual";
      words.textContent = words.dataset[kind];
      words.classList.toggle("is-ready", kind === "ready");
      words.classList.toggle("is-faulty", kind === "faulty");
    }
  };

  const say = (kind, more = "") => {
    bar.hidden = !kind;
    if (kind) bar.parentElement.hidden = false;
    part("words").textContent = kind ? `${bar.dataset[kind]}${more}` : "";
    part("login").hidden = kind !== "expired";
    part("off").hidden = !["waits", "filesWords", "expired"].includes(kind) || pending.get()?.tried;
    part("link").hidden = true;
    const button = document.querySelector(".bottom-bar [name=send]");
    if (button) button.disabled = Boolean(pending.get());
  };
  const lock = () => {
    const going = chosen();
    for (const each of blocks) each.lock(going.includes(each));
  };
  const stop = (words) => {
    pending.drop();
    lock();
    say("refused", words ? ` ${words}` : "");
    isFresh = false;
    return "refused";
  };
  const done = ({ number, url }) => {
    const sent = chosen();
    pending.drop();
    for (const each of sent) each.forget();
    navigator.serviceWorker?.controller?.postMessage({ renew: location.href.split("#")[0] });
    if (isFresh) return location.assign(url);
    for (const { box } of sent) {
      const link = Object.assign(document.createElement("a"), { href: url, textContent: `${bar.dataset.done} ${number}` });
      for (const each of box.querySelectorAll(":scope > :not(.block-head)")) each.remove();
      box.querySelector(".chips").replaceChildren(link);
      box.removeAttribute("data-block");
      blocks.splice(blocks.findIndex((each) => each.box === box), 1);
    }
    for (const place of document.querySelectorAll("[data-open-total]")) place.textContent = blocks.length;
    if (!blocks.length) for (const each of bar.parentElement.children) each.hidden = each !== bar;
    say("done", ` ${number}.`);
    Object.assign(part("link"), { href: url, textContent: bar.dataset.open, hidden: false });
    count();
  };

  const wait = (kind) => {
    isFresh = false;
    say(kind);
    return "lost";
  };
  const post = ({ key, tasks }) => {
    const body = new FormData();
    body.set("person", form.dataset.person);
    body.set("once_key", key);
    for (const task of tasks) body.append("task", task);
    return window.portalPost(form.dataset.sendUrl, body);
  };
  const blame = ({ detail, errors = [] }) => {
    for (const each of blocks) {
      const words = errors.filter((error) => error.pointer === `#/${each.box.dataset.block}`).map((error) => error.detail);
      if (words.length) each.refuse(words.join(" "));
    }
    return stop(detail);
  };
  // Nothing looks ready: the portal says of each item what it lacks.
  const ask = async () => {
    for (const each of blocks) await each.save();
    const answer = await post({ key: newKey(), tasks: [] });
    return answer.outcome === "refused" ? blame(answer.found) : stop(bar.dataset.none);
  };

  const attempt = async () => {
    if (!pending.get().tried) {
      const going = chosen();
      if (going.some((each) => each.isOffered())) return stop();
      say("going");
      for (const each of going) {
        const outcome = await each.save();
        if (outcome === "lost") return wait("waits");
        if (outcome === "expired") return wait("expired");
        if (outcome === "refused") return stop();
      }
      lock();
      if (going.some((each) => each.box.querySelector('[data-upload-list] [data-state="failed"]'))) return stop(bar.dataset.failed);
      if (going.some((each) => window.portalUploads?.pending?.(each.box))) return wait(navigator.onLine ? "filesWords" : "waits");
    }
    if (!pending.get()) return "refused"; // taken back while the blocks were being saved
    pending.set({ ...pending.get(), tried: true });
    say("going");
    const answer = await post(pending.get());
    if (answer.outcome === "lost") return wait("answer");
    if (answer.outcome === "expired") return wait("expired");
    if (answer.outcome === "done") return done(answer.found), "done";
    return blame(answer.found);
  };

  // One at a time, in all tabs where the browser can say so; twice would still be once, by the key.
  const flush = () => {
    if (!pending.get()) return Promise.resolve("done");
    const alone = () => (pending.get() ? attempt() : "done");
    const turn = () => (navigator.locks ? navigator.locks.request(`portal-send-${location.pathname}`, alone) : alone());
    return (running ??= turn().finally(() => ((running = null), again())));
  };
  const retry = async () => {
    for (const each of blocks.filter((one) => one.isDirty())) await each.save();
    await flush();
    again();
  };
  // Ask again after a growing pause, and at once when there is reason to hope.
  const again = () => {
    if (!pending.get() && !blocks.some((each) => each.isDirty())) return (pause = 0);
    if (timer) return;
    pause = Math.min(Math.max(pause * 2, 2000), 60_000);
    timer = setTimeout(() => ((timer = 0), retry()), pause);
  };
  const hope = async () => {
    clearTimeout(timer);
    timer = pause = 0;
    retry();
    if (!form.dataset.copy) return;
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) copyNote.querySelector("[data-copy-back]").hidden = false;
  };

  form.addEventListener("submit", (event) => {
    const name = event.submitter?.name ?? "save";
    event.preventDefault();
    if (name.endsWith("-remove")) return blocks.find((each) => name === `${each.box.dataset.block}-remove`)?.remove(event.submitter.value);
    if (name !== "send") return blocks.forEach((each) => each.save());
    if (pending.get()) return hope();
    const tasks = blocks.filter((each) => each.isReady()).map((each) => each.task);
    if (!tasks.length) return ask();
    pending.set({ key: newKey(), tasks, tried: false });
    isFresh = navigator.onLine;
    lock();
    flush();
  });
  part("off")?.addEventListener("click", () => {
    if (pending.get()?.tried) return;
    pending.drop();
    isFresh = false;
    lock();
    say("");
  });
  document.addEventListener("portal:ready", count);
  document.addEventListener("portal:lost", again);
  document.addEventListener("portal:uploads", () => pending.get() && hope());
  for (const event of ["online", "focus"]) window.addEventListener(event, hope);
  // Come back to by «назад», the page would show what has been sent since as unsent.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  window.addEventListener("storage", (event) => event.key?.startsWith("fill-send:") && (lock(), pending.get() ? again() : say("")));

  if (form.dataset.copy) {
    // Said in words: this page was kept in the browser.
    copyNote.hidden = false;
    const words = copyNote.querySelector("[data-copy-words]");
    const when = new Date(form.dataset.copy);
    const day = when.toLocaleDateString("ru", { day: "numeric", month: "long" });
    words.textContent = `${words.dataset.copyWords} ${day}, ${when.toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" })}`;
  }
  if (bar) {
    bar.parentElement.dataset.live = "";
    lock();
    count();
    retry();
  }
}
