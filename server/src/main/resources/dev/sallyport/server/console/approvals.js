// What waits for people: says when more waits than the page shows, and has keys that lead to the answers. No key gives one.
import { element, fetched } from "./element.js";
import { bind } from "./keys.js";

const EVERY = 3000;

/** @param {string} label */
function answer(label) {
  return [...document.querySelectorAll("form[data-answers] button")].find((button) => button.textContent.startsWith(label));
}
if (answer("Approve")) bind("a", "Go to the button that approves", () => answer("Approve").focus());
if (answer("Reject")) bind("x", "Go to the button that rejects", () => answer("Reject").focus());
const next = document.querySelector("a[data-next]");
if (next) bind("n", "The next one that waits for you", () => next.click());

const more = document.getElementById("more");
const shown = new Set([...document.querySelectorAll("[data-row] a")].map((link) => link.textContent));

async function look() {
  if (document.hidden) return;
  const { approvals } = await fetched("/console/approvals.json");
  const fresh = approvals.filter((approval) => !shown.has(approval.approval_id)).length;
  if (String(fresh) === (more.dataset.fresh ?? "0")) return;
  more.dataset.fresh = String(fresh);
  more.replaceChildren(...(fresh ? [element("a", { href: "/console/" }, fresh === 1 ? "One more waits: show it" : fresh + " more wait: show them")] : []));
}
if (more) setInterval(() => look().catch(() => {}), EVERY);
document.getElementById("main").dataset.ready = "yes";
