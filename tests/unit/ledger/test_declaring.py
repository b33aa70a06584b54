"""A fact that could not be told, erased or kept as it says is refused when it is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part, sentence_of


@dataclass(frozen=True)
class Said:
    tool: SubjectRef
    word: str


@pytest.mark.parametrize(
    "declared",
    [
        {"kind": "tests.said/0", "says": "{actor} said {word}."},
        {"kind": "tests.Said.it/1", "says": "{actor} said {word}."},
        {"kind": "tests.said.it/1\n", "says": "{actor} said {word}."},
        {"kind": "tests.said.it/1", "says": "{actor} said {words}."},
        {"kind": "tests.said.it/1", "says": "{actor} said {word}.", "retention": "Seven Years"},
    ],
)
def test_what_cannot_be_kept_is_refused(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        fact(declared.pop("kind"), **declared)(Said)


def test_two_facts_cannot_be_of_one_kind() -> None:
    fact("tests.said.twice/1", says="{actor} said {word}.")(Said)

    @dataclass(frozen=True)
    class Other:
        tool: SubjectRef

    with pytest.raises(ValueError, match="declared twice"):
        fact("tests.said.twice/1", says="{actor} did.")(Other)


@pytest.mark.parametrize("name", ["", "Words", "two words", "a-b", "1st", 'x"'])
def test_a_part_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a part"):
        part(name)


def test_a_fact_of_a_kind_that_is_no_longer_known_is_still_told() -> None:
    assert str(sentence_of("tests.long.gone/7", {"x": 1})) == "A fact of the kind tests.long.gone/7 was recorded."
