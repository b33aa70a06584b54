"""Replace and restore: nothing is lost, nothing leaks, and how a stream is cut never matters."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from chalkline.protect.detecting import Detector
from chalkline.protect.patterns import REPLACEABLE
from chalkline.protect.redacting import LONGEST, StandIns, StreamRestorer

SECRETS = ("415-555-2671", "(212) 555-0143", "mom@gmail.com", "412 Maple Street", "born 3/4/2015", "student id 204402")
words = st.sampled_from(["Please", "call", "[PHONE_", "[", "]", "[PHONE_1]", "[phone_9]", "Zoë", "\n", "{", "🎒", '"'])
texts = st.lists(st.one_of(words, st.sampled_from(SECRETS)), max_size=12).map(" ".join)
DETECTOR = Detector()


def redacted(text: str) -> tuple[str, StandIns]:
    taken = frozenset(f"[PHONE_{number}]" for number in range(1, 10) if f"[PHONE_{number}]" in text.upper())
    stand_ins = StandIns(taken)
    return stand_ins.replace(text, DETECTOR.find(text), REPLACEABLE), stand_ins


@given(texts)
def test_what_was_replaced_comes_back(text: str) -> None:
    sent, stand_ins = redacted(text)
    assert stand_ins.restore(sent) == text


@given(texts)
def test_nothing_that_must_be_replaced_goes_out(text: str) -> None:
    sent, stand_ins = redacted(text)
    assert DETECTOR.find(sent) == ()
    assert sum(stand_ins.counts.values()) == len(DETECTOR.find(text))


@given(texts, st.data())
@example("call 415-555-2671 [PHONE_", None)
def test_how_a_stream_is_cut_never_changes_what_is_read(text: str, data: st.DataObject | None) -> None:
    sent, stand_ins = redacted(text)
    stream = StreamRestorer(stand_ins)
    out, at = "", 0
    while at < len(sent):
        size = data.draw(st.integers(1, 7)) if data else 1
        piece = stream.feed(sent[at : at + size])
        out, at = out + piece, at + size
        assert len(sent[:at]) - LONGEST <= len(out) + sum(len(value) for value in SECRETS)
    assert out + stream.finish() == stand_ins.restore(sent)


@given(texts, st.data())
def test_tool_arguments_stay_json(text: str, data: st.DataObject) -> None:
    stand_ins = StandIns()
    stand_ins.by_name["[ADDRESS_1]"] = 'The "Old" Mill\n\\ 4'
    arguments = json.dumps({"to": f"{text} [ADDRESS_1]"})
    stream = StreamRestorer(stand_ins, in_json=True)
    out = "".join(stream.feed(each) for each in arguments) + stream.finish()
    assert json.loads(out) == {"to": f'{text} The "Old" Mill\n\\ 4'}


def test_only_the_possible_beginning_of_a_stand_in_is_held_back() -> None:
    _, stand_ins = redacted("call 415-555-2671")
    stream = StreamRestorer(stand_ins)
    assert stream.feed("Dial [PH") == "Dial "
    assert stream.feed("ONE_1] or [PHOTO") == "415-555-2671 or [PHOTO"
    assert stream.feed(" [a list](x) [") == " [a list](x) "
    assert stream.finish() == "["


def test_one_value_has_one_stand_in_and_each_is_counted() -> None:
    sent, stand_ins = redacted("415-555-2671, 415-555-2671 and (212) 555-0143")
    assert sent == "[PHONE_1], [PHONE_1] and [PHONE_2]"
    assert stand_ins.counts == {"stu_phone": 3}


def test_a_stand_in_that_was_in_the_text_before_is_not_used() -> None:
    sent, stand_ins = redacted("[PHONE_1] is not 415-555-2671")
    assert sent == "[PHONE_1] is not [PHONE_2]"
    assert stand_ins.restore(sent) == "[PHONE_1] is not 415-555-2671"


def test_a_model_that_writes_the_stand_in_small_is_understood() -> None:
    _, stand_ins = redacted("call 415-555-2671")
    assert stand_ins.restore("Dial [phone_1].") == "Dial 415-555-2671."
