// The review queue by keys; without this file every key is a link or a button.
"use strict";

const blocks = [...document.querySelectorAll(".review-reports .block")];
const dialog = document.getElementById("review-keys");
let current = 0;

const go = (index, focus = true) => {
  if (!blocks.length) return;
  current = Math.max(0, Math.min(index, blocks.length - 1));
  for (const [at, block] of blocks.entries()) block.classList.toggle("is-current", at === current);
  if (focus) {
    blocks[current].focus({ preventScroll: true });
    blocks[current].scrollIntoView({ block: "start" });
  }
};

const accept = () => blocks[current]?.querySelector("form[data-action=accept]").requestSubmit();

const giveBack = () => {
  const form = blocks[current]?.querySelector("form[data-action=return]");
  if (!form) return;
  form.closest("details").open = true;
  form.querySelector("input[type=checkbox]").focus();
};

const evidence = () => {
  const preview = blocks[current]?.querySelector(".preview:not([open])");
  if (preview) preview.open = true;
  else blocks[current]?.querySelector(".files a")?.click();
};

const keys = {
  KeyJ: () => go(current + 1),
  KeyK: () => go(current - 1),
  KeyA: accept,
  KeyR: giveBack,
};

// By the key's place, so that they work in the Russian layout too.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || dialog.open) return;
  const at = event.target;
  if (at.matches("textarea, select, input:not([type=checkbox])")) return;
  if (event.key === "?") return dialog.showModal();
  if (event.key === "Enter") {
    if (at !== document.body && !at.matches(".block")) return;
    event.preventDefault();
    return evidence();
  }
  if (event.shiftKey || !keys[event.code]) return;
  event.preventDefault();
  keys[event.code]();
});

// Whoever clicks or tabs into a report means that one.
for (const [at, block] of blocks.entries()) block.addEventListener("focusin", () => go(at, false));

for (const box of document.querySelectorAll("[data-keys]")) box.hidden = false;

// After a decision the address names the next report; a refused form leads to its own errors instead.
const named = blocks.findIndex((block) => `#${block.id}` === location.hash);
const refused = document.getElementById("form-errors");
go(Math.max(named, 0), named >= 0 && !refused);
