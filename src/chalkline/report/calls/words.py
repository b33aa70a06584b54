"""The words of calls: what became of one, and why it was stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Cell


class Fate(StrEnum):
    """What became of a call."""

    ANSWERED = "answered"
    REPLACED = "replaced"  # it went out with student data replaced
    STOPPED = "stopped"
    UNANSWERED = "unanswered"  # it went out, and the model gave no whole answer


FATE_NAMES: dict[Fate, Sentence] = {
    Fate.ANSWERED: Sentence("Answered"),
    Fate.REPLACED: Sentence("Answered, student data replaced"),
    Fate.STOPPED: Sentence("Stopped"),
    Fate.UNANSWERED: Sentence("No answer from the model"),
}

REASON_NAMES: dict[str, Sentence] = {
    "purpose_never": Sentence("For a matter that AI never decides here"),
    "use_paused": Sentence("The approved use was paused"),
    "district_rule": Sentence("A rule of the district refuses it"),
    "model_stopped": Sentence("The model was stopped for the whole district"),
    "use_not_in_force": Sentence("The approved use was not in force"),
    "tool_not_covered": Sentence("For a tool that is not approved for this"),
    "role_not_covered": Sentence("By people the approved use is not for"),
    "grade_not_covered": Sentence("For a grade the approved use does not cover"),
    "school_not_covered": Sentence("For a school the approved use does not cover"),
    "phase_not_open": Sentence("Before its phase of the roll-out was open"),
    "purpose_not_covered": Sentence("For a purpose the approved use does not cover"),
    "model_not_covered": Sentence("For a model the approved use does not name"),
    "training_needed": Sentence("Training was not current"),
    "human_record_needed": Sentence("No person had said that they decide it"),
    "data_not_covered": Sentence("With data the approved use does not allow"),
    "data_blocked": Sentence("With data that must never leave the district"),
    "key_revoked": Sentence("The key had been revoked"),
    "key_missing": Sentence("No key was shown"),
    "key_unknown": Sentence("The key is not one of this district"),
    "context_missing": Sentence("The call did not say for which grade, school or purpose it was"),
    "held_for_release": Sentence("It waited for a person to release it"),
    "safety_refused": Sentence("With something that does not belong in school"),
    "injection_refused": Sentence("A document gave orders to the model"),
    "data_encoded": Sentence("With data hidden in a code"),
    "alerts_unnamed": Sentence("Nobody was named who is told of danger"),
    "model_unknown": Sentence("For a model that the gateway does not have"),
    "model_cannot": Sentence("For something the model cannot do"),
    "limit_reached": Sentence("A limit on calls or tokens was used up"),
    "budget_spent": Sentence("The money set for it was used up"),
    "grounding_needed": Sentence("It needed approved content, which was not at hand"),
    "grounding_unavailable": Sentence("Approved content could not be looked up just then"),
    "grounding_text_only": Sentence("It needed approved content, and brought other sources of its own"),
    "nothing_approved": Sentence("Nothing approved speaks to what was asked"),
    "person_answers": Sentence("It touched a matter that a person answers"),
    "release_needed": Sentence("A person had to release it first"),
    "header_unclear": Sentence("The call said something about itself that could not be understood"),
    "body_unclear": Sentence("The call could not be read"),
    "body_too_large": Sentence("The call was too large"),
    "body_not_json": Sentence("The call could not be read"),
    "body_encoded": Sentence("The call could not be read"),
    "held_refused": Sentence("A person read it and refused to release it"),
    "person_missing": Sentence("The app did not prove who was behind the call"),
    "person_signature_unfit": Sentence("The proof of who was behind the call did not hold"),
    "person_token_unfit": Sentence("The proof of who was behind the call did not hold"),
    "person_token_expired": Sentence("The sign-in behind the call had run out"),
    "person_keys_unavailable": Sentence("Sign-ins could not be checked just then"),
    "person_unknown": Sentence("By somebody who is not on the roster"),
    "person_unclear": Sentence("It was not clear who was behind the call"),
    "person_former": Sentence("By somebody who has left the district"),
    "person_mismatch": Sentence("By somebody the key is not for"),
    "data_not_found": Sentence("Data that had to be replaced was not found in it"),
    "tool_outside": Sentence("It asked for a tool that runs outside the district"),
    "part_elsewhere": Sentence("It brought a picture or file by its address"),
    "kept_elsewhere": Sentence("It went on with something that is kept elsewhere"),
    "route_unknown": Sentence("For something the gateway does not do"),
    "method_unknown": Sentence("For something the gateway does not do"),
}


def reason_name(code: str) -> Sentence:
    """A reason in words; one that has none here is named by its code."""
    return REASON_NAMES.get(code) or Sentence("Another reason ({code})", code=code or "?")


class By(StrEnum):
    """By what calls are counted besides their use: who uses what for what, and where."""

    PURPOSE = "purpose"
    ROLE = "role"
    SCHOOL = "school"


BY_NAMES: dict[By, Sentence] = {
    By.PURPOSE: Sentence("For what"),
    By.ROLE: Sentence("By whom"),
    By.SCHOOL: Sentence("At which school"),
}


@dataclass(frozen=True)
class Line:
    """Counts of one approved use, purpose, role or school (its id, "" where it is not known), by fate, and all."""

    key: str
    by_fate: dict[Fate, Cell]
    all: Cell


@dataclass(frozen=True)
class Calls:
    """Calls of a span of days with every small group hidden. ``days`` holds every day, the first one first."""

    first_on: date
    last_on: date
    total: Cell
    by_fate: dict[Fate, Cell]
    days: tuple[tuple[date, Cell], ...]
    uses: tuple[Line, ...]
    reasons: tuple[tuple[str, Cell], ...]
    any: bool
    others: dict[By, tuple[Line, ...]] = field(default_factory=dict)
