"""Reading chapters: YAML with its line numbers, each line held to its deed. All faults are told at once.

Values are read by the type the deed asks for, never by how YAML would guess them: "16:30" is text, "yes" too.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from chalkline.kernel.written import LOADER
from telling.days import MONTHS, SINCE, SaidDay, is_day, said_day
from telling.deed import DEEDS, DISTRICT

LATELY = "lately"
WEEKS = re.compile(r"(\d{1,2}) weeks")
LINE_FIELDS = frozenset({"day", "at", "who", "does", "as", "with"})
CHAPTER_FIELDS = frozenset({"month", "chapter", "story", "every", "lines"})


@dataclass(frozen=True)
class Later:
    """What can only be looked up while playing: ``kind`` is "day", "named" or "someone"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """One line of a chapter, checked. ``at`` None: a few minutes after the line before."""

    place: str
    day: SaidDay
    at: time | None
    who: tuple[str, ...]
    does: str
    name: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    """A chapter. ``month`` is "" in the one that counts back from today; ``weeks``: after so many it comes again."""

    file: str
    month: str
    title: str
    lines: tuple[Line, ...]
    weeks: int = 0


class Faults(Exception):
    """What is wrong with the chapters, one sentence a fault."""


class Reader:
    """Reads chapters in their order; what one names, later ones may use."""

    def __init__(self, people: frozenset[str]) -> None:
        self.people = people
        self.known: set[str] = set()
        self.faults: list[str] = []

    def read(self, files: list[Path]) -> tuple[Chapter, ...]:
        """Every chapter, in the order of the year. Raises Faults."""
        chapters = tuple(self._chapter(file) for file in files)
        order = [(*MONTHS, SINCE, "").index(each.month) for each in chapters]
        if order != sorted(set(order)):
            self.faults.append("the chapters are not in the order of the year, July first, the last days last")
        if self.faults:
            raise Faults("\n".join(self.faults))
        return chapters

    def _fault(self, place: str, text: str) -> None:
        self.faults.append(f"{place}: {text}")

    def _chapter(self, file: Path) -> Chapter:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
        said = self._mapping(node, file.name, CHAPTER_FIELDS, {"month", "chapter", "lines"})
        month = _text(said.get("month"))
        if month not in (*MONTHS, SINCE, LATELY):
            self._fault(f"{file.name}:1", f"“{month}” is neither a month nor “{SINCE}” nor “{LATELY}”")
        month = "" if month not in (*MONTHS, SINCE) else month
        weeks = WEEKS.fullmatch(_text(said.get("every")))
        if bool(weeks) != (month == SINCE):
            self._fault(f"{file.name}:1", f"“every: 20 weeks” belongs into the chapter “{SINCE}”, and only there")
        lines: list[Line] = []
        rows = said.get("lines")
        for row in rows.value if isinstance(rows, yaml.SequenceNode) else []:
            line = self._line(row, file.name, month)
            if line and lines and line.day.order < lines[-1].day.order:
                self._fault(line.place, f"{line.day.text} comes before the line above it ({lines[-1].day.text})")
            elif line and lines and line.at and lines[-1].at and line.day == lines[-1].day and line.at < lines[-1].at:
                self._fault(line.place, f"{line.at:%H:%M} comes before the line above it ({lines[-1].at:%H:%M})")
            if line:
                lines.append(line)
        return Chapter(file.name, month, _text(said.get("chapter")), tuple(lines), int(weeks[1]) if weeks else 0)

    def _line(self, node: yaml.Node, file: str, month: str) -> Line | None:
        place = f"{file}:{node.start_mark.line + 1}"
        before = len(self.faults)
        said = self._mapping(node, file, LINE_FIELDS, {"day", "who", "does"})
        if len(self.faults) > before:
            return None
        day = SaidDay("", 0)
        try:
            day = said_day(_text(said["day"]), month=month)
        except ValueError as error:
            self._fault(place, str(error))
        names = said["who"].value if isinstance(said["who"], yaml.SequenceNode) else [said["who"]]
        who = tuple(_text(each) for each in names)
        for each in who:
            if each not in self.people:
                self._fault(place, f"nobody in cast.yaml is called “{each}”")
        fields = self._fields(said.get("with"), _text(said["does"]), place)
        name = _text(said.get("as"))
        if name:
            if name in self.known:
                self._fault(place, f"“{name}” was named before; choose another name")
            self.known.add(name)
        line = Line(place, day, self._clock(said.get("at"), place), who, _text(said["does"]), name, fields)
        return line if len(self.faults) == before else None

    def _clock(self, node: yaml.Node | None, place: str) -> time | None:
        try:
            return time.fromisoformat(_text(node)) if node else None
        except ValueError:
            self._fault(place, f"“{_text(node)}” is not a time; write it like 16:30")
            return None

    def _fields(self, node: yaml.Node | None, verb: str, place: str) -> dict[str, Any]:
        known = DEEDS.get(verb)
        if known is None:
            self._fault(place, f"no deed is called “{verb}”; see python demo/load.py --deeds")
            return {}
        said = self._mapping(node, place, frozenset(known.fields), known.needed) if node else {}
        if not node and known.needed:
            self._fault(place, f"“{verb}” also needs {_listed(known.needed)}")
        return {name: self._value(known.fields[name], each, place) for name, each in said.items()}

    def _mapping(
        self, node: yaml.Node | None, place: str, possible: frozenset[str], needed: set[str] | frozenset[str]
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._fault(place, "fields with their values are expected here")
            return {}
        where = place if ":" in place else f"{place}:{node.start_mark.line + 1}"
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in found or key.value not in possible:
                again = "stands there twice" if key.value in found else f"is not one of {_listed(possible)}"
                self._fault(f"{where.partition(':')[0]}:{key.start_mark.line + 1}", f"“{key.value}” {again}")
                continue
            found[key.value] = value
        if missing := needed - found.keys():
            self._fault(where, f"{_listed(missing)} is missing")
        return found

    def _value(self, hint: Any, node: yaml.Node, place: str) -> Any:
        at = f"{place.partition(':')[0]}:{node.start_mark.line + 1}"
        marks = getattr(hint, "__metadata__", ())
        if marks:
            return self._marked(marks[0], _text(node), at)
        origin = get_origin(hint)
        if origin in {Union, types.UnionType}:
            return self._value(next(each for each in get_args(hint) if each is not type(None)), node, place)
        if origin is list:
            rows = node.value if isinstance(node, yaml.SequenceNode) else [node]
            return [self._value(get_args(hint)[0], each, place) for each in rows]
        if origin is dict:
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            return {_text(key): self._value(get_args(hint)[1], value, place) for key, value in pairs}
        if is_dataclass(hint):
            hints = get_type_hints(hint, include_extras=True)
            bare = {each.name for each in fields(hint) if each.default is MISSING and each.default_factory is MISSING}
            said = self._mapping(node, at, frozenset(hints), bare)
            return Built(hint, {name: self._value(hints[name], each, at) for name, each in said.items()})
        return self._plain(hint, node, at)

    def _plain(self, hint: Any, node: yaml.Node, at: str) -> Any:
        text = _text(node)
        try:
            if not isinstance(node, yaml.ScalarNode):
                raise ValueError
            if hint is bool:
                return {"yes": True, "no": False}[text]
            return hint(text)
        except (ValueError, KeyError, InvalidOperation):
            names = {int: "a whole number", Decimal: "a number", float: "a number", bool: "yes or no", str: "text"}
            self._fault(at, f"“{text}” should be {names.get(hint, hint.__name__)}")
            return None

    def _marked(self, mark: str, text: str, at: str) -> Any:
        if mark == "file":
            if not (DISTRICT / text).exists():
                self._fault(at, f"there is no demo/district/{text}")
            return DISTRICT / text
        if mark == "named" and text not in self.known:
            self._fault(at, f"nothing above is named “{text}”")
        if mark == "someone" and text not in self.people:
            self._fault(at, f"nobody in cast.yaml is called “{text}”")
        if mark == "day" and not is_day(text):
            self._fault(at, f"“{text}” is not a day; write it like “Tue, week 2 of October”, “June 30” or “in 5 days”")
        return Later(mark, text)


@dataclass(frozen=True)
class Built:
    """A small dataclass to be made once its values are known."""

    of: Any
    values: dict[str, Any]


def later_in(value: Any) -> Iterator[Later]:
    """What has to be looked up inside a value."""
    if isinstance(value, Later):
        yield value
    for each in value.values.values() if isinstance(value, Built) else value if isinstance(value, list) else ():
        yield from later_in(each)


def _text(node: yaml.Node | None) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _listed(names: Any) -> str:
    return ", ".join(sorted(names))
