"""The library on the calendar: what is approved to be quoted is looked at again, or ends by itself after notice.

Everybody reads the calendar, and not everybody every document: what is not for the public stands there by what it is
about, without its title.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chalkline.assist.library.api import (
    THEME_NAMES,
    Audience,
    Term,
    Theme,
    Version,
    approved_version,
    approved_versions,
    end_version,
    renew_document,
)
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.registering import reviewable
from chalkline.oversee.review_calendar.words import Offered
from chalkline.people.api import Actor


def documents_offered(on: date) -> Iterator[Offered]:
    """Every document with an approved version that has not ended. Its owner is who answers for it."""
    for version in approved_versions(on):
        document = version.document
        assert version.review_on  # approved versions have a term
        theme = THEME_NAMES[Theme(document.theme)]
        title = document.title
        if document.audience != Audience.PUBLIC:
            title = str(Sentence("A document for staff: {theme}", theme=theme))
        yield Offered("document", str(document.pk), title, version.review_on, version.ends_on, str(document.owner_id))


def added_it(person_id: str, document_id: str) -> bool:
    """Whether somebody added what is approved: then somebody else looks at it again."""
    version = approved_version(document_id)
    return version is not None and str(version.added_by_id) == person_id


def end_a_document(actor: Actor, document_id: str, _reason: str, now: datetime) -> object:
    """By its own command: yesterday was its last day. Renewing brings it back."""
    return end_version(actor, _version(document_id), now=now)


def keep_a_document(actor: Actor, document_id: str, next_on: date, now: datetime) -> object:
    """By its own command: it holds as long as before, and is looked at again on another day."""
    version = _version(document_id)
    assert version.begins_on and version.ends_on
    return renew_document(actor, version, Term(version.begins_on, next_on, version.ends_on), now=now)


def _version(document_id: str) -> Version:
    version = approved_version(document_id)
    if version is None:
        raise not_found(Sentence("document"))
    return version


reviewable(
    "document",
    Sentence("Approved content"),
    offer=documents_offered,
    end=end_a_document,
    is_party=added_it,
    go_on=keep_a_document,
    needs="library.approve",
    if_missed=Sentence("If nobody looks at it by {day}, it is quoted no more, to nobody, until somebody renews it."),
    because=Sentence("Its review was due on {day} and nobody held it, so it is quoted no more until it is renewed."),
    page="assist.document",
)
