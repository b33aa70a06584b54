"""The controlled vocabularies of ``law/vocabulary``, as frozen values.

What exists by name: data elements and their classes, kinds of data in a teacher's words, purposes and
their areas. Read once a process from the package's own data files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from chalkline.kernel.written import read_yaml
from chalkline.rulebook.policy import ElementRule, PurposeName
from chalkline.rulebook.words import Action

NOT_ABOUT_STUDENTS = frozenset({"staff", "operations"})
DECIDED_APART = "HO3"  # oversight level "the person decides first or independently"
NOT_ALLOWED = "HO4"  # oversight level "AI has no part", roles.yaml


@dataclass(frozen=True)
class Classification:
    """A class of data, from public to restricted."""

    id: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Element:
    """One data element: what it is, how protected, and what the gateway does with it by default."""

    id: str
    label: str
    category: str
    classification: str
    is_pii: bool
    is_special: bool
    action: Action

    @property
    def about_students(self) -> bool:
        """Whether it speaks of students or their families."""
        return self.category not in NOT_ABOUT_STUDENTS


@dataclass(frozen=True)
class DataKind:
    """Elements under one name that a teacher would use. ``sensitivity``: none, some or high."""

    id: str
    label: str
    hint: str
    sensitivity: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """One of the five areas of use."""

    id: str
    name: str


@dataclass(frozen=True)
class Purpose:
    """One purpose of the controlled list. ``light`` is the default: green, yellow or red."""

    id: str
    area: str
    name: str
    light: str
    oversight: str
    users: tuple[str, ...]
    elements: tuple[str, ...]
    risks: str
    review: str
    note: str = ""

    @property
    def is_never(self) -> bool:
        """Whether AI has no part in this unless the district decides otherwise."""
        return self.light == "red" or self.oversight == NOT_ALLOWED


@dataclass(frozen=True)
class Vocabulary:
    """All of it. Tuples are in the order of the files, which is the order to show them in."""

    classifications: tuple[Classification, ...]
    element_list: tuple[Element, ...]
    data_kinds: tuple[DataKind, ...]
    areas: tuple[Area, ...]
    purpose_list: tuple[Purpose, ...]

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """Elements by id."""
        return {element.id: element for element in self.element_list}

    @cached_property
    def purposes(self) -> Mapping[str, Purpose]:
        """Purposes by id."""
        return {purpose.id: purpose for purpose in self.purpose_list}

    @cached_property
    def kinds(self) -> Mapping[str, DataKind]:
        """Kinds of data by id."""
        return {kind.id: kind for kind in self.data_kinds}

    @cached_property
    def kind_of_element(self) -> Mapping[str, DataKind]:
        """The one kind an element belongs to."""
        return {element: kind for kind in self.data_kinds for element in kind.elements}

    def elements_of_kinds(self, kinds: Iterable[str]) -> frozenset[str]:
        """Every element of these kinds. Raises KeyError for a kind that does not exist."""
        return frozenset(element for kind in kinds for element in self.kinds[kind].elements)

    def kinds_of_elements(self, elements: Iterable[str]) -> tuple[DataKind, ...]:
        """The kinds that these elements touch, in the order to show them."""
        touched = {self.kind_of_element[element].id for element in elements if element in self.kind_of_element}
        return tuple(kind for kind in self.data_kinds if kind.id in touched)

    def elements_named(self, names: Iterable[str]) -> frozenset[str] | None:
        """Elements for a list of element ids or kind ids; None if one of them is neither."""
        found: set[str] = set()
        for name in names:
            if name in self.kinds:
                found.update(self.kinds[name].elements)
            elif name in self.elements:
                found.add(name)
            else:
                return None
        return frozenset(found)

    def never(self) -> frozenset[str]:
        """Purposes AI never decides, by default."""
        return frozenset(purpose.id for purpose in self.purpose_list if purpose.is_never)

    def decided_by_people(self) -> frozenset[str]:
        """Purposes that a person decides first or apart, with a record of it, by default."""
        return frozenset(purpose.id for purpose in self.purpose_list if purpose.oversight == DECIDED_APART)

    def element_rules(self) -> tuple[ElementRule, ...]:
        """The default data rules of a policy."""
        return self._element_rules

    @cached_property
    def _element_rules(self) -> tuple[ElementRule, ...]:
        return tuple(
            ElementRule(each.id, each.label, each.classification, each.action, each.is_pii, each.about_students)
            for each in self.element_list
        )

    def purpose_names(self) -> tuple[PurposeName, ...]:
        """The names of purposes for a policy."""
        return tuple(PurposeName(each.id, each.name) for each in self.purpose_list)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabularies of this installation."""
    data = read_vocabulary("data_elements")
    uses = read_vocabulary("use_case_catalog")
    kinds = read_vocabulary("data_kinds")
    return Vocabulary(
        classifications=tuple(
            Classification(each["id"], each["label"], each["meaning"]) for each in data["classifications"]
        ),
        element_list=tuple(_element(each) for each in data["elements"]),
        data_kinds=tuple(
            DataKind(each["id"], each["label"], each["hint"], each["sensitivity"], tuple(each["elements"]))
            for each in kinds["kinds"]
        ),
        areas=tuple(Area(each["id"], each["name"]) for each in uses["areas"]),
        purpose_list=tuple(_purpose(each) for each in uses["use_cases"]),
    )


def read_vocabulary(name: str) -> Any:
    """The plain contents of ``law/vocabulary/NAME.yaml``."""
    text = files("chalkline").joinpath("law", "vocabulary", f"{name}.yaml").read_text(encoding="utf-8")
    return read_yaml(text)


def _element(row: Mapping[str, Any]) -> Element:
    return Element(
        id=row["id"],
        label=row["label"],
        category=row["category"],
        classification=row["classification"],
        is_pii=row["is_pii"],
        is_special=row["sensitive_special"],
        action=Action(row["gateway_default"]),
    )


def _purpose(row: Mapping[str, Any]) -> Purpose:
    return Purpose(
        id=row["id"],
        area=row["area"],
        name=row["name"],
        light=row["light"],
        oversight=row["oversight"],
        users=tuple(row["users"]),
        elements=tuple(row["data"]),
        risks=row["risks"],
        review=row["review"],
        note=row.get("notes", ""),
    )
