"""Readiness: the assessment, who answers what, and the plan."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed


@deed("looks at how ready the district is")
def looks_at_how_ready_the_district_is(moment: Moment) -> Any:
    """What the records answer is there at once."""
    from chalkline.report.readiness.api import begin_assessment

    return begin_assessment(moment.actor, now=moment.now)


@deed("gives a domain to")
def gives_a_domain_to(moment: Moment, *, assessment: Named, domain: str, person: Someone) -> Any:
    """Whoever knows answers the questions of a domain."""
    from chalkline.report.readiness.api import share_domain

    return share_domain(moment.actor, assessment, domain, str(person.pk), now=moment.now)


@deed("answers a question on readiness")
def answers_a_question_on_readiness(
    moment: Moment, *, assessment: Named, item: str, level: int, why: str = "", shown_by: str = ""
) -> Any:
    """Where the records cannot tell, or against them with a reason."""
    from django.utils.timezone import localdate

    from chalkline.report.readiness.api import Level, Said, answer_item

    said = Said(Level(level), why, shown_by, localdate(moment.now) if shown_by else None)
    return answer_item(moment.actor, assessment, item, said, now=moment.now)


@deed("plans a step")
def plans_a_step(moment: Moment, *, assessment: Named, item: str, person: Someone, until: Day, to_do: str = "") -> Any:
    """The suggested one, or another."""
    from chalkline.report.readiness.api import SUGGESTED, plan_step

    text = to_do or str(SUGGESTED[item])
    return plan_step(moment.actor, assessment, item, text=text, owner_id=str(person.pk), due_on=until, now=moment.now)


@deed("says what came of a step")
def says_what_came_of_a_step(moment: Moment, *, step: Named, note: str) -> Any:
    """It is done."""
    from chalkline.report.readiness.api import settle_step

    return settle_step(moment.actor, step, done=True, note=note, now=moment.now)


@deed("finishes the assessment")
def finishes_the_assessment(moment: Moment, *, assessment: Named) -> Any:
    """The next one is compared with it."""
    from chalkline.report.readiness.api import finish_assessment

    return finish_assessment(moment.actor, assessment, now=moment.now)
