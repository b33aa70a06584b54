"""Who did a training, in a CSV file as a course system exports it: one row a person, with the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, staff_addresses
from chalkline.rollout.reading.api import Sorted, Wrong, sort_rows
from chalkline.rollout.training.rules import EARLIEST

COLUMNS = {
    "email": ("email", "e-mail", "email address", "mail", "username"),
    "completed_on": ("completed on", "completed", "completion date", "date completed", "date"),
}
SHAPES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")


@dataclass(frozen=True)
class CompletedRow:
    """Somebody, by their address, did it on a day."""

    email: str
    completed_on: date


def read_completions(actor: Actor, pieces: Iterable[bytes], *, today: date) -> Sorted[CompletedRow]:
    """What a file of completions holds, as it could be recorded. Raises Problem("lists.…")."""
    actor.must("training.record")
    known = staff_addresses()
    return sort_rows(pieces, COLUMNS, COLUMNS, lambda given: _row(given, known, today))


def _row(given: Mapping[str, str], known: frozenset[str], today: date) -> CompletedRow:
    address = given["email"].lower()
    if address not in known:
        raise Wrong(Sentence("Nobody who works here has the address “{address}”.", address=given["email"]))
    day = _day(given["completed_on"])
    if day is None or not EARLIEST <= day <= today:
        raise Wrong(Sentence("“{text}” is not a day on which they can have done it.", text=given["completed_on"]))
    return CompletedRow(address, day)


def _day(text: str) -> date | None:
    """A day as exports write it, with or without a time after it."""
    first = text.replace("T", " ").split(" ")[0]
    for shape in SHAPES:
        try:
            return datetime.strptime(first, shape).date()  # noqa: DTZ007  (a day, in no zone)
        except ValueError:
            continue
    return None
