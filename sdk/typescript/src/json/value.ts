/**
 * A JSON value as it was read: objects are maps, so that a member called `__proto__`, `constructor` or `toJSON` is a member
 * like any other. Numbers are doubles that the text named exactly.
 */
export type Json = null | boolean | number | string | JsonArray | JsonObject;

/** A JSON array. */
export type JsonArray = readonly Json[];

/** A JSON object, in the order in which its members were read. */
export type JsonObject = ReadonlyMap<string, Json>;

/** Whether a value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return value instanceof Map;
}
