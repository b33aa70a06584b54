"""Which school does a text name? Locations of ledgers, organizational units, answers to a survey."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from chalkline.tools.register.rules import folded

LEAST = 4  # letters by which the beginning of a name may be known
SHORT = {"es": "elementary", "ms": "middle", "hs": "high", "elem": "elementary", "jhs": "junior high", "sch": "school",
         "acad": "academy"}  # fmt: skip


class Places:
    """``Places({"7": ("Alder Creek Elementary", "041")}).school_of("/Staff/Alder Creek Elementary")`` gives "7"."""

    def __init__(self, schools: Mapping[str, Sequence[str]]) -> None:
        self._ids: dict[str, str] = {}
        for school_id, names in schools.items():
            for name in names:
                for spelling in _spellings(name):
                    self._ids.setdefault(spelling, school_id)
        self._ids.pop("", None)
        self.school_of = lru_cache(maxsize=65_536)(self._school_of)

    def _school_of(self, text: str) -> str:
        """The id of the school, or "" where the text names none, or could mean several."""
        for part in (text, *re.split(r"[/\\|>]", text), *re.split(r"\s[-–—:]\s|[,;()]", text)):
            found = self._named(part)
            if found:
                return found
        return ""

    def _named(self, text: str) -> str:
        for word in _spellings(text):
            if not word:
                continue
            if word in self._ids:
                return self._ids[word]
            begins = {
                school_id for name, school_id in self._ids.items() if len(word) >= LEAST and name.startswith(word)
            }
            if len(begins) == 1:
                return begins.pop()
        return ""


def _spellings(name: str) -> tuple[str, str]:
    """A name as it is, and with short forms written out: "Alder Creek ES" is "Alder Creek Elementary School"."""
    words = " ".join(SHORT.get(word.casefold().strip("."), word) for word in name.split())
    return folded(name), folded(re.sub(r"\b(?:schools?|campus|the)\b", "", words, flags=re.IGNORECASE))
