"""Choosing data elements: the vocabulary in groups a person knows, as check boxes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import vocabulary


@dataclass(frozen=True)
class Box:
    """One element to tick."""

    value: str
    label: Sentence
    ticked: bool


@dataclass(frozen=True)
class Group:
    """The elements of one kind; open when something in it is ticked."""

    name: Sentence
    boxes: tuple[Box, ...]

    @property
    def ticked(self) -> int:
        """How many of them are ticked."""
        return sum(box.ticked for box in self.boxes)


def element_groups(ticked: Collection[str]) -> list[Group]:
    """Every element by kind, in the order of the vocabulary."""
    words = vocabulary()
    return [
        Group(
            Sentence(kind.label),
            tuple(Box(each, Sentence(words.elements[each].label), each in ticked) for each in kind.elements),
        )
        for kind in words.data_kinds
    ]


def named_all(elements: Iterable[str]) -> list[Sentence]:
    """The names of elements, in the order of the vocabulary."""
    wanted = set(elements)
    return [Sentence(each.label) for each in vocabulary().element_list if each.id in wanted]
