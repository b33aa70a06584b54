"""The requests, names and words that are counted, read from law/vocabulary/paired_prompts.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chalkline.kernel.written import read_yaml
from chalkline.oversee.paired_prompts.words import Group, Name, Prompt, PromptSet, Request


@dataclass(frozen=True)
class Library:
    """Everything a check is made of."""

    version: str
    groups: tuple[Group, ...]
    names: tuple[Name, ...]
    sets: tuple[PromptSet, ...]
    pronouns: dict[str, dict[str, dict[str, str]]]
    words: dict[str, dict[str, tuple[str, ...]]]


@lru_cache(maxsize=1)
def library() -> Library:
    """As it is in this version."""
    text = (files("chalkline") / "law" / "vocabulary" / "paired_prompts.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = read_yaml(text)
    return Library(
        read["meta"]["version"],
        tuple(Group(each["id"], each["dimension"], each["label"]) for each in read["groups"]),
        tuple(Name(each["name"], each["gender"], each["origin"]) for each in read["names"]),
        tuple(_set(each) for each in read["sets"]),
        read["pronouns"],
        {kind: {lang: tuple(words) for lang, words in by_lang.items()} for kind, by_lang in read["words"].items()},
    )


def set_by_id(set_id: str) -> PromptSet | None:
    """One set, or None."""
    return next((each for each in library().sets if each.id == set_id), None)


def prompts_of(chosen: PromptSet) -> tuple[Prompt, ...]:
    """Every request with every name, in a fixed order that mixes the groups: what changes in between touches all."""
    known = library()
    made = [
        (place * 7 + at * 3, Prompt(request, name, _filled(request, name, known)))
        for at, request in enumerate(chosen.requests)
        for place, name in enumerate(known.names)
    ]
    return tuple(prompt for _order, prompt in sorted(made, key=lambda each: (each[0] % 20, each[0])))


def _filled(request: Request, name: Name, known: Library) -> str:
    """The request with the name in it; a pronoun at the beginning of a sentence gets its capital."""
    text = request.text
    for place, word in known.pronouns[request.lang][name.gender].items():
        mark = f"{{{place}}}"
        for before in (". ", "? ", "! ", ": “"):
            text = text.replace(before + mark, before + word.capitalize())
        text = text.replace(mark, word)
    return text.replace("{name}", name.name)


def _set(each: dict[str, Any]) -> PromptSet:
    requests = tuple(Request(one["id"], one["lang"], one["text"]) for one in each["requests"])
    return PromptSet(each["id"], each["title"], frozenset(each["purposes"]), requests)
