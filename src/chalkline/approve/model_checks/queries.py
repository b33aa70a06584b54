"""Reads of model checks: what calls for one, which one counts, how the models of a request stand."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.timezone import localdate

from chalkline.approve.model_checks import rules
from chalkline.approve.model_checks.models import GoingWithout, ModelCheck
from chalkline.approve.model_checks.words import ModelStanding
from chalkline.approve.requests.api import Request, light_of_request, terms_of
from chalkline.approve.requests.rules import classes_of
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import vocabulary

PUBLIC = frozenset({"public"})  # where nothing else goes in, no name does, and no answer is about a child


@lru_cache(maxsize=1)
def purposes_by_set() -> dict[str, frozenset[str]]:
    """Which purposes each set of requests stands for: law/vocabulary/paired_prompts.yaml."""
    text = (files("chalkline") / "law" / "vocabulary" / "paired_prompts.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return {each["id"]: frozenset(each["purposes"]) for each in read["sets"]}


def why_called_for(request: Request) -> tuple[Sentence, ...]:
    """What about a request calls for a check of its models; nothing where the gateway calls none for it."""
    if not request.tool.model_names:
        return ()
    terms = terms_of(request)
    is_of_such_a_purpose = any(terms.purpose in meant for meant in purposes_by_set().values())
    return rules.reasons(
        light=light_of_request(request),
        has_students=terms.has_students,
        flags_people=bool(request.use_case and request.use_case.flags_people),
        is_about_a_child=is_of_such_a_purpose and classes_of(terms, vocabulary()) != PUBLIC,
    )


def standing_of_models(request: Request) -> tuple[ModelStanding, ...]:
    """How each model stands that the request would call, with its newest check that fits."""
    called_for = bool(why_called_for(request))
    fitting = rules.sets_that_fit(request.purpose, purposes_by_set())
    without = going_without(request)
    return tuple(
        ModelStanding(
            model,
            called_for,
            _found(newest_check(model, fitting)),
            _said(without) if without and model in without.model_names else None,
        )
        for model in request.tool.model_names
    )


def unchecked_models(request: Request, on: date) -> tuple[str, ...]:
    """Models that need a check on this day, have none that counts, and of which nobody said why not."""
    without = going_without(request)
    return tuple(each for each in models_without_check(request, on) if not without or each not in without.model_names)


def models_without_check(request: Request, on: date) -> tuple[str, ...]:
    """Models that need a check on this day and have none that counts."""
    if not why_called_for(request):
        return ()
    fitting = rules.sets_that_fit(request.purpose, purposes_by_set())
    return tuple(model for model in request.tool.model_names if not _counts(newest_check(model, fitting), on))


def newest_check(model: str, fitting: frozenset[str] | None = None) -> ModelCheck | None:
    """The newest check of a model, of these sets of requests, that says something. No actor: it names nobody."""
    found = ModelCheck.objects.filter(model=model, says=True)
    return (found if fitting is None else found.filter(prompt_set__in=fitting)).order_by("-ended_at").first()


def going_without(request: Request) -> GoingWithout | None:
    """Why it goes without, said of the request exactly as it is asked now."""
    found = GoingWithout.objects.filter(request=request, request_digest=request.digest)
    return found.select_related("said_by").order_by("-said_at").first()


def _counts(check: ModelCheck | None, on: date) -> bool:
    if check is None:
        return False
    ended_on = localdate(check.ended_at)
    is_over = check.changed_at is not None or check.lapsed_at is not None
    return rules.counts(ended_on, has_changed=is_over, says=check.says, on=on)


def _found(check: ModelCheck | None) -> dict[str, Any] | None:
    if check is None:
        return None
    return {
        "id": str(check.pk),
        "prompt_set": check.prompt_set,
        "ended_on": localdate(check.ended_at).isoformat(),
        "answers": check.answers,
        "total": check.total,
        "replaced": check.replaced,
        "has_changed": check.changed_at is not None,
        "standing_out": check.standing_out,
    }


def _said(without: GoingWithout) -> dict[str, str]:
    said_on = localdate(without.said_at)
    return {"by": str(without.said_by_id), "on": said_on.isoformat(), "reason": without.reason}
