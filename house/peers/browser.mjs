// A real browser that a test leads: `browser.mjs CHROMIUM NAME=HOST:PORT...`, each name being reached at that address. One JSON object a
// line comes in and one goes out. Each person has a profile of their own. What a browser holds against a page is kept until `faults` asks for
// it: errors of scripts, what the page's own security policy refused, requests to elsewhere, dialogs.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8").catch(() => "throw new Error('no axe-core')");
const [executablePath, ...names] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=" + names.map((name) => "MAP " + name.replace("=", " ")).join(","),
  ],
});
/** Milliseconds after which what was awaited counts as never coming. Long: a loaded machine is slow, and who waits in vain fails anyway. */
const PATIENCE = 60_000;
const hosts = names.map((name) => name.split("=")[0]);
const people = new Map();

async function person(who) {
  if (!people.has(who)) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    await context.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", (e) =>
        console.error("policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile),
      ),
    );
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const faults = [];
    page.on("console", (said) => ["error", "warning"].includes(said.type()) && faults.push(said.type() + ": " + said.text()));
    page.on("pageerror", (error) => faults.push("script: " + error.message));
    page.on("dialog", async (dialog) => {
      faults.push("dialog: " + dialog.message());
      await dialog.dismiss();
    });
    context.on("request", (asked) => {
      const url = new URL(asked.url());
      if (!hosts.includes(url.hostname) && url.protocol !== "data:") faults.push("elsewhere: " + asked.url());
    });
    people.set(who, { page, context, faults });
  }
  return people.get(who);
}

/** What a page's request says of itself, to be asked again elsewhere. */
async function replayed(request, place) {
  const { cookie = "" } = await request.allHeaders();
  return { cookie, accept: "application/json", host: place };
}

/** Waits until a script of the page's is true; a page that is being left has no answer yet. */
async function until(page, script) {
  const end = Date.now() + PATIENCE;
  while (!(await page.evaluate(script).catch(() => false))) {
    if (Date.now() > end) throw new Error("never true: " + script + "; at " + page.url() + ": " + (await page.locator("body").innerText()).slice(0, 600));
    await page.waitForTimeout(50);
  }
}

/** A page of the console listens once its script ran, and its text stands before that: a key between the two is heard by nobody. */
const LISTENS = "document.readyState === 'complete' && (!document.querySelector('script[type=module]') || document.documentElement.dataset.keys === 'on')";

/** Does what leads to another page, and comes back when that page stands. */
async function leading(page, act) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), act()]);
}

const acts = {
  open: async ({ page }, { url }) => {
    await page.goto(url);
  },
  fill: async ({ page }, { label, value }) => page.getByLabel(label).first().fill(value),
  press: async ({ page }, { button }) => leading(page, () => page.getByRole("button", { name: button, exact: true }).click()),
  /** Presses what leads nowhere, until the page says that. */
  pressFor: async ({ page }, { button, text }) => {
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.getByText(text).first().waitFor();
  },
  follow: async ({ page }, { link }) => leading(page, () => page.getByRole("link", { name: link, exact: true }).click()),
  back: async ({ page }) => page.goBack(),
  unfold: async ({ page }) => page.locator("summary").first().click(),
  seen: async ({ page }) => page.locator("body").innerText(),
  inside: async ({ page }, { selector }) => page.locator(selector).allInnerTexts(),
  buttons: async ({ page }) => page.getByRole("main").getByRole("button").allInnerTexts(),
  count: async ({ page }, { selector }) => page.locator(selector).count(),
  style: async ({ page }, { selector, property }) =>
    page.locator(selector).first().evaluate((e, name) => getComputedStyle(e).getPropertyValue(name), property),
  run: async ({ page }, { script }) => page.evaluate(script),
  at: async ({ page }) => new URL(page.url()).pathname + new URL(page.url()).search,
  arrives: async ({ page }, { end }) => {
    await page.waitForURL((url) => url.href.endsWith(end));
  },
  cookies: async ({ context }) => context.cookies(),
  /** A passkey's device, which says that it is there, and whether it knows the person. */
  device: async (who, { knows }) => {
    if (!who.session) {
      who.session = await who.context.newCDPSession(who.page);
      await who.session.send("WebAuthn.enable");
      const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true };
      options.automaticPresenceSimulation = true;
      who.device = (await who.session.send("WebAuthn.addVirtualAuthenticator", { options })).authenticatorId;
    }
    await who.session.send("WebAuthn.setUserVerified", { authenticatorId: who.device, isUserVerified: knows === "yes" });
  },
  keys: async (who) => {
    const kept = await who.session.send("WebAuthn.getCredentials", { authenticatorId: who.device });
    return kept.credentials.map((key) => key.rpId + " " + key.signCount);
  },
  /** Presses a key, or some together, or one after the other. */
  keys_: async ({ page }, { keys }) => {
    for (const key of keys.split(" ")) {
      await until(page, LISTENS);
      await page.keyboard.press(key);
    }
  },
  hover: async ({ page }, { selector }) => page.locator(selector).first().hover(),
  away: async ({ page }) => page.mouse.move(2, 2),
  click: async ({ page }, { selector }) => page.locator(selector).first().click(),
  /** Waits until a script of the page's is true. */
  until: async ({ page }, { script }) => until(page, script),
  focused: async ({ page }) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? ""),
  /** How the device is: its colours, its size, and whether it prints. */
  device_: async ({ page }, { colours, width, height, medium }) => {
    await page.emulateMedia({ colorScheme: colours, media: medium });
    await page.setViewportSize({ width: Number(width), height: Number(height) });
  },
  /** Answers what the page asks for there with another text in place of one; nothing to replace takes it back. */
  swap: async ({ page }, { url, from, to }) => {
    await page.unrouteAll();
    if (from === "") return;
    await page.route(new RegExp(url.replace(/[.?]/g, "\\$&")), async (route) => {
      // The browser knows where a name is, this program does not.
      const asked = new URL(route.request().url());
      const [, place] = names.find((name) => name.startsWith(asked.hostname + "=")).split("=");
      try {
        const answer = await fetch("http://" + place + asked.pathname + asked.search, { headers: await replayed(route.request(), place) });
        await route.fulfill({ status: answer.status, contentType: answer.headers.get("content-type"), body: (await answer.text()).replace(from, to) });
      } catch (failed) {
        await route.fulfill({ status: 500, body: String(failed) });
      }
    });
  },
  /** Answers what the page asks for there with that text. */
  serve: async ({ page }, { url, type, body }) => {
    await page.route("**" + url, (route) => route.fulfill({ status: 200, contentType: type, body }));
  },
  /** What axe finds wrong that is serious or critical, one line each. */
  axe: async ({ page }) => {
    await page.evaluate(axe + "\n;0");
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    return found.violations
      .filter((v) => ["serious", "critical"].includes(v.impact))
      .flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target.join(" ") + ": " + n.failureSummary.replaceAll("\n", " ")));
  },
  picture: async ({ page }, { file }) => {
    await page.screenshot({ path: file, fullPage: true });
  },
  faults: async ({ page, faults }) => {
    await page.waitForLoadState("networkidle");
    return faults.splice(0);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    answer = { did: (await acts[asked.do](await person(asked.who), asked)) ?? null };
  } catch (error) {
    answer = { failed: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
await browser.close();
