"""One answer, read for each audience. The answer is the same; only the words around it differ.

``as_teacher``: yes, yes if, not yet, no. ``as_finding``: how something seen in a log stands.
``as_refusal``: what the gateway tells a caller. None of them decides anything again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Answer, Reason
from chalkline.rulebook.policy import Condition
from chalkline.rulebook.words import Standing, Verdict


class Word(StrEnum):
    """The four answers a teacher gets."""

    YES = "yes"
    YES_IF = "yes_if"
    NOT_YET = "not_yet"
    NO = "no"


class NextStep(StrEnum):
    """What to offer next: a door can make a button of it."""

    USE_IT = "use_it"
    REQUEST = "request"
    ASK_TO_WIDEN = "ask_to_widen"
    WAIT = "wait"
    WAIT_FOR_PHASE = "wait_for_phase"
    CHOOSE_ANOTHER = "choose_another"


@dataclass(frozen=True)
class TeacherAnswer:
    """What a teacher reads. ``conditions`` are the decision's own words, ``limits`` follow from the terms."""

    word: Word
    headline: Sentence
    reasons: tuple[Sentence, ...]
    conditions: tuple[Condition, ...]
    limits: tuple[Sentence, ...]
    next_step: NextStep
    next_words: Sentence
    changes: tuple[Sentence, ...]


@dataclass(frozen=True)
class FindingReading:
    """How something seen in a log stands. ``not_shown`` says what the source cannot show."""

    standing: Standing
    headline: Sentence
    reasons: tuple[Sentence, ...]
    not_shown: tuple[Sentence, ...]
    matches_so_far: bool


@dataclass(frozen=True)
class Refusal:
    """What the gateway answers a call that does not go out. ``code`` is stable; ``status`` is HTTP."""

    status: int
    code: str
    message: Sentence


def as_teacher(answer: Answer) -> TeacherAnswer:
    """The answer in a teacher's words."""
    word = _word(answer)
    step = _step(answer, word)
    yes = word in (Word.YES, Word.YES_IF)
    return TeacherAnswer(
        word=word,
        headline=_headline(word, answer),
        reasons=tuple(reason.sentence for reason in (_shown(answer) if yes else answer.failed)),
        conditions=answer.conditions if yes else (),
        limits=_limits(answer) if yes else (),
        next_step=step,
        next_words=_NEXT_WORDS[step],
        changes=() if yes else answer.changes,
    )


def _word(answer: Answer) -> Word:
    if answer.verdict is Verdict.CANNOT_TELL:
        return Word.YES_IF if answer.matches_so_far else Word.NOT_YET
    if answer.verdict is Verdict.ALLOW:
        return Word.YES_IF if answer.conditions else Word.YES
    if answer.verdict is not Verdict.REFUSE:
        return Word.YES_IF
    final = {Standing.NEVER, Standing.DECLINED}
    if answer.standing in final or any(
        reason.rule_id == "data.blocked" or reason.term == "rule" for reason in answer.failed
    ):
        return Word.NO
    return Word.NOT_YET


def _step(answer: Answer, word: Word) -> NextStep:
    if word in (Word.YES, Word.YES_IF):
        return NextStep.USE_IT
    if answer.standing is Standing.SUSPENDED:
        return NextStep.WAIT
    if {reason.rule_id for reason in answer.failed} == {"phase"}:
        return NextStep.WAIT_FOR_PHASE
    if word is Word.NO:
        return NextStep.CHOOSE_ANOTHER
    return NextStep.ASK_TO_WIDEN if answer.standing is Standing.OUTSIDE_TERMS else NextStep.REQUEST


_NEXT_WORDS: dict[NextStep, Sentence] = {
    NextStep.USE_IT: Sentence("Keep to the terms below. If something goes wrong, tell the AI coordinator."),
    NextStep.REQUEST: Sentence("Ask for it: a request takes about three minutes, and you can follow it."),
    NextStep.ASK_TO_WIDEN: Sentence("Keep to what is approved, or ask the committee to widen it."),
    NextStep.WAIT: Sentence("Wait until the pause is lifted, or ask the AI coordinator about it."),
    NextStep.WAIT_FOR_PHASE: Sentence("It comes to you in a later phase. Its page shows when, and what it waits for."),
    NextStep.CHOOSE_ANOTHER: Sentence("Leave this part out or choose another way. The AI coordinator can help."),
}


def _headline(word: Word, answer: Answer) -> Sentence:
    tool = answer.tool_name
    if word is Word.YES:
        return Sentence("Yes, you can use {tool} for this.", tool=tool)
    if word is Word.YES_IF:
        return Sentence("Yes, you can use {tool} for this, if you keep to what is listed here.", tool=tool)
    if word is Word.NO:
        return Sentence("No, {tool} may not be used for this.", tool=tool)
    if answer.standing is Standing.SUSPENDED:
        return Sentence("Not now: {tool} is paused.", tool=tool)
    if answer.standing is Standing.OUTSIDE_TERMS:
        return Sentence("Not yet: {tool} is approved, but not for this.", tool=tool)
    if answer.standing is Standing.ENDED:
        return Sentence("Not any more: the approval of {tool} has ended.", tool=tool)
    return Sentence("Not yet: {tool} is not approved.", tool=tool)


def _shown(answer: Answer) -> tuple[Reason, ...]:
    return tuple(reason for reason in answer.reasons if reason.holds is True)


def _limits(answer: Answer) -> tuple[Sentence, ...]:
    """What the terms add to the conditions: what is unknown becomes something to keep to."""
    limits = [reason.limit for reason in answer.unknown if reason.limit]
    if answer.redact:
        limits += [reason.sentence for reason in answer.reasons if reason.rule_id == "data.replaced"]
    if answer.verdict is Verdict.HOLD:
        limits.append(Sentence("A person releases each call before it goes out."))
    if answer.verdict is Verdict.GROUND:
        limits.append(Sentence("Answers come from approved content only."))
    return tuple(limits)


_FINDING_HEADLINES: dict[Standing, Sentence] = {
    Standing.COVERED: Sentence("Covered by an approved use."),
    Standing.OUTSIDE_TERMS: Sentence("Approved, but used outside its terms."),
    Standing.UNAPPROVED: Sentence("Not approved."),
    Standing.ENDED: Sentence("The approval has ended, and it is still in use."),
    Standing.SUSPENDED: Sentence("Paused, and still in use."),
    Standing.DECLINED: Sentence("Declined, and still in use."),
    Standing.NEVER: Sentence("Used for a matter that AI has no part in here."),
    Standing.CANNOT_TELL: Sentence("Cannot tell from this source."),
}


def as_finding(answer: Answer) -> FindingReading:
    """The answer as the standing of a finding."""
    headline = _FINDING_HEADLINES[answer.standing]
    if answer.standing is Standing.CANNOT_TELL and answer.matches_so_far:
        headline = Sentence("Within the approved use as far as this source shows; it cannot show everything.")
    return FindingReading(
        standing=answer.standing,
        headline=headline,
        reasons=tuple(reason.sentence for reason in answer.failed),
        not_shown=tuple(reason.sentence for reason in answer.unknown),
        matches_so_far=answer.matches_so_far,
    )


CODES: dict[str, str] = {
    "never": "purpose_never",
    "stop": "use_paused",
    "time": "use_not_in_force",
    "ended": "use_not_in_force",
    "use": "use_not_in_force",
    "unapproved": "use_not_in_force",
    "declined": "use_not_in_force",
    "tool": "tool_not_covered",
    "role": "role_not_covered",
    "grade_band": "grade_not_covered",
    "school": "school_not_covered",
    "phase": "phase_not_open",
    "purpose": "purpose_not_covered",
    "model": "model_not_covered",
    "training": "training_needed",
    "record": "human_record_needed",
    "family": "family_refused",
    "level": "class_level",
    "data": "data_not_covered",
    "rule": "district_rule",
}
EXACT_CODES = {
    "stop.key": "key_revoked",
    "stop.ended": "use_not_in_force",
    "stop.model": "model_stopped",
    "data.blocked": "data_blocked",
    "family.consent": "consent_needed",
}


def as_refusal(answer: Answer, *, ask_url: str = "") -> Refusal:
    """What the gateway says when ``answer`` does not let a call out. Only for answers that do not.

    ``ask_url`` is where people ask for a wider use; left out of the message where there is none.
    """
    if answer.verdict is Verdict.GROUND:
        return Refusal(403, "grounding_needed", _not_sent(_NO_GROUNDING, _ASK))
    if answer.verdict is Verdict.HOLD:
        return Refusal(403, "release_needed", _not_sent(_NO_HOLDING, _ASK))
    if answer.verdict is Verdict.CANNOT_TELL:
        return Refusal(403, "context_missing", _not_sent(_joined(answer.unknown), _SAY_IT))
    first = answer.failed[0]
    code = EXACT_CODES.get(first.rule_id) or CODES[first.term]
    status = 401 if code == "key_revoked" else 403
    return Refusal(status, code, _not_sent(_joined(answer.failed), _next_words(code, answer, ask_url)))


_NO_GROUNDING = Sentence("This use answers only from approved content, and this gateway cannot do that yet.")
_NO_HOLDING = Sentence("A person must release each call of this use, and this gateway cannot hold calls yet.")
_ASK = Sentence("Ask the AI coordinator what is possible.")
_SAY_IT = Sentence("Say it in the headers of the call, as the guide to the gateway shows.")
_NEXT_BY_CODE: dict[str, Sentence] = {
    "data_blocked": Sentence("Leave it out and send it again."),
    "use_paused": Sentence("Wait until the pause is lifted, or ask the AI coordinator about it."),
    "model_stopped": Sentence("Ask for another model of this use, or wait until two people let it go on."),
    "key_revoked": Sentence("Ask the technology director for a new key."),
    "purpose_never": Sentence("A person does this here. The AI coordinator can say who."),
    "training_needed": Sentence("Finish the training first: Chalkline shows where under “My training”."),
    "human_record_needed": Sentence("Open a record under “Decided by people” in Chalkline, and name it in the call."),
    "district_rule": Sentence("Leave this part out, or choose another way. The AI coordinator can help."),
    "phase_not_open": Sentence("Wait until its phase opens: its page in Chalkline shows when."),
    "family_refused": Sentence("Choose another way for this student. The school office knows more."),
    "class_level": Sentence("Do it yourself, or ask your teacher. Help with accessibility is always open."),
    "consent_needed": Sentence("Ask the school office to write to the family, or choose another way."),
}


RECORDS = "../decide/by-people/open/"  # from the page of questions


def _next_words(code: str, answer: Answer, ask_url: str) -> Sentence:
    if code == "human_record_needed" and ask_url:
        address = urljoin(ask_url, f"{RECORDS}?use={answer.use_id}")
        return Sentence("Open a record at {address} and name it in the call.", address=address)
    if code in _NEXT_BY_CODE:
        return _NEXT_BY_CODE[code]
    if not answer.decision_number:
        return _ASK
    if not ask_url:
        return Sentence("Decision {number} set this. A wider use can be asked for.", number=answer.decision_number)
    return Sentence(
        "Decision {number} set this. Ask for a wider use at {address}", number=answer.decision_number, address=ask_url
    )


def _joined(reasons: tuple[Reason, ...]) -> Sentence:
    """Every reason, one after the other."""
    if len(reasons) == 1:
        return reasons[0].sentence
    return Sentence("{first} {rest}", first=reasons[0].sentence, rest=_joined(reasons[1:]))


def _not_sent(reason: Sentence, next_step: Sentence) -> Sentence:
    return Sentence("This call was not sent. {reason} {next_step}", reason=reason, next_step=next_step)
