import assert from "node:assert/strict";
import { test } from "node:test";
import { Action, canonicalBytes, fromHost, parseJson, Refused, toHost } from "../dist/index.js";
import { bytes, Chance, sha256, thrown, toHex } from "./support.mjs";

const SCHEMES = ["sallyport-jcs-2", "aegis-jcs-1"];
const textOf = (value, scheme = "sallyport-jcs-2") => Buffer.from(canonicalBytes(value, scheme)).toString();

const POINTS = [0, 8, 9, 10, 13, 31, 34, 47, 92, 97, 127, 128, 0xe9, 0x7ff, 0x800, 0x2028, 0xd7ff, 0xe000, 0xfdcf, 0xfffd, 0x10000, 0x1f600, 0x10fffd];
const NAMES = ["__proto__", "constructor", "toJSON", "prototype", "hasOwnProperty", "", "0", "length", "\ue000", "\u{1f600}"];

function randomText(chance) {
  return Array.from({ length: chance.below(6) }, () => String.fromCodePoint(chance.of(POINTS))).join("");
}

function randomNumber(chance) {
  switch (chance.below(5)) {
    case 0:
      return chance.below(1000) - 500 + 0;
    case 1:
      return (chance.next() < 0.5 ? -1 : 1) * Math.floor(1 + chance.next() * (2 ** 53 - 2));
    case 2:
      return Number((chance.next() * 1e6).toPrecision(1 + chance.below(15)));
    case 3:
      return chance.next() + 0.0001;
    default:
      return chance.next() * 10 ** (chance.below(20) - 4) + 0.001;
  }
}

function randomValue(chance, depth = 0) {
  switch (chance.below(depth < 6 ? 7 : 5)) {
    case 0:
      return null;
    case 1:
      return chance.next() < 0.5;
    case 2: {
      const number = randomNumber(chance);
      return Number.isInteger(number) && !Number.isSafeInteger(number) ? 0 : number === 0 ? 0 : number;
    }
    case 3:
    case 4:
      return randomText(chance);
    case 5:
      return Array.from({ length: chance.below(5) }, () => randomValue(chance, depth + 1));
    default:
      return new Map(
        Array.from({ length: chance.below(6) }, () => [
          chance.next() < 0.4 ? chance.of(NAMES) : randomText(chance),
          randomValue(chance, depth + 1),
        ]),
      );
  }
}

test("a value comes back from its canonical bytes, and its bytes from the value, in both schemes", () => {
  const chance = Chance.fresh();
  for (let i = 0; i < 3000; i++) {
    const value = randomValue(chance);
    for (const scheme of SCHEMES) {
      const canonical = canonicalBytes(value, scheme);
      const read = parseJson(canonical, { numbers: scheme === "aegis-jcs-1" ? "portable" : "exact" });
      assert.deepEqual(canonicalBytes(read, scheme), canonical, `seed ${chance.seed}, case ${i}`);
      assert.deepEqual(sorted(read), sorted(value), `seed ${chance.seed}, case ${i}`);
    }
  }
});

function sorted(value) {
  if (value instanceof Map) {
    return new Map([...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]));
  }
  return Array.isArray(value) ? value.map(sorted) : value;
}

test("whatever happens to a document's bytes, it is read as one value or refused with a code and a byte", () => {
  const chance = Chance.fresh();
  let read = 0;
  let refused = 0;
  for (let i = 0; i < 3000; i++) {
    const document = Uint8Array.from(canonicalBytes(randomValue(chance), "sallyport-jcs-2"));
    const mutated = [...document];
    for (let change = 0; change <= chance.below(2); change++) {
      const at = chance.below(mutated.length + 1);
      const piece = chance.next() < 0.4 ? [chance.below(256)] : bytes(chance.of([" ", "1", "a", "\\u00e9", "\\u", "\\", '"', "e", "-", "0", "[", "{"]));
      mutated.splice(at, chance.below(2), ...piece);
    }
    const input = Uint8Array.from(mutated);
    let value;
    const fault = thrown(() => (value = parseJson(input)));
    if (fault === undefined) {
      read++;
      assert.doesNotThrow(() => canonicalBytes(value, "sallyport-jcs-2"), `seed ${chance.seed}, case ${i}`);
      // What we read, a lenient parser reads alike; the reverse does not hold.
      assert.deepEqual(sorted(fromHost(JSON.parse(Buffer.from(input).toString()))), sorted(value), `seed ${chance.seed}, case ${i}`);
    } else {
      refused++;
      assert.ok(fault instanceof Refused, `seed ${chance.seed}, case ${i}: ${fault.stack}`);
      assert.match(fault.code, /^[a-z0-9_]+$/);
      assert.ok(fault.offset >= 0 && fault.offset <= input.length, `seed ${chance.seed}, case ${i}`);
    }
  }
  assert.ok(read > 50 && refused > 50, `seed ${chance.seed}: read ${read}, refused ${refused}`);
});

test("random bytes are refused and nothing else", () => {
  const chance = Chance.fresh();
  for (let i = 0; i < 5000; i++) {
    const input = Uint8Array.from({ length: chance.below(40) }, () => chance.below(256));
    const fault = thrown(() => parseJson(input));
    assert.ok(fault === undefined || fault instanceof Refused, `seed ${chance.seed}, case ${i}`);
  }
});

test("nesting of 100,000 levels overflows nothing", () => {
  const depth = 100_000;
  const limits = { bytes: 1 << 20, depth, members: 1 << 20, string: 10 };
  for (const [open, close] of [["[", "]"], ['{"a":', "}"]]) {
    const document = bytes(`${open.repeat(depth)}0${close.repeat(depth)}`);
    assert.equal(thrown(() => parseJson(document)).code, "too_deep");
    assert.equal(thrown(() => parseJson(document)).offset, 64 * open.length);
    const deep = parseJson(document, { limits });
    assert.equal(thrown(() => canonicalBytes(deep, "sallyport-jcs-2")).code, "too_deep");
  }
  let cycle = {};
  cycle.self = cycle;
  assert.equal(thrown(() => fromHost(cycle)).code, "too_deep");
});

test("each limit is refused at its byte", () => {
  const limits = { bytes: 40, depth: 3, members: 4, string: 5 };
  const refusal = (text) => thrown(() => parseJson(bytes(text), { limits }));
  for (const [text, code, offset] of [
    [" ".repeat(41), "too_large", 40],
    ["[[[[", "too_deep", 3],
    ["[1,2,3,4,5]", "too_many_members", 9],
    ['"123456"', "string_too_long", 1],
  ]) {
    const { code: seen, offset: at } = refusal(text);
    assert.deepEqual([seen, at], [code, offset], text);
  }
});

test("100,000 members and items are read and written", () => {
  const items = Array.from({ length: 99_999 }, (_, i) => i);
  assert.deepEqual(parseJson(bytes(JSON.stringify(items))), items);
  assert.equal(textOf(items), JSON.stringify(items));
});

test("a member is only a member, whatever its name", () => {
  const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"hasOwnProperty":1,"toJSON":2}';
  const value = parseJson(bytes(text));
  assert.equal(textOf(value), text);
  const host = toHost(value);
  assert.equal(Object.getPrototypeOf(host), null);
  assert.deepEqual(Object.keys(host), ["__proto__", "constructor", "hasOwnProperty", "toJSON"]);
  assert.ok(Object.isFrozen(host) && Object.isFrozen(host.constructor.prototype));
  assert.equal({}.polluted, undefined);
  assert.equal(textOf(fromHost(host)), text);
  assert.equal(textOf(fromHost(JSON.parse(text))), text, "own members of a plain object are taken as they are");
});

test("what has no JSON form is refused and not converted", () => {
  class Point {
    x = 1;
  }
  const getter = Object.defineProperty({}, "a", { get: () => 1, enumerable: true });
  const sparse = [1, , 2];
  const named = Object.assign([1], { b: 2 });
  for (const value of [undefined, 1n, () => 1, Symbol("a"), new Date(0), new Point(), getter, sparse, named, { a: undefined }, { [Symbol("a")]: 1 }, new Map([[1, 2]]), new Set(), Buffer.from("a"), Object(1)]) {
    assert.equal(thrown(() => fromHost(value))?.code, "unsupported_value", String(typeof value));
  }
  const action = (parameters) => thrown(() => Action.of({ tool: "t", action: "a", mutatesState: true, parameters }).canonical("aegis-jcs-1"))?.code;
  assert.equal(action({ toJSON: () => ({}) }), "unsupported_value");
  assert.equal(action({ n: NaN }), "number_too_large");
  assert.equal(action({ n: Infinity }), "number_too_large");
  assert.equal(action({ n: 2 ** 53 }), "number_too_large");
  assert.equal(action({ n: -0 }), "negative_zero");
  assert.equal(action({ n: 1e-5 }), "number_not_portable");
  assert.equal(action({ s: "\ud800" }), "lone_surrogate");
  assert.equal(action({ "\ufffe": 1 }), "noncharacter");
  assert.equal(action([]), "wrong_type");
  assert.equal(thrown(() => Action.of({ tool: "", action: "a", mutatesState: true, parameters: {} })).code, "empty_name");
});

test("a hash is its scheme's, and is compared whole", () => {
  const action = Action.of({ tool: "t", action: "a", mutatesState: false, parameters: { b: [1, "\u{1f600}"], a: null } });
  const canonical = '{"action":"a","mutates_state":false,"parameters":{"a":null,"b":[1,"😀"]},"resource":null,"tool":"t"}';
  assert.equal(toHex(action.canonical("aegis-jcs-1")), toHex(bytes(canonical)));
  const aegis = action.hash("aegis-jcs-1");
  const ours = action.hash("sallyport-jcs-2");
  assert.equal(aegis.hex, sha256(canonical));
  assert.equal(ours.hex, sha256("sallyport/action/2\n", canonical));
  assert.ok(aegis.equals(aegis.hex) && !aegis.equals(ours.hex));
  assert.ok(!aegis.equals(aegis.hex.toUpperCase()) && !aegis.equals(aegis.hex.slice(1)) && !aegis.equals(""));
});
