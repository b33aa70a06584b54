"""What a question says about people: by pattern as at the gateway, and names of students and families on the roster.

Shown to whoever answers, replaced by stand-ins before anything is looked up, sent to a model, or kept for good.
"""

from __future__ import annotations

import re

from chalkline.people.api import (
    RosterNames,
    district_hints,
    roster_names,
    spelled_plainly,
)
from chalkline.protect.borne_out.checking import DATES
from chalkline.protect.detecting import Detector, Found
from chalkline.protect.redacting import StandIns

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
BETWEEN = re.compile(r"[\s,]{1,3}|\s[A-Z]\.?\s")  # "Sato, Kim", "Kim A. Sato"
# After these a first name follows, however it is written.
KIN_WORDS = """
son daughter child kid grandson granddaughter student pupil named niece nephew brother sister hijo hija nino nina
nieto nieta alumno alumna llamado llamada llama sobrino sobrina hermano hermana
"""
KIN = frozenset(KIN_WORDS.split())
STAND_IN = re.compile(r"\[[A-Z_]{2,20}_\d{1,6}\]")
NAME = "stu_first_name"


def personal_data(text: str) -> tuple[Found, ...]:
    """What a question says about people, and where, first to last; nothing overlaps."""
    found = list(Detector(district_hints()).find(text))
    for each in names_in(text, roster_names()):
        if all(each.end <= other.start or other.end <= each.start for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def masked(text: str) -> str:
    """The text with everything of personal data replaced by stand-ins, like [NAME_1]."""
    found = personal_data(text)
    return StandIns().replace(text, found, frozenset(each.element for each in found))


def without_stand_ins(text: str) -> str:
    """The text as it is looked up: stand-ins say nothing of what is asked."""
    return STAND_IN.sub(" ", text)


def names_in(text: str, names: RosterNames) -> list[Found]:
    """Names of students and families: whole names in either order; first names after "my son", or with a capital."""
    words = list(WORD.finditer(text))
    spelled = [spelled_plainly(each.group()) for each in words]
    found: list[Found] = []
    place = 0
    while place < len(words):
        end = _whole_name(text, words, spelled, place, names)
        if end == place and _is_first_name(text, words, spelled, place, names):
            end = place + 1
        if end > place:
            found.append(Found("name", NAME, "NAME", words[place].start(), words[end - 1].end()))
            place = end
        else:
            place += 1
    return found


def _whole_name(text: str, words: list[re.Match[str]], spelled: list[str], place: int, names: RosterNames) -> int:
    """Behind the last word of the name that begins here; ``place`` where none does."""
    end = place
    for last in range(place + 1, min(place + 4, len(words))):
        if not BETWEEN.fullmatch(text[words[last - 1].end() : words[last].start()]):
            break
        said = " ".join(spelled[place : last + 1])
        if said in names.whole:
            end = last + 1
    return end


def _is_first_name(text: str, words: list[re.Match[str]], spelled: list[str], place: int, names: RosterNames) -> bool:
    word = words[place].group()
    if spelled[place] not in names.first or spelled[place] in names.places or word.lower() in DATES:
        return False
    if place and spelled[place - 1] in KIN:
        return True
    before = text[: words[place].start()].rstrip(" \t\"“‘'(")
    return word[:1].isupper() and bool(before) and before[-1] not in ".!?:\n"
