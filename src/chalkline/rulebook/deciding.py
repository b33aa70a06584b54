"""May this be done? The one function that answers, for a teacher, a call, a finding and the public page.

``decide`` weighs every approved use that could be meant and takes the best of them. It refuses what no use
covers. Where a part of the question is unknown, each use gives a lowest and a highest verdict; only if these
agree for all uses together is there an answer, otherwise the answer is that one cannot tell. So an answer
holds for every way in which the unknown parts could turn out. (Where each way would be covered by a different
use, one still cannot tell: their conditions differ.)
"""

from __future__ import annotations

from collections.abc import Iterable

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Answer, Question, Reason
from chalkline.rulebook.compiled import compiled
from chalkline.rulebook.naming import named_purposes
from chalkline.rulebook.policy import Declined, Ended, Policy
from chalkline.rulebook.stops import NO_STOPS, Stops
from chalkline.rulebook.weighing import Weighed
from chalkline.rulebook.weighing_conditions import tool_stopped
from chalkline.rulebook.weighing_rules import refusals_without_use
from chalkline.rulebook.weighing_scope import never_reason
from chalkline.rulebook.words import PERMISSIVENESS, Everything, Scope, Standing, Unknown, Verdict


def decide(question: Question, policy: Policy, stops: Stops = NO_STOPS) -> Answer:
    """The answer to ``question`` under ``policy`` on the day of the question. Pure."""
    if not isinstance(question.purpose, Unknown) and question.purpose in policy.never:
        return _refused(question, policy, Standing.NEVER, never_reason(policy, question.purpose))
    weighers = compiled(policy, stops)
    meant = weighers.by_use[question.use_id] if question.use_id else weighers.by_tool[question.tool]
    if len(meant) == 1:  # a call with its key
        one = meant[0].weigh(question)
        if one.low is one.high and one.low is not Verdict.REFUSE:
            return _answer(question, one, one.low, Standing.COVERED, matches=True)
        weighed = [one]
    else:
        weighed = [weigher.weigh(question) for weigher in meant]
    if not weighed:
        return _nothing_approved(question, policy, stops)
    low, high = _strongest(each.low for each in weighed), _strongest(each.high for each in weighed)
    if low is not high:
        return _as_known(question, _nearest(weighed), Verdict.CANNOT_TELL, Standing.CANNOT_TELL)
    if low is not Verdict.REFUSE:
        covering = min((each for each in weighed if each.low is low), key=_order)
        return _answer(question, covering, low, Standing.COVERED, matches=True)
    nearest = _nearest(weighed)
    declined = _declined(question, policy)
    if declined and declined.decided_on > nearest.terms.decided_on:
        return _refused(question, policy, Standing.DECLINED, _declined_reason(declined, policy), declined)
    return _as_known(question, nearest, Verdict.REFUSE, _standing(nearest))


def _strongest(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=PERMISSIVENESS.__getitem__)


def _order(weighed: Weighed) -> tuple[int, int, str]:
    return (weighed.failures, weighed.unknowns, weighed.terms.use_id)


def _nearest(weighed: list[Weighed]) -> Weighed:
    """The use with the fewest terms that fail, then the fewest unknown."""
    return min(weighed, key=_order)


def _standing(nearest: Weighed) -> Standing:
    failed = {reason.rule_id for reason in nearest.reasons if reason.holds is False}
    if failed & {"time.expired", "stop.ended"}:
        return Standing.ENDED
    if any(rule_id.startswith("stop.") for rule_id in failed):
        return Standing.SUSPENDED
    return Standing.OUTSIDE_TERMS


def _as_known(question: Question, nearest: Weighed, verdict: Verdict, standing: Standing) -> Answer:
    return _answer(question, nearest, verdict, standing, matches=nearest.failures == 0)


def _answer(question: Question, nearest: Weighed, verdict: Verdict, standing: Standing, *, matches: bool) -> Answer:
    terms = nearest.terms
    return Answer(
        verdict,
        standing,
        question,
        nearest.tool_name,
        nearest.reasons,
        terms.use_id,
        terms.decision_number,
        terms.expires_on,
        terms.conditions,
        nearest.redact,
        matches,
    )


def _nothing_approved(question: Question, policy: Policy, stops: Stops) -> Answer:
    if question.tool in stops.tools and not question.use_id:
        reason = tool_stopped(question.tool, policy.tool_name(question.tool), stops)
        return _refused(question, policy, Standing.SUSPENDED, reason)
    declined, ended = _declined(question, policy), _ended(question, policy)
    if declined and (ended is None or declined.decided_on >= ended.ended_on):
        return _refused(question, policy, Standing.DECLINED, _declined_reason(declined, policy), declined)
    if ended:
        sentence = Sentence(
            "{tool} was approved once; that use ended on {day}.", tool=ended.tool_name, day=ended.ended_on
        )
        reason = Reason("ended", False, sentence, change=Sentence("A new decision approves it again."))
        return _refused(question, policy, Standing.ENDED, reason, ended)
    against: tuple[Reason, ...] = ()
    if question.use_id:
        reason = Reason("use.unknown", False, Sentence("The approved use that this key was made for is not in force."))
    else:
        reason = Reason(
            "unapproved",
            False,
            Sentence("No one has approved {tool} for any use yet.", tool=policy.tool_name(question.tool)),
            change=Sentence("Somebody asks for it, it is reviewed, and the committee decides."),
        )
        asked = (question.role, question.grade_band, question.purpose, question.elements)
        against = refusals_without_use(question.tool, asked, question.on, policy, stops)
    return _refused(question, policy, Standing.UNAPPROVED, reason, more=against)


def _refused(
    question: Question,
    policy: Policy,
    standing: Standing,
    reason: Reason,
    by: Declined | Ended | None = None,
    more: tuple[Reason, ...] = (),
) -> Answer:
    return Answer(
        verdict=Verdict.REFUSE,
        standing=standing,
        question=question,
        tool_name=by.tool_name if by else policy.tool_name(question.tool),
        reasons=(reason, *more),
        use_id=by.use_id if isinstance(by, Ended) else question.use_id,
        decision_number=by.decision_number if by else "",
    )


def _declined(question: Question, policy: Policy) -> Declined | None:
    """The latest no to this tool and purpose. A no to one purpose is not a no where the purpose is unknown."""
    fitting = [each for each in policy.declined if each.tool == question.tool and _touches(each.purposes, question)]
    return max(fitting, key=lambda each: (each.decided_on, each.decision_number), default=None)


def _ended(question: Question, policy: Policy) -> Ended | None:
    fitting = [
        each
        for each in policy.ended
        if (each.use_id == question.use_id if question.use_id else each.tool == question.tool)
    ]
    return max(fitting, key=lambda each: (each.ended_on, each.use_id), default=None)


def _touches(purposes: Scope, question: Question) -> bool:
    if isinstance(purposes, Everything):
        return True
    return not isinstance(question.purpose, Unknown) and question.purpose in purposes


def _declined_reason(declined: Declined, policy: Policy) -> Reason:
    return Reason(
        "declined",
        False,
        Sentence(
            "Decision {number} said no to {tool} for {purposes}: {reason}",
            number=declined.decision_number,
            tool=declined.tool_name,
            purposes=named_purposes(policy, declined.purposes),
            reason=declined.reason,
        ),
        change=Sentence("A new request answers the reason that was given."),
    )
