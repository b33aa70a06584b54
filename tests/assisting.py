"""A small library for tests: documents approved, expired, not begun, waiting, withdrawn, and what follows."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from cast import NOW, Cast, Member
from chalkline.assist.drafts.api import ModelSettings
from chalkline.assist.library.api import (
    About,
    Audience,
    Term,
    Theme,
    Version,
    add_answer,
    add_document,
    approve_version,
    read_document,
    usual_term,
)
from chalkline.assist.retrieval.api import keep_shelf_right
from chalkline.people.api import Role
from chalkline.people.models import Grant

TODAY = date(2026, 11, 20)
LIBRARY = Path(__file__).resolve().parents[1] / "demo" / "district" / "library"


def communications(cast: Cast) -> Member:
    """Nora, who must see little elsewhere, writes to families here."""
    if not Grant.objects.filter(person=cast.nora.person, role=Role.COMMUNICATIONS).exists():
        Grant.objects.create(
            person=cast.nora.person, role=Role.COMMUNICATIONS, granted_by="system:cast", granted_at=NOW
        )
    return cast.nora


def about(cast: Cast, title: str, **changes: object) -> About:
    """What is said of a document, answered for by Ada."""
    given: dict[str, object] = {
        "title": title,
        "owner_id": cast.ada.actor.id,
        "audience": Audience.PUBLIC,
        "theme": Theme.BUSES,
    }
    return About(**{**given, **changes})  # type: ignore[arg-type]


def added(cast: Cast, file: bytes, name: str = "document.txt", *, title: str = "", **changes: object) -> Version:
    """A file that was added by Ada and read apart."""
    version, work = add_document(cast.ada.actor, about(cast, title or name, **changes), file, name, now=NOW)
    read_document(version_id=str(version.pk), work_id=work.id, now=NOW)
    version.refresh_from_db()
    return version


def approved(cast: Cast, text: str, *, title: str, term: Term | None = None, **changes: object) -> Version:
    """An answer added by Ada, approved by Carl, and on the shelf."""
    version = add_answer(cast.ada.actor, about(cast, title, **changes), text, now=NOW)
    done = approve_version(cast.carl.actor, version, term or usual_term(TODAY), looked=True, now=NOW)
    settled()
    return done


def settled(now: datetime = NOW) -> None:
    """What can be found follows what is approved."""
    keep_shelf_right(now=now)


def days(count: int) -> timedelta:
    """That many days."""
    return timedelta(days=count)


class Gateway(BaseHTTPRequestHandler):
    """Answers as it is told to; keeps what it was sent."""

    answer: Any = None
    status = 200
    received: list[Any] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        Gateway.received.append((body, dict(self.headers)))
        said = Gateway.answer if isinstance(Gateway.answer, bytes) else json.dumps(Gateway.answer).encode()
        self.send_response(Gateway.status)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def gateway(answer: Any, status: int = 200) -> Iterator[ModelSettings]:
    Gateway.answer, Gateway.status, Gateway.received = answer, status, []
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield ModelSettings(f"http://127.0.0.1:{server.server_port}/v1", "ck-test", "stub-cites")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def completion(content: str) -> dict[str, Any]:
    return {"choices": [{"message": {"content": content}}]}
