"""Protect: how a front end is set up, with the settings to copy filled in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.front_ends.api import PROGRAM_NAMES, Program
from chalkline.publish.standing_pack.api import Key, gateway_address, keys_of
from chalkline.web.routes import Request, page

SIGNING_IN = frozenset({Program.OPEN_WEBUI, Program.LIBRECHAT})  # programs whose people can be known


@page("protect/set-up/<slug:program>/", name="protect.set_up", permission="keys.see")
def set_up(request: Request, program: str) -> HttpResponse:
    """The exact settings of one program, for a key that is chosen."""
    if program not in set(Program) - {Program.OTHER}:
        raise not_found(Sentence("page"))
    chosen = Program(program)
    keys = [key for key in keys_of(request.actor) if not key.revoked_at]
    key = next((each for each in keys if str(each.pk) == request.GET.get("key", "")), None)
    address = gateway_address()
    return render(
        request,
        "protect/set_up.html",
        {
            "program": chosen.value,
            "title": PROGRAM_NAMES[chosen],
            "part": f"protect/set_up/{chosen.value}.html",
            "gateway": address,
            "base": address.removesuffix("/v1"),
            "options": [(str(each.pk), each.label) for each in keys],
            "key": key,
            "held": f"ck-…{key.hint}" if key else "ck-…",
            "model": _model(key),
            "domain": settings.CHALKLINE.domain,
            "people": chosen in SIGNING_IN,
            "needs_grade": key is not None and not key.grade_bands and not key.people_sign_in,
            "needs_school": key is not None and key.school_id is None and not key.people_sign_in,
        },
    )


def _model(key: Key | None) -> str:
    """A model of the key's use, a word in its place where none is known."""
    terms = policy_in_force().by_use.get(str(key.use_id)) if key else None
    return min(terms.models) if terms and terms.models else "MODEL"
