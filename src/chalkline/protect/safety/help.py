"""What a student reads in place of a model's words: people and numbers to turn to, in their language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chalkline.protect.borne_out.terms import language_of
from chalkline.protect.safety.vocabulary import read_file
from chalkline.protect.safety.words import Category

LANGUAGES = ("en", "es")
LONGEST_READ = 2000  # characters from which the language is told


@dataclass(frozen=True)
class SchoolHelp:
    """Who to turn to at one school, as the school says it: "Ms. Rivera, your counselor (room 12)"."""

    people: str = ""
    people_es: str = ""

    def in_language(self, language: str) -> str:
        """The school's own words; in another language than it gave, those that it did give."""
        return (self.people_es or self.people) if language == "es" else self.people


def help_answer(category: Category, text: str = "", school: SchoolHelp | None = None, *, closed: bool = False) -> str:
    """Help in the language of ``text`` (what the student wrote). ``closed``: nobody is at school now."""
    told, language = _told(), language_in(text)
    people = (school.in_language(language) if school else "") or told["people"][language]
    said = told["texts"].get(category.value, told["texts"]["other"])[language]
    lines = told["lines"][language].strip()
    if closed:
        lines = f"{told['after_hours'][language]}\n\n{lines}"
    return str(said.strip().replace("{people}", people).replace("{lines}", lines))


def refusal(text: str = "") -> str:
    """What somebody reads whose request goes no further."""
    return str(_told()["refused"][language_in(text)])


def left_out(text: str = "") -> str:
    """What stands where the rest of an answer does not."""
    return str(_told()["left_out"][language_in(text)])


def language_in(text: str) -> str:
    """ "es" or "en", by the words of the text."""
    return language_of(text[-LONGEST_READ:]) if text else "en"


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    return read_file("help.yaml")
