"""What may happen to a finding, and why an unknown host is worth a look. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chalkline.discover.findings.words import MAY_BECOME, STATE_NAMES, STUDENT, TEACHER, FindingState, Users
from chalkline.discover.sources.apart.suspects import telling_word, why_suspect
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES

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
    return Sentence("Its name has “{word}” in it, and the catalogue does not know it.", word=telling_word(host))


def users_of(groups: Iterable[tuple[str, str, str]]) -> Users:
    """For whom a tool is asked: whoever is seen using it, by school, role and band. Where students use it, so does
    their teacher; where nobody is seen, teachers are meant."""
    seen = [(role, band) for _, role, band in groups if role in ROSTER_ROLES]
    bands = frozenset(band for role, band in seen if role == STUDENT and band in BANDS)
    roles = frozenset(role for role, _ in seen) - (frozenset() if bands else {STUDENT})
    return Users(roles | {TEACHER} if bands or not roles else roles, bands or frozenset({NO_CLASS}), not roles)


def no_approved_use(name: str) -> Problem:
    """The answer where a finding is to join an approved use and its tool has none."""
    return Problem(
        "discover.no_approved_use",
        what=Sentence("{name} has no approved use that holds today.", name=name),
        why=Sentence("A finding can only belong to an approved use of the same tool."),
        next_step=Sentence("Start a request for it, or set it aside with a reason."),
        kind=Kind.CONFLICT,
    )
