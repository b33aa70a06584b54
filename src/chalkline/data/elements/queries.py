"""Reads of elements: the vocabulary with the district's notes."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.data.elements.models import ElementNote
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rulebook.api import vocabulary


@dataclass(frozen=True)
class ElementSeen:
    """One element: its name, class and kind from the vocabulary, and the district's note."""

    element: str
    name: Sentence
    kind: Sentence
    classification: str
    note: str


def elements(actor: Actor) -> list[ElementSeen]:
    """Every element of the vocabulary, in its order."""
    actor.must("data.see")
    notes = dict(ElementNote.objects.values_list("element", "note"))
    words = vocabulary()
    return [
        ElementSeen(
            element=each.id,
            name=Sentence(each.label),
            kind=Sentence(words.kind_of_element[each.id].label)
            if each.id in words.kind_of_element
            else Sentence("Other"),
            classification=each.classification,
            note=notes.get(each.id, ""),
        )
        for each in words.element_list
    ]
