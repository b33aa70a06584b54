"""Weighing one approved use against a question, term by term, in three values.

Every term gives a Reason: it holds, it does not, or it cannot be told from what is known. The data terms
are in ``weighing_data``. Nothing here decides between uses: that is ``deciding``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import Question, Reason
from chalkline.rulebook.naming import Names, named_bands, named_purposes, named_roles, named_schools
from chalkline.rulebook.policy import Opening, Policy, Stops, Terms
from chalkline.rulebook.weighing_data import weigh_data
from chalkline.rulebook.words import (
    PERMISSIVENESS,
    ConditionKind,
    Everything,
    KeptBy,
    MaybeText,
    Scope,
    Unknown,
    Verdict,
)


@dataclass(frozen=True)
class Weighed:
    """One use, weighed. The verdict lies between ``low`` and ``high``, whatever the unknown parts are."""

    terms: Terms
    reasons: tuple[Reason, ...]
    redact: frozenset[str]
    low: Verdict
    high: Verdict

    @property
    def failures(self) -> int:
        """How many terms do not hold."""
        return sum(reason.holds is False for reason in self.reasons)

    @property
    def unknowns(self) -> int:
        """How many terms cannot be told."""
        return sum(reason.holds is None for reason in self.reasons)


def weigh(terms: Terms, question: Question, policy: Policy, stops: Stops) -> Weighed:
    """Every term of ``terms`` against ``question``."""
    data = weigh_data(terms, question, policy, stops)
    reasons = (
        *_time(terms, question),
        *_stopped(terms, question, stops),
        _tool(terms, question),
        _role(terms, question),
        _within(
            "grade_band",
            terms.grade_bands,
            question.grade_band,
            named_bands(terms.grade_bands),
            lambda band: named_bands(frozenset({band})),
            Sentence("which grade it is for"),
        ),
        _within(
            "school",
            terms.schools,
            question.school,
            named_schools(policy, terms.schools),
            lambda school: named_schools(policy, frozenset({school})),
            Sentence("which school it is for"),
        ),
        *_opened(terms, question, policy, stops),
        _purpose(terms, question, policy),
        *_model(terms, question),
        *_training(terms, question),
        *_family(terms, question),
        *data.reasons,
    )
    best = _best(terms, data.redact)
    if any(reason.holds is False for reason in reasons):
        return Weighed(terms, reasons, frozenset(), Verdict.REFUSE, Verdict.REFUSE)
    if any(reason.holds is None for reason in reasons):
        return Weighed(terms, reasons, data.redact, Verdict.REFUSE, best)
    return Weighed(terms, reasons, data.redact, best, best)


def _best(terms: Terms, redact: frozenset[str]) -> Verdict:
    """The verdict if every term holds: the strictest of what redaction and conditions ask for."""
    verdicts = [Verdict.REDACT if redact else Verdict.ALLOW]
    for condition in terms.conditions:
        if condition.kept_by is not KeptBy.GATEWAY:
            continue
        if condition.kind is ConditionKind.GROUND:
            verdicts.append(Verdict.GROUND)
        if condition.kind is ConditionKind.HOLD:
            verdicts.append(Verdict.HOLD)
    return min(verdicts, key=PERMISSIVENESS.__getitem__)


def _time(terms: Terms, question: Question) -> Iterator[Reason]:
    if question.on < terms.starts_on:
        yield Reason("time.not_started", False, Sentence("This use starts on {day}.", day=terms.starts_on))
    elif question.on > terms.expires_on:
        yield Reason(
            "time.expired",
            False,
            Sentence("This use was approved until {day} and has ended.", day=terms.expires_on),
            change=Sentence("A new decision renews it."),
        )
    else:
        yield Reason("time", True, Sentence("This use is approved until {day}.", day=terms.expires_on))


def _stopped(terms: Terms, question: Question, stops: Stops) -> Iterator[Reason]:
    lifted = Sentence("The people who paused it find that it can go on.")
    if terms.use_id in stops.ended:
        again = Sentence("A new decision approves it again.")
        yield Reason("stop.ended", False, Sentence("This use has ended."), change=again)
    if terms.use_id in stops.uses:
        yield Reason("stop.use", False, Sentence("This use is paused right now."), change=lifted)
    if terms.tool in stops.tools:
        sentence = Sentence("{tool} is paused for the whole district right now.", tool=terms.tool_name)
        yield Reason("stop.tool", False, sentence, change=lifted)
    if question.key_id and question.key_id in stops.keys:
        again = Sentence("A new key is issued for this use.")
        yield Reason("stop.key", False, Sentence("This key was revoked."), change=again)


def _tool(terms: Terms, question: Question) -> Reason:
    limit = Sentence("This use is for {tool}.", tool=terms.tool_name)
    if question.tool == terms.tool:
        return Reason("tool", True, limit)
    return Reason("tool", False, Sentence("This use is for {tool} only.", tool=terms.tool_name))


def _role(terms: Terms, question: Question) -> Reason:
    names = named_roles(terms.roles)
    limit = Sentence("Only {roles} may use it.", roles=names)
    if isinstance(question.role, Unknown):
        sentence = Sentence("This use is for {roles}; who it is for is not known here.", roles=names)
        return Reason("role", None, sentence, limit)
    if question.role in terms.roles:
        return Reason("role", True, Sentence("This use is for {roles}.", roles=names), limit)
    others = named_roles({question.role})
    return Reason(
        "role",
        False,
        Sentence("This use is for {roles}, not for {others}.", roles=names, others=others),
        limit,
        Sentence("A decision widens this use to {others}.", others=others),
    )


def _within(
    term: str, scope: Scope, asked: MaybeText, names: Names, name: Callable[[str], Names], missing: Sentence
) -> Reason:
    if isinstance(scope, Everything):
        return Reason(term, True, Sentence("This use is for {scope}.", scope=names))
    limit = Sentence("Only for {scope}.", scope=names)
    if isinstance(asked, Unknown):
        sentence = Sentence("This use is for {scope}; {missing} is not known here.", scope=names, missing=missing)
        return Reason(term, None, sentence, limit)
    if asked in scope:
        return Reason(term, True, Sentence("This use is for {scope}.", scope=names), limit)
    other = name(asked)
    return Reason(
        term,
        False,
        Sentence("This use is for {scope}, not for {other}.", scope=names, other=other),
        limit,
        Sentence("A decision widens this use to {others}.", others=other),
    )


def _opened(terms: Terms, question: Question, policy: Policy, stops: Stops) -> Iterator[Reason]:
    """Whether a use that reaches people phase by phase has reached these."""
    openings = stops.openings.get(terms.use_id)
    if openings is None:
        return
    limit = Sentence("Only where its roll-out is open.")
    change = Sentence("The next phase of its roll-out opens.")
    held = [_covers(each, question) for each in openings]
    if True in held:
        yield Reason("phase", True, Sentence("Its roll-out is open here."), limit)
    elif None in held:
        places = tuple(_opening_said(each, policy) for each in openings)
        sentence = Sentence("Its roll-out is open for {places}; whether that is here is not known.", places=places)
        yield Reason("phase", None, sentence, limit)
    elif openings:
        places = tuple(_opening_said(each, policy) for each in openings)
        sentence = Sentence("Its roll-out has not come this far: it is open for {places}.", places=places)
        yield Reason("phase", False, sentence, limit, change)
    else:
        yield Reason("phase", False, Sentence("Its roll-out has not begun: no phase is open yet."), limit, change)


def _covers(opening: Opening, question: Question) -> bool | None:
    """In three values: an unknown role or school leaves it open unless the other part already says no."""
    asked = ((opening.schools, question.school), (opening.roles, question.role))
    parts = [True if not scope else None if isinstance(part, Unknown) else part in scope for scope, part in asked]
    return False if False in parts else None if None in parts else True


def _opening_said(opening: Opening, policy: Policy) -> Sentence:
    schools = named_schools(policy, opening.schools) if opening.schools else (Sentence("every school of the use"),)
    if not opening.roles:
        return Sentence("{schools}", schools=schools)
    return Sentence("{roles} at {schools}", roles=named_roles(opening.roles), schools=schools)


def _purpose(terms: Terms, question: Question, policy: Policy) -> Reason:
    purpose = question.purpose
    names = named_purposes(policy, terms.purposes)
    if not isinstance(purpose, Unknown) and purpose in policy.never:
        return never_reason(policy, purpose)
    if isinstance(purpose, Unknown) and isinstance(terms.purposes, Everything) and policy.never:
        sentence = Sentence("AI has no part in some matters; whether this is one of them is not known here.")
        return Reason("purpose", None, sentence, Sentence("Not for matters that AI never decides here."))
    missing = Sentence("what it is for")
    return _within("purpose", terms.purposes, purpose, names, lambda other: _purpose_named(policy, other), missing)


def never_reason(policy: Policy, purpose: str) -> Reason:
    """Why a purpose that AI never decides is refused, whatever was approved."""
    return Reason(
        "never",
        False,
        Sentence("{purpose} is a matter that AI has no part in here.", purpose=_purpose_named(policy, purpose)),
    )


def _purpose_named(policy: Policy, purpose: str) -> Names:
    return named_purposes(policy, frozenset({purpose}))


def _model(terms: Terms, question: Question) -> Iterator[Reason]:
    if not question.model:
        return
    if KeptBy.GATEWAY not in terms.kept_by:
        yield Reason("model.no_gateway", False, Sentence("This use is not one that goes through the gateway."))
    elif question.model in terms.models:
        yield Reason("model", True, Sentence("The model {model} is part of this use.", model=question.model))
    else:
        models = tuple(sorted(terms.models))
        yield Reason(
            "model.not_covered",
            False,
            Sentence("This use may call {models}, not {model}.", models=models, model=question.model),
            change=Sentence("A decision adds the model {model} to this use.", model=question.model),
        )


def _training(terms: Terms, question: Question) -> Iterator[Reason]:
    for condition in terms.conditions:
        if condition.kind is not ConditionKind.TRAINING or condition.kept_by is not KeptBy.GATEWAY:
            continue
        limit = Sentence("The training “{training}” must be current.", training=condition.text)
        if isinstance(question.training, Unknown):
            sentence = Sentence(
                "Whether the training “{training}” is current is not known here.", training=condition.text
            )
            yield Reason("training", None, sentence, limit)
        else:
            yield Reason("training", condition.value in question.training, limit, limit)


def _family(terms: Terms, question: Question) -> Iterator[Reason]:
    """What the family of the student has said: a no holds for every use of the tool, a yes where one is needed."""
    family = question.family
    if family and terms.tool in family.refused:
        yield Reason(
            "family.refused",
            False,
            Sentence("This student's family has said no to {tool}.", tool=terms.tool_name),
            change=Sentence("The family says yes: it can change its answer at any time."),
        )
        return
    kinds = {each.kind for each in terms.conditions if each.kept_by is KeptBy.GATEWAY}
    if ConditionKind.CONSENT not in kinds:
        return
    limit = Sentence("Only for students whose family has said yes to {tool}.", tool=terms.tool_name)
    if family is None:
        sentence = Sentence("This use needs the family's yes, and which student it is for is not known here.")
        yield Reason("family.consent", None, sentence, limit)
    elif terms.tool in family.agreed:
        yield Reason("family.consent", True, Sentence("This student's family has said yes."), limit)
    else:
        sentence = Sentence("This student's family has not said yes to {tool} yet.", tool=terms.tool_name)
        yield Reason("family.consent", False, sentence, limit, Sentence("The family says yes."))
