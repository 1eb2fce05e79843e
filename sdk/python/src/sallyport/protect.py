"""Guards a function: it runs only when the gateway permits exactly these arguments, and with the copy that was hashed."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast, overload

from .action import Action
from .answers import Approval
from .canonical import Scheme, canonical
from .client import AsyncClient, Client
from .errors import SallyportError
from .flows import Context, Permit, frozen_action
from .strict_json import Json, parse

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger("sallyport")


@dataclass(frozen=True)
class _Guard:
    """What `protect` was told, and how a call of the function becomes an action."""

    function: Callable[..., Any]
    signature: inspect.Signature
    tool: str
    action: str
    resource: str | Callable[[Mapping[str, Json]], str | None] | None
    mutates_state: bool
    read_open: bool
    exclude: tuple[str, ...]
    context: Context | Callable[[], Context] | None
    wait: float | None
    on_held: Callable[[Approval], None] | None

    def frozen(self, args: tuple[Any, ...], kwargs: dict[str, Any], scheme: Scheme) -> tuple[bytes, inspect.BoundArguments]:
        """The canonical bytes of a call, and its arguments as read back from them."""
        bound = self.signature.bind(*args, **kwargs)
        bound.apply_defaults()
        given = {name: value for name, value in bound.arguments.items() if name not in self.exclude}
        form = canonical(cast(Json, given), scheme)
        resource = self.resource(_parameters(form)) if callable(self.resource) else self.resource
        tool_call, _ = frozen_action(Action(self.tool, self.action, self.mutates_state, _parameters(form), resource), scheme)
        # A copy of its own for the function: nobody else holds it.
        for name, value in Action.parse(tool_call).parameters.items():
            variadic = self.signature.parameters[name].kind is inspect.Parameter.VAR_POSITIONAL
            bound.arguments[name] = tuple(cast("list[Json]", value)) if variadic else value
        return tool_call, bound

    def said(self) -> Context:
        if self.context is None:
            return Context()
        return self.context if isinstance(self.context, Context) else self.context()

    def opened(self, permit: Permit) -> bool:
        """Whether the function runs without the gateway; says so."""
        if permit.decision_id is None:
            _log.warning("%s.%s runs without the gateway: read_open", self.tool, self.action)
        return permit.decision_id is None

    def unreported(self, permit: Permit, error: SallyportError) -> None:
        _log.warning("the outcome of decision %s was not recorded: %s", permit.decision_id, error.code)


@overload
def protect(
    client: Client,
    *,
    tool: str,
    action: str | None = None,
    resource: str | Callable[[Mapping[str, Json]], str | None] | None = None,
    mutates_state: bool = True,
    read_open: bool = False,
    exclude: Sequence[str] = (),
    context: Context | Callable[[], Context] | None = None,
    wait: float | None = None,
    on_held: Callable[[Approval], None] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...


@overload
def protect(
    client: AsyncClient,
    *,
    tool: str,
    action: str | None = None,
    resource: str | Callable[[Mapping[str, Json]], str | None] | None = None,
    mutates_state: bool = True,
    read_open: bool = False,
    exclude: Sequence[str] = (),
    context: Context | Callable[[], Context] | None = None,
    wait: float | None = None,
    on_held: Callable[[Approval], None] | None = None,
) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Coroutine[Any, Any, R]]]: ...


def protect(
    client: Client | AsyncClient,
    *,
    tool: str,
    action: str | None = None,
    resource: str | Callable[[Mapping[str, Json]], str | None] | None = None,
    mutates_state: bool = True,
    read_open: bool = False,
    exclude: Sequence[str] = (),
    context: Context | Callable[[], Context] | None = None,
    wait: float | None = None,
    on_held: Callable[[Approval], None] | None = None,
) -> Any:
    """Decorates a function so that each call is authorized first, and its outcome reported.

    A `Client` guards plain functions, an `AsyncClient` coroutine functions. The arguments, defaults included, are the
    action's parameters by name; they must be JSON (see `canonical`). A method's `self` or `cls` and the names in `exclude`
    are neither hashed nor sent: keep to handles there, never values that decide what happens.

    Raises, without running the function: `Denied`, `Rejected`, `Expired`, `HashMismatch`, `Unavailable` or, for arguments
    that are no JSON, `Refusal`. With `read_open=True`, which a mutating function can't have, the function also runs when the
    gateway is away, slow or unintelligible; never against its word.

    `action` defaults to the function's name; `resource` may be computed from the frozen arguments; `context` may be made
    anew for each call; `wait` is how many seconds a person gets; `on_held` is told of an approval before the wait.
    """
    if read_open and mutates_state:
        raise ValueError("read_open is for reads: a function that mutates state never runs without an answer")

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        guard = _guard(function, tool, action, resource, mutates_state, read_open, exclude, context, wait, on_held)
        awaits = inspect.iscoroutinefunction(function)
        if isinstance(client, AsyncClient) and awaits:
            return _asynchronous(client, guard)
        if isinstance(client, Client) and not awaits:
            return _synchronous(client, guard)
        raise TypeError("a Client guards plain functions, an AsyncClient coroutine functions")

    return decorate


def _guard(function: Callable[..., Any], tool: str, action: str | None, *rest: Any) -> _Guard:
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError("a generator can't be protected: its body runs after the call")
    resource, mutates_state, read_open, exclude, context, wait, on_held = rest
    signature = inspect.signature(function)
    names = list(signature.parameters)
    unknown = [name for name in exclude if name not in names]
    if unknown:
        raise ValueError(f"exclude names no parameter of the function: {', '.join(unknown)}")
    # Only in a class body is the first one the object; in a plain function it is an argument, whatever it is called.
    in_class = "." in function.__qualname__.rsplit("<locals>.", 1)[-1]
    bound = (names[0],) if in_class and names and names[0] in ("self", "cls") else ()
    return _Guard(
        function, signature, tool, action or function.__name__, resource, mutates_state, read_open,
        (*exclude, *bound), context, wait, on_held,
    )  # fmt: skip


def _parameters(form: bytes) -> dict[str, Json]:
    """A fresh copy of the parameters from their canonical form."""
    return cast("dict[str, Json]", parse(form))


def _synchronous(client: Client, guard: _Guard) -> Callable[..., Any]:
    @functools.wraps(guard.function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        tool_call, bound = guard.frozen(args, kwargs, client.settings.scheme)
        permit = client.transport.run(
            client.flows.permit(tool_call, guard.said(), read_open=guard.read_open, wait=guard.wait, on_held=guard.on_held)
        )
        if guard.opened(permit):
            return guard.function(*bound.args, **bound.kwargs)
        try:
            result = guard.function(*bound.args, **bound.kwargs)
        except BaseException as error:
            report(permit, "failed" if isinstance(error, Exception) else "unknown")
            raise
        report(permit, "succeeded")
        return result

    def report(permit: Permit, status: str) -> None:
        try:
            client.transport.run(client.flows.outcome(str(permit.decision_id), status, permit.action_hash.hex, None))
        except SallyportError as error:
            guard.unreported(permit, error)

    return guarded


def _asynchronous(client: AsyncClient, guard: _Guard) -> Callable[..., Any]:
    @functools.wraps(guard.function)
    async def guarded(*args: Any, **kwargs: Any) -> Any:
        tool_call, bound = guard.frozen(args, kwargs, client.settings.scheme)
        permit = await client.transport.run(
            client.flows.permit(tool_call, guard.said(), read_open=guard.read_open, wait=guard.wait, on_held=guard.on_held)
        )
        if guard.opened(permit):
            return await guard.function(*bound.args, **bound.kwargs)
        try:
            result = await guard.function(*bound.args, **bound.kwargs)
        except BaseException as error:
            await report(permit, "failed" if isinstance(error, Exception) else "unknown")
            raise
        await report(permit, "succeeded")
        return result

    async def report(permit: Permit, status: str) -> None:
        import anyio

        try:
            # A cancelled call still says that it was cut off; the request's own timeout bounds this.
            with anyio.CancelScope(shield=True):
                flow = client.flows.outcome(str(permit.decision_id), status, permit.action_hash.hex, None)
                await client.transport.run(flow)
        except SallyportError as error:
            guard.unreported(permit, error)

    return guarded
