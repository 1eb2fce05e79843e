"""A gateway on loopback that answers as a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sallyport import Scheme, action_hash

HANG = "hang"
DROP = "drop"
Answer = tuple[int, dict[str, str], bytes]
Reaction = str | Answer | Callable[["Asked"], Answer]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw) if self.raw else None


def reply(status: int, body: Any, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, body if isinstance(body, bytes) else json.dumps(body).encode()


def problem(status: int, code: str, headers: dict[str, str] | None = None, **more: Any) -> Answer:
    body = {"type": "about:blank", "title": "no", "status": status, "code": code, "detail": "for people", **more}
    return status, {"Content-Type": "application/problem+json", **(headers or {})}, json.dumps(body).encode()


def decided(decision: str, *, holds: bool = False, scheme: Scheme = Scheme.AEGIS_JCS_1, **changed: Any) -> Reaction:
    """The honest answer to authorize, with members changed as a test wants."""

    def answer(asked: Asked) -> Answer:
        digest = action_hash(asked.body["tool_call"], scheme).hex
        body: dict[str, Any] = {
            "decision_id": "dec_1",
            "decision": decision,
            "risk_score": 7,
            "risk_level": "low",
            "reason": "policy_permit" if decision == "allow" else "policy_forbid",
            "reasons": [],
            "matched_policies": ["p1"],
            "receipt_id": "rcpt_1",
            "action_hash": digest,
            "action_hash_scheme": scheme.value,
            "a_member_of_tomorrow": 1,
        }
        if holds:
            body["approval"] = held("PENDING", action_hash=digest)
        return reply(200, {**body, **changed})

    return answer


def held(status: str, **changed: Any) -> dict[str, Any]:
    return {
        "approval_id": "apr/1",
        "status": status,
        "approver_group": "approvers",
        "expires_at": "2026-11-21T08:00:00Z",
        "action_hash": "",
        **changed,
    }


@dataclass
class FakeGateway:
    """Reactions by `METHOD path`, taken in order; the last one stays. Without one the answer is 404."""

    reactions: dict[str, list[Reaction]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def on(self, route: str, *reactions: Reaction) -> FakeGateway:
        self.reactions[route] = list(reactions)
        return self

    def asked_for(self, route: str) -> list[Asked]:
        return [asked for asked in self.asked if f"{asked.method} {asked.path}" == route]

    def hash_seen(self) -> str:
        return action_hash(self.asked_for("POST /v1/authorize")[-1].body["tool_call"], Scheme.AEGIS_JCS_1).hex

    def approves(self, *statuses: str, **changed: Any) -> FakeGateway:
        """Looks at the approval answer with these statuses in turn."""

        def look(status: str) -> Reaction:
            return lambda _: reply(200, held(status, **{"action_hash": self.hash_seen(), **changed}))

        return self.on("GET /v1/approvals/apr%2F1", *(look(status) for status in statuses))

    def consumes(self, **changed: Any) -> FakeGateway:
        def claim(_: Asked) -> Answer:
            body = {
                "approval_id": "apr/1",
                "status": "CONSUMED",
                "decision_id": "dec_2",
                "decision": "allow",
                "receipt_id": "rcpt_2",
                "action_hash": self.hash_seen(),
                "action_hash_scheme": "aegis-jcs-1",
            }
            return reply(200, {**body, **changed})

        return self.on("POST /v1/approvals/apr%2F1/consume", claim)

    def records(self) -> FakeGateway:
        body = {"decision_id": "dec_1", "status": "succeeded", "receipt_id": "rcpt_9"}
        return self.on("POST /v1/outcomes", reply(201, body))

    def __enter__(self) -> FakeGateway:
        self.released = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _react(self, asked: Asked) -> Reaction:
        self.asked.append(asked)
        known = self.reactions.get(f"{asked.method} {asked.path}")
        if not known:
            return problem(404, "no_such_route")
        return known.pop(0) if len(known) > 1 else known[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, self.rfile.read(length))
                reaction = gateway._react(asked)
                if callable(reaction):
                    reaction = reaction(asked)
                if reaction == HANG:
                    gateway.released.wait(10)
                if isinstance(reaction, str):
                    self.connection.shutdown(socket.SHUT_RDWR)
                    self.close_connection = True
                    return
                status, fields, body = reaction
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = answer
            do_POST = answer

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


class Ticks:
    """A clock that only a pause moves, and chance that is none."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []
        self.count = 0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def jitter(self) -> float:
        return 0.5

    def id(self) -> str:
        self.count += 1
        return f"request-{self.count}"


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
