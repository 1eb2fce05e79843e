// The feed: newest rows first, live by server-sent events, lossless by sequence. The address holds query, columns and the peeked event.
import { element, fetched } from "./element.js";
import { GridRows } from "./gridrows.js";
import { bind } from "./keys.js";
import { peek, unpeek } from "./peek.js";
import { and, term, terms, without } from "./query.js";

const MOST = 50_000; // rows in memory; older ones are loaded again when somebody scrolls there
const PAGE = 200;
const SHOWN = ["time", "event", "decision", "agent", "tool", "action", "reason", "shield"];

const box = document.getElementById("feed");
const input = document.querySelector(".query input");
const status = document.getElementById("status");
const chips = document.querySelector(".chips");
const heads = [...box.querySelectorAll("[data-column]")];
const all = heads.map((head) => head.dataset.column);

/** @typedef {{s: number, t: number, v: string[]} | {gap: [number, number]}} Row */
/** @type {Row[]} oldest first */
let rows = [];
/** @type {Row[]} what came while the list stood still */
let held = [];
let next = 0;
let before = 0;
let whole = true;
let loading = false;
let still = false;
let stopped = false;
let received = 0;
let selected = -1;
/** @type {EventSource | undefined} */
let stream;
let query = input.value;
let shown = (new URLSearchParams(location.search).get("c") ?? SHOWN.join(",")).split(",").filter((c) => all.includes(c));

const nothing = element("p", { id: "nothing", class: "empty", hidden: true }, "No event matches so far. Take a condition away, or wait: what comes shows here.");
box.after(nothing);
const grid = new GridRows(box, box.querySelector(".rows"), draw);

const atTop = (i) => rows[rows.length - 1 - i];
const time = (millis) => new Date(millis).toISOString().slice(11, 23);

function cell(column, text) {
  return element("div", { class: "cell", role: "gridcell", "data-column": column, title: text }, text);
}

function draw(i) {
  const row = atTop(i);
  if ("gap" in row) return gap(row);
  const line = element("div", { class: "line", role: "row", "data-s": String(row.s), "aria-selected": String(row.s === selected) });
  for (const column of shown) {
    line.append(column === "time" ? cell(column, time(row.t)) : mark(column, cell(column, row.v[all.indexOf(column) - 1])));
  }
  return line;
}

function mark(column, made) {
  if (column === "decision" && made.textContent) {
    made.replaceChildren(element("span", { class: "tag " + made.textContent.replace(/[^a-z_]/g, "") }, made.textContent.replaceAll("_", " ")));
  }
  return made;
}

/** @param {{gap: [number, number]}} row */
function gap(row) {
  const [from, to] = row.gap;
  return element("div", { class: "line gap", role: "row" },
    element("div", { role: "gridcell" }, `⚠ ${to - from + 1} events not received (${from} to ${to}) `,
      element("button", { type: "button", class: "danger", click: () => fill(row) }, "Load what is missing")));
}

async function fill(row) {
  const [from, to] = row.gap;
  const found = [];
  let at = from;
  while (at <= to) {
    const page = await fetched(`/console/feed/rows.json?q=${encodeURIComponent(query)}&from=${at}&to=${to}`);
    if (page.next === at) break;
    found.push(...page.rows);
    at = page.next;
  }
  const rest = at <= to ? [{ gap: [at, to] }] : [];
  rows.splice(rows.indexOf(row), 1, ...found, ...rest);
  drawn();
}

function say() {
  const gaps = rows.filter((row) => "gap" in row).length;
  const waits = held.length ? `, ${held.length} new waiting` : "";
  const how = stopped ? "stopped" : still ? "standing still" : "live";
  status.replaceChildren(`${how}${waits}, up to event ${next - 1}${gaps ? `, ${gaps} gaps` : ""}`);
  box.dataset.received = String(received);
  box.dataset.next = String(next);
  box.dataset.held = String(held.length);
}

function drawn() {
  const taught = document.querySelector("main .empty:not(#nothing)");
  if (rows.length) taught?.remove();
  nothing.hidden = rows.length > 0 || Boolean(taught);
  grid.length = rows.length;
  grid.later();
  say();
}

/** Takes in what came: at the top while somebody watches the top, else when the list moves again. */
function take(more) {
  const waits = still || stopped || box.scrollTop > 0;
  if (waits) held = bounded(held.concat(more));
  else rows = rows.concat(more);
  if (!waits && rows.length > MOST) {
    rows = rows.slice(-MOST + PAGE);
    before = "gap" in rows[0] ? rows[0].gap[0] : rows[0].s;
    whole = false;
  }
  drawn();
}

/** As many as are held at most: for the oldest of them stands one gap, which can be filled. */
function bounded(waiting) {
  if (waiting.length <= MOST) return waiting;
  const cut = waiting.length - MOST + PAGE;
  const edge = (row, end) => ("gap" in row ? row.gap[end] : row.s);
  return [{ gap: [edge(waiting[0], 0), edge(waiting[cut - 1], 1)] }, ...waiting.slice(cut)];
}

function release() {
  rows = rows.concat(held);
  held = [];
  drawn();
}

function heard(event) {
  const { from, to, rows: more } = JSON.parse(event.data);
  if (to < next) return;
  const fresh = more.filter((row) => row.s >= next);
  if (from > next) fresh.unshift({ gap: [next, from - 1] });
  received += to - Math.max(from, next) + 1;
  next = to + 1;
  take(fresh);
}

function listen() {
  stream?.close();
  stream = new EventSource(`/console/feed/stream?q=${encodeURIComponent(query)}&after=${next - 1}`);
  stream.addEventListener("message", heard);
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) status.replaceChildren("the stream was refused; sign in again or reload");
  });
}

async function older() {
  if (loading || whole) return;
  loading = true;
  try {
    const page = await fetched(`/console/feed/rows.json?q=${encodeURIComponent(query)}&before=${before}&limit=${PAGE}`);
    rows = [...page.rows.reverse(), ...rows];
    before = page.reached;
    whole = page.whole;
    drawn();
  } finally {
    loading = false;
  }
}

async function begin() {
  rows = [];
  held = [];
  const page = await fetched(`/console/feed/rows.json?q=${encodeURIComponent(query)}&limit=${PAGE}`);
  rows = page.rows.reverse();
  next = page.head;
  before = page.reached;
  whole = page.whole;
  box.scrollTop = 0;
  drawn();
  listen();
}

// The address, the bar, the chips and the columns.
function address() {
  const said = new URLSearchParams();
  if (query) said.set("q", query);
  else if (box.dataset.pinned) said.set("all", "1");
  if (shown.join() !== SHOWN.join()) said.set("c", shown.join());
  if (selected >= 0) said.set("s", String(selected));
  history.replaceState(null, "", "/console/feed" + (said.size ? "?" + said : ""));
  const saving = document.querySelector("#save [name=query]");
  if (saving) saving.value = query;
}

function filter(text) {
  query = text.trim();
  input.value = query;
  chipped();
  address();
  return begin();
}

function chipped() {
  chips.replaceChildren(
    ...terms(query).map((t, i) =>
      element("li", {}, element("span", { title: t }, t),
        element("button", { type: "button", class: "mark", "aria-label": "Take away " + t, click: () => filter(without(query, i)) }, "×"))),
  );
}

function columns() {
  for (const head of heads) head.hidden = !shown.includes(head.dataset.column);
}

function show(column, on) {
  shown = all.filter((c) => (c === column ? on : shown.includes(c)));
  columns();
  address();
  drawn();
}

const choosing = element("details", { class: "noprint" }, element("summary", {}, "Columns"),
  element("div", { class: "row" },
    ...all.map((column) => {
      const tick = element("input", { type: "checkbox", change: (event) => show(column, event.target.checked) });
      tick.checked = shown.includes(column);
      return element("label", {}, tick, " " + column);
    })));
const pause = element("button", { type: "button", class: "plain", "aria-pressed": "false", click: () => stop(!stopped) }, "Pause");
document.querySelector(".bar").append(choosing, pause);

function stop(on) {
  stopped = on;
  pause.setAttribute("aria-pressed", String(on));
  pause.textContent = on ? "Go on" : "Pause";
  on ? say() : release();
}

// Rows: peeked by a click or Enter; a cell that is pointed at has + and -.
function select(sequence) {
  selected = sequence;
  address();
  grid.now();
  if (sequence >= 0) peek(sequence, () => select(-1));
  else {
    unpeek();
    box.focus();
  }
}

function step(by) {
  const at = rows.length - 1 - rows.findLastIndex((row) => "s" in row && row.s === selected);
  let to = selected < 0 ? 0 : at + by;
  while (rows.length && "gap" in (atTop(to) ?? {})) to += by;
  if (to >= 0 && to < rows.length) {
    grid.show(to);
    select(atTop(to).s);
  }
}

box.addEventListener("click", (event) => {
  const line = event.target.closest(".line[data-s]");
  if (line && !event.target.closest("button")) select(Number(line.dataset.s));
});
box.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
  if (by) {
    event.preventDefault();
    event.stopPropagation();
    step(by);
  }
});
box.addEventListener("pointerover", (event) => {
  const over = event.target.closest(".cell[data-column]:not([role=columnheader])");
  if (!over || over.querySelector(".tools") || over.dataset.column === "time" || !over.title) return;
  const button = (not) =>
    element("button", { type: "button", class: "mark", "aria-label": `${not ? "Without" : "Only"} ${over.dataset.column} ${over.title}`,
      click: () => filter(and(query, term(over.dataset.column, over.title, not))) }, not ? "−" : "+");
  over.append(element("span", { class: "tools" }, button(false), button(true)));
});
const body = box.querySelector(".rows");
body.addEventListener("pointerenter", () => {
  still = true;
  say();
});
body.addEventListener("pointerleave", () => {
  still = false;
  if (!stopped && box.scrollTop === 0) release();
  say();
});
box.addEventListener("scroll", () => {
  if (box.scrollTop === 0 && !still && !stopped && held.length) release();
  if (box.scrollTop + box.clientHeight > box.scrollHeight - 20 * 28) older();
});
document.querySelector(".query").addEventListener("submit", (event) => {
  event.preventDefault();
  filter(input.value);
});
bind("/", "Write a filter", () => input.focus());
bind("p", "Pause the feed, or go on", () => stop(!stopped));
bind("j", "Next event", () => step(1));
bind("k", "Event before", () => step(-1));
bind("Escape", "Close the event", () => select(-1));

columns();
chipped();
await begin();
const peeked = new URLSearchParams(location.search).get("s");
if (peeked && /^\d{1,15}$/.test(peeked)) select(Number(peeked));
box.dataset.ready = "yes";
