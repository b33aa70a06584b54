"""The labelled texts of content safety: reading them, and what a reader makes of them by voice and category.

PYTHONPATH=src:tests python tests/safety_texts.py        # prints the table of docs/explanation/content-safety.md
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chalkline.protect.safety.reading import read_safety
from chalkline.protect.safety.setting import judge, setting_for
from chalkline.protect.safety.words import Category, Direction

FOLDER = Path(__file__).parent / "texts" / "safety"
BAND_OF_VOICE = {"student": "g68", "staff": "none", "answer": "g68"}


@dataclass(frozen=True)
class Labelled:
    """One text with what is expected of it: a category, or "safe"."""

    expected: str
    voice: str
    language: str
    direction: Direction
    text: str


@dataclass
class Counted:
    """What was found in one part."""

    safe: Counter[str] = field(default_factory=Counter)
    wrongly_stopped: list[Labelled] = field(default_factory=list)
    harmful: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def wrong_share(self) -> float:
        """Of the safe but alarming texts, how many were stopped."""
        return len(self.wrongly_stopped) / self.safe.total()


def labelled(part: str) -> Iterator[Labelled]:
    """The texts of a part: "development" or "test"."""
    head: list[str] = []
    for line in (FOLDER / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            head = line[1:-1].split()
        elif line and not line.startswith("#"):
            yield Labelled(head[0], head[1], head[2], Direction(head[3]), line)


def count(part: str) -> Counted:
    """Reads a part by the default setting of each voice (students as grades 6-8)."""
    counted = Counted()
    for each in labelled(part):
        signals = read_safety(each.text, each.direction)
        if each.expected == "safe":
            counted.safe[each.voice] += 1
            if judge(signals, setting_for(BAND_OF_VOICE[each.voice]), each.direction).act.stops:
                counted.wrongly_stopped.append(each)
            continue
        counted.harmful[each.expected, each.language] += 1
        counted.found[each.expected, each.language] += any(s.category == each.expected for s in signals)
    return counted


def main() -> None:
    """Print both parts as Markdown."""
    for part in ("development", "test", "tuning", "held_out"):
        counted = count(part)
        stopped = f"{len(counted.wrongly_stopped)} of {counted.safe.total()} safe texts stopped"
        print(f"\n{part}: {stopped} ({counted.wrong_share:.1%}); by voice {dict(counted.safe)}\n")
        print("| category | English | Spanish |\n| --- | ---: | ---: |")
        for category in Category:
            told = [f"{counted.found[category, each]} of {counted.harmful[category, each]}" for each in ("en", "es")]
            print(f"| {category} | {told[0]} | {told[1]} |")


if __name__ == "__main__":
    main()
