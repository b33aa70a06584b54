"""Names that are words too, places and known people: what a name alone does not prove.

Each list is folded (no accents, small letters). They are read once, when the first roster is. A word in a list is
still a name when its whole name stands there, or when the sentence says so; see ``names``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def works() -> dict[str, frozenset[str]]:
    """Of each name that tells a work: who else is in it."""
    return {line.partition(":")[0]: frozenset(line.partition(":")[2].split()) for line in lists()["works"]}


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    """Every list of ``name_words.txt`` by its name: whole names in ``figures``, lines in ``works``, else words."""
    text = files("chalkline.protect").joinpath("name_words.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    kind = ""
    for line in text.splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            words = [line] if kind == "works" else line.split(", ") if kind == "figures" else line.split()
            found.setdefault(kind, set()).update(words)
    return {name: frozenset(words) for name, words in found.items()}
