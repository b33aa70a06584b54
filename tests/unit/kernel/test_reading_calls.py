"""What a person reads of a call, whatever shape it came in."""

from __future__ import annotations

from chalkline.kernel.reading_calls import Part, parts_of


def test_a_text_completion_is_read_with_every_prompt_and_what_is_to_follow() -> None:
    assert parts_of({"model": "m", "prompt": "Once"}) == (Part("user", "Once"),)
    body = {"prompt": ["One", "Two"], "suffix": "The end.", "max_tokens": 9}
    assert parts_of(body) == (Part("user", "One"), Part("user", "Two"), Part("user", "The end."))
    assert parts_of({"prompt": [1, 2]}) == (Part("user", "1"), Part("user", "2"))
