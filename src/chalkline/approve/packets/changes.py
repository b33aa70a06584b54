"""What has changed between two versions of what a committee reads, and what to do about it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Vocabulary

Content = Mapping[str, Any]


class ChangeKind(StrEnum):
    """What changed."""

    ASKED = "asked"
    PROBLEM = "problem"
    USE_CASE = "use_case"
    REVIEWS = "reviews"
    MODELS = "models"
    SCHEDULE = "schedule"
    TERMS = "terms"
    OWNER = "owner"
    DATA = "data"


# What an approved use rests on while it is in use; the rest matters only until it is decided.
MATERIAL = frozenset({ChangeKind.MODELS, ChangeKind.SCHEDULE, ChangeKind.TERMS, ChangeKind.OWNER, ChangeKind.DATA})


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise than it was, in words, and what to do."""

    kind: ChangeKind
    said: Sentence
    todo: Sentence


def what_changed(then: Content, now: Content, vocabulary: Vocabulary) -> tuple[Change, ...]:
    """What is otherwise ``now`` than in the version of ``then``; nothing for what was not kept then."""
    return tuple(change for found in _FOUND for change in found(then, now, vocabulary))


def _asked(then: Content, now: Content, _words: Vocabulary) -> Iterator[Change]:
    if then["request"]["terms"] != now["request"]["terms"]:
        yield Change(
            ChangeKind.ASKED,
            Sentence("What is asked for was changed."),
            Sentence("Take it off the agenda; its reviews are done again."),
        )


def _stated(then: Content, now: Content, _words: Vocabulary) -> Iterator[Change]:
    again = Sentence("Take it off the agenda, and put it there as it is now.")
    if then["problem"]["digest"] != now["problem"]["digest"] or then["problem"]["id"] != now["problem"]["id"]:
        yield Change(ChangeKind.PROBLEM, Sentence("The problem was stated anew."), again)
    if then["use_case"]["digest"] != now["use_case"]["digest"] or then["use_case"]["id"] != now["use_case"]["id"]:
        yield Change(ChangeKind.USE_CASE, Sentence("The use case was stated anew."), again)
    if {each["digest"] for each in then["reviews"]} != {each["digest"] for each in now["reviews"]}:
        yield Change(ChangeKind.REVIEWS, Sentence("A review was added, or done again."), again)


def _models(then: Content, now: Content, _words: Vocabulary) -> Iterator[Change]:
    before = {each["model"]: each for each in then.get("models", [])}
    after = {each["model"]: each for each in now.get("models", [])}
    new, gone = tuple(sorted(after.keys() - before.keys())), tuple(sorted(before.keys() - after.keys()))
    if new and before:  # the first names only say how the gateway reaches it
        yield Change(
            ChangeKind.MODELS,
            Sentence("It runs on another model: {models}.", models=new),
            Sentence("Have it checked for bias, and look at the use again."),
        )
    if gone and not new:
        yield Change(
            ChangeKind.MODELS,
            Sentence("It no longer runs on {models}.", models=gone),
            Sentence("Try that it still does what was approved."),
        )
    for name in sorted(before.keys() & after.keys()):
        if _is_another(after[name]) and not _is_another(before[name]):
            yield Change(
                ChangeKind.MODELS,
                Sentence("Another version answers under the name {model}.", model=name),
                Sentence("Have it checked for bias, and look at the use again."),
            )


def _is_another(standing: Mapping[str, Any]) -> bool:
    return bool(standing["check"] and standing["check"]["has_changed"])


def _schedule(then: Content, now: Content, words: Vocabulary) -> Iterator[Change]:
    sent = frozenset(then["request"]["terms"]["elements"])
    gone = sent & (_listed(then) - _listed(now))
    labels = tuple(words.elements[each].label for each in sorted(gone) if each in words.elements)
    if labels:
        yield Change(
            ChangeKind.SCHEDULE,
            Sentence("No agreement in force lists this any more: {data}.", data=labels),
            Sentence("Sign an addendum that lists it, or go on without it: the gateway lets none of it out meanwhile."),
        )


def _listed(content: Content) -> frozenset[str]:
    held = [each for each in content.get("agreements", []) if each["for_records"]]
    return frozenset(element for each in held for element in each["elements"])


def _terms(then: Content, now: Content, _words: Vocabulary) -> Iterator[Change]:
    before, after = then.get("evaluation"), now.get("evaluation")
    if before and after and after["finished"] and before["record"] != after["record"]:
        new = [each for each in after["objections"] if each not in before["objections"]]
        said = Sentence("Its evaluation says something else than it did.")
        if new:
            said = Sentence("Its evaluation now says: {what}", what=" ".join(new))
        yield Change(ChangeKind.TERMS, said, Sentence("Read it, and say whether the use goes on."))
    if before and not after:
        yield Change(
            ChangeKind.TERMS,
            Sentence("Its evaluation no longer counts."),
            Sentence("Have the tool evaluated again."),
        )
    if then.get("age_from") != now.get("age_from"):
        age = now.get("age_from")
        said = (
            Sentence("The maker’s terms now ask for an age of {n}.", n=age)
            if age
            else Sentence("The maker’s terms name no age any more.")
        )
        yield Change(ChangeKind.TERMS, said, Sentence("Compare it with the grades of the use."))


def _owner(then: Content, now: Content, _words: Vocabulary) -> Iterator[Change]:
    if then.get("maker") and then["maker"] != now.get("maker", ""):
        yield Change(
            ChangeKind.OWNER,
            Sentence("It is made by {now}; it was {then}.", now=now.get("maker") or "?", then=then["maker"]),
            Sentence("Ask whether the agreement goes over to the new owner, and have the tool evaluated again."),
        )


_FOUND: tuple[Callable[[Content, Content, Vocabulary], Iterator[Change]], ...] = (
    _asked,
    _stated,
    _models,
    _schedule,
    _terms,
    _owner,
)
