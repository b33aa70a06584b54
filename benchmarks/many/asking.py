"""Asking for pages in process, through the whole WSGI application, and what one costs the server.

Cost is processor time of this process (``time.process_time``) and, on PostgreSQL, of the server process behind its
connection (``/proc``); time spent waiting counts for nothing, so that a busy machine does not change what is told.
"""

from __future__ import annotations

import io
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOO_MUCH = 0.5  # seconds: asked for once, the bar is missed anyway


@dataclass(frozen=True)
class Cost:
    """``seconds`` of the processor for one request, and how many empty pages that is; its queries and bytes."""

    seconds: float
    ratio: float
    queries: int
    length: int


class Visitor:
    """Somebody signed in, who asks for pages."""

    def __init__(self, account: Any) -> None:
        from allauth.mfa.models import Authenticator
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
        from django.core.handlers.wsgi import WSGIHandler
        from django.test import Client

        if not Authenticator.objects.filter(user=account).exists():
            TOTP.activate(account, generate_totp_secret())
        client = Client()
        client.force_login(account)
        self.cookies = "; ".join(f"{each.key}={each.value}" for each in client.cookies.values())
        self.application = WSGIHandler()

    def ask(self, address: str) -> tuple[int, int]:
        """Ask once: status and bytes."""
        path, _, query = address.partition("?")
        told: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookies,
            "HTTP_ACCEPT_LANGUAGE": "en", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http", "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.version": (1, 0),
        }  # fmt: skip
        answer = self.application(environ, lambda status, headers, exc_info=None: told.append(status))
        length = sum(len(piece) for piece in answer)
        answer.close()
        return int(told[0].split()[0]), length

    def cost(self, address: str, empty: str, *, rounds: int = 7, stir: Callable[[], Any] | None = None) -> Cost:
        """What one request costs, after one to warm up; the empty page is asked for in turn with it, so that both meet
        the same weather. ``stir`` makes something happen before each, which is not counted. Raises where it is not
        answered.
        """
        from django.db import connection

        queries = Counter[str]()

        def counted(execute: Any, *given: Any) -> Any:
            queries["asked"] += 1
            return execute(*given)

        with connection.execute_wrapper(counted):
            status, length = self.ask(address)
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")
        pairs = [(self._timed(empty), self._timed(address, stir))]
        while len(pairs) < rounds and pairs[0][1] < TOO_MUCH:
            pairs.append((self._timed(empty), self._timed(address, stir)))
        return Cost(
            statistics.median(spent for _, spent in pairs),
            statistics.median(spent / beside for beside, spent in pairs),
            queries["asked"],
            length,
        )

    def _timed(self, address: str, stir: Callable[[], Any] | None = None, each: int = 3) -> float:
        spent = 0.0
        for _ in range(each):
            if stir:
                stir()
            before = _spent()
            self.ask(address)
            spent += _spent() - before
        return spent / each


def _spent() -> float:
    return time.process_time() + _spent_by_server()


def _spent_by_server() -> float:
    """Processor seconds of PostgreSQL's own process for our connection; 0 on SQLite, which runs in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    # Nanoseconds on the processor (first figure); /proc/PID/stat counts in hundredths only.
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
