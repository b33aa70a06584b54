"""What the gateway may put before a model: approved passages for what was asked, or that there are none.

Reads only. The text that was asked is kept nowhere; a few words that name nobody go back sealed where nothing answers.
"""

from __future__ import annotations

from datetime import date

from chalkline.assist.drafts.personal import masked
from chalkline.assist.drafts.preparing import asked_part
from chalkline.assist.drafts.rules import BY_WORDS_RELATED, COSINE_RELATED, outcome_of, sensitive_matters
from chalkline.assist.drafts.sealing import Missed, seal
from chalkline.assist.drafts.theming import kept_words, theme_of
from chalkline.assist.drafts.words import Outcome
from chalkline.assist.library.api import Audience
from chalkline.assist.retrieval.api import Hit, find, language_of
from chalkline.people.api import system_actor
from chalkline.rulebook import grounding as wire

AUDIENCES = {wire.Reader.PUBLIC: Audience.PUBLIC, wire.Reader.STAFF: Audience.STAFF}


def ground(asked: wire.Asked, *, today: date) -> wire.Told:
    """The passages that may be quoted today to whoever will read the answer.

    The same rule as for a draft says whether they answer. What only some roles may read is never among them: the
    gateway knows the roster's roles, not those held here. Staff may ask about any matter; others are sent to a person.
    """
    audience = AUDIENCES[asked.reader]
    matters = sensitive_matters(asked.text) if audience is Audience.PUBLIC else ()
    if matters:
        return wire.Told(approved=wire.Approved.PERSON)
    found = find(system_actor("gateway"), asked_part(asked.text), today=today, audience=audience)
    if outcome_of(found.hits, by_meaning=found.by_meaning, matters=()) is not Outcome.DRAFT:
        return wire.Told(approved=wire.Approved.NOTHING, gap=_missed(asked.text, audience))
    speaking = [hit for hit in found.hits if _speaks_of_it(hit)][: wire.MOST_PASSAGES]
    return wire.Told(approved=wire.Approved.FOUND, passages=tuple(_passage(each) for each in speaking))


def _missed(text: str, audience: Audience) -> str:
    """What to note as missing, sealed; "" where no word of it may be kept."""
    words = tuple(kept_words(masked(text)))
    theme = theme_of(text, (), sure=False)
    return seal(Missed(theme, language_of(text), audience, words)) if words else ""


def _speaks_of_it(hit: Hit) -> bool:
    return hit.cover >= BY_WORDS_RELATED or (hit.cosine or 0.0) >= COSINE_RELATED


def _passage(hit: Hit) -> wire.Passage:
    return wire.Passage(
        document_id=str(hit.document_id),
        version_digest=hit.version_digest,
        title=hit.title,
        text=hit.text,
        ends_on=hit.ends_on,
        headings=hit.headings,
        page=hit.page,
    )
