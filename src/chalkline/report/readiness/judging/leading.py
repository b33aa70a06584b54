"""Leadership: who answers for AI, who decides, what is adopted, who is told. Pure."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence
from chalkline.report.readiness.judging.declaring import MOST, NONE, ROUTINE, SOME, answers, by_share, found, place
from chalkline.report.readiness.records import Records
from chalkline.report.readiness.words import Found

WANTED_VOICES = {
    "teacher": Sentence("teachers"),
    "family": Sentence("families"),
    "student": Sentence("students"),
}


@answers("RX01")
def somebody_leads(has: Records) -> Found | None:
    """The roles of superintendent and AI coordinator are held."""
    each = has.leading
    if each.coordinators and each.superintendents:
        return found(MOST, Sentence("A superintendent and an AI coordinator hold their roles here."), place("people"))
    if each.coordinators or each.superintendents:
        return found(
            SOME, Sentence("Only one of superintendent and AI coordinator is held by somebody."), place("people")
        )
    return found(NONE, Sentence("Nobody holds the role of superintendent or AI coordinator."), place("people"))


@answers("RX02")
def a_team_meets(has: Records) -> Found | None:
    """A committee with the voices of teachers, families and students that met at least four times in a year."""
    each = has.leading
    if not each.committees:
        return found(NONE, Sentence("No committee has a charter yet."), place("committees"))
    missing = tuple(name for voice, name in WANTED_VOICES.items() if voice not in each.voices)
    if missing:
        why = Sentence("A committee has a charter, and nobody on it speaks for {who}.", who=missing)
        return found(SOME, why, each.committee, each.last_meeting_on)
    why = Sentence("Teachers, families and students have seats. Meetings held in a year: {n}.", n=each.meetings)
    level = ROUTINE if each.meetings >= 4 else MOST if each.meetings else SOME
    return found(level, why, each.committee, each.last_meeting_on)


@answers("RX03")
def uses_serve_goals(has: Records) -> Found | None:
    """The share of use cases whose problem serves a goal that holds."""
    each = has.leading
    if not each.use_cases:
        return found(NONE, Sentence("No use case is written down yet."), place("problems"))
    why = Sentence(
        "Use cases whose problem serves a goal of the district: {part} of {all}.",
        part=each.use_cases_tied, all=each.use_cases,
    )  # fmt: skip
    return found(by_share(each.use_cases_tied, each.use_cases), why, place("problems"))


@answers("RX04")
def a_policy_is_adopted(has: Records) -> Found | None:
    """A policy is in force; with a strategy that a committee adopted it is routine."""
    each = has.leading
    if each.policy_on is None:
        return found(NONE, Sentence("No policy is in force."), place("policies"))
    if each.strategy_on is None:
        why = Sentence("A policy is in force since {day}. No strategy was adopted by a decision.", day=each.policy_on)
        return found(SOME, why, each.policy, each.policy_on)
    why = Sentence("A policy is in force since {day}, and a strategy was adopted by a decision.", day=each.policy_on)
    return found(MOST, why, each.strategy, each.strategy_on)


@answers("RX05")
def the_bounds_are_written(has: Records) -> Found | None:
    """The policy in force names matters that AI never decides."""
    each = has.leading
    if each.policy_on is None:
        return found(NONE, Sentence("No policy is in force."), place("policies"))
    why = Sentence("The policy in force names matters that AI never decides: {n}.", n=each.never)
    return found(MOST if each.never else SOME, why, each.policy, each.policy_on)


@answers("RX07")
def money_is_planned(has: Records) -> Found | None:
    """The budget has lines of this fiscal year."""
    if has.leading.budget_dollars:
        why = Sentence("The budget for AI of this year: ${n}.", n=f"{has.leading.budget_dollars:,}")
        return found(MOST, why, place("budget"))
    return found(NONE, Sentence("No money for AI is planned this year."), place("budget"))


@answers("RX08")
def the_board_is_told(has: Records) -> Found | None:
    """Packets presented to the board within a year."""
    each = has.leading
    why = Sentence("Reports presented to the board in a year: {n}.", n=each.packets)
    level = ROUTINE if each.packets >= 2 else MOST if each.packets else NONE
    return found(level, why, place("reports"), each.last_packet_on)


@answers("RX09")
def people_are_asked(has: Records) -> Found | None:
    """Families and staff were asked within a year, and told in public what was done."""
    each = has.leading
    if not each.asked:
        return found(NONE, Sentence("Nobody was asked in a year."), place("rounds"))
    both = {"families", "staff"} <= each.asked
    if not both or not each.answered_themes:
        why = Sentence("Only some were asked, or nobody was told in public what was done about it.")
        return found(SOME, why, place("rounds"), each.last_asked_on)
    why = Sentence("Families and staff were asked. Answers given in public: {n}.", n=each.answered_themes)
    return found(ROUTINE if each.answered_themes >= 3 else MOST, why, place("rounds"), each.last_asked_on)
