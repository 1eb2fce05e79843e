"""The program of spec/conformance: one request a line in, one answer a line out."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, TextIO, cast

from .action import Action
from .canonical import ActionHash, Scheme, canonical, hash_of
from .checkpoint import Trust, check_checkpoint, check_proof
from .client import Client
from .encoding import decimal
from .errors import Denied, Expired, HashMismatch, NotRun, Refusal, Rejected, Unavailable
from .flows import Settings
from .merkle import Tree, check_consistency, check_inclusion
from .note import SignedNote, VerifierKey
from .protect import protect
from .receipts import ChainOnly, Receipt, commitment, facts_digest, verify_export
from .strict_json import parse

Members = dict[str, Any]


def _hex(request: Members, name: str) -> bytes:
    return bytes.fromhex(request[name])


def _hashes(request: Members, name: str) -> list[bytes]:
    return [bytes.fromhex(each) for each in request[name]]


def _written(data: bytes, scheme: Scheme) -> Members:
    return {"canonical": data.hex(), "hash": hash_of(data, scheme).hex}


def _canon(request: Members) -> Members:
    scheme = Scheme(request["scheme"])
    value = parse(_hex(request, "document"), portable=scheme is Scheme.AEGIS_JCS_1)
    return _written(canonical(value, scheme), scheme)


def _action(request: Members) -> Members:
    scheme = Scheme(request["scheme"])
    action = Action.parse(_hex(request, "document"), portable=scheme is Scheme.AEGIS_JCS_1)
    return _written(action.canonical(scheme), scheme)


def _receipts(request: Members) -> Members:
    verdict = verify_export(_hex(request, "file"), request.get("vkey"))
    if isinstance(verdict, ChainOnly):
        return {"count": verdict.count, "head": verdict.head}
    return {
        "count": verdict.count,
        "origin": verdict.origin,
        "root": verdict.root,
        "signer": verdict.signer,
        "anchored": verdict.anchored,
    }


def _receipt_hash(request: Members) -> Members:
    return {"hash": Receipt.parse(_hex(request, "receipt")).hash}


def _commitment(request: Members) -> Members:
    of = {"commitment": commitment, "facts": facts_digest}[request["kind"]]
    return {"hash": of(_hex(request, "salt"), _hex(request, "content"))}


def _root(request: Members) -> Members:
    tree = Tree()
    for leaf in _hashes(request, "leaves"):
        tree.append(leaf)
    return {"root": tree.root().hex()}


def _number(request: Members, name: str, code: str) -> int:
    value = decimal(request[name])
    if value is None:
        raise Refusal(code, "not a plain decimal below 2^63")
    return value


def _inclusion(request: Members) -> Members:
    index, size = _number(request, "index", "proof_index"), _number(request, "size", "proof_index")
    check_inclusion(_hex(request, "leaf_hash"), index, size, _hashes(request, "proof"), _hex(request, "root"))
    return {}


def _consistency(request: Members) -> Members:
    size1, size2 = _number(request, "size1", "proof_sizes"), _number(request, "size2", "proof_sizes")
    check_consistency(size1, size2, _hashes(request, "proof"), _hex(request, "root1"), _hex(request, "root2"))
    return {}


def _note(request: Members) -> Members:
    keys = [VerifierKey.parse(text) for text in request["vkeys"]]
    note = SignedNote.parse(_hex(request, "note"))
    names = {key.name for key in note.check(keys)}
    verified = sorted(names, key=lambda name: name.encode("utf-16-be"))
    return {"text": note.text.encode("utf-8").hex(), "verified": verified}


def _trust(request: Members) -> Trust:
    return Trust.of(request["origin"], request["vkey"], request["witnesses"], request["quorum"])


def _checkpoint(request: Members) -> Members:
    trust = _trust(request)
    accepted = check_checkpoint(_hex(request, "note"), trust)
    checkpoint = accepted.checkpoint
    return {"size": str(checkpoint.size), "root": checkpoint.root.hex(), "witnessed": accepted.witnesses}


def _proof(request: Members) -> Members:
    trust = _trust(request)
    included = check_proof(_hex(request, "proof"), _hex(request, "record"), trust)
    return {"index": str(included.index), "size": str(included.checkpoint.size)}


_VERDICTS: list[tuple[type[NotRun], str]] = [
    (Denied, "denied"),
    (Rejected, "rejected"),
    (Expired, "expired"),
    (HashMismatch, "hash_mismatch"),
    (Unavailable, "unavailable"),
]


def _client(request: Members) -> Client:
    """A client of the gateway at `url`."""
    settings = Settings(
        request["url"],
        request["token"],
        request["agent"],
        scheme=Scheme(request["scheme"]),
        timeout=request["timeout_ms"] / 1000,
        deadline=request["deadline_ms"] / 1000,
        wait=request["patience_ms"] / 1000,
        poll=request["poll_ms"] / 1000,
    )
    return Client(settings)


def _failed(error: NotRun) -> Members:
    return {"verdict": next(word for kind_of, word in _VERDICTS if isinstance(error, kind_of)), "code": error.code}


def _prompt(request: Members) -> Members:
    """Tells what the user said."""
    with _client(request) as client:
        try:
            return {"verdict": "told", "vouched": client.prompt(request["session"], _hex(request, "text").decode())}
        except NotRun as error:
            return _failed(error)


def _outcome(request: Members) -> Members:
    """Reports what became of an action."""
    executed = request.get("executed_hash")
    with _client(request) as client:
        try:
            receipt_id = client.report_outcome(
                request["decision_id"],
                request["status"],
                executed_hash=None if executed is None else ActionHash(executed, Scheme(request["scheme"])),
                output_hash=request.get("output_hash"),
                content=_hex(request, "told").decode() if "told" in request else None,
            )
            return {"verdict": "reported", "receipt_id": receipt_id}
        except NotRun as error:
            return _failed(error)


def _protect(request: Members) -> Members:
    """What a protected function does before the gateway at `url`."""
    runs: list[Members] = []

    def run(**arguments: Any) -> None:
        runs.append(arguments)

    # The action's parameters are the function's, by name: so it gets a signature of theirs.
    given = cast(Members, parse(_hex(request, "parameters")))
    kind = inspect.Parameter.KEYWORD_ONLY
    run.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in given])  # type: ignore[attr-defined]
    with _client(request) as client:
        guarded = protect(
            client,
            tool=request["tool"],
            action=request["action"],
            mutates_state=request["mutates_state"],
            read_open=request["read_open"],
        )(run)
        try:
            guarded(**given)
        except NotRun as error:
            failed = _failed(error)
            return {**failed, "verdict": "inconsistent"} if runs else failed
    return {"verdict": "ran" if runs == [given] else "inconsistent"}


OPS: dict[str, Callable[[Members], Members]] = {
    "canon": _canon,
    "action": _action,
    "receipts": _receipts,
    "receipt_hash": _receipt_hash,
    "commitment": _commitment,
    "root": _root,
    "inclusion": _inclusion,
    "consistency": _consistency,
    "note": _note,
    "checkpoint": _checkpoint,
    "proof": _proof,
    "protect": _protect,
    "prompt": _prompt,
    "outcome": _outcome,
}

_PLACES = {"canon": "offset", "action": "offset", "receipts": "line"}
"""The ops whose refusals name a place."""


def answer(request: Members) -> Members:
    """The answer to one request; of whatever kind the input is."""
    out: Members = {"id": request.get("id")}
    op = OPS.get(request.get("op", ""))
    if op is None:
        return {**out, "outcome": "unsupported"}
    try:
        return {**out, "outcome": "accept", "output": op(request)}
    except Refusal as refusal:
        out.update(outcome="refuse", code=refusal.code)
        name = _PLACES.get(request["op"])
        place = getattr(refusal, name) if name else None
        return out if place is None else {**out, str(name): place}


def main(source: BinaryIO | None = None, target: TextIO | None = None) -> int:
    """Answers every line of standard input, or of `source`. A line that is no request is answered as unsupported."""
    source = source or sys.stdin.buffer
    target = target or sys.stdout
    for line in iter(source.readline, b""):
        try:
            answered = answer(json.loads(line))
        except Exception as e:  # the root of the program: no input may end it
            print(f"conformance: not a request this program can answer: {type(e).__name__}", file=sys.stderr)
            answered = {"id": _id_of(line), "outcome": "unsupported"}
        target.write(json.dumps(answered, ensure_ascii=True, separators=(",", ":")) + "\n")
        target.flush()
    return 0


def _id_of(line: bytes) -> int | None:
    try:
        request = json.loads(line)
    except ValueError:
        return None
    found = request.get("id") if isinstance(request, dict) else None
    return found if isinstance(found, int) else None


if __name__ == "__main__":
    sys.exit(main())
