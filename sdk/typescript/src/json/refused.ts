/**
 * Bytes or values that are not what their format says. `code` is stable and is what programs branch on; the message is for
 * people.
 */
export class Refused extends Error {
  /** The stable code, such as `duplicate_name`. */
  readonly code: string;
  /** The byte where it was noticed, from 0, when there is one. */
  readonly offset: number | undefined;
  /** The line of a file where it was noticed, from 1, when there is one; in a JSON array of receipts, the receipt's place. */
  readonly line: number | undefined;

  constructor(code: string, message: string, place: { readonly offset?: number; readonly line?: number } = {}) {
    super(message);
    this.name = "Refused";
    this.code = code;
    this.offset = place.offset;
    this.line = place.line;
  }

  /** The same refusal, noticed on a line of a file. */
  onLine(line: number): Refused {
    return new Refused(this.code, this.message, { line });
  }
}
