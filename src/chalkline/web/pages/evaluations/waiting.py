"""What evaluations put on Today: those one looks after and that wait for us, proof that ends, keys to compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.tools.evaluations.api import WithWhom, district_keys, proof_that_ends, record_of, under_way
from chalkline.web.pages.evaluations.telling import who_has_it
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, waits_for_me

OURS = {
    WithWhom.NOBODY_ASKED: Sentence("Make a link"),
    WithWhom.LINK_OVER: Sentence("Make another link"),
    WithWhom.ASSESSORS: Sentence("Assess the answers"),
    WithWhom.OWNER: Sentence("Finish it"),
}
SOON = timedelta(days=60)


@waits_for_me
def evaluations_i_look_after(actor: Actor, today: date) -> Iterator[Waiting]:
    """Evaluations that wait for their owner; and those the vendor has, once they are late."""
    if not actor.may("evaluations.assess"):
        return
    for each in (one for one in under_way(actor) if str(one.owner_id) == actor.id):
        holder, sentence = who_has_it(record_of(each), utc_now())
        if holder in OURS or each.due_on < today:
            yield Waiting(
                Sentence("The evaluation of {tool}", tool=each.tool.name),
                address_of("evaluations.show", each.pk),
                OURS.get(holder, Sentence("Remind the vendor")),
                sentence,
                due_on=each.due_on,
            )


@waits_for_me
def proof_that_ends_soon(actor: Actor, today: date) -> Iterator[Waiting]:
    """Proof of evaluations one looks after, within 60 days of its end: one line a tool."""
    if not actor.may("evaluations.assess"):
        return
    told: set[str] = set()
    for each in proof_that_ends(today):
        tool = each.evaluation.tool
        if each.good_until > today + SOON or str(each.evaluation.owner_id) != actor.id or tool.slug in told:
            continue
        told.add(tool.slug)
        yield Waiting(
            Sentence("Proof about {tool} ends: {title}", tool=tool.name, title=each.title),
            address_of("evaluations.show", each.evaluation_id),
            Sentence("Ask for a newer one"),
            Sentence("After that day it counts as the vendor’s word, and its points fall."),
            due_on=each.good_until,
        )


@waits_for_me
def keys_to_compare(actor: Actor, today: date) -> Iterator[Waiting]:
    """Keys of other districts that nobody has compared yet."""
    if not actor.may("evaluations.trust_key"):
        return
    for key in district_keys(actor).filter(confirmed_at=None, refused_at=None):
        yield Waiting(
            Sentence("A file says it comes from {district}", district=key.district),
            address_of("evaluations.compare_key", key.pk),
            Sentence("Compare its key"),
            Sentence("Nothing in it is taken over before somebody has compared the key by telephone."),
        )
