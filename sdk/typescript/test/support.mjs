import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = fileURLToPath(new URL("..", import.meta.url));
export const root = join(here, "..", "..");
export const spec = join(root, "spec");

/** Where the public corpora lie, or undefined. */
export const corpora = [process.env.SALLYPORT_CORPORA, join(root, "..", "shared", "corpora")].find(
  (folder) => folder !== undefined && existsSync(join(folder, "tlog")),
);

/** For tests that need the corpora. */
export const needsCorpora = corpora === undefined ? { skip: "skipped: no corpora" } : {};
if (corpora === undefined) {
  console.log("skipped: no corpora");
}

export const json = (path) => JSON.parse(readFileSync(path, "utf8"));
export const fromHex = (digits) => new Uint8Array(Buffer.from(digits, "hex"));
export const toHex = (bytes) => Buffer.from(bytes).toString("hex");
export const bytes = (text) => new TextEncoder().encode(text);
export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** Every file below a folder. */
export function* files(folder, ending) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* files(path, ending);
    } else if (entry.name.endsWith(ending)) {
      yield path;
    }
  }
}

/** What a function throws, or undefined. */
export function thrown(run) {
  try {
    run();
    return undefined;
  } catch (e) {
    return e;
  }
}

/** A small generator (mulberry32) whose seed a failing test prints; SEED repeats a run. */
export class Chance {
  static fresh() {
    return new Chance(Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31)));
  }

  constructor(seed) {
    this.seed = seed;
    this.state = seed >>> 0;
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  of(list) {
    return list[this.below(list.length)];
  }
}
