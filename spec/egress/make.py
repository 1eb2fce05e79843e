#!/usr/bin/env python3
"""Writes vectors/greetings.txt: TLS greetings and what a proxy must make of them."""

import pathlib
import struct


def vector(data: bytes, length_bytes: int) -> bytes:
    return len(data).to_bytes(length_bytes, "big") + data


def extension(kind: int, body: bytes) -> bytes:
    return struct.pack(">H", kind) + vector(body, 2)


def name(*hosts: bytes, kind: int = 0) -> bytes:
    return extension(0, vector(b"".join(bytes([kind]) + vector(h, 2) for h in hosts), 2))


def hello(extensions: bytes | None, version: int = 0x0303, session: bytes = b"", ciphers: bytes = b"\x13\x01", compressions: bytes = b"\x00") -> bytes:
    body = struct.pack(">H", version) + bytes(32) + vector(session, 1) + vector(ciphers, 2) + vector(compressions, 1)
    if extensions is not None:
        body += vector(extensions, 2)
    return b"\x01" + len(body).to_bytes(3, "big") + body


def records(message: bytes, *cuts: int, kind: int = 22) -> bytes:
    edges = [0, *cuts, len(message)]
    return b"".join(bytes([kind, 3, 1]) + vector(message[a:b], 2) for a, b in zip(edges, edges[1:]))


VERSIONS = extension(43, b"\x02\x03\x04")
PLAIN = hello(VERSIONS + name(b"api.example.com"))
CASES = [
    ("plain", records(PLAIN), "host api.example.com"),
    ("name_in_capitals", records(hello(name(b"API.Example.COM"))), "host api.example.com"),
    ("over_three_records", records(PLAIN, 1, 60), "host api.example.com"),
    ("cut_within_the_header", records(PLAIN, 3), "host api.example.com"),
    ("no_extensions", records(hello(None)), "absent"),
    ("empty_extensions", records(hello(b"")), "absent"),
    ("no_name", records(hello(VERSIONS)), "absent"),
    ("encrypted", records(hello(name(b"front.example") + extension(0xFE0D, bytes(40)))), "encrypted front.example"),
    ("old_encrypted_name", records(hello(name(b"front.example") + extension(0xFFCE, bytes(40)))), "encrypted front.example"),
    ("two_names", records(hello(name(b"a.example", b"b.example"))), "broken"),
    ("name_extension_twice", records(hello(name(b"a.example") + name(b"b.example"))), "broken"),
    ("other_kind_of_name", records(hello(name(b"a.example", kind=1))), "broken"),
    ("empty_name", records(hello(name(b""))), "broken"),
    ("name_with_a_null", records(hello(name(b"a.example\x00.b.example"))), "broken"),
    ("name_with_a_dot_at_the_end", records(hello(name(b"a.example."))), "broken"),
    ("name_beyond_ascii", records(hello(name("b\u00fccher.example".encode()))), "broken"),
    ("name_longer_than_its_list", records(hello(extension(0, b"\x00\x05\x00\x00\x09a.example"))), "broken"),
    ("bytes_after_the_list", records(hello(extension(0, vector(b"\x00" + vector(b"a.example", 2), 2) + b"\x00"))), "broken"),
    ("bytes_after_the_greeting", records(PLAIN + b"\x00"), "broken"),
    ("bytes_within_the_greeting", records(b"\x01" + (len(PLAIN) - 3).to_bytes(3, "big") + PLAIN[4:] + b"\x00"), "broken"),
    ("extensions_too_long", records(PLAIN[:-1]), "broken"),
    ("no_ciphers", records(hello(VERSIONS, ciphers=b"")), "broken"),
    ("odd_ciphers", records(hello(VERSIONS, ciphers=b"\x13\x01\x13")), "broken"),
    ("no_compression", records(hello(VERSIONS, compressions=b"")), "broken"),
    ("long_session", records(hello(VERSIONS, session=bytes(33))), "broken"),
    ("ssl3", records(hello(VERSIONS, version=0x0300)), "broken"),
    ("server_hello", records(b"\x02" + PLAIN[1:]), "broken"),
    ("alert", records(b"\x02\x28", kind=21), "broken"),
    ("application_data", records(PLAIN, kind=23), "broken"),
    ("empty_record", records(PLAIN, 0), "broken"),
    ("many_records", records(PLAIN, *range(1, 12)), "broken"),
    ("too_long", records(hello(extension(21, bytes(17000)) + name(b"a.example"))[:16384]), "broken"),
    ("http", b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", "broken"),
    ("ssh", b"SSH-2.0-OpenSSH_9.9\r\n", "broken"),
    ("cut_off", records(PLAIN)[:-5], "broken"),
    ("many_extensions", records(hello(b"".join(extension(1000 + i, b"") for i in range(65)))), "broken"),
]

place = pathlib.Path(__file__).resolve().parent / "vectors" / "greetings.txt"
place.write_text("# NAME HEX VERDICT [HOST]\n" + "".join(f"{n} {b.hex()} {v}\n" for n, b, v in CASES))
print(len(CASES), "greetings")
