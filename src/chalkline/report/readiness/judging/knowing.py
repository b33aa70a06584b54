"""Data and technology: what flows where, what is in use, whether it is sound. Pure."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence
from chalkline.report.readiness.judging.declaring import MOST, NONE, ROUTINE, SOME, answers, by_share, found, place
from chalkline.report.readiness.records import Records
from chalkline.report.readiness.words import Found

SOUND = 90  # of 100: the score of the roster audit from which on it is good enough


@answers("RD01")
def classes_have_rules(has: Records) -> Found | None:
    """The policy in force carries a rule for each class of data; staff who did a training were taught it."""
    if has.leading.policy_on is None:
        return found(NONE, Sentence("No policy is in force, so no data has a rule."), place("policies"))
    taught = has.guarding.completions
    why = Sentence("The policy in force has a rule for each class of data. Trainings done in a year: {n}.", n=taught)
    return found(MOST if taught else SOME, why, has.leading.policy, has.leading.policy_on)


@answers("RD02")
def flows_are_known(has: Records) -> Found | None:
    """Each flow of student records says why it is needed."""
    each = has.knowing
    if not each.flows:
        return None
    said = each.flows - each.flows_unexplained
    why = Sentence("Flows of student records for which somebody said why: {part} of {all}.", part=said, all=each.flows)
    return found(max(SOME, by_share(said, each.flows)), why, place("flows"))


@answers("RD03")
def agreements_cover(has: Records) -> Found | None:
    """No student record goes to a tool whose agreement does not list it."""
    each = has.knowing
    if not each.flows:
        return None
    why = Sentence("Flows of student records that no agreement covers in full: {n} of {all}.",
                   n=each.flows_uncovered, all=each.flows)  # fmt: skip
    return found(ROUTINE if not each.flows_uncovered else SOME, why, place("flows"))


@answers("RD05")
def choices_reach_the_gateway(has: Records) -> Found | None:
    """Families' choices are recorded and go out with the standing pack; the roster was audited within a year."""
    each = has.knowing
    why = Sentence("Choices of families in force: {n}. They reach the gateway with every change.", n=each.choices)
    return found(MOST if each.choices and each.audited_on else SOME if each.choices else NONE, why, place("families"))


@answers("RD07")
def records_can_be_taken_out(has: Records) -> Found | None:
    """What is held about a child, or the ledger, was taken out within a year."""
    on = has.knowing.exported_on
    if on is None:
        return found(
            SOME, Sentence("The ledger can be taken out and checked; nobody has tried it yet."), place("ledger")
        )
    why = Sentence("What is held was taken out last on {day}.", day=on)
    return found(MOST, why, place("ledger"), on)


@answers("RD08")
def families_can_see(has: Records) -> Found | None:
    """Families' requests to see what is held, and whether any is late."""
    each = has.knowing
    if not each.access_open and not each.access_answered:
        return None
    why = Sentence("Families' requests to see records: answered {n}, open {m}, late {k}.",
                   n=each.access_answered, m=each.access_open, k=each.access_late)  # fmt: skip
    return found(SOME if each.access_late else MOST if each.access_answered else SOME, why, place("access"))


@answers("RD10")
def data_is_sound(has: Records) -> Found | None:
    """The newest audit of the roster."""
    each = has.knowing
    if each.audited_on is None:
        return found(NONE, Sentence("No export of student records was audited yet."), place("records"))
    why = Sentence("Student records were audited last on {day}: {score} of 100.", day=each.audited_on, score=each.score)
    level = SOME if each.has_stops else ROUTINE if each.score >= SOUND else MOST
    return found(level, why, each.audit, each.audited_on)


@answers("RD11")
def sources_are_current(has: Records) -> Found | None:
    """Approved content, and what of it is past its review."""
    each = has.knowing
    if not each.sources_live:
        return None
    why = Sentence("Approved documents: {n}; past their review: {m}.", n=each.sources_live, m=each.sources_due)
    return found(MOST if each.sources_due else ROUTINE, why, place("library"))


@answers("RT01")
def tools_are_listed(has: Records) -> Found | None:
    """The register, with AI features inside older products."""
    each = has.knowing
    if not each.tools:
        return found(NONE, Sentence("No tool is on the register."), place("register"))
    why = Sentence(
        "Tools on the register: {n}; products with AI in them among them: {m}.", n=each.tools, m=each.features
    )
    return found(MOST if each.features else SOME, why, place("register"))


@answers("RT02")
def unknown_use_is_found(has: Records) -> Found | None:
    """How many kinds of source the newest audit rests on, surveys among them."""
    each = has.knowing
    kinds = len(each.log_kinds) + bool(each.surveys_closed)
    if not kinds:
        return found(NONE, Sentence("No log is loaded, and nobody was asked."), place("audit"))
    why = Sentence("Kinds of source that the audit of use rests on: {n}; newest log: {day}.",
                   n=kinds, day=each.last_log_on or has.on)  # fmt: skip
    return found(ROUTINE if kinds >= 3 else MOST if kinds == 2 else SOME, why, place("audit"), each.last_log_on)


@answers("RT04")
def policy_is_enforced(has: Records) -> Found | None:
    """A policy is in force at the gateway."""
    each = has.leading
    if each.policy_on is None:
        return found(NONE, Sentence("No policy is in force at the gateway."), place("policies"))
    why = Sentence("The policy of {day} decides each call at the gateway.", day=each.policy_on)
    return found(MOST, why, each.policy, each.policy_on)


@answers("RT05")
def stops_are_tried(has: Records) -> Found | None:
    """Drills of the stop within a year."""
    each = has.guarding
    if not each.stops_obeyed and not each.stops_failed:
        return found(
            SOME, Sentence("Any use can be stopped at once. Nobody has tried it out in a year."), place("drills")
        )
    why = Sentence(
        "Drills of the stop in a year: obeyed in time {n}, not {m}.", n=each.stops_obeyed, m=each.stops_failed
    )
    level = SOME if each.stops_failed else ROUTINE if each.stops_obeyed >= 2 else MOST
    return found(level, why, place("drills"), each.last_stop_on)


@answers("RT07")
def tools_are_tested(has: Records) -> Found | None:
    """Checks of models under different names, and pilots with a verdict."""
    n, m = has.guarding.model_checks, has.running.pilots_judged
    if not n and not m:
        return found(NONE, Sentence("No model was checked and no pilot judged in a year."), place("pilots"))
    why = Sentence("Checks of models in a year: {n}; pilots with a verdict: {m}.", n=n, m=m)
    newest = max((day for day in (has.guarding.last_check_on, has.running.last_verdict_on) if day), default=None)
    return found(MOST if n and m else SOME, why, place("pilots"), newest)
