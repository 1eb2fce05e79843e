// The command palette: Ctrl-K or Cmd-K, a few letters, Enter. Screens are known; agents, decisions and incidents are asked for.
import { element, fetched } from "./element.js";
import { bind, dialog } from "./keys.js";

/** @typedef {{kind: string, label: string, path: string}} Goal */

/** @returns {Goal[]} */
function screens() {
  return [...document.querySelectorAll("header nav a")].map((a) => ({ kind: "Screen", label: a.textContent, path: a.getAttribute("href") }));
}

function open() {
  if (document.querySelector("dialog[open]")) return;
  const list = element("ul", { id: "goals", role: "listbox", "aria-label": "Where to go" });
  const input = element("input", {
    "aria-label": "Go to", placeholder: "A screen, an agent, a decision, an incident", role: "combobox",
    "aria-expanded": "true", "aria-controls": "goals", autocomplete: "off", spellcheck: "false",
  });
  /** @type {Goal[]} */
  let goals = [];
  let at = 0;
  let asked = 0;

  function draw() {
    list.replaceChildren(
      ...goals.map((goal, i) =>
        element("li", { role: "option", id: "goal" + i, "aria-selected": String(i === at), click: () => go(goal) },
          goal.label + " ", element("span", { class: "muted" }, goal.kind)),
      ),
    );
    input.setAttribute("aria-activedescendant", goals.length ? "goal" + at : "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }
  function go(goal) {
    if (goal) location.assign(goal.path);
  }
  async function look() {
    const words = input.value.trim().toLowerCase();
    const mine = ++asked;
    const near = screens().filter((s) => s.label.toLowerCase().includes(words));
    goals = near;
    at = 0;
    draw();
    if (words.length < 2) return;
    const { found } = await fetched("/console/find.json?q=" + encodeURIComponent(input.value.trim()));
    if (mine !== asked) return;
    goals = [...near, ...found];
    draw();
  }
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      at = Math.min(goals.length - 1, Math.max(0, at + by));
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(goals[at]);
    }
  });
  dialog("Palette", input, list);
  input.focus();
  look();
}

if (document.querySelector("header nav")) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  bind("Ctrl K", "Go to a screen, an agent, a decision, an incident", open);
  document.querySelector(".me")?.prepend(element("button", { type: "button", class: "plain", click: open }, "Go to…"));
}
