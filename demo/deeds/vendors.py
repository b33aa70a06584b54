"""Evaluations of tools: begun, answered by the vendor's link, assessed, a risk accepted; one of another district."""

from __future__ import annotations

import hashlib
from typing import Any

from telling.deed import Day, Moment, Named, Someone, deed

NEIGHBOR = hashlib.sha256(b"the key of an invented district").digest()  # of the sample only: it signs nothing else


@deed("begins an evaluation")
def begins_an_evaluation(moment: Moment, *, tool: str, true_of_it: list[str], owner: Someone, due_on: Day) -> Any:
    """Of a registered tool, by the questions in use."""
    from chalkline.tools.evaluations.api import start_evaluation
    from chalkline.tools.register.api import registered

    return start_evaluation(
        moment.actor, registered(tool), facets=true_of_it, owner=owner, due_on=due_on, now=moment.now
    )


@deed("makes a link for the vendor")
def makes_a_link_for_the_vendor(moment: Moment, *, evaluation: Named, to: str) -> Any:
    """Gives its secret."""
    from chalkline.tools.evaluations.api import make_vendor_link

    return make_vendor_link(moment.actor, evaluation, sent_to=to, now=moment.now)[1]


@deed("has the vendor answer by its link")
def has_the_vendor_answer(
    moment: Moment, *, link: Named, evaluation: Named, name: str, email: str, position: str, says: dict[str, str]
) -> Any:
    """All is answered with yes but what ``says`` names (its words begin with "no:" or "partly:"), and handed in."""
    from chalkline.people.api import system_actor
    from chalkline.tools.evaluations.api import (
        AnswerGiven,
        Respondent,
        Says,
        name_respondent,
        record_of,
        save_answers,
        submit_answers,
    )

    visitor = system_actor("vendor_link")
    name_respondent(visitor, link, Respondent(name, email, position), now=moment.now)
    answers = {each.id: AnswerGiven(Says.YES, "See our trust page.") for each in record_of(evaluation).questions}
    for question, words in says.items():
        word, _colon, rest = words.partition(": ")
        known = word in {each.value for each in Says}
        answers[question] = AnswerGiven(Says(word), rest) if known else AnswerGiven(Says.YES, words)
    save_answers(visitor, link, answers, now=moment.now)
    return submit_answers(visitor, link, now=moment.now)


@deed("assesses the answers")
def assesses_the_answers(moment: Moment, *, evaluation: Named, but: dict[str, str]) -> Any:
    """All are met by their word but what ``but`` names, such as "does_not: They train on prompts."."""
    from chalkline.tools.evaluations.api import Assessed, Judgment, assess_answers, record_of

    found = {each.id: Assessed(Judgment.STATEMENT) for each in record_of(evaluation).questions}
    for question, words in but.items():
        how, _colon, note = words.partition(": ")
        found[question] = Assessed(Judgment(how), note)
    return assess_answers(moment.actor, evaluation, found, now=moment.now)


@deed("finishes an evaluation")
def finishes_an_evaluation(moment: Moment, *, evaluation: Named, summary: str) -> Any:
    """From now on the tool stands by it."""
    from chalkline.tools.evaluations.api import finish_evaluation

    return finish_evaluation(moment.actor, evaluation, summary=summary, now=moment.now)


@deed("accepts a risk in writing")
def accepts_a_risk(moment: Moment, *, evaluation: Named, question: str, because: str, until: Day) -> Any:
    """Of a failed gate, until a day."""
    from chalkline.tools.evaluations.api import accept_risk

    return accept_risk(moment.actor, evaluation, question, reason=because, until=until, now=moment.now)


@deed("brings in an evaluation of another district")
def brings_in_an_evaluation(moment: Moment, *, tool: str, district: str, domain: str, finished_on: Day) -> Any:
    """As its signed file says it; the file is written here, with the key of a district that does not exist."""
    from chalkline.tools.evaluations.api import receive_shared
    from chalkline.tools.evaluations.exchange import sign_document
    from chalkline.tools.questionnaires.api import shipped_questions
    from chalkline.tools.register.api import registered

    known, (version, questions) = registered(tool), shipped_questions()
    day = finished_on.isoformat()
    asked = questions.put_to(["student_facing"])
    body = {
        "district": {"name": district, "domain": domain, "state": ""},
        "made_at": f"{day}T12:00:00+00:00",
        "finished_on": day,
        "tool": {"slug": known.slug, "name": known.name, "vendor": known.vendor},
        "facets": ["student_facing"],
        "questionnaire": {
            "number": 1, "digest": questions.digest, "shipped": version,
            "questions": [each.as_json() for each in questions.items],
        },
        "answers": [
            {"question": e.id, "says": "yes", "words": "As our terms say.", "by": "vendor", "on": day} for e in asked
        ],
        "assessments": [
            {"question": e.id, "how": "partly" if e.id == "S06" else "statement", "red_flag": False,
             "note": "The test does not cover the AI parts." if e.id == "S06" else "", "on": day}
            for e in asked
        ],
        "evidence": [],
        "subprocessors": [
            {"name": "Sample Cloud", "country": "United States", "purpose": "hosting", "elements": ["student_work"]}
        ],
        "score": {"points": 2 * sum(e.weight for e in asked), "most": 4 * sum(e.weight for e in asked)},
        "summary": "Good for teachers; ask for the penetration test each year.",
    }  # fmt: skip
    return receive_shared(moment.actor, sign_document(body, NEIGHBOR), known, now=moment.now)


@deed("compares the key of another district")
def compares_the_key(moment: Moment, *, shared: Named) -> Any:
    """By telephone, by its last signs."""
    from chalkline.tools.evaluations.api import confirm_district_key, fingerprint

    return confirm_district_key(moment.actor, shared.key, fingerprint(shared.key.public)[-9:], now=moment.now)
