"""What may happen to a finding, and why an unknown host is worth a look. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chalkline.discover.findings.words import MAY_BECOME, STATE_NAMES, FindingState
from chalkline.discover.sources.apart.suspects import why_suspect
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

LEAST_PEOPLE: Final = 5  # an unknown host that fewer asked for is not proposed


OLDEST: Final = {"k2": 8, "g35": 11, "g68": 14, "g912": 18}  # the usual age at the end of a grade band


def younger_than(age: int | None, bands: Iterable[str]) -> bool:
    """Whether students of these bands are all too young for what the makers of a service ask."""
    return age is not None and any(OLDEST.get(band, age) < age for band in bands)


def check_step(name: str, state: FindingState, wanted: FindingState) -> None:
    """Raises Problem("discover.finding_moved") where this step cannot follow."""
    if wanted not in MAY_BECOME[state]:
        raise Problem(
            "discover.finding_moved",
            what=Sentence("{name} is not where it was: it is “{state}” now.", name=name, state=STATE_NAMES[state]),
            why=Sentence("Somebody else may have settled it in the meantime."),
            next_step=Sentence("Look at it again and decide what is still to be done."),
            kind=Kind.CONFLICT,
        )


def check_reason(why: str) -> str:
    """The reason, tidied. Raises Problem("discover.reason_missing")."""
    reason = " ".join(why.split())
    if len(reason) < 3:
        raise Problem(
            "discover.reason_missing",
            what=Sentence("Please say why."),
            why=Sentence("The reason stays with the record, so that others can follow it later."),
            next_step=Sentence("Write one sentence."),
            fields={"why": Sentence("Write one sentence.")},
        )
    return reason[:500]


def reason_of(host: str) -> Sentence:
    """Why an unknown host is proposed."""
    if why_suspect(host) == "ai_name":
        return Sentence("It ends in .ai, and the catalogue does not know it.")
    return Sentence("Its name sounds like AI, and the catalogue does not know it.")
