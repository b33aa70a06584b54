"""What a correction is checked against: what is approved now. Reads only."""

from __future__ import annotations

from datetime import date

from chalkline.assist.drafts.models import Draft
from chalkline.assist.drafts.preparing import look_up, sources_of, sources_still_live
from chalkline.assist.drafts.reviewing import asker_of
from chalkline.people.api import Actor
from chalkline.protect.borne_out.checking import check_edited
from chalkline.protect.borne_out.splitting import sentences_of
from chalkline.protect.borne_out.words import Checked, Source


def sources_for(actor: Actor, draft: Draft, text: str, *, today: date) -> dict[int, Source]:
    """What a corrected text may rest on: the draft's sources that still live, and what is found for its words now."""
    asker = asker_of(draft)
    language = draft.question.language if draft.question else draft.newsletter.language if draft.newsletter else "en"
    live = sources_still_live(actor, draft.passages, asker, today=today)
    return live | sources_of(look_up(actor, text, asker, language, today=today).hits)


def check_correction(text: str, sources: dict[int, Source]) -> tuple[Checked, ...]:
    """Every sentence against those sources."""
    said = [sentence for line in text.splitlines() if line.strip() for sentence in sentences_of(line.strip())]
    return tuple(check_edited(each, sources) for each in said)
