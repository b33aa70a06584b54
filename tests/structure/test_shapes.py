"""Shapes of the API have names of their own: two of one name would stand in the document as one of them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

REST = Path(__file__).resolve().parents[2] / "src" / "chalkline" / "rest"


def test_no_two_shapes_have_one_name() -> None:
    texts = [file.read_text("utf-8") for file in REST.glob("*.py")]
    names = Counter(name for text in texts for name in re.findall(r"^class (\w+)\(", text, re.MULTILINE))
    assert [name for name, times in names.items() if times > 1] == []
