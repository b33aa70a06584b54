"""Which gap a question falls into, who is asked to fill it, and whether new content does. Reads only."""

from __future__ import annotations

from django.db.models import Count

from chalkline.assist.drafts.models import Gap
from chalkline.assist.library.api import Passage, Theme, Version
from chalkline.assist.retrieval.api import terms_of
from chalkline.people.api import Role, holders_of

SAME, FILLED = 0.5, 0.6


def same_gap(theme: Theme, language: str, audience: str, words: list[str]) -> Gap | None:
    """An open gap that asks for the same: half of the words of the smaller of the two are shared."""
    asked = set(terms_of(" ".join(words), language))
    for gap in Gap.objects.select_for_update().filter(
        theme=theme, language=language, audience=audience, closed_at=None
    ):
        known = set(terms_of(" ".join(gap.words), language))
        if asked and known and len(asked & known) / min(len(asked), len(known)) > SAME:
            return gap
    return None


def who_should_fill(theme: Theme, otherwise: str) -> str:
    """Whoever answers for most of what is approved on the theme; else communications; else who asks.

    Where nobody in particular asks (``otherwise`` is ""), the technology director; "" where there is none either.
    """
    owned = (
        Version.objects.filter(state="approved", document__theme=theme, document__withdrawn_at=None)
        .filter(document__owner__is_active=True)
        .values("document__owner")
        .annotate(count=Count("id"))
        .order_by("-count", "document__owner")
    )
    if owned:
        return str(owned[0]["document__owner"])
    lead = holders_of(Role.COMMUNICATIONS).order_by("family_name").first()
    if lead is None and not otherwise:
        lead = holders_of(Role.TECHNOLOGY_DIRECTOR).order_by("family_name").first()
    return str(lead.pk) if lead else otherwise


def is_filled_by(gap: Gap, version: Version) -> bool:
    """Whether one passage of a version speaks of most of what the gap asks for."""
    asked = set(terms_of(" ".join(gap.words), gap.language))
    if not asked or version.document.language != gap.language:
        return False
    return any(
        len(asked & set(terms_of(f"{version.document.title} {' '.join(each.headings)} {each.text}", gap.language)))
        >= FILLED * len(asked)
        for each in Passage.objects.filter(version=version)
    )
