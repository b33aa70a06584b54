"""How answers, evidence and lists of sub-processors are kept, whoever gives them: shared by several commands."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile

from chalkline.kernel.clock import local_day
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor
from chalkline.rulebook.api import vocabulary
from chalkline.tools.evaluations import files, rules
from chalkline.tools.evaluations.events import AnswersSaved, EvidenceAttached, SubprocessorsListed
from chalkline.tools.evaluations.gathering import Record
from chalkline.tools.evaluations.models import Answer, Evaluation, Evidence, SubprocessorList, VendorLink
from chalkline.tools.evaluations.words import (
    MOST_FILES,
    PROOF_GOOD_FOR,
    AnswerGiven,
    GivenBy,
    ProofGiven,
    Subprocessor,
)
from chalkline.tools.register.api import tool_ref

LONGEST_LIFE = timedelta(days=365 * 5)


def keep_answers(
    actor: Actor, kept: Record, answers: Mapping[str, AnswerGiven], by: GivenBy, *, link: VendorLink | None,
    now: datetime,
) -> tuple[str, ...]:  # fmt: skip
    """Add the answers that differ from the newest; gives their questions."""
    changed = {
        question: tidy
        for question, given in answers.items()
        if _differs(kept.answers.get(question), tidy := _checked(question, given))
    }
    Answer.objects.bulk_create(
        Answer(
            evaluation=kept.evaluation,
            question=question,
            says=given.says,
            words=given.words,
            given_by=by,
            link=link,
            person_id="" if link else actor.id,
            at=now,
        )
        for question, given in changed.items()
    )
    if changed:
        named = tuple(sorted(changed))
        evaluation, tool = ref_of(kept.evaluation), kept.evaluation.tool
        record(AnswersSaved(evaluation, tool_ref(tool), tool.name, by.value, named), actor_id=actor.id, now=now)
    return tuple(changed)


def keep_evidence(
    actor: Actor, kept: Record, given: ProofGiven, name: str, content: bytes, by: GivenBy, *,
    link: VendorLink | None, now: datetime,
) -> Evidence:  # fmt: skip
    """Keep a file exactly as it came, with its digest."""
    file_name = files.checked_name(name, content)
    today = local_day(now, settings.TIME_ZONE)
    title = " ".join(given.title.split()) or file_name
    good_until = _good_until(given, today)
    rules.must_be_asked(kept.questions_by_id, given.questions, follow_ups=False)
    if len(kept.evidence) >= MOST_FILES:
        raise _unclear("file", Sentence("At most {n} files can be attached.", n=MOST_FILES))
    if len(title) > 200 or len(given.version) > 60:
        raise _unclear("title", Sentence("The title is too long."))
    made = Evidence(
        evaluation=kept.evaluation,
        kind=given.kind,
        title=title,
        version=given.version.strip(),
        issued_on=given.issued_on,
        expires_on=given.expires_on,
        good_until=good_until,
        is_confidential=given.is_confidential,
        questions=sorted(set(given.questions)),
        file_name=file_name,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        given_by=by,
        link=link,
        person_id="" if link else actor.id,
        at=now,
    )
    if any(each.digest == made.digest and each.questions == made.questions for each in kept.evidence):
        raise _unclear("file", Sentence("This file is attached already."), Kind.CONFLICT)
    made.file.save(f"{made.id}.bin", ContentFile(content), save=False)  # never under a name that a system would run
    made.save(force_insert=True)
    told = EvidenceAttached(
        ref_of(kept.evaluation),
        tool_ref(kept.evaluation.tool),
        kept.evaluation.tool.name,
        evidence_ref(made),
        given.kind,
        good_until,
        made.digest,
    )
    record(told, actor_id=actor.id, now=now)
    return made


def keep_subprocessors(
    actor: Actor, kept: Record, companies: Collection[Subprocessor], by: GivenBy, *, link: VendorLink | None,
    now: datetime,
) -> SubprocessorList | None:  # fmt: skip
    """Add a list, unless it says what the newest does."""
    listed = rules.checked_subprocessors(companies)
    known = {each.id for each in vocabulary().element_list}
    if any(set(each.elements) - known for each in listed):
        raise _unclear("subprocessors", Sentence("A kind of data is not one of ours."))
    if kept.subprocessor_lists and listed == kept.subprocessors:
        return None
    made = SubprocessorList.objects.create(
        evaluation=kept.evaluation,
        rows=[
            {
                "name": each.name,
                "country": each.country,
                "purpose": each.purpose,
                "elements": sorted(each.elements),
                "unclear": list(each.unclear),
            }
            for each in listed
        ],
        given_by=by,
        link=link,
        person_id="" if link else actor.id,
        at=now,
    )
    tool, countries = kept.evaluation.tool, tuple(sorted({each.country for each in listed}))
    told = SubprocessorsListed(ref_of(kept.evaluation), tool_ref(tool), tool.name, len(listed), countries)
    record(told, actor_id=actor.id, now=now)
    return made


def ref_of(evaluation: Evaluation) -> SubjectRef:
    """How facts name an evaluation."""
    return SubjectRef("evaluation", str(evaluation.pk))


def evidence_ref(evidence: Evidence) -> SubjectRef:
    """How facts name a piece of evidence."""
    return SubjectRef("evidence", str(evidence.pk), evidence.digest)


def _good_until(given: ProofGiven, today: date) -> date:
    """Its own last day, and no longer than a year after it was issued where it names none."""
    issued, ends = given.issued_on, given.expires_on
    if issued and issued > today:
        raise _unclear("issued_on", Sentence("It would have been made in the future."))
    if issued and ends and ends < issued:
        raise _unclear("expires_on", Sentence("It would end before it was made."))
    if ends and ends > today + LONGEST_LIFE:
        raise _unclear("expires_on", Sentence("Nothing is taken as proof for longer than five years."))
    return ends or (issued or today) + PROOF_GOOD_FOR


def _checked(question: str, given: AnswerGiven) -> AnswerGiven:
    try:
        return rules.checked_answer(given)
    except Problem as problem:  # said of many at once: which of them is meant
        problem.fields = {f"{name}_{question}": words for name, words in problem.fields.items()}
        raise


def _differs(before: Answer | None, given: AnswerGiven) -> bool:
    return before is None or (before.says, before.words) != (given.says.value, given.words)


def _unclear(field: str, why: Sentence, kind: Kind = Kind.INVALID) -> Problem:
    return Problem(
        "evaluations.evidence_unclear",
        what=Sentence("This cannot be kept as it stands."),
        why=why,
        next_step=Sentence("Correct it and send it again."),
        kind=kind,
        fields={field: why},
    )
