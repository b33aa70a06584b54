"""A name is found however its letters are drawn, and whatever that nobody sees stands between them."""

from __future__ import annotations

import pytest

from chalkline.protect.detecting import Detector
from chalkline.protect.roster import RosterIndex
from chalkline.rulebook.api import PersonKind, RosterPerson

NAME = "Marisol Quintero"
FIND = Detector(
    index=RosterIndex.build(
        [RosterPerson(mark="0" * 15 + "1", kind=PersonKind.STUDENT, role="student", given="Marisol", family="Quintero")]
    )
).find


def drawn(capital: int, small: int) -> str:
    """The name in an alphabet that begins there."""
    return "".join(
        chr((capital if each.isupper() else small) + ord(each.lower()) - ord("a")) if each.isalpha() else each
        for each in NAME
    )


@pytest.mark.parametrize(
    "written",
    [
        drawn(0x1D400, 0x1D41A),
        drawn(0x24B6, 0x24D0),
        drawn(0x249C, 0x249C),
        drawn(0x1F150, 0x1F150),
        drawn(0x1F170, 0x1F170),
        drawn(0x1F1E6, 0x1F1E6),
        "Mᴀʀɪꜱᴏʟ Qᴜɪɴᴛᴇʀᴏ",
        "Маrіѕоl Quіnтеrо",
        "Mαrisοl Quιητεrο",
        "Ꮇarisol Quintero",
        "Marisol\u3164Quintero",
        "Marisol\u2800Quintero",
        "\u1160".join(NAME),
        "\x9f".join(NAME),
        "\U000e0041".join(NAME),
    ],
)
def test_a_name_in_letters_of_another_kind_is_found_whole(written: str) -> None:
    text = f"Write to {written} today."
    (found,) = FIND(text)
    assert text[found.start : found.end] == written
    assert (found.element, found.mark) == ("stu_last_name", "0" * 15 + "1")
