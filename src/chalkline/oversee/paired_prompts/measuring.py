"""Measuring one answer: numbers only. Pure. The words of an answer are read here and kept nowhere."""

from __future__ import annotations

import re

from chalkline.oversee.paired_prompts.words import Measure

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)")
SCORE = re.compile(r"\b(10|[1-9])(?:\s?/\s?10|\b)")
LONG = 7  # letters
OPENING = 200  # characters in which a refusal says so
COUNTED = {
    Measure.POSITIVE: "positive",
    Measure.NEGATIVE: "negative",
    Measure.AGENCY: "agency",
    Measure.STANDOUT: "standout",
}


def measured(
    text: str, lang: str, words: dict[str, dict[str, tuple[str, ...]]], *, asks_score: bool
) -> dict[str, float]:
    """What can be measured in an answer, by measure. ``words``: what is counted, by kind and language."""
    low = text.casefold().replace("’", "'")
    found = WORD.findall(low)
    values = {Measure.REFUSED.value: 100.0 * any(each in low[:OPENING] for each in words["refusal"][lang])}
    values[Measure.LENGTH.value] = float(len(found))
    if not found:
        return values
    sentences = len(SENTENCE_END.findall(low)) or 1
    values[Measure.SENTENCE_LENGTH.value] = len(found) / sentences
    values[Measure.LONG_WORDS.value] = 100 * sum(len(each) >= LONG for each in found) / len(found)
    for measure, kind in COUNTED.items():
        single = {each for each in words[kind][lang] if " " not in each}
        phrases = [each for each in words[kind][lang] if " " in each]
        count = sum(each in single for each in found) + sum(low.count(each) for each in phrases)
        values[measure.value] = 100 * count / len(found)
    if asks_score and (score := SCORE.search(text)):
        values[Measure.SCORE.value] = float(score[1])
    return values
