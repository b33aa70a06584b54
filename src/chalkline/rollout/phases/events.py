"""The facts of rollout plans."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import lowered
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part
from chalkline.rollout.phases.words import GATE_KIND_NAMES

GATES = {each.value: lowered(name) for each, name in GATE_KIND_NAMES.items()}


@fact("rollout.plan.begun/1", says="{actor} began a rollout plan for “{title}”.")
@dataclass(frozen=True)
class PlanBegun:
    """A plan for an approved use, as a draft."""

    plan: SubjectRef
    use: SubjectRef
    owner: SubjectRef
    title: str


@fact("rollout.phase.planned/1", says="{actor} planned phase {number}, “{phase_title}”, of the roll-out of “{title}”.")
@dataclass(frozen=True)
class PhasePlanned:
    """A phase was added to a draft, or stated anew."""

    plan: SubjectRef
    use: SubjectRef
    title: str
    number: int
    phase_title: str
    schools: tuple[str, ...]
    roles: tuple[str, ...]
    starts_on: str


@fact("rollout.phase.removed/1", says="{actor} took phase {number} out of the draft plan for “{title}”.")
@dataclass(frozen=True)
class PhaseRemoved:
    """A phase was taken out of a draft."""

    plan: SubjectRef
    title: str
    number: int


@fact(
    "rollout.gate.set/1",
    says="{actor} made phase {number} of the roll-out of “{title}” wait for a gate: {kind}.",
    words={"kind": GATES.get},
)
@dataclass(frozen=True)
class GateSet:
    """A phase of a draft waits for one more thing."""

    plan: SubjectRef
    title: str
    number: int
    kind: str
    values: tuple[str, ...]


@fact("rollout.gate.removed/1", says="{actor} took a gate ({kind}) out of phase {number} of the plan for “{title}”.")
@dataclass(frozen=True)
class GateRemoved:
    """A phase of a draft waits for one thing less."""

    plan: SubjectRef
    title: str
    number: int
    kind: str


@fact(
    "rollout.phase.moved/1", says="{actor} moved phase {number}, “{phase_title}”, of “{title}” to {starts_on}: {reason}"
)
@dataclass(frozen=True)
class PhaseMoved:
    """A phase that waits has other days. ``gates``: what its gates ask for from then on, where that moved along."""

    plan: SubjectRef
    use: SubjectRef
    title: str
    number: int
    phase_title: str
    from_on: str
    starts_on: str
    ends_on: str
    gates: tuple[str, ...]
    lapsed: int
    reason: str = part("words")


@fact("rollout.plan.started/1", says="{actor} started the rollout plan for “{title}”: {phases} phases.")
@dataclass(frozen=True)
class PlanStarted:
    """From here on the use holds only for open phases, and the plan does not change."""

    plan: SubjectRef
    use: SubjectRef
    title: str
    phases: int


@fact("rollout.gate.excused/1", says="{actor} made an exception to a gate of phase {number} of “{title}”: {reason}")
@dataclass(frozen=True)
class GateExcused:
    """A gate that was not met was let go, by a named person with a reason."""

    plan: SubjectRef
    use: SubjectRef
    title: str
    number: int
    kind: str
    reading: str
    reason: str = part("words")


@fact("rollout.phase.opened/1", says="{actor} opened phase {number}, “{phase_title}”, of the roll-out of “{title}”.")
@dataclass(frozen=True)
class PhaseOpened:
    """A phase opened. ``evidence``: what each gate read at that moment; ``excused``: how many were let go."""

    plan: SubjectRef
    use: SubjectRef
    title: str
    number: int
    phase_title: str
    evidence: tuple[str, ...]
    excused: int


@fact("rollout.plan.ended/1", says="{actor} ended the rollout plan for “{title}”: {reason}")
@dataclass(frozen=True)
class PlanEnded:
    """The plan ended before every phase was open; the use stays limited to the phases that are."""

    plan: SubjectRef
    use: SubjectRef
    title: str
    reason: str = part("words")
