"""One search box for everything: each function asks one domain for what this person may see.

@finds(order=10, label=Sentence("Tools"))
def tools(actor: Actor, words: str) -> list[Found]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor

Words = Sentence | str
EACH = 8  # shown of one sort
SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """One thing that was found, with one line about it."""

    title: Words
    url: str
    detail: Words = ""
    chip: Words = ""
    tone: str = "quiet"


@dataclass(frozen=True)
class Group:
    """What was found of one sort."""

    label: Sentence
    items: tuple[Found, ...]
    has_more: bool


Finder = Callable[[Actor, str], Iterable[Found]]
_finders: list[tuple[int, Sentence, Finder]] = []


def finds(*, order: int, label: Sentence) -> Callable[[Finder], Finder]:
    """Register what can be found. Give at most EACH + 1: the last only shows that there is more."""

    def register(finder: Finder) -> Finder:
        _finders.append((order, label, finder))
        return finder

    return register


def found_for(actor: Actor, words: str) -> list[Group]:
    """Everything found, by sort, empty ones left out."""
    if len(words) < SHORTEST:
        return []
    groups = []
    for _, label, finder in sorted(_finders, key=lambda each: each[0]):
        items = tuple(finder(actor, words))
        if items:
            groups.append(Group(label, items[:EACH], len(items) > EACH))
    return groups
