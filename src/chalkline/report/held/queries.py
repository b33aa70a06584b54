"""Gathering what later steps hold about one child."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from chalkline.data.access.api import AccessRequest, export_held
from chalkline.discover.sources.api import seen_in_logs
from chalkline.kernel.clock import local_day
from chalkline.ledger.api import exchanges_with_keys
from chalkline.people.api import Actor, Person
from chalkline.pilot.measures.api import measured_about
from chalkline.publish.standing_pack.api import named_in_records, own_keys_of
from chalkline.report.documents.api import Document
from chalkline.report.held.document import document_of_held
from chalkline.report.held.words import NOT_HELD
from chalkline.tools.register.api import known_services


def take_out_what_is_held(actor: Actor, request: AccessRequest, *, now: datetime) -> dict[str, Any]:
    """The export for the family of a request. Raises Problem("access.not_identified")."""
    return export_held(actor, request, lambda child: held_elsewhere(actor, child), now=now)


def document_for_family(actor: Actor, request: AccessRequest, *, now: datetime) -> Document:
    """The same export as a document to read or print; each taking out is a fact, as with the file."""
    held = take_out_what_is_held(actor, request, now=now)
    services = {each.slug: each.name for each in known_services()}
    return document_of_held(
        held,
        services,
        district=settings.CHALKLINE.district,
        contact=settings.CHALKLINE.contact,
        on=local_day(now, settings.CHALKLINE.zone),
    )


def held_elsewhere(actor: Actor, child: Person) -> dict[str, Any]:
    """What the steps after data hold about a child. A call says when and with which tool, never what was written."""
    actor.must("access.answer")
    numbers = [each for each in (child.local_number, child.sourced_id or "") if each]
    return {
        "calls_with_the_childs_own_key": [
            {
                "at": each.at.isoformat(),
                "tool": each.tool,
                "purpose": each.purpose,
                "model": each.model,
                "outcome": each.outcome,
                "kinds_of_data_found": each.elements,
                "replaced_before_it_left": each.replaced,
            }
            for each in exchanges_with_keys(own_keys_of(actor, child), named_in_records(actor, child))
        ],
        "ai_services_in_the_networks_logs": [
            {
                "service": each.service,
                "days": each.days,
                "first_day": each.first_on.isoformat(),
                "last_day": each.last_on.isoformat(),
            }
            for each in seen_in_logs(actor, str(child.pk))
        ],
        "measured_in_pilots": [
            {"pilot": each.pilot, "before": each.before, "after": each.after, "groups": each.groups}
            for each in measured_about(actor, numbers)
        ],
        "not_held_here": list(NOT_HELD),
    }
