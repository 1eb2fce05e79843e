// Receipts on a page: verifies those that say so here in the browser, and shows one from the bytes that were hashed.
import { element, fetched } from "./element.js";
import { bind } from "./keys.js";
import { verify } from "./verify.js";

const PINNED = "sallyport-log-key";

/** @param {string} id */
async function evidence(id) {
  return fetched("/console/receipts/" + encodeURIComponent(id) + "/evidence.json");
}

/** The key that this browser saw first; another one later is said. */
function key(now) {
  const first = localStorage.getItem(PINNED);
  if (first === null) localStorage.setItem(PINNED, now);
  return { name: "Key", holds: first === null || first === now,
    says: first === null ? "seen for the first time by this browser: " + now : first === now ? "the one this browser saw first" : "another than this browser saw first: " + first };
}

/** What was asked for has to be what was answered. */
function asked(id, found) {
  return { name: "Id", holds: found.receipt_id === id, says: found.receipt_id === id ? id : "the evidence is for another receipt" };
}

/** Each check of the receipt with that id. */
async function checksOf(id, found) {
  return [...(await verify(found)), key(found.key), asked(id, found)];
}

function mark(holds) {
  return element("span", { class: "tag " + (holds ? "verified" : "failed") }, holds ? "✓ verified" : "✗ FAILED");
}

/** What a stranger wrote may not look like something else. */
function visible(text) {
  return [...text].map((c) => (/[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|[^\x20-\x7e\n]/u.test(c) && c !== "\n" ? "\\u{" + c.codePointAt(0).toString(16) + "}" : c)).join("");
}

async function whole(place) {
  const found = await evidence(place.dataset.checks);
  const checks = await checksOf(place.dataset.checks, found);
  place.replaceChildren(
    element("p", {}, mark(checks.every((check) => check.holds))),
    element("table", {}, element("tbody", {},
      ...checks.map((check) => element("tr", {}, element("th", { scope: "row" }, check.name), element("td", {}, mark(check.holds)),
        element("td", { class: "mono" }, check.says))))),
  );
  document.getElementById("contents").replaceChildren(
    element("pre", { tabindex: "0", "aria-label": "The receipt" }, visible(JSON.stringify(JSON.parse(found.canonical), null, 2))),
    element("details", {}, element("summary", {}, "The bytes that were hashed"), element("pre", { tabindex: "0", "aria-label": "Bytes" }, visible(found.canonical))),
    element("details", {}, element("summary", {}, "The proof (tlog-proof)"), element("pre", { tabindex: "0", "aria-label": "Proof" }, found.proof ?? "")),
  );
}

async function brief(place) {
  try {
    const id = place.dataset.receipt;
    const checks = await checksOf(id, await evidence(id));
    const bad = checks.find((check) => !check.holds);
    place.replaceChildren(mark(!bad), bad ? " " + bad.name + ": " + bad.says : "");
  } catch (failed) {
    place.replaceChildren(mark(false), " " + failed.message);
  }
}

const places = [...document.querySelectorAll("[data-receipt]")];
if (places.length) {
  const button = element("button", { type: "button", class: "plain noprint", click: all }, "Verify these receipts in this browser");
  document.querySelector("h1").after(element("p", {}, button));
  bind("v", "Verify the receipts of this page", all);
}
async function all() {
  for (const place of places) await brief(place);
  document.getElementById("main").dataset.verified = "yes";
}
for (const place of document.querySelectorAll("[data-checks]")) {
  try {
    await whole(place);
  } catch (failed) {
    place.replaceChildren(mark(false), " " + failed.message);
  }
}
document.getElementById("main").dataset.ready = "yes";
