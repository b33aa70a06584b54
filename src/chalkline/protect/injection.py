"""Does a text give orders to a model?

A signal, not a wall: instructions gain no right anyway, because rights come from the key and the policy and never from
a text. What is found in documents and results of tools is counted, and a use may say that such a call is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from chalkline.protect.safety.phrases import Phrase, phrase
from chalkline.protect.safety.plain import TAGS, decodings, plain
from chalkline.protect.safety.vocabulary import named_lists, read_file

LONGEST_READ = 200_000  # characters; what stands behind is not read for orders


@dataclass(frozen=True)
class Injection:
    """An order to a model that stands in a text: which rule tells it."""

    rule_id: str


@dataclass(frozen=True)
class _Rule:
    id: str
    phrases: tuple[Phrase, ...]
    marks: Any  # what shows in the text as it is, and not in its words


def read_injection(text: str) -> tuple[Injection, ...]:
    """Each rule that ``text`` meets, once; encodings and invisible letters undone."""
    text = text[:LONGEST_READ]
    told = [text, *decodings(text)] if _ENCODED.search(text) is not None else [text]
    found = {rule.id: Injection(rule.id) for each in told for rule in _rules() if _meets(rule, each, plain(each))}
    if any(ord(each) in TAGS for each in text if each > "\U000e0000"):
        found["injection.invisible"] = Injection("injection.invisible")
    return tuple(found.values())


def _meets(rule: _Rule, text: str, read: str) -> bool:
    if rule.marks is not None and rule.marks.search(text) is not None:
        return True
    data = read.encode()
    return any(
        any(a.rstrip("*") in read for a in each.anchors) and each.pattern.stands_in(data) for each in rule.phrases
    )


_ENCODED = re2.compile(r"[A-Za-z0-9+/_-]{24,}|%[0-9A-Fa-f]{2}|&#x?[0-9A-Fa-f]{2,6};|\\[ux][0-9A-Fa-f]{2}")


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    lists = named_lists()
    rules = []
    for row in read_file("injection.yaml")["rules"]:
        marks = re2.compile("|".join(row["marks"])) if row.get("marks") else None
        told = tuple(phrase(each, lists) for each in row.get("phrases", ()))
        rules.append(_Rule(f"injection.{row['id']}", told, marks))
    return tuple(rules)
