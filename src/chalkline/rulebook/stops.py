"""What was stopped or narrowed since a policy was published. Comes with the standing pack, and only ever restricts.

Frozen values without a database or a clock, like a policy; beside it, so that taking something away needs no new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from chalkline.rulebook.district_rules import DistrictRule


@dataclass(frozen=True)
class Opening:
    """For whom a limited use is open: these roles at these schools. An empty set stands for all of the use's own."""

    schools: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limited:
    """A use that holds for now only where one of its openings lets it; without any, for nobody yet."""

    use_id: str
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True)
class ClassLevel:
    """How far a class works with AI (class_level.py): ``level`` 1 to 5, set by its teacher.

    ``work``: the code of one piece of work in it, which has a level of its own from a day to a day; ``holds_class``:
    while it runs nobody of the class goes further (a test).
    """

    class_id: str
    level: int
    work: str = ""
    from_on: date | None = None
    until_on: date | None = None
    holds_class: bool = False

    def runs_on(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Instead:
    """What people are told to use instead of a stopped tool (by slug) or model (by name). ``of``: tool or model."""

    of: str
    subject: str
    words: str


@dataclass(frozen=True)
class Drilled:
    """A stop that is tried out: it holds a tool or a model (``of``) for the calls of one key that nobody has."""

    of: str
    subject: str
    key_id: str


@dataclass(frozen=True)
class Stops:
    """What was stopped since the bundle was published. Comes with the standing pack; only restricts.

    ``uses`` are paused and ``ended`` over for good; ``tools`` are paused whole; ``agreements`` are tools whose
    student data agreement no longer covers what the bundle says it covers; ``limited`` are uses that reach people
    phase by phase; ``levels`` are how far classes work with AI; ``models`` are stopped whichever tool calls them, by
    the name that calls ask for; ``rules`` of the district narrow from now on, whatever the policy says; ``drilled``
    are stops that count for one key alone.
    """

    uses: frozenset[str] = field(default_factory=frozenset)
    ended: frozenset[str] = field(default_factory=frozenset)
    agreements: frozenset[str] = field(default_factory=frozenset)
    tools: frozenset[str] = field(default_factory=frozenset)
    keys: frozenset[str] = field(default_factory=frozenset)
    limited: tuple[Limited, ...] = ()
    levels: tuple[ClassLevel, ...] = ()
    models: frozenset[str] = field(default_factory=frozenset)
    instead: tuple[Instead, ...] = ()
    rules: tuple[DistrictRule, ...] = ()
    drilled: tuple[Drilled, ...] = ()

    def holds_tool(self, tool: str, key_id: str) -> bool:
        """Whether a tool is stopped, for everybody or in a drill with this key."""
        return tool in self.tools or (bool(key_id) and Drilled("tool", tool, key_id) in self.drilled)

    def models_held(self, key_id: str) -> frozenset[str]:
        """The models that are stopped, for everybody or in a drill with this key."""
        tried = {each.subject for each in self.drilled if key_id and (each.of, each.key_id) == ("model", key_id)}
        return self.models | tried if tried else self.models

    def levels_of(self, class_id: str) -> tuple[ClassLevel, ...]:
        """The levels of a class and of the work in it."""
        return self._by_class.get(class_id, ())

    @cached_property
    def class_of_work(self) -> Mapping[str, str]:
        """Code of a piece of work -> its class."""
        return {each.work: each.class_id for each in self.levels if each.work}

    @cached_property
    def _by_class(self) -> Mapping[str, tuple[ClassLevel, ...]]:
        found: dict[str, list[ClassLevel]] = {}
        for each in self.levels:
            found.setdefault(each.class_id, []).append(each)
        return {class_id: tuple(each) for class_id, each in found.items()}

    def words_instead(self, of: str, subject: str) -> str:
        """What people are told to use instead; "" where nothing was said."""
        return next((each.words for each in self.instead if (each.of, each.subject) == (of, subject)), "")

    @cached_property
    def openings(self) -> Mapping[str, tuple[Opening, ...]]:
        """The openings of limited uses, by the id of the use."""
        return {each.use_id: each.openings for each in self.limited}


NO_STOPS = Stops()
