import { Refused } from "./refused.js";

/** Which numbers are read: `exact` as spec/action section 1.6 says, `portable` without small fractions (`aegis-jcs-1`). */
export type Numbers = "exact" | "portable";

/** A decimal without sign: its digits without zeros at either end, and where the point stands: 0.DIGITS times 10^point. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

const LEAST_PORTABLE = 0.0001;

/** Integers of more digits are beyond 2^53 - 1. */
const MOST_INTEGER_DIGITS = 16;

/** No double has more digits in its shortest text. */
const MOST_DIGITS = 17;

/** Every double above 0 lies between 10^-324 and 10^309; far beyond that only the size of a number is looked at. */
const FARTHEST_POINT = 400;

/** Whether `aegis-jcs-1` has no text for the number that all its clients write alike. */
export function isUnportable(value: number): boolean {
  return value !== 0 && Math.abs(value) < LEAST_PORTABLE;
}

/**
 * The double that a number names exactly.
 *
 * @param text a number in the grammar of RFC 8259
 * @param offset where it stands, for the refusal
 */
export function exactNumber(text: string, numbers: Numbers, offset: number): number {
  const negative = text.startsWith("-");
  const magnitude = negative ? text.slice(1) : text;
  const decimal = decimalOf(magnitude);
  if (decimal.digits === "") {
    if (negative) {
      throw new Refused("negative_zero", "negative zero; send 0, or a string if the sign matters", { offset });
    }
    return 0;
  }
  const isInteger = decimal.point >= decimal.digits.length || decimal.point > FARTHEST_POINT;
  const value = isInteger ? integer(decimal, offset) : fraction(magnitude, decimal, offset);
  if (numbers === "portable" && isUnportable(value)) {
    throw new Refused("number_not_portable", "fraction below 0.0001; send it as a string", { offset });
  }
  return negative ? -value : value;
}

function integer(decimal: Decimal, offset: number): number {
  const value =
    decimal.point > MOST_INTEGER_DIGITS ? Infinity : Number(decimal.digits.padEnd(decimal.point, "0"));
  if (value > Number.MAX_SAFE_INTEGER) {
    throw tooLarge(offset);
  }
  return value;
}

function fraction(magnitude: string, decimal: Decimal, offset: number): number {
  const tooLong = decimal.point >= -FARTHEST_POINT && decimal.digits.length > MOST_DIGITS;
  const nearest = tooLong ? NaN : Number(magnitude);
  if (nearest === 0) {
    throw new Refused("number_underflow", "number too close to zero; send it as a string", { offset });
  }
  const shortest = decimalOf(String(nearest));
  if (shortest.digits !== decimal.digits || shortest.point !== decimal.point) {
    throw new Refused("number_not_canonical", "number with digits that a double does not keep; send it as a string", {
      offset,
    });
  }
  return nearest;
}

function tooLarge(offset: number): Refused {
  return new Refused("number_too_large", "integer beyond 2^53 - 1; send it as a string", { offset });
}

/** Takes the text of a number without sign apart: three passes whatever its length, and no big arithmetic. */
function decimalOf(text: string): Decimal {
  const e = text.search(/[eE]/);
  const mantissa = e < 0 ? text : text.slice(0, e);
  const exponent = e < 0 ? 0 : Number(text.slice(e + 1));
  const dot = mantissa.indexOf(".");
  const whole = dot < 0 ? mantissa : mantissa.slice(0, dot);
  const all = dot < 0 ? mantissa : whole + mantissa.slice(dot + 1);
  let from = 0;
  while (from < all.length && all.charCodeAt(from) === 0x30) {
    from++;
  }
  let to = all.length;
  while (to > from && all.charCodeAt(to - 1) === 0x30) {
    to--;
  }
  return { digits: all.slice(from, to), point: whole.length - from + exponent };
}
