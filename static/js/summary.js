// A cell of the summary opens its panel beside the table; without this file its link brings the page with the panel.
"use strict";

const table = document.querySelector("[data-table=summary]");
const side = document.querySelector(".side");
const cell = (address) => new URL(address, location).searchParams.get("cell") ?? "";
const opens = (name) => [...table.querySelectorAll("a.opens")].find((link) => cell(link.href) === name);
let last = 0;

const show = async (name) => {
  const turn = (last += 1);
  for (const open of table.querySelectorAll(".is-open")) open.classList.remove("is-open");
  const link = name && opens(name);
  if (!link) return side.replaceChildren();
  link.closest("td").classList.add("is-open");
  const address = new URL(link.href);
  address.searchParams.set("part", "panel");
  const answer = await fetch(address).catch(() => null);
  if (turn !== last) return; // another cell was asked for meanwhile
  if (!answer?.ok || answer.redirected) return location.assign(link.href);
  side.innerHTML = await answer.text();
  side.dispatchEvent(new Event("shown", { bubbles: true }));
  side.firstElementChild.focus({ preventScroll: true });
  if (innerWidth < 1200) side.firstElementChild.scrollIntoView();
  else link.scrollIntoView({ block: "nearest", inline: "nearest" }); // the table is narrower now
};

// One step back closes the panel, however many cells were looked at.
const open = (link) => {
  history[history.state?.panel ? "replaceState" : "pushState"]({ panel: true }, "", link.href.split("#")[0]);
  show(cell(link.href));
};

const close = () => {
  const link = opens(cell(location.href));
  if (history.state?.panel) history.back();
  else {
    history.replaceState(null, "", side.querySelector("[data-close]").href);
    show("");
  }
  link?.focus();
};

const plain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

table.addEventListener("click", (event) => {
  const link = event.target.closest("td[data-directive]")?.querySelector("a.opens");
  if (!link || !plain(event)) return; // with a key held down a number opens its list in another tab
  event.preventDefault();
  open(link);
});

side.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]") || !plain(event)) return;
  event.preventDefault();
  close();
});

addEventListener("popstate", () => show(cell(location.href)));

const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && side.querySelector("#cell-panel")) return close();
  const step = steps[event.key];
  if (!step || !event.target.matches("a.opens") || !plain(event)) return;
  event.preventDefault();
  const from = event.target.closest("td");
  let [row, at] = [from.parentElement.rowIndex, from.cellIndex];
  // The next cell that opens something; what is not addressed or not shown here is stepped over.
  for (let next; (next = table.rows[(row += step[0])]?.cells[(at += step[1])]); ) {
    const link = next.querySelector("a.opens");
    if (link?.offsetParent) return link.focus();
  }
});

// On a phone the columns with most executors come first into sight; the others are a swipe to the left.
const frame = table.closest(".summary-frame");
if (innerWidth < 768) {
  const total = [...table.querySelectorAll("[data-total-row] td[data-directive]")];
  const most = total.reduce((best, td) => (+td.dataset.total > +best.dataset.total ? td : best));
  const fixed = table.querySelector("thead tr:nth-child(2) .sum").getBoundingClientRect();
  frame.scrollLeft = most.getBoundingClientRect().left - fixed.right;
}
