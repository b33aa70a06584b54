"""Every text that a person reads can be read in Spanish, with the same names in it.

The catalogue is collected by scripts/messages.py. After a change: python scripts/messages.py,
then write the Spanish of what it lists with --missing, and run it again.
"""

from __future__ import annotations

import functools
import gettext
import json
import re
from dataclasses import dataclass
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "src" / "chalkline" / "web" / "locale" / "es" / "LC_MESSAGES"
NAMES = re.compile(r"(?<!\{)\{(\w*)\}(?!\})|%\((\w+)\)s")


@dataclass(frozen=True)
class Entry:
    """One text of the catalogue, spelled as in the file, with its Spanish."""

    text: str
    plural: str
    context: str | None
    spanish: list[str]
    is_unsure: bool


@functools.cache
def entries() -> tuple[Entry, ...]:
    """The catalogue: enough of the format for what msgmerge writes."""
    found = []
    for block in (LOCALE / "django.po").read_text(encoding="utf-8").split("\n\n")[1:]:
        unsure = bool(re.search(r"^#,.*fuzzy", block, re.MULTILINE))
        texts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if match := re.match(r'(msgctxt|msgid(?:_plural)?|msgstr(?:\[\d\])?) "(.*)"$', line):
                key, texts[match[1]] = match[1], match[2]
            elif line.startswith('"') and key:
                texts[key] += line[1:-1]
        if texts.get("msgid"):
            found.append(
                Entry(
                    texts["msgid"],
                    texts.get("msgid_plural", ""),
                    texts.get("msgctxt"),
                    [text for name, text in texts.items() if name.startswith("msgstr")],
                    unsure,
                )
            )
    return tuple(found)


def names_in(text: str) -> set[str]:
    return {one or other for one, other in NAMES.findall(text)}


def test_the_catalogue_is_read_whole() -> None:
    assert len(entries()) > 1000
    assert any(each.text == "Skip to the page" for each in entries())


def test_every_text_has_its_spanish() -> None:
    missing = [each.text for each in entries() if each.is_unsure or not all(each.spanish)]
    assert not missing, f"{len(missing)} without Spanish, the first: {missing[:5]}"


def test_translations_keep_the_names_in_a_text() -> None:
    for each in entries():
        for text in each.spanish:
            assert names_in(text) <= names_in(each.text) | names_in(each.plural), each.text


def test_what_is_translated_is_compiled() -> None:
    with (LOCALE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for each in entries():
        text, spanish = spelled(each.text), spelled(each.spanish[0])
        if each.plural:
            assert compiled.ngettext(text, spelled(each.plural), 1) == spanish
        elif each.context is not None:
            assert compiled.pgettext(each.context, text) == spanish
        else:
            assert compiled.gettext(text) == spanish


def spelled(text: str) -> str:
    """A text of the file as it is in the program."""
    return str(json.loads(f'"{text}"'))
