"""Sends what flows ask for, through httpx. The only module that knows it."""

from __future__ import annotations

import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from .answers import Reply, malformed
from .errors import Unavailable
from .flows import Flow, Pause, Send, Settings

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
MAX_BYTES = 64 << 20
"""The longest answer that is read."""


def _httpx_needed() -> None:
    try:
        import httpx  # noqa: F401
    except ImportError:
        raise ImportError("the gateway's client needs httpx: python3 -m pip install 'sallyport[http]'") from None


def _headers(settings: Settings, send: Send) -> dict[str, str]:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if settings.token:
        headers["Authorization"] = f"Bearer {settings.token}"
    if send.body is not None:
        headers["Content-Type"] = "application/json"
    return headers


def _url(settings: Settings, send: Send) -> str:
    return settings.url.rstrip("/") + send.path


def _tls(settings: Settings, tls: ssl.SSLContext | None) -> ssl.SSLContext | bool:
    """What httpx verifies with. For http nothing is to verify, and redirects are not followed: no certificates are read."""
    return settings.url.startswith("https:") if tls is None else tls


def _timeout() -> Unavailable:
    return Unavailable("timeout", "the gateway did not answer in time")


def _unreachable(error: Exception) -> Unavailable:
    return Unavailable("unreachable", f"the gateway can't be reached ({type(error).__name__})")


class _Body:
    """Collects an answer within its limits."""

    def __init__(self, response: httpx.Response, send: Send, clock: Callable[[], float], until: float) -> None:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise malformed("an encoding that was not asked for")
        self._response = response
        self._clock = clock
        self._until = until
        self._chunks: list[bytes] = []
        self._size = 0

    def take(self, chunk: bytes) -> None:
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MAX_BYTES:
            raise malformed(f"more than {MAX_BYTES} bytes")
        if self._clock() > self._until:
            raise _timeout()

    def reply(self) -> Reply:
        headers: Mapping[str, str] = {name.lower(): value for name, value in self._response.headers.items()}
        return Reply(self._response.status_code, headers, b"".join(self._chunks))


class Transport:
    """Drives flows and blocks. Safe for use by several threads."""

    def __init__(
        self, settings: Settings, trust_env: bool, tls: ssl.SSLContext | None, sleep: Callable[[float], None] | None
    ) -> None:
        _httpx_needed()
        import httpx

        self._settings = settings
        self._sleep = sleep or time.sleep
        self._http = httpx.Client(trust_env=trust_env, follow_redirects=False, verify=_tls(settings, tls))

    def run(self, flow: Flow[T]) -> T:
        reply: Reply | None = None
        failure: Unavailable | None = None
        while True:
            try:
                step = flow.send(reply) if failure is None else flow.throw(failure)
            except StopIteration as done:
                result: T = done.value
                return result
            reply = failure = None
            if isinstance(step, Pause):
                self._sleep(step.seconds)
                continue
            try:
                reply = self._send(step)
            except Unavailable as unavailable:
                failure = unavailable

    def _send(self, send: Send) -> Reply:
        import httpx

        clock = self._settings.timing.clock
        until = clock() + send.timeout
        try:
            with self._http.stream(
                send.method,
                _url(self._settings, send),
                content=send.body,
                headers=_headers(self._settings, send),
                timeout=send.timeout,
            ) as response:
                body = _Body(response, send, clock, until)
                for chunk in response.iter_raw():
                    body.take(chunk)
                return body.reply()
        except httpx.TimeoutException:
            raise _timeout() from None
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise _unreachable(error) from None

    def close(self) -> None:
        self._http.close()


class AsyncTransport:
    """Drives flows and awaits, under asyncio or trio."""

    def __init__(
        self,
        settings: Settings,
        trust_env: bool,
        tls: ssl.SSLContext | None,
        sleep: Callable[[float], Awaitable[None]] | None,
    ) -> None:
        _httpx_needed()
        import anyio
        import httpx

        self._settings = settings
        self._sleep: Callable[[float], Awaitable[None]] = sleep or anyio.sleep
        self._http = httpx.AsyncClient(trust_env=trust_env, follow_redirects=False, verify=_tls(settings, tls))

    async def run(self, flow: Flow[T]) -> T:
        reply: Reply | None = None
        failure: Unavailable | None = None
        while True:
            try:
                step = flow.send(reply) if failure is None else flow.throw(failure)
            except StopIteration as done:
                result: T = done.value
                return result
            reply = failure = None
            if isinstance(step, Pause):
                await self._sleep(step.seconds)
                continue
            try:
                reply = await self._send(step)
            except Unavailable as unavailable:
                failure = unavailable

    async def _send(self, send: Send) -> Reply:
        import anyio
        import httpx

        clock = self._settings.timing.clock
        until = clock() + send.timeout
        try:
            with anyio.fail_after(send.timeout):
                async with self._http.stream(
                    send.method,
                    _url(self._settings, send),
                    content=send.body,
                    headers=_headers(self._settings, send),
                    timeout=send.timeout,
                ) as response:
                    body = _Body(response, send, clock, until)
                    async for chunk in response.aiter_raw():
                        body.take(chunk)
                    return body.reply()
        except (httpx.TimeoutException, TimeoutError):
            raise _timeout() from None
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise _unreachable(error) from None

    async def close(self) -> None:
        await self._http.aclose()
