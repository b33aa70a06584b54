"""How a stream is cut never changes who is found in it, and nobody slips through between two pieces."""

from __future__ import annotations

import json
import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chalkline.protect.detecting import Detector, Hints, NameScope
from chalkline.protect.stream_scanning import HELD, LONGEST_WORD, StreamScanner
from texts.measuring import families_index, roster_index, texts

TEXTS = [
    json.loads(line)
    for line in (Path(__file__).resolve().parents[2] / "texts" / "development.jsonl").read_text().splitlines()
]
DETECTOR = Detector(Hints(student_number_lengths=frozenset({6, 10})), roster_index())
KEY = "eyJ" + "hbGciOiJIUzI1NiJ9" * 9 + ".eyJ" + "zdWIiOiIxMjM0NTY3" * 9 + ".c2lnbmF0dXJl"


FAMILIES = Detector(Hints(student_number_lengths=frozenset({6})), families_index())
FAMILY_TEXTS = texts("families_development")


@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_families_are_found_beside_their_children_however_a_stream_is_cut(chance: random.Random, largest: int) -> None:
    whole = "\n\n".join(each["text"] for each in chance.sample(FAMILY_TEXTS, 8))
    scope = NameScope(sections=frozenset({f"f-{chance.randint(0, 5)}"}), district_families=False)
    scanner, said, at = StreamScanner(FAMILIES, scope), [], 0
    while at < len(whole):
        size = chance.randint(1, largest)
        said += scanner.feed(whole[at : at + size])
        at += size
    said += scanner.finish()
    found = [(each.found.kind, each.found.mark, each.text) for each in said if each.found]
    expected = FAMILIES.find_who(whole, scope)
    assert found == [(each.kind, each.mark, whole[each.start : each.end]) for each in expected]


@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_whatever_the_pieces_the_findings_are_those_of_the_whole(chance: random.Random, largest: int) -> None:
    chosen = chance.sample(TEXTS, chance.randint(1, 12))
    whole = "\n\n".join(each["text"] for each in chosen) + chance.choice(["", f"\nkey {KEY} and no more"])
    scope = NameScope(sections=frozenset(each for text in chosen for each in text["sections"]))
    scanner, said, at = StreamScanner(DETECTOR, scope), [], 0
    while at < len(whole):
        size = chance.randint(1, largest)
        said += scanner.feed(whole[at : at + size])
        at += size
        assert at - sum(len(each.text) for each in said) < HELD + LONGEST_WORD
    said += scanner.finish()
    assert "".join(each.text for each in said) == whole
    found, place = [], 0
    for each in said:
        if each.found:
            found.append((each.found.kind, each.found.mark, place, place + len(each.text)))
        place += len(each.text)
    assert found == [(each.kind, each.mark, each.start, each.end) for each in DETECTOR.find_who(whole, scope)]
