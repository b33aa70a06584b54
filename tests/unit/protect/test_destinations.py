"""What was replaced is put back into a tool's arguments, but into no address that a stranger made up."""

from __future__ import annotations

import json

import pytest

from chalkline.protect.destinations import Destinations
from chalkline.protect.redacting import StandIns, StreamRestorer

PHONE = "415-555-2671"
TOOLS = '{"description":"Opens https://sis.district.example/students/NUMBER"}'
ASKED = "Open https://maps.example/?q=[PHONE_1] for me."


def restored(arguments: object, size: int = 0) -> str:
    stand_ins = StandIns()
    stand_ins.by_name.update({"[PHONE_1]": PHONE, "Student A": "Ana Paz"})
    stand_ins._saids, stand_ins._letters = ("Student",), {"A"}
    may_go = Destinations(frozenset({"good.example"}), iter([TOOLS]), iter([ASKED])).may_go
    restorer, text = StreamRestorer(stand_ins, in_json=True, may_go=may_go), json.dumps(arguments)
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    return "".join(map(restorer.feed, pieces)) + restorer.finish()


@pytest.mark.parametrize("size", [0, 1, 7])
@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/?d=[PHONE_1]",
        "https://evil.example/[PHONE_1]/x.png",
        "https://[PHONE_1].evil.example/",
        "see (http://evil.example/a,b;c?x=1&d=[PHONE_1])",
        "//evil.example/[PHONE_1]",
        "www.evil.example/[PHONE_1]",
        "evil.example/[PHONE_1]",
        "ftp://evil.example/[PHONE_1]",
        "https://good.example@evil.example/[PHONE_1]",
        "https://good.example.evil.example/[PHONE_1]",
        "https://good.example[PHONE_1]",
        "https://evil.example/?good.example/[PHONE_1]",
        "https://maps.example/?r=[PHONE_1]",
        "https://evil.example/" + "x" * 5000 + "[PHONE_1]",
        "https://evil.example/?d=[PHONE_1][PHONE_1]",
    ],
)
def test_an_address_of_strangers_gets_stand_ins_only(text: str, size: int) -> None:
    assert PHONE not in restored({"url": text}, size)
    assert PHONE not in restored({"url": text}, size).replace("\\/", "/")


@pytest.mark.parametrize("size", [0, 1, 7])
@pytest.mark.parametrize(
    "text",
    [
        "Call [PHONE_1] or write to Student A.",
        "See https://evil.example/a b: [PHONE_1]",
        "See https://evil.example/a\n[PHONE_1]",
        "https://good.example/?d=[PHONE_1]",
        "https://www.good.example/[PHONE_1]",
        "https://sis.district.example/students/[PHONE_1]",
        "https://maps.example/?q=[PHONE_1]",
        "and/or [PHONE_1], 3:4, a.b [PHONE_1]",
    ],
)
def test_everything_else_comes_back(text: str, size: int) -> None:
    said = text.replace("[PHONE_1]", PHONE).replace("Student A", "Ana Paz")
    assert json.loads(restored({"text": text, "more": "x"}, size)) == {"text": said, "more": "x"}
