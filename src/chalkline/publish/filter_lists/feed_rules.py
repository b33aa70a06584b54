"""Whether a feed may be opened and a layout is whole. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.forms import FORMS
from chalkline.publish.filter_lists.forms.mapped import Column, Holds
from chalkline.publish.filter_lists.words import LONGEST_NAME, Span
from chalkline.rulebook.api import BANDS, ROSTER_ROLES

MAPPED = "mapped"
MOST_COLUMNS = 40
LONGEST_LIFE = 400
HOSTS = frozenset({Holds.HOST, Holds.ADDRESS, Holds.WILDCARD})


def check_layout(name: str, columns: Sequence[Column], words: Mapping[str, str]) -> str:
    """The name, tidied. Raises Problem("filter_lists.columns_unclear")."""
    tidy = " ".join(name.split())
    headers = [each.header.strip() for each in columns]
    if not tidy or len(tidy) > LONGEST_NAME:
        raise _columns_unclear("name", Sentence("Name the product these columns are of."))
    if not headers or len(headers) > MOST_COLUMNS or len(set(headers)) < len(headers) or not all(headers):
        raise _columns_unclear(
            "header", Sentence("Each column needs a heading of its own, {n} at most.", n=MOST_COLUMNS)
        )
    if not any(each.holds in HOSTS for each in columns):
        raise _columns_unclear("header", Sentence("One column has to hold the domain."))
    if not any(words.values()):
        raise _columns_unclear("block", Sentence("Give the product's own word for at least one of the three."))
    return tidy


def check_feed(name: str, form: str, spans: Sequence[Span], days: int) -> str:
    """The name, tidied.

    Raises Problem: filter_lists.feed_name_missing, .form_unknown, .audience_unclear, .life_unclear.
    """
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        what = Sentence("The feed needs a name of at most {n} letters.", n=LONGEST_NAME)
        raise Problem(
            "filter_lists.feed_name_missing",
            what=what,
            why=Sentence("Whoever revokes it one day must know which appliance has it."),
            next_step=Sentence("Name the appliance, for example “Pi-hole at Juniper”."),
            fields={"name": what},
        )
    if form not in FORMS and form != MAPPED:
        raise form_unknown()
    known = bool(spans) and all(
        each.roles and set(each.roles) <= set(ROSTER_ROLES) and set(each.bands or ()) <= set(BANDS) for each in spans
    )
    if not known:
        what = Sentence("Say for whom the feed is.")
        raise Problem(
            "filter_lists.audience_unclear",
            what=what,
            why=Sentence("Each group of people has lists of its own."),
            next_step=Sentence("Choose roles, schools and grades."),
            fields={"audience": what},
        )
    if not 1 <= days <= LONGEST_LIFE:
        what = Sentence("A feed lives from 1 to {n} days.", n=LONGEST_LIFE)
        raise Problem(
            "filter_lists.life_unclear",
            what=what,
            why=Sentence("A secret that never ends is one that nobody remembers."),
            next_step=Sentence("Choose a number of days; a new feed takes a minute."),
            fields={"days": what},
        )
    return tidy


def form_unknown() -> Problem:
    """No product takes lists like that here."""
    what = Sentence("There is no such form of the lists.")
    return Problem(
        "filter_lists.form_unknown",
        what=what,
        why=Sentence("Each product takes its lists in its own form."),
        next_step=Sentence("Choose one of those on the page, or say which columns your product takes."),
        fields={"form": what},
    )


def feed_over(revoked_at: datetime | None) -> Problem:
    """The feed was revoked, or its time is up."""
    return Problem(
        "filter_lists.feed_over",
        what=Sentence("This feed was revoked.") if revoked_at else Sentence("This feed has expired."),
        why=Sentence("It gives nothing more; the appliance should keep the lists it has."),
        next_step=Sentence("Open a new feed and put its address into the appliance."),
        kind=Kind.NOT_ALLOWED,
    )


def audience_gone() -> Problem:
    """None of the people a feed is for are in the lists."""
    return Problem(
        "filter_lists.audience_gone",
        what=Sentence("The lists in force say nothing of the people this feed is for."),
        why=Sentence("A school or a grade may have left the roster, and an empty list would let everything through."),
        next_step=Sentence("Revoke this feed and open one for people who are there."),
        kind=Kind.CONFLICT,
    )


def no_such_file() -> Problem:
    """The form writes no file of that name."""
    return Problem(
        "filter_lists.no_such_file",
        what=Sentence("This feed has no file of that name."),
        why=Sentence("Each form writes files of its own."),
        next_step=Sentence("Look at the feed's page for the addresses of its files."),
        kind=Kind.NOT_FOUND,
    )


def _columns_unclear(field: str, what: Sentence) -> Problem:
    return Problem(
        "filter_lists.columns_unclear",
        what=what,
        why=Sentence("The file is written with exactly these columns, so they must be what the product expects."),
        next_step=Sentence("Copy the first line of the product's own template or export."),
        fields={field: what},
    )
