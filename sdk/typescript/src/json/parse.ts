import { DEFAULT_LIMITS, type Limits } from "./limits.js";
import { exactNumber, type Numbers } from "./number.js";
import { Refused } from "./refused.js";
import { StringReader } from "./string.js";
import type { Json } from "./value.js";

/** How a document is read. */
export interface ParseOptions {
  /** Default: those of the action format. */
  readonly limits?: Limits;
  /** Default: `exact`. */
  readonly numbers?: Numbers;
}

/**
 * Reads one JSON value from bytes, strictly: RFC 8259 restricted to what every language reads alike (spec/action section 1).
 * Nothing is repaired. Linear in the length of the document and without recursion.
 *
 * @throws {Refused} with the code and the byte's offset
 */
export function parseJson(bytes: Uint8Array, options: ParseOptions = {}): Json {
  const limits = options.limits ?? DEFAULT_LIMITS;
  if (bytes.length > limits.bytes) {
    throw new Refused("too_large", `document of ${bytes.length} bytes, limit ${limits.bytes}`, { offset: limits.bytes });
  }
  return new DocumentReader(bytes, limits, options.numbers ?? "exact").read();
}

/** A container that is not closed yet: an object when it has members, else an array. */
interface Open {
  readonly members: Map<string, Json> | undefined;
  readonly items: Json[];
  name: string;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const END = -1;

/** The grammar of values, objects and arrays as a loop over a stack of open containers. Reads one document. */
class DocumentReader extends StringReader {
  private readonly stack: Open[] = [];
  private members = 0;

  constructor(
    bytes: Uint8Array,
    private readonly limits: Limits,
    private readonly numbers: Numbers,
  ) {
    super(bytes, limits.string);
  }

  read(): Json {
    const b = this.bytes;
    if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) {
      throw this.refused("byte_order_mark", 0, "byte order mark");
    }
    if (this.skipWhitespace() === END) {
      throw this.refused("empty_document", this.at, "document without a value");
    }
    for (;;) {
      const value = this.valueOrOpening();
      const document = value === undefined ? undefined : this.place(value);
      if (document !== undefined) {
        return document;
      }
    }
  }

  /** Reads a whole value, or opens a container that has content and answers undefined. */
  private valueOrOpening(): Json | undefined {
    const c = this.skipWhitespace();
    switch (c) {
      case 0x7b:
        return this.open(true);
      case 0x5b:
        return this.open(false);
      case QUOTE:
        return this.string();
      case 0x74:
        return this.literal("true", true);
      case 0x66:
        return this.literal("false", false);
      case 0x6e:
        return this.literal("null", null);
      default:
        if (c === 0x2d || isDigit(c)) {
          return this.number();
        }
        throw this.unexpected("a value");
    }
  }

  private open(object: boolean): Json | undefined {
    if (this.stack.length >= this.limits.depth) {
      throw this.refused("too_deep", this.at, `more than ${this.limits.depth} nested objects and arrays`);
    }
    this.at++;
    if (this.skipWhitespace() === (object ? 0x7d : 0x5d)) {
      this.at++;
      return object ? new Map<string, Json>() : [];
    }
    const opened: Open = { members: object ? new Map<string, Json>() : undefined, items: [], name: "" };
    this.stack.push(opened);
    this.startEntry(opened);
    return undefined;
  }

  /** Puts a value where it belongs and closes what ends behind it; answers the document once it is whole. */
  private place(value: Json): Json | undefined {
    let whole = value;
    for (let open = this.stack.at(-1); open !== undefined; open = this.stack.at(-1)) {
      const { members, items } = open;
      if (members === undefined) {
        items.push(whole);
      } else {
        members.set(open.name, whole);
      }
      const c = this.skipWhitespace();
      if (c === COMMA) {
        this.at++;
        this.startEntry(open);
        return undefined;
      }
      if (c !== (members === undefined ? 0x5d : 0x7d)) {
        throw this.unexpected(members === undefined ? "`,` or `]`" : "`,` or `}`");
      }
      this.at++;
      this.stack.pop();
      whole = members ?? items;
    }
    if (this.skipWhitespace() !== END) {
      throw this.refused("trailing_content", this.at, "content after the value");
    }
    return whole;
  }

  /** Counts an entry and, in an object, reads its name and colon. */
  private startEntry(open: Open): void {
    if (++this.members > this.limits.members) {
      throw this.refused("too_many_members", this.at, `more than ${this.limits.members} members and items`);
    }
    if (open.members === undefined) {
      return;
    }
    if (this.skipWhitespace() !== QUOTE) {
      throw this.unexpected("a member name in double quotes");
    }
    const nameAt = this.at;
    const name = this.string();
    if (open.members.has(name)) {
      throw this.refused("duplicate_name", nameAt, "a name twice in one object");
    }
    if (this.skipWhitespace() !== COLON) {
      throw this.unexpected("`:`");
    }
    this.at++;
    open.name = name;
  }

  private literal(text: string, value: Json): Json {
    for (let i = 0; i < text.length; i++) {
      if (this.peek() !== text.charCodeAt(i)) {
        throw this.unexpected(`\`${text}\``);
      }
      this.at++;
    }
    return value;
  }

  private number(): number {
    const start = this.at;
    if (this.peek() === 0x2d) {
      this.at++;
    }
    if (this.peek() === 0x30) {
      this.at++;
      if (isDigit(this.peek())) {
        throw this.badNumber(start);
      }
    } else {
      this.digits(start);
    }
    if (this.peek() === 0x2e) {
      this.at++;
      this.digits(start);
    }
    if ((this.peek() | 0x20) === 0x65) {
      this.at++;
      if (this.peek() === 0x2b || this.peek() === 0x2d) {
        this.at++;
      }
      this.digits(start);
    }
    return exactNumber(this.ascii(start, this.at), this.numbers, start);
  }

  private digits(start: number): void {
    const first = this.at;
    while (isDigit(this.peek())) {
      this.at++;
    }
    if (this.at === first) {
      throw this.badNumber(start);
    }
  }

  private badNumber(start: number): Refused {
    return this.peek() === END
      ? this.unexpected("a digit")
      : this.refused("bad_number", start, "digits that are not a number of RFC 8259");
  }
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}
