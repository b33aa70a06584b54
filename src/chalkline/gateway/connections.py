"""Connections that bound how long and how large the head of a request may be: who sends nothing holds nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LEFT = "chalkline.left"  # of the scope's extensions: the connection's ``Leaving``


class Leaving:
    """Tells once that a caller has closed the connection: whoever answers sets ``then`` and looks at ``is_gone``."""

    __slots__ = ("is_gone", "then")

    def __init__(self) -> None:
        self.is_gone = False
        self.then: Callable[[], object] | None = None

    def happens(self) -> None:
        """They are gone."""
        self.is_gone = True
        if self.then:
            self.then()


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection whose request has no whole head within ``head_seconds``, or a head over ``largest_head``."""

    head_seconds: ClassVar[float] = 10.0
    largest_head: ClassVar[int] = 64 * 1024  # bytes

    _waiting: asyncio.TimerHandle | None = None
    _head: int = 0
    _in_head: bool = True

    def connection_made(self, transport: Any) -> None:
        """Somebody is there: the first request has to begin."""
        self._leaving = Leaving()
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._stop_waiting()
        super().connection_lost(exc)
        self._leaving.happens()

    def data_received(self, data: bytes) -> None:
        """Count what comes before a head is whole."""
        if self._waiting:
            self._head += len(data)
            if self._head > self.largest_head + len(data):
                self._give_up()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._wait()
        self._in_head = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """One of its headers. What comes behind the body is none: whoever looked at the head did not see it."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._stop_waiting()
        self._in_head = False
        super().on_headers_complete()
        extensions: dict[str, Any] = {LEFT: self._leaving}
        self.scope["extensions"] = extensions  # its task has not begun yet

    def _wait(self) -> None:
        self._stop_waiting()
        self._waiting = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        self._head = 0
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.close()


def bounded(seconds: float) -> type[BoundedProtocol]:
    """The protocol with another bound of time."""
    return type("BoundedProtocol", (BoundedProtocol,), {"head_seconds": seconds})
