import { createHash, timingSafeEqual } from "node:crypto";
import { canonicalBytes, numbersOf, type Scheme } from "../json/canonical.js";
import { fromHost } from "../json/host.js";
import { parseJson } from "../json/parse.js";
import { Refused } from "../json/refused.js";
import { isHash, utf8 } from "../json/text.js";
import { isObject, type Json, type JsonObject } from "../json/value.js";

/** What separates an action hash from every other hash; `aegis-jcs-1` has nothing. */
const DOMAIN: Readonly<Record<Scheme, Uint8Array>> = {
  "sallyport-jcs-2": utf8("sallyport/action/2\n"),
  "aegis-jcs-1": new Uint8Array(0),
};

/** A commitment to the canonical form of an action: what an approval binds. */
export class ActionHash {
  private constructor(
    /** The scheme whose canonical bytes were hashed. */
    readonly scheme: Scheme,
    /** 64 lower-case hexadecimal digits. */
    readonly hex: string,
  ) {}

  /** The hash of canonical bytes. */
  static of(canonical: Uint8Array, scheme: Scheme): ActionHash {
    return new ActionHash(scheme, createHash("sha256").update(DOMAIN[scheme]).update(canonical).digest("hex"));
  }

  /** Whether the text is this hash, in constant time; a text that is no hash is not. */
  equals(hex: string): boolean {
    return isHash(hex) && timingSafeEqual(utf8(hex), utf8(this.hex));
  }

  toString(): string {
    return this.hex;
  }
}

/** What an action says, as the host program writes it. */
export interface ActionFields {
  /** The tool or server, such as `mail`; not empty. */
  readonly tool: string;
  /** Its operation, such as `send`; not empty. */
  readonly action: string;
  /** What it acts on, or null. */
  readonly resource?: string | null;
  /** Whether it changes something. */
  readonly mutatesState: boolean;
  /** The arguments as they are dispatched: plain data, see {@link fromHost}. */
  readonly parameters: unknown;
}

const MEMBERS: ReadonlySet<string> = new Set(["tool", "action", "resource", "mutates_state", "parameters"]);

/** One thing an agent wants done, exactly as it would be done. Immutable. */
export class Action {
  private constructor(
    readonly tool: string,
    readonly action: string,
    readonly resource: string | null,
    readonly mutatesState: boolean,
    readonly parameters: JsonObject,
  ) {}

  /**
   * The action of a host program; everything is copied.
   *
   * @throws {Refused} when a value has no JSON form, or as {@link fromJson} does
   */
  static of(fields: ActionFields): Action {
    return Action.fromJson(
      new Map<string, Json>([
        ["tool", fromHost(fields.tool)],
        ["action", fromHost(fields.action)],
        ["resource", fromHost(fields.resource ?? null)],
        ["mutates_state", fromHost(fields.mutatesState)],
        ["parameters", fromHost(fields.parameters)],
      ]),
    );
  }

  /** Reads a document that is an action; an absent `resource` is null. */
  static parse(document: Uint8Array, scheme: Scheme = "sallyport-jcs-2"): Action {
    return Action.fromJson(parseJson(document, { numbers: numbersOf(scheme) }));
  }

  /**
   * Reads an action from a value (spec/action section 2).
   *
   * @throws {Refused} `missing_member`, `unknown_member`, `wrong_type` or `empty_name`
   */
  static fromJson(value: Json): Action {
    if (!isObject(value)) {
      throw new Refused("wrong_type", "an action must be an object");
    }
    for (const name of value.keys()) {
      if (!MEMBERS.has(name)) {
        throw new Refused("unknown_member", "an action has a member that is none of its five");
      }
    }
    return new Action(
      named(value, "tool"),
      named(value, "action"),
      resource(value.get("resource")),
      flag(required(value, "mutates_state")),
      parameters(required(value, "parameters")),
    );
  }

  /** The action as its five members. */
  toMap(): JsonObject {
    return new Map<string, Json>([
      ["tool", this.tool],
      ["action", this.action],
      ["resource", this.resource],
      ["mutates_state", this.mutatesState],
      ["parameters", this.parameters],
    ]);
  }

  /** The bytes that are hashed and sent. */
  canonical(scheme: Scheme): Uint8Array {
    return canonicalBytes(this.toMap(), scheme);
  }

  /** The commitment to {@link canonical}. */
  hash(scheme: Scheme): ActionHash {
    return ActionHash.of(this.canonical(scheme), scheme);
  }
}

function required(object: JsonObject, name: string): Json {
  const value = object.get(name);
  if (value === undefined) {
    throw new Refused("missing_member", `an action without member \`${name}\``);
  }
  return value;
}

function named(object: JsonObject, name: string): string {
  const value = required(object, name);
  if (typeof value !== "string") {
    throw wrongType(name, "a string");
  }
  if (value === "") {
    throw new Refused("empty_name", `empty member \`${name}\``);
  }
  return value;
}

function resource(value: Json | undefined): string | null {
  if (value === undefined || value === null || typeof value === "string") {
    return value ?? null;
  }
  throw wrongType("resource", "a string or null");
}

function flag(value: Json): boolean {
  if (typeof value !== "boolean") {
    throw wrongType("mutates_state", "true or false");
  }
  return value;
}

function parameters(value: Json): JsonObject {
  if (!isObject(value)) {
    throw wrongType("parameters", "an object");
  }
  return value;
}

function wrongType(name: string, wanted: string): Refused {
  return new Refused("wrong_type", `member \`${name}\` is not ${wanted}`);
}
