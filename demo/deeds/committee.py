"""The committee: its charter and seats, meetings, motions, votes, decisions."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed


@deed("charters the committee")
def charters_the_committee(
    moment: Moment,
    *,
    name: str,
    purpose: str,
    chosen_how: str,
    cadence: str,
    conflict_rule: str,
    records_rule: str,
    review_on: Day,
) -> Any:
    """A deciding committee that meets in public and may vote in writing; families are promised two seats."""
    from chalkline.govern.committees.api import Authority, Charter, Constituency, Openness, charter_committee

    charter = Charter(
        name, purpose, Authority.DECIDING, chosen_how, cadence, conflict_rule, records_rule, review_on,
        promised={Constituency.TEACHER: 2, Constituency.FAMILY: 2}, in_writing=True, openness=Openness.PUBLIC,
    )  # fmt: skip
    return charter_committee(moment.actor, charter, now=moment.now)


@deed("seats a member")
def seats_a_member(
    moment: Moment, *, committee: Named, member: Someone, speaks_for: str, votes: bool = True, chair: bool = False
) -> Any:
    """Somebody for a constituency."""
    from chalkline.govern.committees.api import Constituency, seat_member

    place = Constituency(speaks_for)
    return seat_member(moment.actor, committee, member, place, has_vote=votes, is_chair=chair, now=moment.now)


@deed("calls a meeting")
def calls_a_meeting(moment: Moment, *, committee: Named, on: Day, at: str = "16:00", where: str) -> Any:
    """A meeting, with the notice its charter promises. A weekend moves to the next school day."""
    from datetime import time

    from chalkline.govern.committees.api import MeetingCall, call_meeting

    starts = moment.year.at(moment.year.working(on), time.fromisoformat(at))
    return call_meeting(moment.actor, committee, MeetingCall(starts, where), now=moment.now)


@deed("puts on the agenda")
def puts_on_the_agenda(moment: Moment, *, request: Named, meeting: Named) -> Any:
    """A reviewed request, with its packet."""
    from chalkline.approve.packets.api import put_on_agenda

    return put_on_agenda(moment.actor, request, meeting, now=moment.now)


@deed("opens the meeting")
def opens_the_meeting(moment: Moment, *, meeting: Named, present: list[Someone]) -> Any:
    """The chair opens it and notes who is there."""
    from chalkline.govern.committees.api import meeting_by_id, note_arrival, open_meeting

    opened = open_meeting(moment.actor, meeting_by_id(moment.actor, str(meeting.pk)), now=moment.now)
    for person in present:
        note_arrival(moment.actor, opened, person, now=moment.now)
    return opened


@deed("declares a conflict")
def declares_a_conflict(moment: Moment, *, item: Named, reason: str) -> Any:
    """A member says so and does not vote."""
    from chalkline.govern.committees.api import declare_conflict

    return declare_conflict(moment.actor, item, reason=reason, now=moment.now)


@deed("moves to approve")
def moves_to_approve(moment: Moment, *, item: Named, reason: str, until: Day | None = None) -> Any:
    """With the conditions that the reviews ask for, and the last day that is suggested unless another is said."""
    from chalkline.govern.committees.api import Motion, Outcome, entry_of, make_motion

    last = until or item.suggested_expires_on
    motion = Motion(Outcome.APPROVE_WITH_CONDITIONS, entry_of(item).proposed, last, reason)
    return make_motion(moment.actor, item, motion, now=moment.now)


@deed("moves to decline")
def moves_to_decline(moment: Moment, *, item: Named, reason: str) -> Any:
    """A no, with its reason."""
    from chalkline.govern.committees.api import Motion, Outcome, make_motion

    return make_motion(moment.actor, item, Motion(Outcome.DECLINE, (), None, reason), now=moment.now)


def _votes(choice: str) -> Any:
    def votes(moment: Moment, *, motion: Named, reason: str = "") -> Any:
        """A member's vote on the motion before the committee, under their name."""
        from chalkline.govern.committees.api import Choice, cast_vote, motion_digest

        digest = motion_digest(motion)
        return cast_vote(moment.actor, motion, Choice(choice), on_motion=digest, reason=reason, now=moment.now)

    return votes


deed("votes for it")(_votes("for"))
deed("votes against it")(_votes("against"))
deed("abstains")(_votes("abstain"))


@deed("closes the vote")
def closes_the_vote(moment: Moment, *, motion: Named) -> Any:
    """The vote is counted and the decision recorded."""
    from chalkline.govern.committees.api import item_by_id
    from chalkline.govern.decisions.api import close_item

    return close_item(moment.actor, item_by_id(moment.actor, str(motion.pk)), now=moment.now)


@deed("closes the meeting")
def closes_the_meeting(moment: Moment, *, meeting: Named) -> Any:
    """What was not decided is carried over."""
    from chalkline.govern.committees.api import adjourn_meeting, meeting_by_id

    return adjourn_meeting(moment.actor, meeting_by_id(moment.actor, str(meeting.pk)), now=moment.now)


@deed("names who keeps the minutes")
def names_who_keeps_the_minutes(moment: Moment, *, committee: Named, person: Someone) -> Any:
    """It need not be a member."""
    from chalkline.govern.committees.api import name_secretary

    return name_secretary(moment.actor, committee, person, now=moment.now)


@deed("names to a post")
def names_to_a_post(moment: Moment, *, person: Someone, post: str) -> Any:
    """Whose name stands under the decisions of this post."""
    from chalkline.govern.responsibilities.api import name_to_post, post_by_id

    return name_to_post(moment.actor, post_by_id(moment.actor, post), person, now=moment.now)


@deed("writes in the minutes")
def writes_in_the_minutes(moment: Moment, *, meeting: Named, passage: str, text: str) -> Any:
    """What was said; what was recorded stands there by itself."""
    from chalkline.govern.committees.api import meeting_by_id
    from chalkline.govern.minutes.api import write_passage

    return write_passage(moment.actor, meeting_by_id(moment.actor, str(meeting.pk)), passage, text, now=moment.now)


@deed("puts the minutes on the consent agenda")
def puts_the_minutes_on_the_consent_agenda(moment: Moment, *, of: Named, meeting: Named) -> Any:
    """Of a meeting that ended, before a later one: nobody has to talk about them."""
    from chalkline.govern.committees.api import meeting_by_id, put_on_consent
    from chalkline.govern.minutes.api import propose_minutes

    item = propose_minutes(moment.actor, meeting_by_id(moment.actor, str(of.pk)), meeting, now=moment.now)
    return put_on_consent(moment.actor, item, now=moment.now)


@deed("votes for the consent agenda")
def votes_for_the_consent_agenda(moment: Moment, *, meeting: Named) -> Any:
    """One vote for everything on it."""
    from chalkline.govern.committees.api import Choice, consent_digest, meeting_by_id, vote_on_consent

    now_so = meeting_by_id(moment.actor, str(meeting.pk))
    return vote_on_consent(moment.actor, now_so, Choice.FOR, on_agenda=consent_digest(now_so), now=moment.now)


@deed("closes the consent agenda")
def closes_the_consent_agenda(moment: Moment, *, meeting: Named) -> Any:
    """A decision for each item."""
    from chalkline.govern.committees.api import meeting_by_id
    from chalkline.govern.decisions.api import close_consent

    return close_consent(moment.actor, meeting_by_id(moment.actor, str(meeting.pk)), now=moment.now)


@deed("asks for votes in writing")
def asks_for_votes_in_writing(moment: Moment, *, item: Named, until: Day, because: str) -> Any:
    """Between meetings, until five in the afternoon of a day."""
    from datetime import time

    from chalkline.govern.committees.api import item_by_id, open_written_vote

    current = item_by_id(moment.actor, str(item.pk))
    closes = moment.year.at(until, time(17))
    return open_written_vote(moment.actor, current, closes, reason=because, now=moment.now)


@deed("declares an interest")
def declares_an_interest(moment: Moment, *, vendor: str, reason: str) -> Any:
    """Once, for every item about what this vendor makes."""
    from chalkline.govern.committees.api import declare_interest
    from chalkline.kernel.subjects import SubjectRef

    subject = SubjectRef("vendor", vendor.casefold())
    return declare_interest(moment.actor, subject, vendor, reason=reason, now=moment.now)
