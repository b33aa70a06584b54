"""Whether agreements in force cover the data that a use case needs: read from what was signed. Pure.

What it needs is what its purpose needs by the list of purposes, and what it reads about people by its own outline. Only
records of students need an agreement. Refuses to guess: with nothing listed, it says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.purpose.portfolio.words import Gate, GateStanding, GateState

SIGNED, ENDED = "tools.agreement.recorded/1", "tools.agreement.ended/1"
MOST_NAMED = 5


@dataclass(frozen=True)
class Held:
    """A signed agreement: about which tool, with which schedule of data, from when until when."""

    agreement: SubjectRef
    tool: SubjectRef
    name: str
    elements: frozenset[str]
    signed_on: date
    ends_on: date


def agreements_from(facts: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Held, ...]:
    """What was signed, by the facts of it (kind, values) in their order; what ended ends with its last day."""
    held: dict[str, Held] = {}
    for kind, values in facts:
        agreement = SubjectRef(**values["agreement"])
        if kind == SIGNED:
            held[agreement.id] = Held(
                agreement,
                SubjectRef(**values["tool"]),
                values["name"],
                frozenset(values["elements"]),
                date.fromisoformat(values["signed_on"]),
                date.fromisoformat(values["ends_on"]),
            )
        elif agreement.id in held:
            signed = held[agreement.id]
            ended_on = date.fromisoformat(values["ended_on"])
            held[agreement.id] = Held(
                signed.agreement, signed.tool, signed.name, signed.elements, signed.signed_on, ended_on
            )
    return tuple(held.values())


def read_from_records(
    listed: Collection[str], records: Mapping[str, str], held: Sequence[Held], *, on: date
) -> GateStanding | None:
    """How the gate stands by the records; None where no data is listed. ``records``: student records -> their names."""
    if not listed:
        return None
    needed = sorted(set(listed) & records.keys())
    if not needed:
        return GateStanding(Gate.AGREEMENT, GateState.OPEN, Sentence("By its data, it needs no record of a student."))
    in_force = [each for each in held if each.signed_on <= on <= each.ends_on]
    covering = sorted((each for each in in_force if each.elements.issuperset(needed)), key=lambda each: each.ends_on)
    if covering:
        longest = covering[-1]
        says = Sentence("The agreement about {tool} lists all of it, and holds until {day}.", tool=longest.name,
                        day=longest.ends_on)  # fmt: skip
        return GateStanding(Gate.AGREEMENT, GateState.OPEN, says, evidence=(longest.tool, longest.agreement))
    nearest = max(in_force, key=lambda each: len(each.elements & set(needed)), default=None)
    missing = [Sentence(records[each]) for each in needed if nearest is None or each not in nearest.elements]
    named = tuple(missing[:MOST_NAMED])
    if nearest is None or len(missing) == len(needed):
        says = Sentence("No agreement in force lists what it needs: {data}.", data=named)
        evidence: tuple[SubjectRef, ...] = ()
    else:
        says = Sentence("The agreement about {tool} comes closest, and does not list: {data}.", tool=nearest.name,
                        data=named)  # fmt: skip
        evidence = (nearest.tool, nearest.agreement)
    to_open = Sentence("Sign an agreement whose schedule lists it. Or answer by hand, with a reason.")
    return GateStanding(Gate.AGREEMENT, GateState.SHUT, says, to_open, evidence=evidence)
