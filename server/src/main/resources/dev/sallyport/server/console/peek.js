// One event beside the list: what its receipt says, and where to go on from there.
import { element, fetched } from "./element.js";

const panel = document.getElementById("peek");
let asked = 0;

/**
 * @param {number} sequence
 * @param {() => void} close
 */
export async function peek(sequence, close) {
  const mine = ++asked;
  panel.hidden = false;
  panel.dataset.sequence = String(sequence);
  try {
    const event = await fetched("/console/feed/peek.json?s=" + sequence);
    if (mine === asked) draw(event, close);
  } catch (failed) {
    if (mine === asked) panel.replaceChildren(element("p", { class: "bad" }, String(failed.message)));
  }
}

export function unpeek() {
  asked++;
  panel.hidden = true;
  panel.replaceChildren();
}

function draw(event, close) {
  const links = [element("a", { href: "/console/receipts/" + encodeURIComponent(event.receipt_id) }, "Receipt and proof")];
  if (event.decision_id) links.push(element("a", { href: "/console/decisions/" + encodeURIComponent(event.decision_id) }, "What shields said"));
  if (event.approval_id) links.push(element("a", { href: "/console/approvals/" + encodeURIComponent(event.approval_id) }, "Approval"));
  panel.replaceChildren(
    element("div", { class: "row" }, element("h2", {}, event.kind + " " + event.sequence),
      element("button", { type: "button", class: "plain", click: close }, "Close")),
    element("p", { class: "row" }, ...links),
    element("dl", {},
      ...[{ name: "receipt", value: event.receipt_id }, { name: "receipt hash", value: event.receipt_hash }, ...event.fields]
        .flatMap(({ name, value }) => [element("dt", {}, name.replaceAll("_", " ")), element("dd", {}, value)])),
  );
}
