import { Refused } from "./refused.js";
import type { Json } from "./value.js";

/** Values of the host program that stand for JSON: null, booleans, numbers, strings, arrays, plain objects and maps. */
export type HostJson =
  | null
  | boolean
  | number
  | string
  | readonly HostJson[]
  | { readonly [name: string]: HostJson }
  | ReadonlyMap<string, HostJson>;

/** Deeper arguments are refused by the gateway as well. */
const MAX_HOST_DEPTH = 64;

/**
 * Copies a value of the host program into JSON. Reads every property once and runs no code of the value: getters, `toJSON`,
 * dates, class instances, functions, symbols, bigints, holes and `undefined` are refused and not converted, so that nothing
 * runs with other arguments than were shown.
 *
 * @throws {Refused} `unsupported_value`, or `too_deep`, which a cycle is as well
 */
export function fromHost(value: unknown, depth = 0): Json {
  switch (typeof value) {
    case "boolean":
    case "number":
    case "string":
      return value;
    case "object":
      break;
    default:
      throw unsupported(`a value of type ${typeof value}`);
  }
  if (value === null) {
    return null;
  }
  if (depth >= MAX_HOST_DEPTH) {
    throw new Refused("too_deep", `arguments nest deeper than ${MAX_HOST_DEPTH} levels`);
  }
  if (Array.isArray(value)) {
    return arrayFrom(value, depth + 1);
  }
  return value instanceof Map ? mapFrom(value, depth + 1) : objectFrom(value, depth + 1);
}

/** A deeply frozen copy for the host program. Objects have no prototype, so that every member is only a member. */
export function toHost(value: Json): HostJson {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (!(value instanceof Map)) {
    return Object.freeze((value as readonly Json[]).map(toHost));
  }
  const object = Object.create(null) as { [name: string]: HostJson };
  for (const [name, member] of value as ReadonlyMap<string, Json>) {
    Object.defineProperty(object, name, { value: toHost(member), enumerable: true });
  }
  return Object.freeze(object);
}

function arrayFrom(value: readonly unknown[], depth: number): Json[] {
  const names = Reflect.ownKeys(value);
  const length = value.length;
  if (names.length !== length + 1) {
    throw unsupported("an array with holes or named properties");
  }
  return Array.from({ length }, (_, i) => fromHost(dataOf(value, String(i)), depth));
}

function mapFrom(value: ReadonlyMap<unknown, unknown>, depth: number): Map<string, Json> {
  const out = new Map<string, Json>();
  Map.prototype.forEach.call(value, (member: unknown, name: unknown) => {
    if (typeof name !== "string") {
      throw unsupported("a map with a key that is no string");
    }
    out.set(name, fromHost(member, depth));
  });
  return out;
}

function objectFrom(value: object, depth: number): Map<string, Json> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    throw unsupported("an object of a class");
  }
  const out = new Map<string, Json>();
  for (const name of Reflect.ownKeys(value)) {
    if (typeof name !== "string") {
      throw unsupported("a symbol as a name");
    }
    out.set(name, fromHost(dataOf(value, name), depth));
  }
  return out;
}

function dataOf(value: object, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(value, name);
  if (property === undefined || !("value" in property) || property.enumerable !== true) {
    throw unsupported("a property that is computed, hidden or missing");
  }
  return property.value;
}

function unsupported(what: string): Refused {
  return new Refused("unsupported_value", `${what} has no JSON form; pass plain data, and leave absent members out`);
}
