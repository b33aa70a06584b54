"""The difference of two texts: put together it gives both, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalkline.govern.policies.comparing import How, compared, words_compared
from chalkline.govern.policies.words import Section

TEXTS = st.text(alphabet="ab c\n.é", max_size=40)
SECTIONS = st.lists(st.builds(Section, st.sampled_from(["One", "Two", "3. One", ""]), TEXTS), max_size=6)


@given(TEXTS, TEXTS)
def test_what_was_kept_and_struck_is_the_old_text_and_what_was_kept_and_added_the_new(before: str, after: str) -> None:
    runs = words_compared(before, after)
    assert "".join(each.text for each in runs if each.how != "new") == before
    assert "".join(each.text for each in runs if each.how != "gone") == after


@given(SECTIONS, SECTIONS)
def test_every_section_of_both_is_told_once_and_in_order(before: list[Section], after: list[Section]) -> None:
    found = compared(before, after).sections
    assert [each.after for each in found if each.after] == list(range(1, len(after) + 1))
    assert sorted(each.before for each in found if each.before) == list(range(1, len(before) + 1))
    assert {each.how for each in found if not each.before} <= {How.NEW}
    assert {each.how for each in found if not each.after} <= {How.GONE}


@given(SECTIONS)
def test_a_text_does_not_differ_from_itself(text: list[Section]) -> None:
    assert compared(text, text).is_same


def test_a_board_member_reads_what_changed_in_one_sentence_and_word_by_word() -> None:
    before = [Section("Data", "Put no student record into a tool.", "d"), Section("Old rule", "Gone soon.", "o")]
    after = [Section("Student data", "Put no student name into a tool.", "d"), Section("Review", "Each May.", "r")]
    found = compared(before, after)
    assert [str(each) for each in found.said] == ["1 section changed.", "1 section is new.", "1 section is gone."]
    [data, gone, new] = found.sections
    assert (data.how, gone.how, new.how) == (How.CHANGED, How.GONE, How.NEW)
    assert [(run.how, run.text) for run in data.runs] == [
        ("same", "Put no student "),
        ("gone", "record"),
        ("new", "name"),
        ("same", " into a tool."),
    ]
