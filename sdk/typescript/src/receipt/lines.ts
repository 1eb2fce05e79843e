import { Refused } from "../json/refused.js";

/** The longest line that is read. */
export const MAX_LINE_BYTES = 2 << 20;

const NEWLINE = 0x0a;

/** Cuts a file into lines that each end in a newline. */
export class Lines {
  #at = 0;
  #number = 0;

  constructor(private readonly file: Uint8Array) {}

  /** The number of the line that was read last, from 1. */
  get number(): number {
    return this.#number;
  }

  /**
   * The next line without its newline, or undefined at the end of the file.
   *
   * @throws {Refused} `line_cut_off` or `line_too_long`
   */
  next(): Uint8Array | undefined {
    if (this.#at >= this.file.length) {
      return undefined;
    }
    this.#number++;
    const newline = this.file.indexOf(NEWLINE, this.#at);
    const line = this.file.subarray(this.#at, newline < 0 ? this.file.length : newline);
    if (line.length > MAX_LINE_BYTES) {
      throw new Refused("line_too_long", `a line may have ${MAX_LINE_BYTES} bytes`);
    }
    if (newline < 0) {
      throw new Refused("line_cut_off", "the last line does not end in a newline: the file was cut off");
    }
    this.#at = newline + 1;
    return line;
  }
}
