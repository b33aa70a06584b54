"""A policy in force, put straight into the tables: the state that tests of readers start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from chalkline.publish.bundle.models import Bundle
from chalkline.rulebook.api import (
    EVERY,
    Condition,
    ConditionKind,
    Declined,
    Ended,
    KeptBy,
    Policy,
    SchoolName,
    ToolFacts,
    bundle_body,
    digest_of_body,
    vocabulary,
)
from policies import FEEDBACK, LESSON

WORK = replace(
    LESSON,
    use_id="use-letters",
    tool="chatgpt",
    tool_name="ChatGPT",
    purposes=frozenset({"uc_lesson"}),
    roles=frozenset({"administrator", "staff"}),
    grade_bands=frozenset({"none"}),
    decision_number="2026-16",
)
READING = replace(
    FEEDBACK,
    use_id="use-reading",
    tool="diffit",
    tool_name="Diffit",
    purposes=frozenset({"uc_feedback"}),
    roles=frozenset({"student", "teacher"}),
    grade_bands=frozenset({"g35"}),
    schools=EVERY,
    elements=frozenset({"student_work", "ai_prompt"}),
    decision_number="2026-17",
    kept_by=frozenset({KeptBy.SIGN_IN, KeptBy.PEOPLE}),
    conditions=(Condition(ConditionKind.SUPERVISION, "A teacher is in the room."),),
)


def sample_policy(on: date, *, school: str = "S4", school_name: str = "Juniper Middle School") -> Policy:
    """Four uses: lessons, feedback for one school, reading in grades 3-5, and office work; a no and an end."""
    begin, end = on - timedelta(days=20), on + timedelta(days=210)
    dated = [
        replace(terms, starts_on=begin, decided_on=begin, expires_on=end) for terms in (LESSON, FEEDBACK, READING, WORK)
    ]
    dated[1] = replace(dated[1], schools=frozenset({school}), expires_on=on + timedelta(days=12))
    words = vocabulary()
    return Policy(
        district="Cedar Hollow Unified School District",
        revision=3,
        compiled_on=begin,
        terms=tuple(dated),
        ended=(Ended("use-old", "gauth", "Gauth", on - timedelta(days=40), "2026-3"),),
        declined=(
            Declined("characterai", "Character.AI", "2026-9", on - timedelta(days=60), "It is not safe for minors."),
        ),
        never=words.never(),
        elements=words.element_rules(),
        tools=(
            ToolFacts(
                "magicschool", "MagicSchool", "registered", "National data privacy agreement",
                frozenset({"student_work", "local_assessment", "ai_prompt", "ai_output"}), on + timedelta(days=20),
            ),
            ToolFacts("diffit", "Diffit", "registered"),
            ToolFacts("chatgpt", "ChatGPT", "registered"),
        ),
        purposes=words.purpose_names(),
        schools=(SchoolName(school, school_name, "S4"),),
    )  # fmt: skip


def put_in_force(policy: Policy, at: datetime | None = None) -> Bundle:
    """As after prepare and activate by two people."""
    at = at or datetime.now(UTC)
    body = bundle_body(policy, previous="", good_until=at + timedelta(days=365))
    return Bundle.objects.create(
        revision=policy.revision,
        digest=digest_of_body(body),
        body=body,
        compiled_on=policy.compiled_on,
        good_until=at + timedelta(days=365),
        prepared_by="one",
        prepared_at=at,
        activated_by="another",
        activated_at=at,
    )
