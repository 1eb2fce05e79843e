// The keyboard: one map that every screen adds to, and the sheet that `?` shows.
import { element } from "./element.js";

/** @type {Map<string, {says: string, does: () => void}>} */
const map = new Map();
let before = "";

/**
 * Has a key, or two after each other as `g f`, do something.
 * @param {string} key
 * @param {string} says
 * @param {() => void} does
 */
export function bind(key, says, does) {
  map.set(key, { says, does });
}

/** Whether somebody writes at the moment, so that letters are letters. */
function writes(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || document.querySelector("dialog[open]")) return;
  const found = map.get(before ? before + " " + event.key : event.key);
  before = !before && event.key === "g" ? "g" : "";
  if (found) {
    event.preventDefault();
    found.does();
  }
});

/** @param {string} title @param {...Node} inside */
export function dialog(title, ...inside) {
  const made = element("dialog", { "aria-label": title, close: () => made.remove() }, ...inside);
  document.body.append(made);
  made.showModal();
  return made;
}

bind("?", "This sheet", () => {
  const rows = [...map].map(([key, { says }]) =>
    element("tr", {}, element("td", {}, ...key.split(" ").flatMap((k) => [element("kbd", {}, k), " "])), element("td", {}, says)),
  );
  const sheet = dialog(
    "Keys",
    element("h2", {}, "Keys"),
    element("table", {}, element("tbody", {}, ...rows)),
    element("p", {}, element("button", { type: "button", click: () => sheet.close() }, "Close")),
  );
});
for (const link of document.querySelectorAll("header nav a[data-key]")) {
  bind("g " + link.dataset.key, "Go to " + link.textContent, () => link.click());
}

// Lists whose rows say data-row are walked with j and k.
function step(by) {
  const rows = [...document.querySelectorAll("[data-row] a, a[data-row]")];
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}
bind("j", "Next row", () => step(1));
bind("k", "Row before", () => step(-1));
