"""How a policy is told: its text in blocks, where it stands, its differences, whom it binds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalkline.govern.policies.api import (
    HOLDS_NAMES,
    STAFF_ROLES,
    STUDENT,
    VERSION_STATE_NAMES,
    Binds,
    Comparison,
    Holds,
    PolicyVersion,
    Repeal,
    VersionState,
    binds_of,
    body_of,
    holds,
    repeal_decided,
    sections_of,
)
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import schools_and_office
from chalkline.rulebook.api import named_roles
from chalkline.web.tables import Status
from chalkline.web.templatetags.saying import said

ROLES = (*STAFF_ROLES, STUDENT)
TONES = {
    VersionState.DRAFT: "quiet",
    VersionState.COMMENT: "info",
    VersionState.BEFORE_BODY: "attend",
    VersionState.NOT_ADOPTED: "quiet",
}
HOLDS_TONES = {Holds.IN_FORCE: "ok", Holds.NOT_YET: "info", Holds.SUPERSEDED: "quiet", Holds.REPEALED: "stop"}
POINT, NUMBERED = re.compile(r"^\s*[-*•]\s+(.*)$"), re.compile(r"^\s*\d+[.)]\s+(.*)$")


@dataclass(frozen=True)
class Block:
    """A paragraph ("p"), or a list ("ul", "ol") of lines."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """Paragraphs and lists of a text, in order. Nothing else is marked up, and nothing in it is ever run."""
    found: list[Block] = []
    begins = True
    for line in text.split("\n"):
        if not line.strip():
            begins = True
            continue
        point, number = POINT.match(line), NUMBERED.match(line)
        kind = "ul" if point else "ol" if number else "p"
        words = (point or number).group(1) if point or number else line.strip()  # type: ignore[union-attr]  # one is
        if found and found[-1].kind == kind and (not begins or kind != "p"):
            found[-1] = Block(kind, (*found[-1].lines, words))
        else:
            found.append(Block(kind, (words,)))
        begins = False
    return found


def text_shown(version: PolicyVersion) -> list[dict[str, Any]]:
    """The sections for the page, numbered."""
    return [
        {"number": number, "heading": each.heading, "blocks": blocks_of(each.text)}
        for number, each in enumerate(sections_of(version), 1)
    ]


def state_of(version: PolicyVersion, today: date) -> Status:
    """Draft, for comment, in force, replaced."""
    state, standing = VersionState(version.state), holds(version, today)
    if standing:
        return Status(said(HOLDS_NAMES[standing]), HOLDS_TONES[standing])
    return Status(said(VERSION_STATE_NAMES[state]), TONES[state])


def bound_said(binds: Binds) -> Sentence:
    """ "teachers and aides, at every school"."""
    if not binds.roles:
        return Sentence("nobody in particular")
    roles = named_roles(frozenset(binds.roles))
    if not binds.schools:
        return Sentence("{roles}, at every school", roles=roles)
    names = schools_and_office()
    return Sentence(
        "{roles} at {schools}", roles=roles, schools=tuple(sorted(names.get(each, "") for each in binds.schools))
    )


def adopted_said(version: PolicyVersion) -> Sentence | None:
    """By whom, when, since when it holds, when it is looked at again."""
    if not (version.adopted_on and version.effective_on and version.review_on):
        return None
    ended = repeal_decided(version.policy)
    if ended is not None and ended.effective_on:
        return Sentence(
            "Adopted by the {body} on {day}. It held from {effective}.",
            body=body_of(version),
            day=version.adopted_on,
            effective=version.effective_on,
        )
    return Sentence(
        "Adopted by the {body} on {day}. It holds from {effective}, and is looked at again by {review}.",
        body=body_of(version),
        day=version.adopted_on,
        effective=version.effective_on,
        review=version.review_on,
    )


def ended_said(repeal: Repeal, today: date) -> Sentence:
    """Who ended it, when, and since when it holds no more."""
    assert repeal.decided_on and repeal.effective_on
    words = {"body": repeal.body, "day": repeal.decided_on, "end": repeal.effective_on}
    if repeal.effective_on <= today:
        return Sentence("The {body} repealed it on {day}. It has not been in force since {end}.", **words)
    return Sentence("The {body} repealed it on {day}. It stays in force until {end}.", **words)


def changes_shown(found: Comparison) -> list[dict[str, Any]]:
    """Each section that differs, with its words; those that do not, by number alone."""
    return [
        {
            "number": each.number,
            "how": each.how.value,
            "heading": each.heading,
            "runs": each.runs,
        }
        for each in found.sections
    ]


def asks(version: PolicyVersion) -> bool:
    """Whether people are asked to sign it."""
    return binds_of(version).signed and bool(binds_of(version).staff)
