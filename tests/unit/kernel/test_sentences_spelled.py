"""A sentence that is kept and said later is the same sentence."""

from __future__ import annotations

import json
from datetime import date

from chalkline.kernel.sentences import Sentence


def test_a_sentence_comes_back_from_json_as_it_was() -> None:
    inner = Sentence("the {n} columns", n=3)
    whole = Sentence("{parts} until {day}: {what}", parts=("a", inner), day=date(2026, 11, 21), what=inner)
    assert Sentence.read(json.loads(json.dumps(whole.spelled()))) == whole
