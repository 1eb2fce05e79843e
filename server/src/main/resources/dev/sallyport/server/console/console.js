// The one entry of every page: what all have, and the module the page names.
import "./passkey.js";
import "./here.js";
import "./keys.js";
import "./palette.js";
import "./countdown.js";

/** @type {Record<string, () => Promise<unknown>>} what a page may name */
const modules = {
  feed: () => import("./feed.js"),
  receipt: () => import("./receipt.js"),
  approvals: () => import("./approvals.js"),
};
const wanted = document.getElementById("main")?.dataset.module ?? "";
await modules[wanted]?.();
// From here on a key is heard; a test that types waits for it.
document.documentElement.dataset.keys = "on";
