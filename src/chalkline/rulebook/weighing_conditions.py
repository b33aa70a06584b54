"""Weighing what a use asks for besides its scope: its days, stops, a person's record, models, trainings, families."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.asking import FamilyChoices, Reason
from chalkline.rulebook.naming import named_purposes
from chalkline.rulebook.policy import Policy, Terms
from chalkline.rulebook.stops import Stops
from chalkline.rulebook.words import ConditionKind, KeptBy, MaybeSet, MaybeText, Unknown

LIFTED = Sentence("The people who paused it find that it can go on.")


def weigh_time(terms: Terms, on: date) -> Iterator[Reason]:
    """Whether the day lies in the span of the use."""
    if on < terms.starts_on:
        yield Reason("time.not_started", False, Sentence("This use starts on {day}.", day=terms.starts_on))
    elif on > terms.expires_on:
        yield Reason(
            "time.expired",
            False,
            Sentence("This use was approved until {day} and has ended.", day=terms.expires_on),
            change=Sentence("A new decision renews it."),
        )
    else:
        yield Reason("time", True, Sentence("This use is approved until {day}.", day=terms.expires_on))


def weigh_stops(terms: Terms, key_id: str, stops: Stops, model: str = "") -> Iterator[Reason]:
    """Whatever was stopped since the policy was published; nothing where nothing was."""
    if terms.use_id in stops.ended:
        again = Sentence("A new decision approves it again.")
        yield Reason("stop.ended", False, Sentence("This use has ended."), change=again)
    if terms.use_id in stops.uses:
        yield Reason("stop.use", False, Sentence("This use is paused right now."), change=LIFTED)
    if stops.holds_tool(terms.tool, key_id):
        yield tool_stopped(terms.tool, terms.tool_name, stops)
    yield from _models_stopped(terms, model, stops, stops.models_held(key_id))
    if key_id and key_id in stops.keys:
        again = Sentence("A new key is issued for this use.")
        yield Reason("stop.key", False, Sentence("This key was revoked."), change=again)


def tool_stopped(tool: str, called: str, stops: Stops) -> Reason:
    """Why a tool that is stopped whole is refused, and what to use instead."""
    sentence = Sentence("{tool} is paused for the whole district right now.", tool=called)
    return _instead(Reason("stop.tool", False, sentence, change=LIFTED), stops.words_instead("tool", tool))


def _models_stopped(terms: Terms, model: str, stops: Stops, held: frozenset[str]) -> Iterator[Reason]:
    """The model that is asked for, or (where none is asked for) every one that the use could call."""
    if model in held:
        sentence = Sentence("The model {model} is stopped for the whole district right now.", model=model)
        reason = Reason("stop.model", False, sentence, change=LIFTED)
        yield _instead(reason, stops.words_instead("model", model))
    elif not model and held and terms.models and terms.models <= held:
        sentence = Sentence("Every model of this use is stopped for the whole district right now.")
        words = next(filter(None, (stops.words_instead("model", each) for each in sorted(terms.models))), "")
        yield _instead(Reason("stop.model", False, sentence, change=LIFTED), words)


def _instead(reason: Reason, words: str) -> Reason:
    if not words:
        return reason
    sentence = Sentence("{reason} Instead: {words}", reason=reason.sentence, words=words)
    return replace(reason, sentence=sentence)


def weigh_record(terms: Terms, purpose: MaybeText, record: MaybeText, policy: Policy) -> Iterator[Reason]:
    """Whether a person has said that they decide this themselves, where the purpose asks for that."""
    if isinstance(purpose, Unknown) or purpose not in policy.decided_by_people:
        return
    limit = Sentence("A named person decides this, not the tool, and writes down what they decided and why.")
    if any(each.kind is ConditionKind.HOLD and each.kept_by is KeptBy.GATEWAY for each in terms.conditions):
        yield Reason("record", True, Sentence("A person releases each call in writing, and that is the record."), limit)
    elif isinstance(record, Unknown):
        yield Reason("record", None, Sentence("A person decides this; who it is, is not known here."), limit)
    elif record:
        yield Reason("record", True, Sentence("A named person has said that they decide this themselves."), limit)
    else:
        yield Reason(
            "record",
            False,
            Sentence(
                "{purpose} is decided by a person, and nobody has said yet that they do.",
                purpose=named_purposes(policy, frozenset({purpose})),
            ),
            limit,
            Sentence("The person who decides opens a record of it, and the call names that record."),
        )


def weigh_model(terms: Terms, model: str) -> Iterator[Reason]:
    """Whether a call may ask for this model; nothing where no model is asked for."""
    if not model:
        return
    if KeptBy.GATEWAY not in terms.kept_by:
        yield Reason("model.no_gateway", False, Sentence("This use is not one that goes through the gateway."))
    elif model in terms.models:
        yield Reason("model", True, Sentence("The model {model} is part of this use.", model=model))
    else:
        models = tuple(sorted(terms.models))
        yield Reason(
            "model.not_covered",
            False,
            Sentence("This use may call {models}, not {model}.", models=models, model=model),
            change=Sentence("A decision adds the model {model} to this use.", model=model),
        )


def weigh_training(terms: Terms, current: MaybeSet) -> Iterator[Reason]:
    """Whether the trainings that the gateway asks for are current."""
    for condition in terms.conditions:
        if condition.kind is not ConditionKind.TRAINING or condition.kept_by is not KeptBy.GATEWAY:
            continue
        limit = Sentence("The training “{training}” must be current.", training=condition.text)
        if isinstance(current, Unknown):
            sentence = Sentence(
                "Whether the training “{training}” is current is not known here.", training=condition.text
            )
            yield Reason("training", None, sentence, limit)
        else:
            yield Reason("training", condition.value in current, limit, limit)


def weigh_family(terms: Terms, family: FamilyChoices | None) -> Iterator[Reason]:
    """What the family of the student has said: a no holds for every use of the tool, a yes where one is needed."""
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
