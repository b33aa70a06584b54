"""A text with its sections as one writes it: each begins with a line that starts with "#". Pure.

# Student data
Put no student record into a tool that is not approved.

- names
- grades
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chalkline.govern.policies.words import Section

HEADING = re.compile(r"^#{1,6}\s+(.*\S)\s*$")


def spell_sections(sections: Iterable[Section]) -> str:
    """The whole text, to be written on."""
    return "\n\n".join(f"# {each.heading}\n{each.text}" for each in sections)


def read_sections(text: str, before: Sequence[Section] = ()) -> tuple[Section, ...]:
    """The sections of a text. One that is called as before keeps its key; words before the first heading stand in a
    section without one, which the rules then ask about."""
    found: list[tuple[str, list[str]]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        begins = HEADING.match(line)
        if begins:
            found.append((begins.group(1), []))
        elif found or line.strip():
            if not found:
                found.append(("", []))
            found[-1][1].append(line)
    keys = {each.heading.casefold(): each.key for each in reversed(before)}
    used: set[str] = set()
    sections = []
    for heading, lines in found:
        key = keys.get(heading.casefold(), "")
        sections.append(Section(heading, "\n".join(lines).strip(), "" if key in used else key))
        used.add(key)
    return tuple(sections)
