/** How much of a stranger's JSON is read before it is refused (spec/action section 1.1). */
export interface Limits {
  /** Greatest length of the document in bytes. */
  readonly bytes: number;
  /** Greatest number of objects and arrays open at once, at most 512. */
  readonly depth: number;
  /** Greatest number of members and items in the whole document. */
  readonly members: number;
  /** Greatest length of a string or name in UTF-16 code units after unescaping. */
  readonly string: number;
}

/** The limits of the action format. */
export const DEFAULT_LIMITS: Limits = Object.freeze({ bytes: 1 << 20, depth: 64, members: 100_000, string: 1 << 20 });

/** The depth that nothing goes beyond. */
export const MAX_DEPTH = 512;
