import { isObject, type Json, type JsonObject } from "../json/value.js";
import { Unavailable } from "./failures.js";

/**
 * An object the gateway sent, read by type. A missing or differently typed member makes the answer malformed, which is a
 * failure and never a default; members that are not asked for are ignored.
 */
export class Answer {
  constructor(private readonly members: JsonObject) {}

  /** The answer that a value is. */
  static of(value: Json | undefined): Answer {
    if (!isObject(value)) {
      throw malformed("an object is missing");
    }
    return new Answer(value);
  }

  has(name: string): boolean {
    return this.members.has(name);
  }

  text(name: string): string {
    const value = this.members.get(name);
    if (typeof value !== "string") {
      throw malformed(`\`${name}\` is no text`);
    }
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  integer(name: string): number {
    const value = this.members.get(name);
    if (typeof value !== "number" || !Number.isSafeInteger(value)) {
      throw malformed(`\`${name}\` is no integer`);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.members.get(name);
    if (typeof value !== "boolean") {
      throw malformed(`\`${name}\` is neither true nor false`);
    }
    return value;
  }

  object(name: string): Answer {
    return Answer.of(this.members.get(name));
  }

  /** The object as it was sent. */
  raw(name: string): JsonObject {
    const value = this.members.get(name);
    if (!isObject(value)) {
      throw malformed(`\`${name}\` is no object`);
    }
    return value;
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((item) => {
      if (typeof item !== "string") {
        throw malformed(`\`${name}\` holds something else than text`);
      }
      return item;
    });
  }

  objects(name: string): readonly Answer[] {
    return this.list(name).map(Answer.of);
  }

  /** The text, when it is one of these; another word has the code `unknown_` and the member's name. */
  word<W extends string>(name: string, words: readonly W[]): W {
    const text = this.text(name);
    const word = words.find((one) => one === text);
    if (word === undefined) {
      throw new Unavailable(`unknown_${name}`, `the gateway's \`${name}\` is none that this version knows`, { answered: true });
    }
    return word;
  }

  private list(name: string): readonly Json[] {
    const value = this.members.get(name);
    if (!Array.isArray(value)) {
      throw malformed(`\`${name}\` is no list`);
    }
    return value as readonly Json[];
  }
}

/** The failure of an answer that cannot be understood. */
export function malformed(what: string, cause?: unknown, answered = true): Unavailable {
  return new Unavailable("malformed_answer", `the gateway's answer cannot be used: ${what}`, { cause, answered });
}
