"""The shape of a fact, and the register of all kinds of fact.

Each domain declares its facts as frozen dataclasses in its own ``events.py``::

    @fact("approve.request.filed/1", says="{actor} asked for {tool} ({title}).")
    @dataclass(frozen=True)
    class RequestFiled:
        request: SubjectRef          # the first SubjectRef is what the fact is about
        tool: SubjectRef
        title: str
        why: str = part("words")     # a part of its own: can be erased apart from the rest

Every SubjectRef field is indexed, so a tool's history is one query. Old versions are never edited:
a changed shape is a new class with ``/2``, and both stay readable for ever.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from chalkline.kernel.sentences import Kept, Sentence
from chalkline.kernel.subjects import SubjectRef

DAY_LENGTH = len("2027-06-30")
FEW = 5  # of a long list, these are named
KIND = re.compile(r"[a-z_]+(\.[a-z_]+){1,2}/[1-9][0-9]*")
PART = re.compile(r"[a-z][a-z0-9_]*")
RETENTION = re.compile(r"[a-z][a-z0-9_-]*")
GOVERNANCE, EXCHANGE = "governance", "exchange"
KEPT_WORDS = {"title", "kind_name", "purpose_name", "role_name"}  # kept in English, as is whatever is named ..._said

EventType = TypeVar("EventType", bound=type)
SayCode = Callable[[str], Sentence | None]  # a code of a field in words; None for one that has none


@dataclass(frozen=True)
class FactKind:
    """What the register knows of one kind of fact."""

    kind: str
    says: str
    log: str
    retention: str
    event: type
    counts_people: bool = False
    words: Mapping[str, SayCode] = field(default_factory=dict)


_kinds: dict[str, FactKind] = {}
_by_event: dict[type, FactKind] = {}


def fact(
    kind: str,
    *,
    says: str,
    log: str = GOVERNANCE,
    retention: str = "governance",
    counts_people: bool = False,
    words: Mapping[str, SayCode] | None = None,
) -> Any:
    """Register a dataclass as a kind of fact. ``says`` is its sentence; values are its fields.

    ``counts_people``: each such fact is one family or one answer, so that whoever reads them one after the other
    counts a group that may be too small to be shown. They stand in the ledger and its export, and are not told.
    ``words``: how the codes of a field are said, where people would not understand them.
    """
    if not KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is not of the form step.noun.past_verb/1")
    if not RETENTION.fullmatch(retention):
        raise ValueError(f"{retention!r} cannot name a retention rule")

    def register(event: EventType) -> EventType:
        unknown = _names_in(says) - {each.name for each in dataclasses.fields(event)} - {"actor"}
        if unknown:
            raise ValueError(f"the sentence of {kind} speaks of {', '.join(sorted(unknown))}, which it does not have")
        if kind in _kinds and _kinds[kind].event.__qualname__ != event.__qualname__:
            raise ValueError(f"{kind} is declared twice")
        known = FactKind(kind, says, log, retention, event, counts_people, words or {})
        _kinds[kind] = known
        _by_event[event] = known
        return event

    return register


def part(name: str, **options: Any) -> Any:
    """A field kept in a part of its own, with its own salt, so that it can be erased alone."""
    if not PART.fullmatch(name):
        raise ValueError(f"{name!r} cannot name a part")
    return field(metadata={"part": name}, **options)


def kind_of(event: object) -> FactKind:
    """The kind of an event instance or class. Raises KeyError for what was never declared."""
    return _by_event[event if isinstance(event, type) else type(event)]


def all_kinds() -> dict[str, FactKind]:
    """Every declared kind, by its name."""
    return dict(_kinds)


def not_told() -> tuple[str, ...]:
    """The kinds of fact that are not told one by one, since their number is of people."""
    return tuple(sorted(kind for kind, known in _kinds.items() if known.counts_people))


def subjects_of(event: Any) -> tuple[SubjectRef, ...]:
    """Every SubjectRef in the event, in the order of its fields, lists included."""
    found: list[SubjectRef] = []
    for each in dataclasses.fields(event):
        value = getattr(event, each.name)
        items = value if isinstance(value, tuple) else (value,)
        found.extend(item for item in items if isinstance(item, SubjectRef))
    return tuple(found)


def parts_of(event: Any) -> dict[str, dict[str, Any]]:
    """The event's fields as plain JSON values, by part. Fields without a part are in "body"."""
    parts: dict[str, dict[str, Any]] = {"body": {}}
    for each in dataclasses.fields(event):
        value = _plain(getattr(event, each.name))
        parts.setdefault(each.metadata.get("part", "body"), {})[each.name] = value
    return parts


def sentence_of(kind: str, values: dict[str, Any]) -> Sentence:
    """What people read for a fact of this kind; ``values`` come from its parts, and ``actor``."""
    known = _kinds.get(kind)
    if known is None:
        return Sentence("A fact of the kind {kind} was recorded.", kind=kind)
    erased = Sentence("(erased)")
    told = {name: _readable(name, values.get(name, erased)) for name in _names_in(known.says)}
    for name, words in known.words.items():
        told[name] = words(str(values.get(name))) or told[name]
    return Sentence(known.says, **told)


def _names_in(says: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", says))


def _plain(value: Any) -> Any:
    if isinstance(value, SubjectRef):
        return value.as_json()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _readable(name: str, value: Any) -> Any:
    if isinstance(value, str) and (name in KEPT_WORDS or name.endswith("_said")):
        return Kept(value)
    if isinstance(value, str) and len(value) == DAY_LENGTH:
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value)  # said as people say a day, in their language
    if isinstance(value, list):
        shown = tuple(str(item) for item in value[:FEW])
        return (*shown, Sentence("{n} more", n=len(value) - FEW)) if len(value) > FEW + 2 else tuple(map(str, value))
    return value


@fact(
    "gateway.exchange.made/1",
    says="A call under the approved use {use_id}: {verdict}, {outcome}.",
    log=EXCHANGE,
    retention="exchange",
)
@dataclass(frozen=True)
class ExchangeMade:
    """One call went through the gateway. ``call`` is its spool record: ids, rules and counts, no text of it."""

    exchange: SubjectRef
    use_id: str
    verdict: str
    outcome: str
    call: dict[str, Any]


@fact("gateway.content.not_found/1", says="A question through the gateway met nothing that is approved.")
@dataclass(frozen=True)
class ContentNotFound:
    """A call was refused because nothing approved answers it. ``gap`` is sealed: only Assist reads what is missing."""

    exchange: SubjectRef
    use_id: str
    gap: str


@fact("gateway.spool.found_damaged/1", says="{count} records of the gateway {node} could not be read back.")
@dataclass(frozen=True)
class SpoolFoundDamaged:
    """Lines of a spool file did not fit their check sum: calls happened of which nothing else is known."""

    spool: SubjectRef
    node: str
    count: int


@fact("ledger.inspection.failed/1", says="The ledger was inspected, and {count} things were not as they must be.")
@dataclass(frozen=True)
class InspectionFailed:
    """The live ledger was found altered. What was found is in the server's log, for those who must act on it."""

    ledger: SubjectRef
    count: int
