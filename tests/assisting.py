"""A small library for tests: documents approved, expired, not begun, waiting, withdrawn, and what follows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from cast import NOW, Cast, Member
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
