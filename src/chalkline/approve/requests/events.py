"""The facts of requests."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("approve.request.filed/1", says="{actor} asked to use {tool_name} for “{purpose_name}”.")
@dataclass(frozen=True)
class RequestFiled:
    """Somebody asked to use a tool."""

    request: SubjectRef
    tool: SubjectRef
    asked_by: SubjectRef
    tool_name: str
    purpose: str
    purpose_name: str
    roles: tuple[str, ...]
    grade_bands: tuple[str, ...]
    schools: tuple[str, ...]
    elements: tuple[str, ...]
    why: str = part("words")


@fact("approve.request.revised/1", says="{actor} changed the request to use {tool_name} for “{purpose_name}”.")
@dataclass(frozen=True)
class RequestRevised:
    """The terms asked for changed; reviews look at them anew."""

    request: SubjectRef
    tool: SubjectRef
    tool_name: str
    purpose: str
    purpose_name: str
    roles: tuple[str, ...]
    grade_bands: tuple[str, ...]
    schools: tuple[str, ...]
    elements: tuple[str, ...]
    former_digest: str
    why: str = part("words")


@fact("approve.request.joined/1", says="{actor} asked for the same: {tool_name} for “{purpose_name}”.")
@dataclass(frozen=True)
class RequestJoined:
    """Somebody else wants the same."""

    request: SubjectRef
    person: SubjectRef
    tool_name: str
    purpose_name: str


@fact("approve.request.left/1", says="{actor} no longer asks for {tool_name} for “{purpose_name}”.")
@dataclass(frozen=True)
class RequestLeft:
    """Somebody withdrew, and others still ask; ``asked_by`` is who it belongs to now."""

    request: SubjectRef
    person: SubjectRef
    asked_by: SubjectRef
    tool_name: str
    purpose_name: str
    reason: str = part("words")


@fact("approve.request.withdrawn/1", says="{actor} withdrew the request to use {tool_name} for “{purpose_name}”.")
@dataclass(frozen=True)
class RequestWithdrawn:
    """Nobody asks for this any more."""

    request: SubjectRef
    tool_name: str
    purpose_name: str
    reason: str = part("words")


@fact("approve.request.use_case_attached/1", says="{actor} put the problem “{problem_title}” behind the request.")
@dataclass(frozen=True)
class UseCaseAttached:
    """The request says which problem it would help with."""

    request: SubjectRef
    use_case: SubjectRef
    problem: SubjectRef
    use_case_title: str
    problem_title: str


@fact("approve.request.moved/1", says="The request to use {tool_name} for “{purpose_name}” is now: {state_said}.")
@dataclass(frozen=True)
class RequestMoved:
    """A request came a step further, or back."""

    request: SubjectRef
    tool_name: str
    purpose_name: str
    former_state: str
    state: str
    state_said: str
    reason: str = part("words")


@fact(
    "approve.list.taken_over/1",
    says="{actor} took over a list of {rows} requests: {new} new, {changed} changed, {skipped} left as they were.",
)
@dataclass(frozen=True)
class RequestsTakenOver:
    """A file of requests was taken over, in the names of those who asked."""

    rows: int
    new: int
    changed: int
    skipped: int
