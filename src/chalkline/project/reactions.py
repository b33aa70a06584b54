"""When X, then Y: the only list of what follows from a fact by itself.

Each line names a kind of fact and the function it leads to: ``(told, *, now)``. The function is called at
least once and takes effect once, after the fact has its place in the log, with Chalkline itself as the
actor. Everything that flows "back" against the import order flows through here, and is readable in one
place. A chore is what the keeper of the log also does each round: taking in what the gateway wrote down.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from chalkline.approve.appeals.api import follow_appeal
from chalkline.approve.packets.api import return_from_agenda
from chalkline.approve.reviews.api import send_by_what_is_known, send_to_reviewers
from chalkline.approve.routes.api import follow_route_rules
from chalkline.approve.uses.api import follow_decision, follow_duties, follow_taken_back
from chalkline.assist.drafts.api import close_gaps_after_approval, open_gap_after_call
from chalkline.assist.retrieval.api import follow_library
from chalkline.discover.findings.api import follow_features
from chalkline.govern.delegations.api import follow_delegation_decision
from chalkline.govern.minutes.api import follow_minutes_decision
from chalkline.govern.policies.api import follow_policy_decision, return_policy
from chalkline.jobs.api import ChannelKeeper, Chore, Handler, Reaction
from chalkline.ledger.api import SpoolKeeper, Told
from chalkline.oversee.held_calls import api as held_calls
from chalkline.oversee.on_call import api as on_call
from chalkline.oversee.output_review import api as output_review
from chalkline.oversee.review_calendar.api import follow_change, follow_feature
from chalkline.people.api import system_actor
from chalkline.publish.district_rules.api import follow_rules_decision
from chalkline.publish.limits import api as limits
from chalkline.publish.roster_extract.api import ExtractKeeper, build_extract
from chalkline.publish.standing_pack.api import PackKeeper, build_pack
from chalkline.purpose.portfolio.api import follow_rule_decision
from chalkline.report.strategy.api import follow_strategy_decision
from chalkline.rulebook.api import ChannelKind
from chalkline.rulebook.wire import CHANNEL_FOLDER


def tell_the_gateway(told: Told, *, now: datetime) -> None:
    """Keys, stops or people changed: the gateway learns of it within seconds, by a new pack."""
    build_pack(system_actor("reactions"), now=now)


def tell_the_gateway_of_people(told: Told, *, now: datetime) -> None:
    """Who is on the roster, or how somebody is called, changed: a new extract, and then the pack that names it."""
    build_extract(system_actor("reactions"), now=now)
    build_pack(system_actor("reactions"), now=now)


REACTIONS: list[Reaction] = [
    # a request that was filed or changed goes to its reviewers
    ("approve.request.filed/1", send_to_reviewers),
    ("approve.request.revised/1", send_to_reviewers),
    ("approve.request.use_case_attached/1", send_to_reviewers),
    # what a meeting did not decide is ready for another one
    ("govern.item.carried_over/1", return_from_agenda),
    ("govern.item.taken_off/1", return_from_agenda),
    # a decision grants, or says why not
    ("govern.decision.recorded/1", follow_decision),
    ("govern.decision.delegated/1", follow_decision),
    ("govern.decision.appeal_heard/1", follow_decision),
    ("govern.decision.recorded/1", follow_delegation_decision),
    ("govern.delegation.pulled_back/1", follow_taken_back),
    ("govern.decision.recorded/1", follow_appeal),
    ("govern.decision.recorded/1", follow_route_rules),
    ("govern.decision.recorded/1", follow_rule_decision),
    ("govern.decision.recorded/1", follow_rules_decision),
    # ... and adopts a strategy, or sets it aside
    ("govern.decision.recorded/1", follow_strategy_decision),
    # ... and adopts the version of a policy, or does not; what was not decided is a draft again
    ("govern.decision.recorded/1", follow_policy_decision),
    ("govern.item.carried_over/1", return_policy),
    ("govern.item.taken_off/1", return_policy),
    # ... and approves minutes
    ("govern.decision.recorded/1", follow_minutes_decision),
    # what the law asks follows what is in use and what is signed
    ("approve.use.granted/1", follow_duties),
    ("approve.use.ended/1", follow_duties),
    ("tools.agreement.recorded/1", follow_duties),
    ("tools.agreement.ended/1", follow_duties),
    # AI that comes into an approved product opens its review again
    ("tools.catalogue.loaded/1", follow_features),
    ("tools.service.added/1", follow_features),
    ("tools.service.corrected/1", follow_features),
    ("discover.source.loaded/1", follow_features),
    ("approve.use.granted/1", follow_features),
    ("discover.feature.appeared/1", follow_feature),
    # what records say of a tool decides how much care requests for it need: those on their way get the reviews for it
    ("tools.evaluation.finished/1", send_by_what_is_known),
    ("tools.evaluation.set_aside/1", send_by_what_is_known),
    ("tools.agreement.recorded/1", send_by_what_is_known),
    ("tools.agreement.ended/1", send_by_what_is_known),
    # what approved uses rest on changed: the model, the schedule, the maker or its terms. They are looked at again
    ("tools.tool.models_named/1", follow_change),
    ("tools.tool.maker_corrected/1", follow_change),
    ("tools.agreement.recorded/1", follow_change),
    ("tools.agreement.ended/1", follow_change),
    ("tools.evaluation.finished/1", follow_change),
    ("tools.evaluation.set_aside/1", follow_change),
    ("tools.risk.ended/1", follow_change),
    ("tools.service.corrected/1", follow_change),
    ("tools.conflict.settled/1", follow_change),
    ("tools.catalogue.loaded/1", follow_change),
    # what restricts reaches the gateway at once
    ("approve.use.suspended/1", tell_the_gateway),
    ("approve.use.resumed/1", tell_the_gateway),
    ("approve.use.ended/1", tell_the_gateway),
    ("approve.use.limited/1", tell_the_gateway),
    ("publish.rules.put_in_force/1", tell_the_gateway),
    ("publish.law.switched/1", tell_the_gateway),
    ("publish.stop.made/1", tell_the_gateway),
    ("publish.stop.restored/1", tell_the_gateway),
    ("publish.stop.drilled/1", tell_the_gateway),
    # who decides a matter of high stakes, and that nobody does any more
    ("approve.human_record.opened/1", tell_the_gateway),
    ("approve.human_record.closed/1", tell_the_gateway),
    ("approve.human_record.withdrawn/1", tell_the_gateway),
    ("approve.human_record.handed_over/1", tell_the_gateway),
    ("publish.key.issued/1", tell_the_gateway),
    ("publish.key.revoked/1", tell_the_gateway),
    ("publish.bundle.activated/1", tell_the_gateway),
    ("people.roster.imported/1", tell_the_gateway_of_people),
    ("people.nickname.added/1", tell_the_gateway_of_people),
    ("people.nickname.removed/1", tell_the_gateway_of_people),
    ("tools.agreement.ended/1", tell_the_gateway),
    # whom gateways believe about the person behind an app
    ("publish.front_end.registered/1", tell_the_gateway),
    ("publish.front_end.secret_replaced/1", tell_the_gateway),
    ("publish.front_end.withdrawn/1", tell_the_gateway),
    ("publish.issuer.named/1", tell_the_gateway),
    ("publish.issuer.withdrawn/1", tell_the_gateway),
    ("publish.limit.set/1", tell_the_gateway),
    ("publish.limit.lifted/1", tell_the_gateway),
    # whose training is current, or is no more
    ("people.training.noted/1", tell_the_gateway),
    # what a family says, or takes back, holds at the next call
    ("data.choice.recorded/1", tell_the_gateway),
    ("data.choice.withdrawn/1", tell_the_gateway),
    # a use that depends on a sound roster stops, or goes on, with the audit
    ("data.roster.audited/1", tell_the_gateway),
    ("data.requirement.set/1", tell_the_gateway),
    ("data.requirement.dropped/1", tell_the_gateway),
    # who is on call: without anybody, gateways answer no student
    ("oversee.rota.set/1", tell_the_gateway),
    # how far a class works with AI
    ("publish.class_level.set/1", tell_the_gateway),
    ("publish.class_work.set/1", tell_the_gateway),
    ("publish.class_work.ended/1", tell_the_gateway),
    # a held call: gateways learn that it waits, was released or refused, went out or lapsed
    ("oversee.held_call.taken_in/1", tell_the_gateway),
    ("oversee.held_call.released/1", tell_the_gateway),
    ("oversee.held_call.refused/1", tell_the_gateway),
    ("oversee.held_call.sent/1", tell_the_gateway),
    ("oversee.held_call.lapsed/1", tell_the_gateway),
    # what can be found and quoted follows what is approved
    ("assist.document.approved/1", follow_library),
    ("assist.document.approved/1", close_gaps_after_approval),
    ("assist.document.withdrawn/1", follow_library),
    ("assist.document.doubted/1", follow_library),
    ("assist.document.ended/1", follow_library),
    # ... and what the gateway was asked and nothing approved answers gets somebody who fills it
    ("gateway.content.not_found/1", open_gap_after_call),
]
# What gateways put into the channel, sealed, and who sees to it: ``(record, *, now)``.
CHANNEL: dict[ChannelKind, Handler] = {
    ChannelKind.ALERT: on_call.take_in,
    ChannelKind.HELD: held_calls.take_in,
    ChannelKind.LIMIT: limits.take_in,
    ChannelKind.KEPT: output_review.take_in,
}
CHORES: list[Chore] = [
    ChannelKeeper(settings.CHALKLINE.home / CHANNEL_FOLDER, CHANNEL),
    SpoolKeeper(settings.CHALKLINE.home / "spool"),
    ExtractKeeper(),
    PackKeeper(),
]
