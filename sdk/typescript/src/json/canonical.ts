import { MAX_DEPTH } from "./limits.js";
import { isUnportable, type Numbers } from "./number.js";
import { Refused } from "./refused.js";
import { isNoncharacter, utf8 } from "./text.js";
import type { Json, JsonArray, JsonObject } from "./value.js";

/** A set of rules by which a JSON value has exactly one byte string (spec/action section 3). */
export type Scheme = "sallyport-jcs-2" | "aegis-jcs-1";

/** Whether a word from outside names a scheme. */
export function isScheme(word: string): word is Scheme {
  return word === "sallyport-jcs-2" || word === "aegis-jcs-1";
}

/** The numbers that documents of a scheme are read with. */
export function numbersOf(scheme: Scheme): Numbers {
  return scheme === "aegis-jcs-1" ? "portable" : "exact";
}

/**
 * The canonical bytes of a value. Reading them gives the value back.
 *
 * @throws {Refused} when the scheme has no bytes for it; a value that `parseJson` read with the scheme's numbers has some
 */
export function canonicalBytes(value: Json, scheme: Scheme): Uint8Array {
  return utf8(canonicalText(value, scheme));
}

/** A container that is being written: its items, with their names in order when it is an object. */
interface Frame {
  readonly names: readonly string[] | undefined;
  readonly items: readonly Json[];
  next: number;
}

/** The canonical form as text: a loop over the containers that are not closed yet, so that depth costs no stack. */
export function canonicalText(value: Json, scheme: Scheme): string {
  const out: string[] = [];
  const stack: Frame[] = [];
  let next: Json | undefined = value;
  for (;;) {
    if (next !== undefined) {
      if (typeof next !== "object" || next === null) {
        out.push(scalar(next, scheme));
      } else {
        stack.push(opened(next, stack.length + 1, scheme));
        out.push(next instanceof Map ? "{" : "[");
      }
    }
    const frame = stack.at(-1);
    if (frame === undefined) {
      return out.join("");
    }
    next = frame.items[frame.next];
    if (next === undefined) {
      out.push(frame.names === undefined ? "]" : "}");
      stack.pop();
      continue;
    }
    if (frame.next > 0) {
      out.push(",");
    }
    const name = frame.names?.[frame.next];
    if (name !== undefined) {
      out.push(quoted(name), ":");
    }
    frame.next++;
  }
}

function opened(container: JsonArray | JsonObject, depth: number, scheme: Scheme): Frame {
  if (depth > MAX_DEPTH) {
    throw new Refused("too_deep", `more than ${MAX_DEPTH} nested objects and arrays`);
  }
  if (!(container instanceof Map)) {
    return { names: undefined, items: container as JsonArray, next: 0 };
  }
  const members = container as JsonObject;
  const names = [...members.keys()].sort(scheme === "aegis-jcs-1" ? byCodePoint : byCodeUnit);
  return { names, items: names.map((name) => members.get(name) ?? null), next: 0 };
}

function scalar(value: null | boolean | number | string, scheme: Scheme): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return numberText(value, scheme);
    default:
      return String(value);
  }
}

/** The text that ECMAScript gives a double, which is what RFC 8785 section 3.2.2.3 asks for. */
function numberText(value: number, scheme: Scheme): string {
  if (Object.is(value, -0)) {
    throw new Refused("negative_zero", "negative zero has no canonical form; use 0, or a string if the sign matters");
  }
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new Refused("number_too_large", "a number beyond 2^53 - 1 has no canonical form; use a string");
  }
  if (scheme === "aegis-jcs-1" && isUnportable(value)) {
    throw new Refused("number_not_portable", "aegis-jcs-1 has no form for fractions below 0.0001; use a string");
  }
  return String(value);
}

const NEEDS_CARE = /[\u0000-\u001f"\\\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;
const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x22, '\\"'],
  [0x5c, "\\\\"],
  [0x08, "\\b"],
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0c, "\\f"],
  [0x0d, "\\r"],
]);

function quoted(text: string): string {
  if (!NEEDS_CARE.test(text)) {
    return `"${text}"`;
  }
  let out = '"';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) {
      throw new Refused("lone_surrogate", "half of a surrogate pair has no canonical form");
    }
    if (isNoncharacter(point)) {
      throw new Refused("noncharacter", "a noncharacter has no canonical form");
    }
    out += SHORT_ESCAPES.get(point) ?? (point < 0x20 ? `\\u${point.toString(16).padStart(4, "0")}` : character);
  }
  return `${out}"`;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Differs from the order by code unit only where a surrogate pair meets a character from U+E000 up. */
function byCodePoint(a: string, b: string): number {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const xPair = x >= 0xd800 && x <= 0xdfff;
      const yPair = y >= 0xd800 && y <= 0xdfff;
      return xPair === yPair ? x - y : xPair ? 1 : -1;
    }
  }
  return a.length - b.length;
}
