"""Recall and precision of a detector on the labelled texts, by type and language; and the roster of the texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from chalkline.protect.detecting import Found, RosterIndex
from chalkline.rulebook.extract import PersonKind, RosterPerson

HERE = Path(__file__).resolve().parent
TYPES = {
    "name": "NAME", "student_number": "ID", "email": "EMAIL", "phone": "PHONE", "address": "ADDRESS", "dob": "DOB",
    "ssn": "SSN", "card": "CARD", "ip": "IP", "iban": "IBAN", "secret": "SECRET", "account": "ACCOUNT",
}  # fmt: skip
SAME = {"ROUTING": "ACCOUNT"}  # labelled apart, one kind to us
Span = tuple[str, int, int]


@dataclass
class Tally:
    """What was to be found, what was, and what was found and is none; each by (type, language)."""

    wanted: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed_forms: Counter[str] = field(default_factory=Counter)
    wanted_forms: Counter[str] = field(default_factory=Counter)

    def recall(self, kind: str, language: str = "") -> float:
        """Of those that are there, the share that was found whole."""
        wanted = _sum(self.wanted, kind, language)
        return _sum(self.found, kind, language) / wanted if wanted else 1.0

    def precision(self, kind: str, language: str = "") -> float:
        """Of what was found, the share that is one."""
        right, wrong = _sum(self.right, kind, language), _sum(self.wrong, kind, language)
        return right / (right + wrong) if right + wrong else 1.0

    def f1(self, kind: str, language: str = "") -> float:
        """The harmonic mean of both."""
        recall, precision = self.recall(kind, language), self.precision(kind, language)
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def _sum(counts: Counter[tuple[str, str]], kind: str, language: str) -> int:
    return sum(n for (of, spoken), n in counts.items() if of == kind and (not language or spoken == language))


def roster() -> list[RosterPerson]:
    """The people of the texts as an extract has them. A mark is the number and one, in hex."""
    people = []
    for line in (HERE / "roster.jsonl").read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        people.append(
            RosterPerson(
                mark=f"{each['number'] + 1:016x}", kind=PersonKind(each["kind"]), role=each["role"],
                given=each["given"], family=each["family"], nicknames=tuple(each["nicknames"]),
                identifiers=tuple(each["identifiers"]), emails=tuple(each["emails"]), phones=tuple(each["phones"]),
                addresses=tuple(each["addresses"]), sections=frozenset(each["sections"]),
                children=frozenset({f"{each['household'] + 1:016x}"} if each["kind"] == "family" else ()),
            )
        )  # fmt: skip
    return people


def roster_index() -> RosterIndex:
    """The index of the people of the texts."""
    return RosterIndex.build(roster())


def families_index() -> RosterIndex:
    """The index of the households of the part on families."""
    read = msgspec.json.Decoder(RosterPerson).decode
    lines = (HERE / "families_roster.jsonl").read_bytes().splitlines()
    return RosterIndex.build(map(read, lines))


def texts(part: str) -> list[dict[str, Any]]:
    """The texts of a part."""
    return [json.loads(line) for line in (HERE / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def spans(found: Iterable[Found]) -> list[Span]:
    """Findings as the labels name them."""
    return [
        (TYPES.get(each.kind) or each.word, each.start, each.end)
        for each in found
        if each.kind in TYPES or each.kind == "gov_id"
    ]


def tally(labelled: Iterable[dict[str, Any]], find: Callable[[dict[str, Any]], list[Span]]) -> Tally:
    """A label is found when every letter and digit of it lies in findings of its type."""
    told = Tally()
    for each in labelled:
        text, language, found = each["text"], each["language"], find(each)
        labels = [
            (SAME.get(span["type"], span["type"]), span["start"], span["end"], span["form"]) for span in each["spans"]
        ]
        for kind, start, end, form in labels:
            covered = {place for of, low, high in found if of == kind for place in range(low, high)}
            told.wanted[kind, language] += 1
            told.wanted_forms[form] += 1
            if all(place in covered for place in range(start, end) if text[place].isalnum()):
                told.found[kind, language] += 1
            else:
                told.missed_forms[form] += 1
        for kind, low, high in found:
            is_right = any(of == kind and start < high and low < end for of, start, end, _ in labels)
            (told.right if is_right else told.wrong)[kind, language] += 1
    return told
