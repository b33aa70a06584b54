"""The numbers of one source, in the words of its kind."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chalkline.discover.sources.api import Kind, Source


def facts_of(source: Source) -> list[tuple[str, str]]:
    """What was in the file: label and number."""
    rows, aside = (_("Rows"), source.rows), (_("Set aside"), source.rejected)
    on_roster = (_("Of accounts not on the roster"), source.not_on_roster)
    facts = {
        Kind.INVENTORY: [
            rows, aside, (_("Different apps"), source.hosts), (_("Rows about AI services"), source.events)
        ],
        Kind.PURCHASE: [
            rows, aside, (_("Different vendors"), source.hosts), (_("Lines for AI services"), source.events)
        ],
        Kind.SURVEY: [
            (_("Answers"), source.rows), aside, (_("Answers that name an AI service"), source.ai_rows),
            (_("Mentions of AI services"), source.events),
        ],
        Kind.SIGN_IN: [
            rows, (_("Failed, or not opened"), source.passed_over), aside, (_("Different apps"), source.hosts),
            (_("AI sign-ins, each once"), source.events), on_roster,
            (_("Of devices without a known person"), source.without_person),
        ],
    }.get(Kind(source.kind)) or [
        rows,
        (_("Not about a visit"), source.passed_over),
        (_("Without a host name"), source.no_host),
        aside,
        (_("Different hosts or apps"), source.hosts),
        (_("AI visits or sign-ins, each once"), source.events),
        on_roster,
        (_("Of devices without a known person"), source.without_person),
    ]  # fmt: skip
    return [(label, f"{value:,}") for label, value in facts]
