"""Policies: what holds, what is on its way, what waits for one's own signature."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.policies.api import (
    POLICY_KIND_NAMES,
    Policy,
    PolicyKind,
    binds_of,
    may_write,
    policies,
    repeal_decided,
    to_sign,
    version_on_its_way,
    version_to_sign,
)
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.pages.policies.telling import bound_said, state_of
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Table
from chalkline.web.templatetags.saying import said


@page("decide/policies/", name="policies.home", permission="policies.see")
def home(request: Request) -> HttpResponseBase:
    """Every policy one may know of."""
    actor, today = request.actor, localdate()

    def row(each: Policy) -> list[Any]:
        held, coming = version_to_sign(each), version_on_its_way(actor, each)
        shown = held or coming
        return [
            Link(each.title, address_of("policies.show", each.pk), each.code),
            said(POLICY_KIND_NAMES[PolicyKind(each.kind)]),
            state_of(held, today) if held else None if coming is None else state_of(coming, today),
            said(bound_said(binds_of(shown))) if shown else "",
            held.review_on if held and repeal_decided(each) is None else None,
            state_of(coming, today) if held and coming else "",
        ]

    table = Table(
        request,
        "policies",
        caption=lazy("Policies"),
        columns=[
            Column("title", lazy("Policy"), sort="title"),
            Column("kind", lazy("Kind"), sort="kind"),
            Column("state", lazy("Where it stands")),
            Column("binds", lazy("Whom it binds")),
            Column("review", lazy("Looked at again by")),
            Column("next", lazy("Next version")),
        ],
        rows=policies(actor),
        row=row,
        search=lambda rows, words: rows.filter(Q(title__icontains=words) | Q(code__icontains=words)),
        filters=[
            Filter(
                "kind",
                lazy("Kind"),
                [(each.value, name) for each, name in POLICY_KIND_NAMES.items()],
                lambda rows, value: rows.filter(kind=value),
            )
        ],
        order="title",
    )
    if table.wants_file:
        return table.file()
    waits = [(each, address_of("policies.show", each.policy_id)) for each in to_sign(actor)]
    context = {"parts": parts_of_deciding(request, "policies.home"), "table": table, "waits": waits}
    response: HttpResponse = render(request, "policies/home.html", context | {"may_write": may_write(actor)})
    return response
