"""The register as it is today, made from the policy in force. Public: it takes no actor."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone

from chalkline.approve.uses.api import ended
from chalkline.govern.decisions.api import decisions, number_read
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import public_count
from chalkline.people.api import system_actor
from chalkline.publish.bundle.api import in_force, policy_in_force, stops_in_force
from chalkline.report.public.results import found_of
from chalkline.report.public.rules import (
    bands_of,
    gets_student_records,
    goes_on,
    holds_on,
    is_paused,
    touch_of,
    touches,
)
from chalkline.report.public.words import Found, Listed, ListedCodes, NoLonger, Register, SaidNo, Touch
from chalkline.rulebook.api import (
    KEPT_BY_NAMES,
    Everything,
    KeptBy,
    Policy,
    Scope,
    Stops,
    Terms,
    named_bands,
    named_elements,
    named_roles,
    named_schools,
)
from chalkline.rulebook.class_level import highest_for
from chalkline.rulebook.class_view import class_view_in


def register(on: date, *, band: str = "", school: str = "") -> Register:
    """The register on a day; with ``band`` (and ``school``) only what touches that grade there."""
    policy, stops, bundle = policy_in_force(), stops_in_force(), in_force()
    over = {each.use_id: each for each in ended(on)}
    held = [each for each in policy.terms if holds_on(each, on) and each.use_id not in over]
    gone = [each for each in ({x.use_id: x for x in policy.ended} | over).values() if not goes_on(each, held)]
    if band:
        held = [each for each in held if touches(each, policy, on=on, band=band, school=school)]
    deciders = _deciders({each.decision_number for each in held})
    found = found_of(held)
    listed = [_listed(each, policy, stops, deciders, found.get(each.use_id, ())) for each in held]
    since = bundle.activated_at if bundle else None
    return Register(
        district=settings.CHALKLINE.district,
        on=on,
        revision=policy.revision,
        digest=bundle.digest if bundle else "",
        in_force_since=timezone.localdate(since) if since else None,
        listed=tuple(
            sorted(listed, key=lambda each: (each.tool_name.casefold(), number_read(each.decision_number) or (0, 0)))
        ),
        said_no=tuple(SaidNo(x.tool_name, x.decision_number, x.decided_on, x.reason) for x in policy.declined),
        no_longer=tuple(
            NoLonger(
                x.tool_name,
                x.decision_number,
                x.ended_on,
                () if isinstance(x.purposes, Everything) else _purposes(policy, x.purposes),
            )
            for x in gone
        ),
        never=_purposes(policy, policy.never),
        year=on.year,
        incidents=public_count(on.year),
    )


def _listed(terms: Terms, policy: Policy, stops: Stops, deciders: dict[str, str], found: tuple[Found, ...]) -> Listed:
    facts = policy.facts.get(terms.tool)
    purposes = () if isinstance(terms.purposes, Everything) else tuple(sorted(terms.purposes))
    return Listed(
        anchor=f"{terms.tool}-{terms.decision_number}",
        tool=terms.tool,
        tool_name=terms.tool_name,
        purposes=_purposes(policy, terms.purposes),
        roles=named_roles(terms.roles),
        grades=named_bands(terms.grade_bands),
        schools=named_schools(policy, terms.schools),
        data=named_elements(policy, terms.elements),
        gets_student_records=gets_student_records(terms, policy),
        conditions=terms.conditions,
        decision_number=terms.decision_number,
        decided_on=terms.decided_on,
        decided_by=deciders.get(terms.decision_number, ""),
        until=terms.expires_on,
        agreement=facts.agreement_name if facts else "",
        agreement_until=facts.agreement_ends_on if facts else None,
        kept_by=tuple(KEPT_BY_NAMES[each] for each in KeptBy if each in terms.kept_by),
        touch=touch_of(terms),
        is_paused=is_paused(terms, stops),
        codes=ListedCodes(
            purposes=purposes or ("*",),
            roles=tuple(sorted(terms.roles)),
            grade_bands=bands_of(terms.grade_bands),
            elements=tuple(sorted(terms.elements)),
            kept_by=tuple(sorted(terms.kept_by)),
        ),
        found=found,
        teacher_sees=class_view_in(terms.conditions),
        highest=highest_for(terms.purposes) if touch_of(terms) is Touch.CHILD else None,
        people_decide=bool(policy.decided_by_people.intersection(purposes)),
    )


def _purposes(policy: Policy, purposes: Scope) -> tuple[Sentence, ...]:
    """Purposes by name, as a list has them."""
    if isinstance(purposes, Everything):
        return (Sentence("every purpose"),)
    return tuple(Sentence(name) for name in sorted(policy.purpose_names.get(each, each) for each in purposes))


def _deciders(numbers: set[str]) -> dict[str, str]:
    """Which committee decided, by decision number: its name and nothing of its members."""
    if not numbers:
        return {}
    found = decisions(system_actor("register")).select_related("committee")
    years = {int(number.split("-")[0]) for number in numbers if number.split("-")[0].isdigit()}
    named = {f"{each.year}-{each.number}": each.committee.name for each in found.filter(year__in=years)}
    return {number: named[number] for number in numbers if number in named}
