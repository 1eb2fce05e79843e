#!/usr/bin/env python3
"""Writes the vectors of spec/log, from a naive Merkle tree and signatures made here: nothing is imported from an SDK, so
these files test an implementation and are not its output. Codes are typed by hand. Needs the package `cryptography`.
Run it after a change. The keys' seeds repeat one byte; they are public and protect nothing."""
import base64
import hashlib
import json
import pathlib
import shutil

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = pathlib.Path(__file__).parent
FOLDERS = {
    "inclusion_accept": "A leaf stands at its index of a tree.",
    "inclusion_fail": "Inclusion proofs that show nothing.",
    "consistency_accept": "A tree is the beginning of a larger one.",
    "consistency_fail": "Consistency proofs that show nothing.",
    "note_accept": "Signed notes, with what they say and whose signatures hold.",
    "note_fail": "Notes that are malformed, or that nobody known signed, and keys that are none.",
    "checkpoint_accept": "Checkpoints of the log asked for, cosigned by enough witnesses.",
    "checkpoint_fail": "Checkpoints that must not be believed.",
    "proof_accept": "tlog-proof files that show a record in a cosigned log.",
    "proof_fail": "tlog-proof files that do not.",
}
ORIGIN = "log.example/acme"
MAX = 2**63 - 1
TIME = 1790000000
count = 0


# --- the tree, as RFC 6962 section 2.1 writes it down
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def leaf_hash(record):
    return sha(b"\0", record)

def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k

def root(leaves):
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = split(len(leaves))
    return sha(b"\1", root(leaves[:k]), root(leaves[k:]))

def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    return path(m, leaves[:k]) + [root(leaves[k:])] if m < k else path(m - k, leaves[k:]) + [root(leaves[:k])]

def subproof(m, leaves, whole):
    n = len(leaves)
    if m == n:
        return [] if whole else [root(leaves)]
    k = split(n)
    if m <= k:
        return subproof(m, leaves[:k], whole) + [root(leaves[k:])]
    return subproof(m - k, leaves[k:], False) + [root(leaves[:k])]

def huge(index, size, record):
    """A proof and its root in a tree too large to be built: the siblings are free to choose."""
    at, last, h, proof = index, size - 1, leaf_hash(record), []
    while last:
        sibling = sha(b"sibling %d" % len(proof))
        if at & 1:
            h = sha(b"\1", sibling, h)
        elif at < last:
            h = sha(b"\1", h, sibling)
        if at & 1 or at < last:
            proof.append(sibling)
        at, last = at >> 1, last >> 1
    return proof, h

RECORDS = [sha(b"record %d" % i) for i in range(200)]


# --- keys and notes
def b64(data):
    return base64.b64encode(data).decode()

class Key:
    def __init__(self, name, seed, kind=1):
        self.name, self.kind = name, kind
        self.secret = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public = self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = sha(name.encode(), b"\n", bytes([kind]), self.public)[:4]

    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def raw(self, text, time=TIME):
        if self.kind == 1:
            return self.secret.sign(text.encode())
        stamped = b"cosignature/v1\ntime %d\n" % time + text.encode()
        return time.to_bytes(8, "big") + self.secret.sign(stamped)

    def line(self, text, time=TIME):
        return line(self.name, self.id + self.raw(text, time))

def line(name, data):
    return f"\u2014 {name} {b64(data)}\n"

LOG = Key(ORIGIN, 1)
OTHER = Key("other.example/log", 2)
SAME_NAME = Key(ORIGIN, 9)
W = [Key(f"witness{i}.example", 0x10 + i, 4) for i in range(1, 4)]
TWIN = Key("twin.example", 0x11, 4)

def vkey_of(name, kind, material):
    data = bytes([kind]) + material
    return f"{name}+{sha(name.encode(), chr(10).encode(), data)[:4].hex()}+{b64(data)}"

def malleable(signature):
    """The same signature with the group's order added to its second half: RFC 8032 section 5.1.7 refuses it."""
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(signature[32:], "little") + order
    return signature[:32] + s.to_bytes(32, "little")


# --- files
def write(folder, name, op, members, result):
    global count
    count += 1
    vector = {"name": name, "op": op, **members, **result}
    (HERE / folder / (name + ".json")).write_text(json.dumps(vector, indent=2) + "\n")

def raw(x):
    return x if isinstance(x, bytes) else x.encode()

for folder, what in FOLDERS.items():
    shutil.rmtree(HERE / folder, ignore_errors=True)
    (HERE / folder).mkdir()
    (HERE / folder / "README.md").write_text(
        f"# {folder}\n\n{what}\nFields: see [the conformance contract](../../../conformance/README.md); checks and codes: "
        "[the format](../../README.md). Written by `../make.py`.\n")


# --- inclusion
def inclusion(name, index, size, code=None, leaf=None, proof=None, top=None):
    n = int(size) if str(size).isdigit() and int(size) <= len(RECORDS) else 0
    i = int(index) if str(index).isdigit() and int(index) < n else None
    leaf = leaf if leaf is not None else leaf_hash(RECORDS[i if i is not None else 0])
    proof = proof if proof is not None else path(i, RECORDS[:n]) if i is not None else []
    top = top if top is not None else root(RECORDS[:n])
    members = {"leaf_hash": leaf.hex(), "index": str(index), "size": str(size), "proof": [h.hex() for h in proof], "root": top.hex()}
    write("inclusion_fail" if code else "inclusion_accept", name, "inclusion", members, {"code": code} if code else {"output": {}})

P = path(5, RECORDS[:7])
inclusion("one_leaf", 0, 1)
inclusion("first_of_eight", 0, 8)
inclusion("last_of_seven", 6, 7)
inclusion("inner_of_seven", 5, 7)
inclusion("last_of_129", 128, 129)
inclusion("one_hundred_of_200", 100, 200)
for name, at in (("first_of_the_greatest_tree", 0), ("last_of_the_greatest_tree", MAX - 1), ("middle_of_the_greatest_tree", 2**62)):
    proof, top = huge(at, MAX, RECORDS[0])
    inclusion(name, at, MAX, leaf=leaf_hash(RECORDS[0]), proof=proof, top=top)

inclusion("index_is_size", 7, 7, "proof_index")
inclusion("empty_tree", 0, 0, "proof_index")
inclusion("index_far_beyond", MAX, 7, "proof_index", proof=P, top=root(RECORDS[:7]))
inclusion("size_two_to_63", 0, MAX + 1, "proof_index")
inclusion("index_with_leading_zero", "05", 7, "proof_index", leaf=leaf_hash(RECORDS[5]), proof=P, top=root(RECORDS[:7]))
inclusion("index_with_sign", "+5", 7, "proof_index", leaf=leaf_hash(RECORDS[5]), proof=P, top=root(RECORDS[:7]))
inclusion("size_empty", 5, "", "proof_index", leaf=leaf_hash(RECORDS[5]), proof=P, top=root(RECORDS[:7]))
inclusion("other_root", 5, 7, "root_differs", top=root(RECORDS[:6]))
inclusion("other_leaf", 5, 7, "root_differs", leaf=leaf_hash(RECORDS[4]))
inclusion("record_for_its_leaf_hash", 5, 7, "root_differs", leaf=RECORDS[5])
inclusion("other_index", 3, 7, "root_differs", leaf=leaf_hash(RECORDS[5]), proof=P)
inclusion("hashes_swapped", 5, 7, "root_differs", proof=[P[1], P[0], P[2]])
inclusion("bit_flipped", 5, 7, "root_differs", proof=[P[0], P[1], bytes([P[2][0] ^ 1]) + P[2][1:]])
inclusion("one_hash_too_few", 5, 7, "proof_length", proof=P[:-1])
inclusion("one_hash_too_many", 5, 7, "proof_length", proof=P + [sha(b"x")])
inclusion("hash_for_the_only_leaf", 0, 1, "proof_length", proof=[sha(b"x")])
inclusion("no_proof", 5, 7, "proof_length", proof=[])
inclusion("hash_of_31_bytes", 5, 7, "proof_hash", proof=[P[0], P[1][:31], P[2]])
inclusion("hash_of_33_bytes", 5, 7, "proof_hash", proof=[P[0], P[1], P[2] + b"\0"])
inclusion("leaf_of_20_bytes", 5, 7, "proof_hash", leaf=leaf_hash(RECORDS[5])[:20])
inclusion("root_of_no_bytes", 5, 7, "root_differs", top=b"")

# --- consistency
def consistency(name, size1, size2, code=None, proof=None, root1=None, root2=None):
    known = [int(s) if str(s).isdigit() and int(s) <= len(RECORDS) else 0 for s in (size1, size2)]
    proof = proof if proof is not None else subproof(known[0], RECORDS[:known[1]], True) if 0 < known[0] <= known[1] else []
    root1 = root1 if root1 is not None else root(RECORDS[:known[0]])
    root2 = root2 if root2 is not None else root(RECORDS[:known[1]])
    members = {"size1": str(size1), "size2": str(size2), "proof": [h.hex() for h in proof], "root1": root1.hex(), "root2": root2.hex()}
    write("consistency_fail" if code else "consistency_accept", name, "consistency", members, {"code": code} if code else {"output": {}})

C = subproof(3, RECORDS[:7], True)
for a, b in ((1, 1), (1, 2), (3, 7), (4, 7), (6, 8), (7, 8), (8, 8), (64, 200), (127, 129), (199, 200)):
    consistency(f"{a}_to_{b}", a, b)
consistency("sizes_swapped", 7, 3, "proof_sizes", proof=C)
consistency("from_nothing", 0, 7, "proof_sizes")
consistency("from_nothing_to_nothing", 0, 0, "proof_sizes")
consistency("size_two_to_63", 3, MAX + 1, "proof_sizes", proof=C)
consistency("size_with_leading_zero", "03", 7, "proof_sizes", proof=C)
consistency("roots_swapped", 3, 7, "root_differs", root1=root(RECORDS[:7]), root2=root(RECORDS[:3]))
consistency("other_old_root", 3, 7, "root_differs", root1=root(RECORDS[:2]))
consistency("other_new_root", 3, 7, "root_differs", root2=root(RECORDS[:6]))
consistency("other_old_root_of_a_full_tree", 4, 7, "root_differs", root1=root(RECORDS[:3]))
consistency("same_size_other_root", 7, 7, "root_differs", root2=root(RECORDS[1:8]))
consistency("same_size_with_proof", 7, 7, "proof_length", proof=[sha(b"x")])
consistency("one_hash_too_few", 3, 7, "proof_length", proof=C[:-1])
consistency("one_hash_too_many", 3, 7, "proof_length", proof=C + [sha(b"x")])
consistency("old_root_before_a_full_tree", 4, 7, "proof_length", proof=[root(RECORDS[:4])] + subproof(4, RECORDS[:7], True))
consistency("no_proof", 3, 7, "proof_length", proof=[])
consistency("bit_flipped", 3, 7, "root_differs", proof=[bytes([C[0][0] ^ 0x80]) + C[0][1:]] + C[1:])
consistency("hash_of_31_bytes", 3, 7, "proof_hash", proof=[C[0][:31]] + C[1:])
consistency("root_of_31_bytes", 3, 7, "root_differs", root2=root(RECORDS[:7])[:31])

# --- notes
TEXT = "a note\nof two lines\n"

def note(name, data, vkeys, verified=None, code=None, text=TEXT):
    members = {"note": raw(data).hex(), "vkeys": vkeys}
    result = {"code": code} if code else {"output": {"text": raw(text).hex(), "verified": verified}}
    write("note_fail" if code else "note_accept", name, "note", members, result)

def bad_note(name, code, data, vkeys=None):
    note(name, data, [LOG.vkey()] if vkeys is None else vkeys, code=code)

SIGNED = LOG.line(TEXT)
B64 = SIGNED.rsplit(" ", 1)[1].rstrip("\n")
note("one_signature", TEXT + "\n" + SIGNED, [LOG.vkey()], [ORIGIN])
note("unknown_signature_is_passed_over", TEXT + "\n" + OTHER.line(TEXT) + SIGNED, [LOG.vkey()], [ORIGIN])
note("two_names_sorted", TEXT + "\n" + OTHER.line(TEXT) + SIGNED, [OTHER.vkey(), LOG.vkey()], [ORIGIN, "other.example/log"])
note("one_name_two_keys", TEXT + "\n" + SIGNED + SAME_NAME.line(TEXT), [LOG.vkey(), SAME_NAME.vkey()], [ORIGIN])
note("key_given_twice", TEXT + "\n" + SIGNED, [LOG.vkey(), LOG.vkey()], [ORIGIN])
note("one_of_two_keys_signed", TEXT + "\n" + SIGNED, [OTHER.vkey(), LOG.vkey()], [ORIGIN])
note("cosignature", TEXT + "\n" + W[0].line(TEXT), [W[0].vkey()], ["witness1.example"])
note("empty_line_inside", "a\n\nb\n\n" + LOG.line("a\n\nb\n"), [LOG.vkey()], [ORIGIN], text="a\n\nb\n")
note("text_that_looks_signed", "a\n\n" + SIGNED + "\n" + LOG.line("a\n\n" + SIGNED), [LOG.vkey()], [ORIGIN], text="a\n\n" + SIGNED)
note("text_beyond_ascii", "\u4f60\U0001F511\x7f\n\n" + LOG.line("\u4f60\U0001F511\x7f\n"), [LOG.vkey()], [ORIGIN], text="\u4f60\U0001F511\x7f\n")
note("unknown_key_signs_twice", TEXT + "\n" + 2 * OTHER.line(TEXT) + SIGNED, [LOG.vkey()], [ORIGIN])
note("unknown_signature_does_not_hold", TEXT + "\n" + OTHER.line("x\n") + SIGNED, [LOG.vkey()], [ORIGIN])
note("same_name_unknown_id", TEXT + "\n" + SAME_NAME.line("x\n") + SIGNED, [LOG.vkey()], [ORIGIN])
note("same_id_unknown_name", TEXT + "\n" + line("other.example", LOG.id + b"x" * 64) + SIGNED, [LOG.vkey()], [ORIGIN])
note("one_hundred_signatures", TEXT + "\n" + 99 * OTHER.line(TEXT) + SIGNED, [LOG.vkey()], [ORIGIN])
UMLAUT = Key("m\u00fcnchen.example", 3)
note("name_beyond_ascii", TEXT + "\n" + UMLAUT.line(TEXT), [UMLAUT.vkey()], ["m\u00fcnchen.example"])

bad_note("nothing", "note_text", "")
bad_note("no_empty_line", "note_text", TEXT + SIGNED)
bad_note("no_text", "note_text", "\n" + SIGNED)
bad_note("no_final_newline", "note_text", (TEXT + "\n" + SIGNED)[:-1])
bad_note("carriage_returns", "note_text", (TEXT + "\n" + SIGNED).replace("\n", "\r\n"))
bad_note("carriage_return_after_signature", "note_text", TEXT + "\n" + SIGNED[:-1] + "\r\n")
bad_note("tab_in_text", "note_text", "a\tb\n\n" + LOG.line("a\tb\n"))
bad_note("not_utf_8", "note_text", b"\xff\n\n" + raw(SIGNED))
bad_note("surrogate_bytes", "note_text", b"\xed\xa0\x80\n\n" + raw(SIGNED))
bad_note("no_signature", "note_signatures", TEXT + "\n")
bad_note("empty_line_at_the_end", "note_signatures", TEXT + "\n" + SIGNED + "\n")
bad_note("one_hundred_and_one_signatures", "note_signatures", TEXT + "\n" + 100 * OTHER.line(TEXT) + SIGNED)
bad_note("hyphen_for_em_dash", "signature_line", TEXT + "\n" + SIGNED.replace("\u2014", "-"))
bad_note("en_dash", "signature_line", TEXT + "\n" + SIGNED.replace("\u2014", "\u2013"))
bad_note("em_dash_missing", "signature_line", TEXT + "\n" + SIGNED[2:])
bad_note("no_space_behind_dash", "signature_line", TEXT + "\n" + SIGNED.replace("\u2014 ", "\u2014"))
bad_note("no_base64", "signature_line", TEXT + "\n\u2014 " + ORIGIN + "\n")
bad_note("no_name", "signature_line", TEXT + "\n" + SIGNED.replace(ORIGIN, ""))
bad_note("plus_in_name", "signature_line", TEXT + "\n" + SIGNED.replace(ORIGIN, "log+1"))
bad_note("no_break_space_in_name", "signature_line", TEXT + "\n" + SIGNED.replace(ORIGIN, "log\u00a01"))
bad_note("unknown_line_is_malformed", "signature_line", TEXT + "\n" + SIGNED + "me too\n")
bad_note("no_byte_behind_key_id", "signature_line", TEXT + "\n" + line(ORIGIN, LOG.id) + SIGNED)
bad_note("padding_missing", "base64_not_strict", TEXT + "\n" + SIGNED.replace("=", ""))
bad_note("stray_last_bits", "base64_not_strict", TEXT + "\n" + SIGNED.replace(B64, B64[:-2] + chr(ord(B64[-2]) + 1) + "="))
bad_note("url_alphabet", "base64_not_strict", TEXT + "\n" + line(ORIGIN, b"\xff" * 69).replace("/" * 92, "_" * 92))
bad_note("space_behind_base64", "base64_not_strict", TEXT + "\n" + SIGNED[:-1] + " \n")
bad_note("unknown_signature_not_strict", "base64_not_strict", TEXT + "\n" + SIGNED + OTHER.line(TEXT).replace("=", ""))
bad_note("signed_twice", "signature_count", TEXT + "\n" + 2 * SIGNED)
bad_note("signed_twice_second_does_not_hold", "signature_count", TEXT + "\n" + SIGNED + line(ORIGIN, LOG.id + b"x" * 64))
bad_note("cosigned_twice_at_two_times", "signature_count", TEXT + "\n" + W[0].line(TEXT) + W[0].line(TEXT, TIME + 1), [W[0].vkey()])
bad_note("of_another_text", "signature_invalid", TEXT + "\n" + LOG.line("another\n"))
bad_note("first_does_not_hold_second_does", "signature_invalid", TEXT + "\n" + line(ORIGIN, LOG.id + b"x" * 64) + SIGNED)
bad_note("one_holds_one_does_not", "signature_invalid", TEXT + "\n" + SIGNED + OTHER.line("x\n"), [LOG.vkey(), OTHER.vkey()])
bad_note("signature_of_63_bytes", "signature_invalid", TEXT + "\n" + line(ORIGIN, LOG.id + LOG.raw(TEXT)[:63]))
bad_note("signature_of_65_bytes", "signature_invalid", TEXT + "\n" + line(ORIGIN, LOG.id + LOG.raw(TEXT) + b"\0"))
bad_note("signature_malleable", "signature_invalid", TEXT + "\n" + line(ORIGIN, LOG.id + malleable(LOG.raw(TEXT))))
bad_note("cosignature_without_time", "signature_invalid", TEXT + "\n" + line(W[0].name, W[0].id + W[0].raw(TEXT)[8:]), [W[0].vkey()])
bad_note("cosignature_of_another_time", "signature_invalid", TEXT + "\n" + line(W[0].name, W[0].id + (TIME + 1).to_bytes(8, "big") + W[0].raw(TEXT)[8:]), [W[0].vkey()])
bad_note("cosignature_time_two_to_63", "signature_invalid", TEXT + "\n" + W[0].line(TEXT, MAX + 1), [W[0].vkey()])
bad_note("plain_signature_as_cosignature", "signature_invalid", TEXT + "\n" + line(W[0].name, W[0].id + TIME.to_bytes(8, "big") + W[0].secret.sign(raw(TEXT))), [W[0].vkey()])
bad_note("nobody_known", "signature_unknown", TEXT + "\n" + OTHER.line(TEXT))
bad_note("no_key_given", "signature_unknown", TEXT + "\n" + SIGNED, [])
bad_note("same_key_as_other_type", "signature_unknown", TEXT + "\n" + Key(ORIGIN, 1, 4).line(TEXT))
V = LOG.vkey()
GOOD = TEXT + "\n" + SIGNED
bad_note("vkey_of_two_parts", "vkey_malformed", GOOD, [V.rsplit("+", 1)[0]])
bad_note("vkey_upper_case_id", "vkey_malformed", GOOD, [V.replace("+6a967d9a", "+6A967D9A")])
bad_note("vkey_id_of_7_digits", "vkey_malformed", GOOD, [V.replace("+6a967d9a", "+6a967d9")])
bad_note("vkey_without_type", "vkey_malformed", GOOD, [ORIGIN + "+6a967d9a+"])
bad_note("vkey_of_31_bytes", "vkey_malformed", GOOD, [vkey_of(ORIGIN, 1, LOG.public[:31])])
bad_note("vkey_of_33_bytes", "vkey_malformed", GOOD, [vkey_of(ORIGIN, 1, LOG.public + b"\0")])
bad_note("vkey_wrong_id", "vkey_wrong_hash", GOOD, [V.replace("+6a967d9a", "+6a967d9b")])
bad_note("vkey_ecdsa", "vkey_unknown_type", GOOD, [vkey_of(ORIGIN, 2, LOG.public)])
bad_note("vkey_ml_dsa_is_reserved", "vkey_unknown_type", GOOD, [V, vkey_of(ORIGIN, 6, b"\0" * 1312)])
bad_note("vkey_without_name", "key_name", GOOD, [vkey_of("", 1, LOG.public)])
bad_note("vkey_name_with_space", "key_name", GOOD, [vkey_of("log example", 1, LOG.public)])
bad_note("vkey_name_of_256", "key_name", GOOD, [vkey_of("k" * 256, 1, LOG.public)])
bad_note("vkey_padding_missing", "base64_not_strict", GOOD, [vkey_of(ORIGIN, 1, LOG.public[:31])[:-1]])
bad_note("vkey_is_read_before_the_note", "vkey_malformed", "", ["key"])

# --- checkpoints
def body(size=7, top=None, origin=ORIGIN, extra=""):
    return f"{origin}\n{size}\n{b64(root(RECORDS[:7]) if top is None else top)}\n{extra}"

def cosigned(text, witnesses=W, log=LOG):
    return text + "\n" + (log.line(text) if log else "") + "".join(w.line(text) for w in witnesses)

def checkpoint(name, data, witnessed=0, code=None, quorum=0, witnesses=(), vkey=None, origin=ORIGIN, size="7", top=None):
    members = {"note": raw(data).hex(), "origin": origin, "vkey": vkey or LOG.vkey(),
               "witnesses": [w if isinstance(w, str) else w.vkey() for w in witnesses], "quorum": quorum}
    output = {"size": size, "root": (root(RECORDS[:7]) if top is None else top).hex(), "witnessed": witnessed}
    write("checkpoint_fail" if code else "checkpoint_accept", name, "checkpoint", members, {"code": code} if code else {"output": output})

def bad(name, code, data, **more):
    checkpoint(name, data, code=code, **more)

T = body()
ALL = dict(witnesses=W)
checkpoint("log_alone", cosigned(T, []))
checkpoint("unknown_witnesses_are_passed_over", cosigned(T))
checkpoint("two_of_three", cosigned(T, W[:2]), 2, quorum=2, **ALL)
checkpoint("three_of_three", cosigned(T), 3, quorum=3, **ALL)
checkpoint("more_than_the_quorum", cosigned(T), 3, quorum=1, **ALL)
checkpoint("witnesses_before_the_log", T + "\n" + W[0].line(T) + LOG.line(T), 1, quorum=1, **ALL)
checkpoint("cosigned_in_1970_and_in_the_far_future", T + "\n" + LOG.line(T) + W[0].line(T, 0) + W[1].line(T, MAX), 2, quorum=2, **ALL)
checkpoint("witness_given_twice_counts_once", cosigned(T, W[:1]), 1, quorum=1, witnesses=[W[0], W[0]])
checkpoint("witness_under_two_names_counts_once", cosigned(T, [W[0], TWIN, W[1]]), 2, quorum=2, witnesses=[W[0], TWIN, W[1]])
checkpoint("extension_lines", cosigned(body(extra="note to self\n2\n"), W[:1]), 1, quorum=1, **ALL)
checkpoint("empty_log", cosigned(body(0, sha()), []), size="0", top=sha())
checkpoint("greatest_size", cosigned(body(MAX), []), size=str(MAX))
checkpoint("key_of_another_name", cosigned(T, [], OTHER), vkey=OTHER.vkey())
bad("other_key_signed", "signature_unknown", cosigned(T, [], SAME_NAME))
bad("witnesses_alone", "signature_unknown", cosigned(T, log=None), quorum=1, **ALL)
bad("signature_of_another_size", "signature_invalid", T + "\n" + LOG.line(body(6)))
bad("known_witness_does_not_hold", "signature_invalid", cosigned(T, W[:2]) + W[2].line(body(6)), quorum=2, **ALL)
bad("witness_does_not_hold_and_none_is_asked", "signature_invalid", cosigned(T, []) + W[2].line(body(6)), **ALL)
bad("log_signed_twice", "signature_count", cosigned(T, []) + LOG.line(T))
bad("witness_signed_twice", "signature_count", cosigned(T, [W[0], W[0]]), quorum=2, **ALL)
bad("quorum_missed", "witness_quorum", cosigned(T, W[:1]), quorum=2, **ALL)
bad("nobody_cosigned", "witness_quorum", cosigned(T, []), quorum=1, **ALL)
bad("only_an_unknown_witness", "witness_quorum", cosigned(T, W[2:]), quorum=1, witnesses=W[:2])
bad("quorum_above_the_witnesses", "witness_quorum", cosigned(T), quorum=4, **ALL)
bad("one_signature_under_two_names", "witness_quorum", cosigned(T, [W[0], TWIN]), quorum=2, witnesses=[W[0], TWIN])
bad("log_key_as_witness", "vkey_unknown_type", cosigned(T, [OTHER]), quorum=1, witnesses=[OTHER])
bad("witness_key_as_log", "vkey_unknown_type", cosigned(T), vkey=W[0].vkey())
bad("vkey_wrong_id", "vkey_wrong_hash", cosigned(T), vkey=V.replace("+6a967d9a", "+6a967d9b"))
bad("witness_vkey_wrong_id", "vkey_wrong_hash", cosigned(T), witnesses=[W[0], W[1].vkey().replace("+" + W[1].id.hex(), "+00000000")])
bad("origin_of_another_log", "checkpoint_origin", cosigned(body(origin="log.example/globex"), []))
bad("origin_in_capitals", "checkpoint_origin", cosigned(body(origin="LOG.example/acme"), []))
bad("origin_is_the_beginning", "checkpoint_origin", cosigned(T, []), origin="log.example/acm")
for name, text in (("two_lines", f"{ORIGIN}\n7\n"), ("empty_extension_line", body(extra="\n")), ("empty_line_before_extension", body(extra="\nmore\n")),
                   ("empty_origin", body(origin="")), ("empty_size", body("")), ("empty_root", body(top=b""))):
    bad(name, "checkpoint_lines", cosigned(text, []))
for name, size in (("size_with_leading_zero", "07"), ("size_zeros", "00"), ("size_two_to_63", MAX + 1), ("size_with_sign", "+7"), ("size_negative", "-7"),
                   ("size_with_space", " 7"), ("size_with_exponent", "7e0"), ("size_of_thirty_digits", "1" * 30), ("size_in_other_digits", "\u0667"), ("size_hexadecimal", "0x7")):
    bad(name, "checkpoint_size", cosigned(body(size), []))
bad("root_padding_missing", "base64_not_strict", cosigned(T.replace("=", ""), []))
bad("root_of_31_bytes", "checkpoint_root", cosigned(body(top=root(RECORDS[:7])[:31]), []))
bad("root_of_33_bytes", "checkpoint_root", cosigned(body(top=root(RECORDS[:7]) + b"\0"), []))
bad("no_empty_line", "note_text", T + LOG.line(T))
bad("carriage_returns", "note_text", cosigned(T, []).replace("\n", "\r\n"))
bad("em_dash_missing", "signature_line", cosigned(T, []).replace("\u2014 ", ""))
bad("fault_of_the_text_before_the_quorum", "checkpoint_size", cosigned(body("07"), []), quorum=1, **ALL)
bad("signature_before_the_text", "signature_invalid", "x\n\n" + LOG.line("y\n"))

# --- tlog-proof files
def proof_file(index=5, proof=None, extra="", note=None, magic="c2sp.org/tlog-proof@v1"):
    hashes = "".join(b64(h) + "\n" for h in (P if proof is None else proof))
    return f"{magic}\n{extra}index {index}\n{hashes}\n{cosigned(T, W[:2]) if note is None else note}"

def proof(name, data, code=None, record=None, index="5", size="7", quorum=2, origin=ORIGIN, vkey=None, witnesses=W):
    members = {"proof": raw(data).hex(), "record": (RECORDS[5] if record is None else record).hex(), "origin": origin,
               "vkey": vkey or LOG.vkey(), "witnesses": [w.vkey() for w in witnesses], "quorum": quorum}
    write("proof_fail" if code else "proof_accept", name, "proof", members, {"code": code} if code else {"output": {"index": index, "size": size}})

ONE = body(1, root(RECORDS[:1]))
LARGE, TOP = huge(2**62, MAX, RECORDS[3])
proof("inner_leaf_two_witnesses", proof_file())
proof("extra_is_passed_over", proof_file(extra="extra aW5kZXggMQo=\n"))
proof("only_leaf", proof_file(0, [], note=cosigned(ONE)), record=RECORDS[0], index="0", size="1")
proof("without_witnesses", proof_file(note=cosigned(T, [])), quorum=0, witnesses=[])
proof("extension_line_in_checkpoint", proof_file(note=cosigned(body(extra="more\n"))))
proof("greatest_tree", proof_file(2**62, LARGE, note=cosigned(body(MAX, TOP))), record=RECORDS[3], index=str(2**62), size=str(MAX))
for name, data in (("nothing", ""), ("other_version", proof_file(magic="c2sp.org/tlog-proof@v2")), ("magic_with_space", proof_file(magic="c2sp.org/tlog-proof@v1 ")),
                   ("no_empty_line", proof_file().replace("\n\n", "\n")), ("no_index", proof_file().replace("index 5\n", "")),
                   ("index_leading_zero", proof_file("05")), ("index_with_sign", proof_file("+5")), ("index_two_to_63", proof_file(MAX + 1)), ("index_empty", proof_file("")),
                   ("index_of_two_spaces", proof_file(" 5")), ("two_extra_lines", proof_file(extra="extra AA==\nextra AA==\n")), ("extra_of_no_bytes", proof_file(extra="extra \n")),
                   ("unknown_line", proof_file(extra="size 7\n")), ("carriage_returns", proof_file().replace("\n", "\r\n")),
                   ("only_a_checkpoint", cosigned(T, W[:2])), ("byte_order_mark", "\ufeff" + proof_file())):
    proof(name, data, "proof_format")
proof("extra_not_strict", proof_file(extra="extra AB==\n"), "base64_not_strict")
proof("hash_not_strict", proof_file().replace(b64(P[1]), b64(P[1]).rstrip("=")), "base64_not_strict")
proof("extra_behind_index", proof_file().replace("index 5\n", "index 5\nextra AA==\n"), "base64_not_strict")
proof("hash_not_utf_8", raw(proof_file()).replace(raw(b64(P[1])), b"\xff" * 44), "base64_not_strict")
proof("hash_of_31_bytes", proof_file(proof=[P[0], P[1], P[2][:31]]), "proof_hash")
proof("one_hash_too_few", proof_file(proof=P[:-1]), "proof_length")
proof("one_hash_too_many", proof_file(proof=P + [sha(b"x")]), "proof_length")
proof("index_is_size", proof_file(7), "proof_index")
proof("other_record", proof_file(), "root_differs", record=RECORDS[4])
proof("leaf_hash_for_the_record", proof_file(), "root_differs", record=leaf_hash(RECORDS[5]))
proof("empty_record", proof_file(), "root_differs", record=b"")
proof("other_index", proof_file(3), "root_differs")
proof("hashes_swapped", proof_file(proof=[P[1], P[0], P[2]]), "root_differs")
proof("checkpoint_of_another_tree", proof_file(note=cosigned(body(7, root(RECORDS[1:8])))), "root_differs")
proof("checkpoint_of_another_log", proof_file(note=cosigned(body(origin="log.example/globex"))), "checkpoint_origin")
proof("checkpoint_unsigned", proof_file(note=T + "\n"), "note_signatures")
proof("nothing_behind_the_empty_line", proof_file(note=""), "note_text")
proof("checkpoint_signed_by_another", proof_file(note=cosigned(T, log=SAME_NAME)), "signature_unknown")
proof("checkpoint_signature_does_not_hold", proof_file(note=T + "\n" + LOG.line(body(6))), "signature_invalid")
proof("checkpoint_size_leading_zero", proof_file(note=cosigned(body("07"))), "checkpoint_size")
proof("quorum_missed", proof_file(note=cosigned(T, W[:1])), "witness_quorum")
proof("two_empty_lines", proof_file(note="\n" + cosigned(T)), "signature_invalid")
proof("checkpoint_before_inclusion", proof_file(7, [], note=cosigned(T, [])), "witness_quorum")
proof("key_before_the_lines", "", "vkey_wrong_hash", vkey=V.replace("+6a967d9a", "+6a967d9b"))

print(count, "vectors")
