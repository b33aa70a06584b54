"""Every text that a person reads can be read in Spanish, with the same names in it.

The catalogue is collected by scripts/messages.py. Switched on when the translation is done: set COMPLETE.
"""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

LOCALE = Path(__file__).resolve().parents[2] / "src" / "chalkline" / "web" / "locale" / "es" / "LC_MESSAGES"
COMPLETE = False
NAMES = re.compile(r"(?<!\{)\{(\w*)\}(?!\})|%\((\w+)\)s")


def entries() -> list[tuple[str, list[str], bool]]:
    """(msgid, translations, unsure) of the catalogue: enough of the format for what msgmerge writes."""
    found = []
    for block in (LOCALE / "django.po").read_text(encoding="utf-8").split("\n\n")[1:]:
        unsure = bool(re.search(r"^#,.*fuzzy", block, re.MULTILINE))
        texts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if match := re.match(r'(msgid(?:_plural)?|msgstr(?:\[\d\])?) "(.*)"$', line):
                key, texts[match[1]] = match[1], match[2]
            elif line.startswith('"') and key:
                texts[key] += line[1:-1]
        if texts.get("msgid"):
            found.append((texts["msgid"], [text for name, text in texts.items() if name.startswith("msgstr")], unsure))
    return found


def names_in(text: str) -> set[str]:
    return {one or other for one, other in NAMES.findall(text)}


def test_the_catalogue_is_read_whole() -> None:
    assert len(entries()) > 1000
    assert any(msgid == "Skip to the page" for msgid, _, _ in entries())


@pytest.mark.skipif(not COMPLETE, reason="the Spanish translation is done in one go, at the end")
def test_every_text_has_its_spanish() -> None:
    missing = [msgid for msgid, texts, unsure in entries() if unsure or not all(texts)]
    assert not missing, f"{len(missing)} without Spanish, the first: {missing[:5]}"


def test_translations_keep_the_names_in_a_text() -> None:
    for msgid, texts, _ in entries():
        for text in filter(None, texts):
            assert names_in(text) <= names_in(msgid), msgid


def test_what_is_translated_is_compiled() -> None:
    with (LOCALE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for msgid, texts, unsure in entries():
        if len(texts) == 1 and texts[0] and not unsure and "\\" not in msgid + texts[0]:
            assert compiled.gettext(msgid) == texts[0], msgid
