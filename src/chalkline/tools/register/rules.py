"""What may be registered, and which tool a person means. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.tools.register.hosts import normal_host
from chalkline.tools.register.words import LISTS, AiScope, Override

SLUG = re.compile(r"^[a-z0-9][a-z0-9-]{0,79}$")
LONGEST_NAME = 120
LONGEST_SEARCH = 80
LONGEST_ID, MOST_IDS = 200, 500
WORD = re.compile(r"[^\W_]+")
PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
BEHIND = "~"  # before a name written from behind
LONGEST_WORD = 160
FAR = 100  # closeness of what does not match; smaller is closer


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """Letters and digits only, without accents or case: "Magic-School!" and "magic school" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def words_for(name: str, vendor: str, slug: str) -> frozenset[str]:
    """The words by which a tool is found: those of its name and its maker, and the parts of names written as one
    ("MagicSchool": magic, school); its whole name and its slug; and its name from behind, for slips of the finger.
    """
    words = {folded(name), folded(slug), BEHIND + folded(name)[::-1]}
    for text in (name, vendor):
        words.update(folded(piece) for piece in (*WORD.findall(text), *WORD.findall(PARTS.sub(" ", text))))
    return frozenset(word[:LONGEST_WORD] for word in words if len(word) > 1)


def slug_of(name: str) -> str:
    """A slug for a tool that no catalogue knows: "Ms. Lee's Bot" becomes "ms-lees-bot"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(words)[:80].strip("-") or "tool"


def check_name(name: str) -> str:
    """The name, tidied. Raises Problem("tools.name_missing")."""
    tidy = " ".join(name.split())
    if not folded(tidy) or len(tidy) > LONGEST_NAME:
        raise Problem(
            "tools.name_missing",
            what=Sentence("This tool needs a name of at most {n} letters.", n=LONGEST_NAME),
            why=Sentence("Others will look for it by its name."),
            next_step=Sentence("Write the name as it stands on the tool's own page."),
            fields={"name": Sentence("Write the tool's name.")},
        )
    return tidy


def closeness(text: str, names: Iterable[str]) -> int:
    """How near ``text`` is to the nearest of ``names``: 0 the same, FAR not at all.

    In order: same, begins with, a word begins with, contains, one or two slips of the finger (a letter
    more, less, other, or two exchanged; one slip from four letters on, two from eight).
    """
    wanted = folded(text)
    if not wanted:
        return FAR
    return min((_near(wanted, name) for name in names), default=FAR)


def _near(wanted: str, name: str) -> int:
    whole = folded(name)
    if whole == wanted:
        return 0
    if len(wanted) >= 2 and whole.startswith(wanted):
        return 1
    if any(folded(word).startswith(wanted) for word in name.split()) and len(wanted) >= 2:
        return 2
    if len(whole) >= 4 and wanted.startswith(whole):  # "chatgpt 4", "magicschool.ai for teachers"
        return 3
    if len(wanted) >= 3 and wanted in whole:
        return 4
    allowed = 0 if len(wanted) < 4 else 1 if len(wanted) < 8 else 2
    slipped = slips(wanted, whole, allowed)
    return 5 + slipped if slipped <= allowed else FAR


def slips(one: str, other: str, most: int) -> int:
    """Edit distance with exchanged neighbours (Damerau, optimal string alignment); most + 1 is "more"."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        after = [i]
        for j, right in enumerate(other, start=1):
            cost = min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            after.append(cost)
        if min(after) > most:
            return most + 1
        before, row = row, after
    return row[-1]


def checked_override(changes: Mapping[str, object]) -> dict[str, object]:
    """A district's corrections to an entry, checked. Raises Problem("tools.correction_unclear")."""
    checked: dict[str, object] = {}
    for name, value in changes.items():
        if name not in set(Override):
            raise _unclear(name)
        if name in LISTS:
            checked[name] = _checked_list(Override(name), value)
        elif name == Override.AI_SCOPE:
            if value not in set(AiScope):
                raise _unclear(name)
            checked[name] = str(value)
        elif isinstance(value, str) and value.strip():
            checked[name] = check_name(value)
        else:
            raise _unclear(name)
    return checked


def _checked_list(name: Override, value: object) -> list[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise _unclear(name)
    if name in (Override.CLIENT_IDS, Override.EXTENSION_IDS):
        if any(len(item) > LONGEST_ID for item in value) or len(value) > MOST_IDS:
            raise _unclear(name)
        return sorted({item.strip().lower() for item in value if item.strip()})
    if name is Override.ALIASES:
        return sorted({check_name(item) for item in value if item.strip()})
    hosts = [normal_host(item).removeprefix("www.") for item in value]
    if not all("." in host for host in hosts):
        raise _unclear(name)
    return sorted(set(hosts))


def _unclear(name: str) -> Problem:
    return Problem(
        "tools.correction_unclear",
        what=Sentence("The correction of “{name}” is not clear.", name=name),
        why=Sentence("Domains are names such as example.com, and AI use is either all of a service or a part of it."),
        next_step=Sentence("Check what you typed and save again."),
        fields={name: Sentence("Check this.")},
    )
