"""Reads JSON that every language reads alike, and refuses the rest (spec/action, section 1).

A loop over bytes without recursion; linear in the length of the document. Integers become `int`, other numbers `float`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from .errors import Refusal
from .numbers import LEAST_PORTABLE_FRACTION, exact

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"
"""A JSON value. A `bool` is never a number here, whatever Python says."""


@dataclass(frozen=True)
class Limits:
    """How much of a stranger's JSON is read before it is refused.

    `size` in bytes, `depth` in open objects and arrays, `members` and items in the whole document, `string` in UTF-16 code
    units after unescaping.
    """

    size: int = 1 << 20
    depth: int = 64
    members: int = 100_000
    string: int = 1 << 20


DEFAULT_LIMITS = Limits()
MAX_DEPTH = 512
"""The depth that no configuration exceeds."""

_PLAIN = re.compile(rb'[^"\\\x00-\x1f\x80-\xff]*')
_SPACE = re.compile(rb"[ \t\n\r]*")
_DIGITS = re.compile(rb"[0-9]*")
_HEX4 = re.compile(rb"[0-9a-fA-F]{4}")
_SHORT = {0x22: '"', 0x5C: "\\", 0x2F: "/", 0x62: "\b", 0x66: "\f", 0x6E: "\n", 0x72: "\r", 0x74: "\t"}
_LITERALS: dict[int, tuple[bytes, bool | None]] = {
    0x74: (b"true", True),
    0x66: (b"false", False),
    0x6E: (b"null", None),
}
_LEAST_POINT = {2: 0x80, 3: 0x800, 4: 0x10000}
_END = -1
_UNSET = object()


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS, *, portable: bool = False) -> Json:
    """The one value of a document.

    `portable` also refuses fractions below 0.0001, as the scheme `aegis-jcs-1` asks.

    Raises `Refusal` with a code of spec/action, section 4, and the byte.
    """
    if len(data) > limits.size:
        raise Refusal("too_large", f"document of {len(data)} bytes, limit {limits.size}", offset=limits.size)
    return _Reader(data, limits, portable).read()


def is_noncharacter(point: int) -> bool:
    """U+FDD0 to U+FDEF and the last two code points of each plane."""
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


class _Open:
    """A container that is not closed yet: an object while `members` is there, else an array."""

    __slots__ = ("items", "members", "name")

    def __init__(self, is_object: bool) -> None:
        self.members: dict[str, Json] | None = {} if is_object else None
        self.items: list[Json] = []
        self.name = ""


class _Reader:
    def __init__(self, data: bytes, limits: Limits, portable: bool) -> None:
        self.data = data
        self.limits = limits
        self.portable = portable
        self.at = 0
        self.entries = 0
        self.open: list[_Open] = []

    def read(self) -> Json:
        if self.data.startswith(b"\xef\xbb\xbf"):
            self.refuse("byte_order_mark", 0, "byte order mark")
        if self.skip() == _END:
            self.refuse("empty_document", self.at, "document without a value")
        while True:
            value = self.value_or_opening()
            if value is not _UNSET:
                whole = self.place(value)  # type: ignore[arg-type]
                if whole is not _UNSET:
                    return whole  # type: ignore[return-value]

    def value_or_opening(self) -> object:
        c = self.skip()
        if c in (0x7B, 0x5B):
            return self.opening(c == 0x7B)
        if c == 0x22:
            return self.string()
        if c in _LITERALS:
            return self.literal(*_LITERALS[c])
        if c == 0x2D or 0x30 <= c <= 0x39:
            return self.number()
        self.unexpected("a value")

    def opening(self, is_object: bool) -> object:
        if len(self.open) >= self.limits.depth:
            self.refuse("too_deep", self.at, f"more than {self.limits.depth} nested objects and arrays")
        self.at += 1
        if self.skip() == (0x7D if is_object else 0x5D):
            self.at += 1
            return {} if is_object else []
        opened = _Open(is_object)
        self.open.append(opened)
        self.start_entry(opened)
        return _UNSET

    def place(self, value: Json) -> object:
        """Puts a value where it belongs and closes what ends behind it; answers the document once it is whole."""
        while self.open:
            top = self.open[-1]
            if top.members is not None:
                top.members[top.name] = value
            else:
                top.items.append(value)
            c = self.skip()
            if c == 0x2C:
                self.at += 1
                self.start_entry(top)
                return _UNSET
            if c != (0x7D if top.members is not None else 0x5D):
                self.unexpected("a comma or the end of the object or array")
            self.at += 1
            self.open.pop()
            value = top.members if top.members is not None else top.items
        if self.skip() != _END:
            self.refuse("trailing_content", self.at, "content after the value")
        return value

    def start_entry(self, top: _Open) -> None:
        self.entries += 1
        if self.entries > self.limits.members:
            self.refuse("too_many_members", self.at, f"more than {self.limits.members} members and items")
        if top.members is None:
            return
        if self.skip() != 0x22:
            self.unexpected("a member name in double quotes")
        name_at = self.at
        name = self.string()
        if name in top.members:
            self.refuse("duplicate_name", name_at, "second member of a name in one object")
        if self.skip() != 0x3A:
            self.unexpected("a colon")
        self.at += 1
        top.name = name

    def literal(self, text: bytes, value: bool | None) -> bool | None:
        for c in text:
            if self.peek() != c:
                self.unexpected(f"`{text.decode()}`")
            self.at += 1
        return value

    # --- strings

    def string(self) -> str:
        start = self.at + 1
        end = self.plain_end(start)
        if self.byte(end) == 0x22 and end - start <= self.limits.string:
            self.at = end + 1
            return self.data[start:end].decode("ascii")
        self.at = start
        parts: list[str] = []
        units = 0
        while (c := self.peek()) != 0x22:
            part = self.piece(c)
            parts.append(part)
            units += len(part) + (1 if len(part) == 1 and part > "\uffff" else 0)
            if units > self.limits.string:
                self.refuse("string_too_long", start, f"string of more than {self.limits.string} characters")
        self.at += 1
        return "".join(parts)

    def plain_end(self, start: int) -> int:
        found = _PLAIN.match(self.data, start)
        return found.end() if found else start

    def piece(self, c: int) -> str:
        if c == _END:
            self.unexpected("the end of a string")
        if c == 0x5C:
            return self.escape()
        if c < 0x20:
            self.refuse("control_character", self.at, f"unescaped U+{c:04X} in a string")
        if c >= 0x80:
            return self.utf8(c)
        start, self.at = self.at, self.plain_end(self.at)
        return self.data[start : self.at].decode("ascii")

    def utf8(self, lead: int) -> str:
        start = self.at
        length = 0 if lead < 0xC2 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4 if lead < 0xF5 else 0
        if length == 0:
            self.refuse("invalid_utf8", start, f"byte 0x{lead:02x} cannot start a character")
        point = lead & (0xFF >> (length + 1))
        for i in range(1, length):
            following = self.byte(start + i)
            if following == _END or following & 0xC0 != 0x80:
                self.refuse("invalid_utf8", start, f"cut character of {length} bytes")
            point = point << 6 | following & 0x3F
        if point < _LEAST_POINT[length] or point > 0x10FFFF:
            self.refuse("invalid_utf8", start, "overlong or out of range character")
        self.at = start + length
        return self.character(point, start)

    def escape(self) -> str:
        start = self.at
        self.at += 1
        c = self.peek()
        if c == 0x75:
            self.at += 1
            return self.unicode_escape(start)
        if c == _END:
            self.unexpected("an escape")
        if c not in _SHORT:
            self.refuse("bad_escape", start, "unknown escape")
        self.at += 1
        return _SHORT[c]

    def unicode_escape(self, start: int) -> str:
        unit = self.hex4(start)
        if 0xD800 <= unit < 0xDC00 and self.peek() == 0x5C and self.byte(self.at + 1) == 0x75:
            second = self.at
            self.at += 2
            low = self.hex4(second)
            if not 0xDC00 <= low <= 0xDFFF:
                self.refuse("lone_surrogate", start, f"lone surrogate U+{unit:04X}")
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
        return self.character(unit, start)

    def hex4(self, start: int) -> int:
        found = _HEX4.match(self.data, self.at)
        if found:
            self.at = found.end()
            return int(found.group(), 16)
        for _ in range(4):
            c = self.peek()
            if c == _END:
                self.unexpected("a hexadecimal digit")
            if not (0x30 <= c <= 0x39 or 0x41 <= c <= 0x46 or 0x61 <= c <= 0x66):
                break
            self.at += 1
        self.refuse("bad_escape", start, "escape without four hexadecimal digits")

    def character(self, point: int, start: int) -> str:
        if 0xD800 <= point <= 0xDFFF:
            self.refuse("lone_surrogate", start, f"lone surrogate U+{point:04X}")
        if is_noncharacter(point):
            self.refuse("noncharacter", start, f"noncharacter U+{point:04X}")
        return chr(point)

    # --- numbers

    def number(self) -> int | float:
        start = self.at
        negative = self.peek() == 0x2D
        if negative:
            self.at += 1
        if self.peek() == 0x30:
            self.at += 1
            if 0x30 <= self.peek() <= 0x39:
                self.bad_number(start)
            whole = b"0"
        else:
            whole = self.digits(start)
        fraction = b""
        if self.peek() == 0x2E:
            self.at += 1
            fraction = self.digits(start)
        exponent, down = b"0", False
        if self.peek() in (0x65, 0x45):
            self.at += 1
            down = self.peek() == 0x2D
            if self.peek() in (0x2B, 0x2D):
                self.at += 1
            exponent = self.digits(start)
        try:
            value = exact(negative, whole, fraction, exponent, down)
        except Refusal as e:
            self.refuse(e.code, start, "number that a double does not hold as written")
        if self.portable and value != 0 and abs(value) < LEAST_PORTABLE_FRACTION:
            self.refuse("number_not_portable", start, "fraction below 0.0001")
        return value

    def digits(self, start: int) -> bytes:
        found = _DIGITS.match(self.data, self.at)
        if not found or found.end() == self.at:
            self.bad_number(start)
        self.at = found.end()
        return found.group()

    def bad_number(self, start: int) -> NoReturn:
        if self.peek() == _END:
            self.unexpected("a digit")
        self.refuse("bad_number", start, "text that is no number")

    # --- the place in the document

    def byte(self, at: int) -> int:
        return self.data[at] if at < len(self.data) else _END

    def peek(self) -> int:
        return self.byte(self.at)

    def skip(self) -> int:
        found = _SPACE.match(self.data, self.at)
        self.at = found.end() if found else self.at
        return self.peek()

    def unexpected(self, wanted: str) -> NoReturn:
        if self.peek() == _END:
            self.refuse("unexpected_end", self.at, f"document ends where {wanted} is due")
        self.refuse("unexpected_character", self.at, f"byte 0x{self.peek():02x} where {wanted} is due")

    def refuse(self, code: str, offset: int, message: str) -> NoReturn:
        raise Refusal(code, message, offset=offset)
