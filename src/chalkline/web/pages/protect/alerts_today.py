"""Today: alerts that wait for somebody to have them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localtime

from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.on_call.api import AlertState, alerts_for, alerts_open, category_name
from chalkline.people.api import Actor
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, at_risk, waits_for_me

MOST = 5


@waits_for_me
def alerts_to_take(actor: Actor, today: date) -> Iterator[Waiting]:
    """Alerts that are with this person: nothing waits more."""
    if not actor.could("alerts.have"):
        return
    for alert in alerts_for(actor)[:MOST]:
        is_open = alert.state == AlertState.OPEN
        yield Waiting(
            Sentence("A drill waits for you") if alert.is_drill else Sentence("A student may be in danger"),
            address_of("alerts.show", alert.pk),
            Sentence("Take it") if is_open else Sentence("Say what was done"),
            category_name(alert.category),
            due_on=localtime(alert.at).date(),
        )


@at_risk
def alerts_that_wait(actor: Actor, today: date) -> Iterator[Waiting]:
    """Alerts that are with somebody else and not taken yet."""
    if not actor.may("alerts.see"):
        return
    untaken = alerts_open(actor).filter(state=AlertState.OPEN.value).exclude(responsible_id=id_from(actor.id))
    for alert in untaken[:MOST]:
        yield Waiting(
            Sentence("An alert is not taken yet"),
            address_of("alerts.show", alert.pk),
            Sentence("See the alert"),
            Sentence("{name} was told.", name=str(alert.responsible)),
            note=Sentence("open now"),
        )
