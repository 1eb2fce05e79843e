import { Refused } from "./refused.js";
import { isNoncharacter, latin1 } from "./text.js";

const END = -1;

/** By length in bytes: the least code point that needs it; a shorter form is due for less. */
const LEAST_POINT = [0, 0, 0x80, 0x800, 0x10000] as const;

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x22, '"'],
  [0x5c, "\\"],
  [0x2f, "/"],
  [0x62, "\b"],
  [0x66, "\f"],
  [0x6e, "\n"],
  [0x72, "\r"],
  [0x74, "\t"],
]);

/**
 * A place in a document, and its strings and names: UTF-8 (RFC 3629 section 4) and escapes (RFC 8259 section 7), decoded by
 * hand so that a refusal knows its byte.
 */
export class StringReader {
  protected at = 0;

  constructor(
    protected readonly bytes: Uint8Array,
    private readonly limit: number,
  ) {}

  /** The byte here, or -1 at the end. */
  protected peek(): number {
    return this.bytes[this.at] ?? END;
  }

  /** Passes space, tab, line feed and carriage return, and answers the byte behind them. */
  protected skipWhitespace(): number {
    for (;;) {
      const c = this.peek();
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) {
        return c;
      }
      this.at++;
    }
  }

  protected ascii(start: number, end: number): string {
    return latin1(this.bytes, start, end);
  }

  /** Reads from the opening quote to behind the closing one. */
  protected string(): string {
    const start = ++this.at;
    let out = this.plainRun();
    for (;;) {
      if (out.length > this.limit) {
        throw this.refused("string_too_long", start, `string of more than ${this.limit} characters`);
      }
      const c = this.peek();
      if (c === 0x22) {
        this.at++;
        return out;
      }
      out += this.next(c);
    }
  }

  /** Takes the ASCII from here that needs no care. */
  private plainRun(): string {
    const start = this.at;
    let i = start;
    for (let c = this.bytes[i]; c !== undefined && c >= 0x20 && c < 0x80 && c !== 0x22 && c !== 0x5c; ) {
      c = this.bytes[++i];
    }
    this.at = i;
    return i === start ? "" : this.ascii(start, i);
  }

  private next(c: number): string {
    if (c === END) {
      throw this.unexpected("the end of a string");
    }
    if (c === 0x5c) {
      return this.escape();
    }
    if (c < 0x20) {
      throw this.refused("control_character", this.at, "unescaped control character in a string");
    }
    return c < 0x80 ? this.plainRun() : this.character(c);
  }

  private character(lead: number): string {
    const start = this.at;
    const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length === 0) {
      throw this.refused("invalid_utf8", start, "byte that cannot start a character");
    }
    let point = lead & (0xff >> (length + 1));
    for (let i = 1; i < length; i++) {
      const next = this.bytes[start + i] ?? 0;
      if ((next & 0xc0) !== 0x80) {
        throw this.refused("invalid_utf8", start, "cut character");
      }
      point = (point << 6) | (next & 0x3f);
    }
    if (point < (LEAST_POINT[length] ?? 0) || point > 0x10ffff) {
      throw this.refused("invalid_utf8", start, "overlong or out of range character");
    }
    this.at = start + length;
    return this.point(point, start);
  }

  private escape(): string {
    const start = this.at++;
    const c = this.peek();
    if (c === END) {
      throw this.unexpected("an escape");
    }
    this.at++;
    if (c === 0x75) {
      return this.unicodeEscape(start);
    }
    const plain = ESCAPES.get(c);
    if (plain === undefined) {
      throw this.refused("bad_escape", start, "unknown escape");
    }
    return plain;
  }

  private unicodeEscape(start: number): string {
    const unit = this.hex4(start);
    const pairs = unit >= 0xd800 && unit < 0xdc00 && this.peek() === 0x5c && this.bytes[this.at + 1] === 0x75;
    if (!pairs) {
      return this.point(unit, start);
    }
    const second = this.at;
    this.at += 2;
    const low = this.hex4(second);
    if (low < 0xdc00 || low > 0xdfff) {
      throw this.loneSurrogate(start);
    }
    return this.point(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), start);
  }

  private hex4(start: number): number {
    let unit = 0;
    for (let i = 0; i < 4; i++) {
      const c = this.peek();
      if (c === END) {
        throw this.unexpected("a hexadecimal digit");
      }
      const digit = c >= 0x30 && c <= 0x39 ? c - 0x30 : (c | 0x20) >= 0x61 && (c | 0x20) <= 0x66 ? (c | 0x20) - 0x57 : -1;
      if (digit < 0) {
        throw this.refused("bad_escape", start, "escape without four hexadecimal digits");
      }
      unit = (unit << 4) | digit;
      this.at++;
    }
    return unit;
  }

  private point(point: number, start: number): string {
    if (point >= 0xd800 && point <= 0xdfff) {
      throw this.loneSurrogate(start);
    }
    if (isNoncharacter(point)) {
      throw this.refused("noncharacter", start, "noncharacter");
    }
    return String.fromCodePoint(point);
  }

  private loneSurrogate(start: number): Refused {
    return this.refused("lone_surrogate", start, "half of a surrogate pair");
  }

  /** The refusal for a byte that cannot stand here, or for the end. */
  protected unexpected(wanted: string): Refused {
    return this.peek() === END
      ? this.refused("unexpected_end", this.at, `document ends where ${wanted} is due`)
      : this.refused("unexpected_character", this.at, `something else where ${wanted} is due`);
  }

  protected refused(code: string, offset: number, what: string): Refused {
    return new Refused(code, `${what} at byte ${offset}`, { offset });
  }
}
