"""Reading a catalogue file: YAML in, checked entries out. Pure.

The file is data from outside the program: it may be older, hand-edited or broken. What is wrong with
it is said with the entry it is in, and nothing of a faulty file is taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.written import read_yaml
from chalkline.tools.register.app_names import is_linear
from chalkline.tools.register.hosts import normal_host
from chalkline.tools.register.rules import SLUG
from chalkline.tools.register.words import AiScope, CatalogueFile, Entry

LARGEST_FILE = 8 * 1024 * 1024


def shipped_catalogue() -> Path:
    """The catalogue that came with this version of Chalkline."""
    return Path(str(files("chalkline").joinpath("law", "vocabulary", "ai_catalog.yaml")))


def read_catalogue(content: bytes) -> CatalogueFile:
    """The catalogue in these bytes. Raises Problem("tools.catalogue_unreadable")."""
    if len(content) > LARGEST_FILE:
        raise _unreadable(Sentence("It is larger than any catalogue we know of."))
    try:
        whole = read_yaml(content)
    except (yaml.YAMLError, UnicodeDecodeError):
        raise _unreadable(Sentence("It is not a YAML file.")) from None
    if not isinstance(whole, dict) or not isinstance(whole.get("services"), list):
        raise _unreadable(Sentence("It has no list of services."))
    if not isinstance(whole.get("version"), int):
        raise _unreadable(Sentence("It does not say which version it is."))
    entries = tuple(_entry(row, place) for place, row in enumerate(whole["services"], start=1))
    _refuse_repeats(entries)
    return CatalogueFile(
        version=whole["version"],
        generated_on=str(whole.get("generated", "")),
        categories=tuple((str(key), str(text)) for key, text in dict(whole.get("categories") or {}).items()),
        entries=entries,
        digest=hashlib.sha256(content).hexdigest(),
    )


def _entry(row: Any, place: int) -> Entry:
    if not isinstance(row, Mapping) or not isinstance(row.get("id"), str) or not SLUG.match(row["id"]):
        raise _unreadable(Sentence("Service number {place} has no usable id.", place=place))
    slug = row["id"]
    try:
        age = row.get("terms_age_min") or {}
        entry = Entry(
            slug=slug,
            name=str(row["name"]).strip(),
            vendor=str(row.get("vendor", "")).strip(),
            domains=tuple(normal_host(str(domain)) for domain in row.get("domains") or ()),
            app_patterns=tuple(str(pattern) for pattern in row.get("oauth_app_name_patterns") or ()),
            category=str(row.get("category", "")),
            ai_scope=AiScope(row.get("ai_scope", AiScope.CORE)),
            k12=bool(row.get("k12_specific", False)),
            terms_age_min=int(age["age"]) if age else None,
            terms_age_note=str(age.get("note", "")) if age else "",
            sources=tuple(str(source) for source in row.get("source") or ()),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _unreadable(Sentence("The entry “{slug}” is not complete.", slug=slug)) from None
    if "" in entry.domains or not entry.name:
        raise _unreadable(Sentence("The entry “{slug}” has no name, or a domain that is none.", slug=slug))
    if not all(is_linear(pattern) for pattern in entry.app_patterns):
        raise _unreadable(Sentence("A name pattern of “{slug}” cannot be used.", slug=slug))
    return entry


def _refuse_repeats(entries: tuple[Entry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        for name in (entry.slug, *(f"//{domain}" for domain in entry.domains)):
            if name in seen:
                raise _unreadable(Sentence("“{name}” is in it twice.", name=name.removeprefix("//")))
            seen.add(name)


def _unreadable(why: Sentence) -> Problem:
    return Problem(
        "tools.catalogue_unreadable",
        what=Sentence("This file is not a catalogue that can be loaded."),
        why=why,
        next_step=Sentence("Load the catalogue file as it was published. Nothing was changed here."),
    )
