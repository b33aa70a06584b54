"""What anybody reads: the policies in force, in the reader's language where somebody translated them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language

from chalkline.govern.policies.api import (
    LANGUAGES,
    POLICY_KIND_NAMES,
    PolicyKind,
    PolicyVersion,
    binds_of,
    repeal_decided,
    repealed_since,
    translation_of,
    versions_in_force,
)
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.publish.expectations.api import LEVEL_NAMES, LEVEL_SAID, levels_counted
from chalkline.web.pages.policies.telling import adopted_said, blocks_of, bound_said, ended_said, text_shown
from chalkline.web.routes import Request, page

LEAST_CLASSES = 10  # counts of fewer classes are not told: a school's people would know which


@page("register/policies/", name="register.policies", public=True)
def home(request: Request) -> HttpResponse:
    """Every policy that holds today, and what the five levels mean."""
    language, today = _language(), localdate()
    found = [
        {
            "code": each.policy.code,
            "title": _title(each, language),
            "kind": POLICY_KIND_NAMES[PolicyKind(each.policy.kind)],
            "since": each.effective_on,
        }
        for each in versions_in_force(today)
    ]
    counted = levels_counted()
    context = {
        "policies": found,
        "over": [
            (each.policy.code, _title(each.version, language), each.effective_on) for each in repealed_since(today)
        ],
        "levels": [(level.value, LEVEL_NAMES[level], LEVEL_SAID[level]) for level in LEVEL_NAMES],
        "classes": sum(counted.values()) if sum(counted.values()) >= LEAST_CLASSES else 0,
    }
    return render(request, "policies/public_list.html", context)


@page("register/policies/<str:code>/", name="register.policy", public=True)
def policy(request: Request, code: str) -> HttpResponse:
    """One policy as it holds today."""
    today = localdate()
    of = next((each for each in versions_in_force(today) if each.policy.code == code), None)
    over = next((each for each in repealed_since(today) if each.policy.code == code), None)
    if of is None and over is not None:
        of = over.version
    if of is None:
        raise not_found(Sentence("policy"))
    repeal = repeal_decided(of.policy)
    language = _language()
    translated = translation_of(of, language) if language != of.language else None
    sections = text_shown(of)
    if translated:
        sections = [
            {"number": number, "heading": each["heading"], "blocks": blocks_of(each["text"])}
            for number, each in enumerate(translated.sections, 1)
        ]
    context = {
        "of": of,
        "title": _title(of, language),
        "sections": sections,
        "adopted": adopted_said(of),
        "repeal": repeal,
        "ended": ended_said(repeal, today) if repeal else None,
        "is_over": over is not None,
        "bound": bound_said(binds_of(of)),
        "translated": translated,
        "missing": LANGUAGES.get(language) if language != of.language and not translated else None,
        "text_language": language if translated else of.language,
        "contact": settings.CHALKLINE.contact,
    }
    return render(request, "policies/public.html", context)


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def _title(of: PolicyVersion, language: str) -> str:
    translated = translation_of(of, language) if language != of.language else None
    return translated.title if translated else of.policy.title
