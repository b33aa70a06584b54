"""What a row of a list of tools or requests says, in the words that people use in files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from chalkline.approve.requests.api import RequestRow, RequestTerms
from chalkline.govern.custom_fields.api import About, Field, fields_about, reads_as
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import actor_of_person, people_by_email, schools
from chalkline.rollout.reading.asking import Given, Sorted, Wrong, sort_rows
from chalkline.rulebook.api import BANDS, NO_CLASS, ROSTER_ROLES, band_name, role_name, vocabulary
from chalkline.tools.register.api import (
    MakerRow,
    ToolRow,
    folded,
    makers_known,
    only_tools_like,
    tool_by_slug,
    tools_known,
)

Kind = TypeVar("Kind")

TOOL_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "tool", "product", "title"),
    "vendor": ("maker", "vendor", "company", "publisher"),
}
REQUEST_COLUMNS: dict[str, tuple[str, ...]] = {
    "owner": ("asked by", "e-mail", "email", "owner", "requester"),
    "tool": ("tool", "product"),
    "purpose": ("what for", "purpose", "tool and purpose"),
    "who": ("who", "users", "roles"),
    "grades": ("grades", "grade bands"),
    "schools": ("schools", "school"),
    "data": ("data", "data elements"),
    "why": ("why", "reason"),
}
MAKER_COLUMNS: dict[str, tuple[str, ...]] = {"maker": ("maker", "vendor", "company", "publisher")}
LONGEST_NAME = 120


def read_tools(table: Iterable[bytes] | Given) -> Sorted[ToolRow]:
    """What a file (or a table) of tools holds. Raises Problem("lists.…")."""
    own = fields_about(About.TOOL)
    seen: set[str] = set()

    def row(given: Mapping[str, str]) -> ToolRow:
        key = folded(given["name"])
        if not key or len(given["name"]) > LONGEST_NAME:
            raise Wrong(Sentence("The tool has no name, or a very long one."))
        if key in seen:
            raise Wrong(Sentence("The same tool stands in the file before."))
        seen.add(key)
        return ToolRow(given["name"], given.get("vendor", "")[:LONGEST_NAME], _own(given, own))

    return sort_rows(table, TOOL_COLUMNS | _columns(own), ("name",), row)


def read_requests(table: Iterable[bytes] | Given) -> Sorted[RequestRow]:
    """What a file (or a table) of requests holds. Raises Problem("lists.…")."""
    own = fields_about(About.REQUEST)
    seen: set[tuple[str, str, str]] = set()
    words = vocabulary()
    purposes = _by_name((each.id, each.name) for each in words.purpose_list)
    roles = _by_name((role, str(role_name(role))) for role in ROSTER_ROLES)
    bands = _by_name((band, str(band_name(band))) for band in (*BANDS, NO_CLASS))
    places = _by_name((str(each.pk), each.name) for each in schools())
    owner_of, tool_of, data_of = cache(_owner), cache(tool_called), cache(named_data)

    def row(given: Mapping[str, str]) -> RequestRow:
        owner, tool = owner_of(given["owner"]), tool_of(given["tool"])
        purpose = one_of(given["purpose"], purposes, Sentence("No purpose is called “{name}”.", name=given["purpose"]))
        if (owner, tool, purpose) in seen:
            raise Wrong(Sentence("The same person asks for the same in the file before."))
        seen.add((owner, tool, purpose))
        terms = RequestTerms(
            tool=tool,
            purpose=purpose,
            roles=_several(given["who"], roles),
            grade_bands=_several(given["grades"], bands),
            school_ids=_several(given.get("schools", ""), places),
            elements=frozenset(data_of(given.get("data", ""))),
            why=given["why"],
        )
        if not (terms.roles and terms.grade_bands and terms.why):
            raise Wrong(Sentence("Who, grades and why must not be empty."))
        return RequestRow(owner, terms, _own(given, own))

    needed = ("owner", "tool", "purpose", "who", "grades", "why")
    return sort_rows(table, REQUEST_COLUMNS | _columns(own), needed, row)


def read_makers(table: Iterable[bytes] | Given) -> Sorted[MakerRow]:
    """What a file (or a table) says of makers. Raises Problem("lists.…"), also where nothing is asked about makers."""
    own = fields_about(About.MAKER)
    if not own:
        raise Problem(
            "lists.no_fields",
            what=Sentence("There are no fields about makers yet."),
            why=Sentence("A list of makers fills in what your district wants to know of them."),
            next_step=Sentence("Add a field about makers first, under Fields of your own."),
            fields={"file": Sentence("There are no fields about makers yet.")},
        )
    known = {folded(name): name for name in makers_known()}
    seen: set[str] = set()

    def row(given: Mapping[str, str]) -> MakerRow:
        key = folded(given["maker"])
        if key not in known:
            raise Wrong(Sentence("No tool here is made by “{name}”.", name=given["maker"]))
        if key in seen:
            raise Wrong(Sentence("The same maker stands in the file before."))
        seen.add(key)
        return MakerRow(known[key], _own(given, own))

    return sort_rows(table, MAKER_COLUMNS | _columns(own), ("maker",), row)


def named_data(text: str) -> tuple[str, ...]:
    """The data elements that a cell names, by their own names or by their kinds. Raises Wrong."""
    words = vocabulary()
    elements = _by_name((each.id, each.label) for each in words.element_list)
    kinds = {folded(kind.label): kind.elements for kind in words.data_kinds}
    data: list[str] = []
    for each in _parts(text):
        found = kinds.get(folded(each)) or (elements.get(folded(each), ""),)
        if not all(found):
            raise Wrong(Sentence("No kind of data is called “{name}”.", name=each))
        data.extend(found)
    return tuple(data)


def _columns(own: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    return {f"own:{each.key}": tuple({each.name_en, each.key, each.name_es or each.key}) for each in own}


def _own(given: Mapping[str, str], own: Sequence[Field]) -> dict[str, str]:
    found = {each.key: given.get(f"own:{each.key}", "") for each in own}
    for each in own:
        if each.is_required and f"own:{each.key}" in given and not found[each.key]:
            raise Wrong(Sentence("“{name}” must not be empty.", name=each.name_en))
        try:
            if found[each.key]:
                reads_as(each, found[each.key])
        except Problem as problem:
            raise Wrong(Sentence("{what} {why}", what=problem.what, why=problem.why)) from None
    return {key: text for key, text in found.items() if text}


def _owner(address: str) -> str:
    person = people_by_email([address]).get(address) if address else None
    if person is None or not actor_of_person(person).may("requests.file"):
        raise Wrong(Sentence("Nobody who works here has the address “{address}”.", address=address))
    return str(person.pk)


def tool_called(name: str) -> str:
    """The slug of the tool that a cell names. Raises Wrong."""
    tool = tool_by_slug(name.strip().lower())
    if tool is None:
        called = [each for each in only_tools_like(tools_known(), name)[:50] if folded(each.name) == folded(name)]
        tool = called[0] if called else None
    if tool is None:
        raise Wrong(Sentence("No tool is registered as “{name}”.", name=name))
    return str(tool.slug)


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, name in named:
        found |= {folded(key): key, folded(name): key}
    return found


def one_of(text: str, known: Mapping[str, Kind], otherwise: Sentence) -> Kind:
    """What a cell means, of what is known. Raises Wrong."""
    found = known.get(folded(text))
    if found is None:
        raise Wrong(otherwise)
    return found


def _several(text: str, known: Mapping[str, str]) -> frozenset[str]:
    parts = _parts(text)
    return frozenset(one_of(each, known, Sentence("“{name}” is not known here.", name=each)) for each in parts)


def _parts(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"[;\n]", text) if each.strip()]
