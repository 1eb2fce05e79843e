"""What can go wrong, one family. Every error has a stable `code`; messages are for people and hold no content of a call."""

from __future__ import annotations


class SallyportError(Exception):
    """The root of the family.

    `code` is stable and snake_case; branch on it and on the class, never on the message.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} [{code}]")
        self.code = code


class Refusal(SallyportError, ValueError):
    """Bytes, or a value of the host, that no two languages are sure to read alike, or a proof that shows nothing.

    `offset` is the byte, counted from 0, where a document was refused; `line` the line of an export, counted from 1.
    """

    def __init__(self, code: str, message: str, *, offset: int | None = None, line: int | None = None) -> None:
        place = f" at byte {offset}" if offset is not None else f" on line {line}" if line is not None else ""
        super().__init__(code, message + place)
        self.offset = offset
        self.line = line


class NotRun(SallyportError):
    """A protected function was not called. `decision_id` is there when the gateway had decided."""

    def __init__(self, code: str, message: str, *, decision_id: str | None = None) -> None:
        super().__init__(code, message)
        self.decision_id = decision_id


class Denied(NotRun):
    """The gateway said no, or its permission is no longer valid."""


class Rejected(NotRun):
    """A person refused the held action."""


class Expired(NotRun):
    """Nobody agreed in time: the approval ran out (`approval_expired`), or the caller's patience (`wait_deadline`)."""


class HashMismatch(NotRun):
    """The gateway answered about other bytes than the ones that would run, or under another scheme."""


class Unavailable(NotRun):
    """There is no answer that can be used: the gateway is away, slow, busy or malformed.

    `answered` says whether the gateway spoke at all. Only when it did not may a read that its host declared `read_open` run.
    `status` is HTTP's, None without an answer; `retry_after` is in seconds, when the gateway named it.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        decision_id: str | None = None,
        answered: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(code, message, decision_id=decision_id)
        self.answered = answered
        self.status = status
        self.retry_after = retry_after


class Problem(Denied):
    """The gateway refused the request itself, with problem details (RFC 9457): `status` is HTTP's, `code` the gateway's."""

    def __init__(self, status: int, code: str, detail: str, *, decision_id: str | None = None) -> None:
        super().__init__(code, f"HTTP {status}: {detail}", decision_id=decision_id)
        self.status = status
