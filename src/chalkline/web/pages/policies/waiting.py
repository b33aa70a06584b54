"""What policies put on Today: a text to read and sign, classes to tell, comments to answer or to make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from chalkline.govern.committees.api import AgendaItem, Meeting, day_of
from chalkline.govern.policies.api import (
    Days,
    PolicyVersion,
    Repeal,
    body_of,
    may_write,
    open_for_comment,
    put_before,
    put_repeal_before,
    repeals_for,
    repeals_for_a_board,
    to_sign,
    to_tell,
    unanswered,
    versions_on_their_way,
    without_owner,
)
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.web.agenda_ready import CouldGoOn, may_go_on_agenda
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, comes_next, waits_for_me

MOST = 5
A_FORTNIGHT, A_MONTH, A_YEAR = timedelta(days=14), timedelta(days=30), timedelta(days=365)


@may_go_on_agenda
def policies_written(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Texts that are written and not adopted yet; one whose comments are not answered says so."""
    if not may_write(actor):
        return
    for each in versions_on_their_way(actor):
        title = Sentence("{title}, version {n}", title=each.policy.title, n=each.number)
        url, open_ones = address_of("policies.version", each.policy_id, each.number), unanswered(actor, each)
        if open_ones:
            lacks = Sentence("Comments to answer first: {n}.", n=open_ones)
            yield CouldGoOn(f"policy:{each.pk}", title, url, lacks, why_not=lacks)
            continue
        yield CouldGoOn(
            f"policy:{each.pk}",
            title,
            url,
            Sentence("It would hold two weeks after the meeting, and be looked at again in a year"),
            partial(_put, each),
        )


def _put(version: PolicyVersion, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    on = day_of(meeting)
    return put_before(actor, version, meeting, Days(on + A_FORTNIGHT, on + A_YEAR), now=now)


@waits_for_me
def policies_to_sign(actor: Actor, today: date) -> Iterator[Waiting]:
    """Texts that bind this person and that they have not signed; classes of theirs to be told."""
    if not actor.could("policies.sign"):
        return
    for each in to_sign(actor)[:MOST]:
        yield Waiting(
            Sentence("Read and sign: {title}", title=each.policy.title),
            address_of("policies.show", each.policy_id),
            Sentence("Read and sign it"),
            Sentence("It binds you. Reading takes a few minutes."),
            note=Sentence("reminder") if each.reminders.exists() else Sentence("new"),
        )
    for version, classes in to_tell(actor)[:MOST]:
        count = len(classes)
        yield Waiting(
            Sentence("Tell your class what is expected: {title}", title=version.policy.title)
            if count == 1
            else Sentence("Tell your {n} classes what is expected: {title}", n=count, title=version.policy.title),
            address_of("policies.show", version.policy_id),
            Sentence("Say that they were told"),
        )


@waits_for_me
def comments_to_answer(actor: Actor, today: date) -> Iterator[Waiting]:
    """Comments nobody has answered, for those who write."""
    if not may_write(actor):
        return
    for each in open_for_comment(actor, today)[:MOST]:
        count = unanswered(actor, each)
        if count:
            yield Waiting(
                Sentence("Comments to answer on “{title}”: {n}", title=each.policy.title, n=count),
                address_of("policies.version", each.policy_id, each.number),
                Sentence("Answer them"),
                due_on=each.comment_until,
            )


@waits_for_me
def policies_without_owner(actor: Actor, today: date) -> Iterator[Waiting]:
    """Policies whose owner has left the district, or may not write policies any more."""
    if not may_write(actor):
        return
    for each in without_owner(actor)[:MOST]:
        yield Waiting(
            Sentence("Nobody answers for “{title}” any more", title=each.title),
            address_of("policies.hand_over", each.pk),
            Sentence("Name somebody"),
            Sentence("{name} answered for it.", name=str(each.owner)),
        )


@waits_for_me
def repeals_to_record(actor: Actor, today: date) -> Iterator[Waiting]:
    """Repeals that a school board decides on, for those who may record it and did not propose it."""
    if not actor.may("policies.record_adoption"):
        return
    for each in repeals_for_a_board(actor)[:MOST]:
        yield Waiting(
            Sentence(
                "Record what the {body} decided about “{title}”", body=body_of(each.version), title=each.policy.title
            ),
            address_of("policies.show", each.policy_id),
            Sentence("Open it"),
            Sentence("Somebody proposed to repeal it."),
        )


@may_go_on_agenda
def repeals_proposed(actor: Actor, meeting: Meeting) -> Iterator[CouldGoOn]:
    """Proposals to end a text that this committee adopted."""
    if not may_write(actor):
        return
    for each in repeals_for(meeting.committee):
        yield CouldGoOn(
            f"policy_repeal:{each.pk}",
            Sentence("Repeal of {title} ({code})", title=each.policy.title, code=each.policy.code),
            address_of("policies.show", each.policy_id),
            Sentence("It would end a month after the meeting"),
            partial(_put_repeal, each),
        )


def _put_repeal(repeal: Repeal, actor: Actor, meeting: Meeting, now: datetime) -> AgendaItem:
    return put_repeal_before(actor, repeal, meeting, day_of(meeting) + A_MONTH, now=now)


@comes_next
def policies_for_comment(actor: Actor, today: date) -> Iterator[Waiting]:
    """Texts one may comment on."""
    if not actor.could("policies.comment"):
        return
    for each in open_for_comment(actor, today)[:MOST]:
        yield Waiting(
            Sentence("Say what you think of “{title}”", title=each.policy.title),
            address_of("policies.version", each.policy_id, each.number),
            Sentence("Read it and comment"),
            due_on=each.comment_until,
        )
