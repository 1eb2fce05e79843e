"""Clients of the gateway's HTTP API (spec/api): one that blocks and one that awaits, with the same methods."""

from __future__ import annotations

import os
import ssl
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any

from .action import Action
from .answers import Approval, ChainVerdict, Consumed, Decision, Registered
from .canonical import ActionHash, canonical
from .flows import Context, Flows, OutcomeStatus, Settings, frozen_action
from .strict_json import Json
from .transport import AsyncTransport, Transport

_HEALTH, _READY, _EXPORT = "/healthz", "/readyz", "/v1/receipts/export"


def _from_env(options: dict[str, Any]) -> Settings:
    for name, variable in (("url", "SALLYPORT_URL"), ("token", "SALLYPORT_TOKEN"), ("session", "SALLYPORT_SESSION")):
        value = os.environ.get(variable)
        if name not in options and value:
            options[name] = value
    if "url" not in options or "token" not in options:
        raise ValueError("set SALLYPORT_URL and SALLYPORT_TOKEN, or give `url` and `token`")
    return Settings(**options)


class Client:
    """Speaks to a gateway and blocks. Safe for use by several threads; close it, or use it as a context manager.

    Every method raises `Unavailable` when there is no answer it can use, and `Problem`, a `Denied`, when the gateway refused
    the request. GETs, and `authorize`, are repeated after a failure until the deadline; nothing else is.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        trust_env: bool = False,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        """`trust_env` lets httpx read proxies from the environment; `tls` names other certificates than the usual ones;
        `sleep` stands in for `time.sleep`."""
        self.settings = settings
        self.flows = Flows(settings)
        self.transport = Transport(settings, trust_env, tls, sleep)

    @staticmethod
    def from_env(**options: Any) -> Client:
        """A client from SALLYPORT_URL, SALLYPORT_TOKEN and SALLYPORT_SESSION; `options` are those of `Settings`."""
        return Client(_from_env(options))

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self.transport.close()

    def health(self) -> bool:
        """Whether the process lives."""
        return self.transport.run(self.flows.alive(_HEALTH))

    def ready(self) -> bool:
        """Whether the gateway serves."""
        return self.transport.run(self.flows.alive(_READY))

    def register(self, agent_key: str, **more: Json) -> Registered:
        """Registers an agent; takes an enrolment or operator key as token. `more` are members of spec/api's Registration."""
        return self.transport.run(self.flows.register(agent_key, more))

    def authorize(
        self,
        action: Action,
        context: Context | None = None,
        *,
        request_id: str | None = None,
        deadline: float | None = None,
    ) -> Decision:
        """Asks whether an action may run. Prefer `protect`, which also checks the answer and claims an approval."""
        tool_call, _ = frozen_action(action, self.settings.scheme)
        return self.transport.run(self.flows.authorize(tool_call, context or Context(), request_id, deadline))

    def approval(self, approval_id: str) -> Approval:
        """A held action as it stands."""
        return self.transport.run(self.flows.approval(approval_id))

    def approvals(self, status: str | None = None, limit: int | None = None, offset: int | None = None) -> list[Approval]:
        """Held actions that this credential may see, newest first."""
        return self.transport.run(self.flows.approvals(status, limit, offset))

    def wait_for_approval(self, approval_id: str, wait: float | None = None) -> Approval:
        """Looks until people have answered. Raises `Expired` `wait_deadline` when `wait` seconds are over."""
        return self.transport.run(self.flows.wait(approval_id, wait))

    def consume(self, approval_id: str, action_hash: ActionHash) -> Consumed:
        """Claims an approval, once. Raises `Denied`, `Rejected` or `Expired`; `Unavailable` `consume_unknown` after a lost
        answer, after which the action must not run."""
        return self.transport.run(self.flows.consume(approval_id, action_hash.hex))

    def prompt(self, session: str, text: str) -> bool:
        """Tells the gateway what the user said, before the calls it leads to. True if it counts as the user's word,
        which takes an agent that an operator registered with `speaks_for_user`. Not repeated."""
        return self.transport.run(self.flows.prompt(session, text))

    def report_outcome(
        self,
        decision_id: str,
        status: OutcomeStatus,
        *,
        executed_hash: ActionHash | None = None,
        output_hash: str | None = None,
        content: str | None = None,
    ) -> str:
        """Reports what happened and answers the receipt's id. Not repeated. `content` is what the action answered, for
        a session whose user's words were told with `prompt`: without it the gateway knows that it missed something."""
        executed = executed_hash.hex if executed_hash else None
        return self.transport.run(self.flows.outcome(decision_id, status, executed, output_hash, content))

    def receipt(self, receipt_id: str) -> dict[str, Json]:
        """One receipt with its place and hash."""
        return self.transport.run(self.flows.receipt(receipt_id))

    def receipts(self, limit: int | None = None, cursor: str | None = None) -> tuple[list[dict[str, Json]], str | None]:
        """Receipts, newest first, and the cursor of the next page or None."""
        return self.transport.run(self.flows.receipts(limit, cursor))

    def verify_chain(self, receipts: Sequence[Json]) -> ChainVerdict:
        """Has the gateway check that receipts link up."""
        return self.transport.run(self.flows.verify_chain(list(receipts)))

    def export_receipts(self) -> bytes:
        """The whole chain as a signed export, for `verify_export`; takes the operator's key as token."""
        return self.transport.run(self.flows.text("POST", _EXPORT, canonical({"format": "sallyport-2"})))


class AsyncClient:
    """Speaks to a gateway and awaits, under asyncio or trio; see `Client` for what each method does."""

    def __init__(
        self,
        settings: Settings,
        *,
        trust_env: bool = False,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], Awaitable[None]] | None = None,
    ) -> None:
        self.settings = settings
        self.flows = Flows(settings)
        self.transport = AsyncTransport(settings, trust_env, tls, sleep)

    @staticmethod
    def from_env(**options: Any) -> AsyncClient:
        """See `Client.from_env`."""
        return AsyncClient(_from_env(options))

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connections."""
        await self.transport.close()

    async def health(self) -> bool:
        """Whether the process lives."""
        return await self.transport.run(self.flows.alive(_HEALTH))

    async def ready(self) -> bool:
        """Whether the gateway serves."""
        return await self.transport.run(self.flows.alive(_READY))

    async def register(self, agent_key: str, **more: Json) -> Registered:
        """See `Client.register`."""
        return await self.transport.run(self.flows.register(agent_key, more))

    async def authorize(
        self,
        action: Action,
        context: Context | None = None,
        *,
        request_id: str | None = None,
        deadline: float | None = None,
    ) -> Decision:
        """See `Client.authorize`."""
        tool_call, _ = frozen_action(action, self.settings.scheme)
        return await self.transport.run(self.flows.authorize(tool_call, context or Context(), request_id, deadline))

    async def approval(self, approval_id: str) -> Approval:
        """A held action as it stands."""
        return await self.transport.run(self.flows.approval(approval_id))

    async def approvals(self, status: str | None = None, limit: int | None = None, offset: int | None = None) -> list[Approval]:
        """Held actions that this credential may see, newest first."""
        return await self.transport.run(self.flows.approvals(status, limit, offset))

    async def wait_for_approval(self, approval_id: str, wait: float | None = None) -> Approval:
        """See `Client.wait_for_approval`."""
        return await self.transport.run(self.flows.wait(approval_id, wait))

    async def consume(self, approval_id: str, action_hash: ActionHash) -> Consumed:
        """See `Client.consume`."""
        return await self.transport.run(self.flows.consume(approval_id, action_hash.hex))

    async def prompt(self, session: str, text: str) -> bool:
        """See `Client.prompt`."""
        return await self.transport.run(self.flows.prompt(session, text))

    async def report_outcome(
        self,
        decision_id: str,
        status: OutcomeStatus,
        *,
        executed_hash: ActionHash | None = None,
        output_hash: str | None = None,
        content: str | None = None,
    ) -> str:
        """See `Client.report_outcome`."""
        executed = executed_hash.hex if executed_hash else None
        return await self.transport.run(self.flows.outcome(decision_id, status, executed, output_hash, content))

    async def receipt(self, receipt_id: str) -> dict[str, Json]:
        """One receipt with its place and hash."""
        return await self.transport.run(self.flows.receipt(receipt_id))

    async def receipts(self, limit: int | None = None, cursor: str | None = None) -> tuple[list[dict[str, Json]], str | None]:
        """See `Client.receipts`."""
        return await self.transport.run(self.flows.receipts(limit, cursor))

    async def verify_chain(self, receipts: Sequence[Json]) -> ChainVerdict:
        """See `Client.verify_chain`."""
        return await self.transport.run(self.flows.verify_chain(list(receipts)))

    async def export_receipts(self) -> bytes:
        """See `Client.export_receipts`."""
        return await self.transport.run(self.flows.text("POST", _EXPORT, canonical({"format": "sallyport-2"})))
