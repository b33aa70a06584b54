"""Names that are words too, places and known people: what a name alone does not prove.

Each list is folded (no accents, small letters). They are read once, when the first roster is. A word in a list is
still a name when its whole name stands there, or when the sentence says so; see ``names``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    """Every list of ``name_words.txt`` by its name; ``figures`` holds whole names, the others single words."""
    text = files("chalkline.protect").joinpath("name_words.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    kind = ""
    for line in text.splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            words = [each.strip() for each in line.split(",")] if kind == "figures" else line.split()
            found.setdefault(kind, set()).update(words)
    return {name: frozenset(words) for name, words in found.items()}
