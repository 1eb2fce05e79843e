"""Numbers: whether a double holds a decimal as it is written, and the one text of a double (spec/action, 1.6 and 3)."""

from __future__ import annotations

from .errors import Refusal

MAX_SAFE_INTEGER = (1 << 53) - 1
LEAST_PORTABLE_FRACTION = 1e-4
"""From here up JavaScript, Python, Go and Rust write a fraction alike."""

_MOST_DIGITS = 17
_FARTHEST_POINT = 400
_EXPONENT_DIGITS = 13


def exact(negative: bool, whole: bytes, fraction: bytes, exponent: bytes, down: bool) -> int | float:
    """The number of a decimal that was cut into its digits; in time linear in them.

    Raises `Refusal` without an offset when a double does not hold it.
    """
    digits = (whole + fraction).decode("ascii")
    significant = digits.lstrip("0")
    leading = len(digits) - len(significant)
    significant = significant.rstrip("0")
    count = len(significant)
    if count == 0:
        if negative:
            raise Refusal("negative_zero", "negative zero: send 0, or a string if the sign matters")
        return 0
    # The value is 0.SIGNIFICANT times ten to the power of `point`. Exponents beyond the cap are beyond every double.
    power = exponent.lstrip(b"0")
    size = int(power or b"0") if len(power) <= _EXPONENT_DIGITS else 10**_EXPONENT_DIGITS
    point = len(whole) - leading + (-size if down else size)
    sign = -1 if negative else 1
    if point > _FARTHEST_POINT or count <= point:
        value = int(significant) * 10 ** (point - count) if point <= 16 else MAX_SAFE_INTEGER + 1
        if value > MAX_SAFE_INTEGER:
            raise Refusal("number_too_large", "integer beyond 2^53 - 1: send it as a string")
        return sign * value
    if point < -_FARTHEST_POINT:
        raise Refusal("number_underflow", "number too close to zero: send it as a string")
    return sign * _fraction(significant, count, point)


def _fraction(significant: str, count: int, point: int) -> float:
    if count <= _MOST_DIGITS:
        nearest = float(f"0.{significant}e{point}")
        if nearest == 0:
            raise Refusal("number_underflow", "number too close to zero: send it as a string")
        if shortest(nearest) == (significant, point):
            return nearest
    raise Refusal("number_not_canonical", "number with digits a double does not keep: send it as a string")


def shortest(value: float) -> tuple[str, int]:
    """The fewest digits that name a positive double, and the place of the point before them (`0.DIGITS` times 10^point)."""
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits)
    return digits.rstrip("0"), len(whole) - leading + int(exponent or "0")


def text(value: int | float) -> str:
    """A number as ECMAScript writes it (RFC 8785 section 3.2.2.3). Raises `Refusal` when no document could hold it."""
    if value != value or value in (float("inf"), float("-inf")):
        raise Refusal("bad_number", "a number must be finite")
    if value == 0:
        if isinstance(value, float) and str(value).startswith("-"):
            raise Refusal("negative_zero", "negative zero: send 0, or a string if the sign matters")
        return "0"
    if value == int(value):
        if abs(value) > MAX_SAFE_INTEGER:
            raise Refusal("number_too_large", "integer beyond 2^53 - 1: send it as a string")
        return str(int(value))
    digits, point = shortest(abs(value))
    return ("-" if value < 0 else "") + _format(digits, point)


def _format(digits: str, point: int) -> str:
    count = len(digits)
    if point > 21 or point < -5:
        mantissa = digits if count == 1 else f"{digits[0]}.{digits[1:]}"
        return f"{mantissa}e{'+' if point > 0 else ''}{point - 1}"
    if point <= 0:
        return "0." + "0" * -point + digits
    if point < count:
        return f"{digits[:point]}.{digits[point:]}"
    return digits + "0" * (point - count)
