"""Policies for tests: a small real-looking one, and strategies for any policy and any question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from chalkline.protect.patterns import REPLACEABLE
from chalkline.rulebook.api import (
    BANDS,
    EVERY,
    NO_CLASS,
    ROSTER_ROLES,
    UNKNOWN,
    Condition,
    ConditionKind,
    Declined,
    Ended,
    FamilyChoices,
    KeptBy,
    Policy,
    Question,
    SchoolName,
    Stops,
    Terms,
    ToolFacts,
    vocabulary,
)
from chalkline.rulebook.stops import ClassLevel

DAY = date(2026, 11, 20)

LESSON = Terms(
    use_id="use-lesson",
    tool="magicschool",
    tool_name="MagicSchool",
    purposes=frozenset({"uc_lesson", "uc_rubric"}),
    roles=frozenset({"teacher"}),
    grade_bands=frozenset({"g68"}),
    schools=EVERY,
    elements=frozenset({"public_docs"}),
    starts_on=date(2026, 11, 1),
    expires_on=date(2027, 6, 30),
    decision_number="2026-14",
    decided_on=date(2026, 10, 28),
)
FEEDBACK = replace(
    LESSON,
    use_id="use-feedback",
    purposes=frozenset({"uc_feedback"}),
    roles=frozenset({"teacher", "student"}),
    schools=frozenset({"S4"}),
    elements=frozenset({"public_docs", "student_work", "ai_prompt", "ai_output", "local_assessment"}),
    decision_number="2026-15",
    kept_by=frozenset({KeptBy.GATEWAY}),
    models=frozenset({"stub-small"}),
    conditions=(Condition(ConditionKind.REVIEW, "The teacher reads each comment before a student sees it."),),
)
TOOLS = (
    ToolFacts(
        "magicschool", "MagicSchool", "registered", "NDPA", frozenset({"student_work", "local_assessment"}),
        date(2027, 8, 1),
    ),
    ToolFacts("chatgpt", "ChatGPT", "registered"),
)  # fmt: skip


def policy(*terms: Terms, **changes: object) -> Policy:
    """The test district's policy with these uses."""
    words = vocabulary()
    made = Policy(
        district="Cedar Hollow Unified School District",
        revision=1,
        compiled_on=DAY,
        terms=terms,
        never=words.never(),
        elements=words.element_rules(),
        tools=TOOLS,
        purposes=words.purpose_names(),
        schools=(SchoolName("S1", "Alder Creek Elementary"), SchoolName("S4", "Juniper Middle School")),
        replaceable=REPLACEABLE,
        decided_by_people=words.decided_by_people(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


ASKED = Question(
    tool="magicschool",
    on=DAY,
    role="teacher",
    grade_band="g68",
    school="S4",
    purpose="uc_lesson",
    elements=frozenset({"public_docs"}),
)


def asked(**changes: object) -> Question:
    """A question that LESSON covers, with changes."""
    return replace(ASKED, **changes)  # type: ignore[arg-type]


# A small world, so that random policies and questions meet.
TOOL_IDS = ("magicschool", "chatgpt", "gauth")
PURPOSE_IDS = ("uc_lesson", "uc_feedback", "uc_tutor", "uc_grading", "uc_grade_assist")
SCHOOL_IDS = ("S1", "S4")
ROLE_IDS = ("teacher", "student", "aide")
BAND_IDS = (*BANDS, NO_CLASS)
ELEMENT_IDS = ("public_docs", "student_work", "stu_phone", "course_grades", "iep", "ai_prompt", "stu_first_name", "odd")
CLASS_IDS = ("c1", "c2")
DAYS = tuple(DAY + timedelta(days=step) for step in (-40, -1, 0, 1, 300))

sets_of = lambda ids, least=0: st.frozensets(st.sampled_from(ids), min_size=least, max_size=3)  # noqa: E731


def scopes(ids: tuple[str, ...]) -> st.SearchStrategy[object]:
    return st.one_of(st.just(EVERY), sets_of(ids, 1))


conditions = st.builds(
    Condition,
    kind=st.sampled_from(ConditionKind),
    text=st.just("Keep to this."),
    kept_by=st.sampled_from(KeptBy),
    value=st.sampled_from(["basics", "safety"]),
)


def terms_with(use_id: str) -> st.SearchStrategy[Terms]:
    return st.builds(
        Terms,
        use_id=st.just(use_id),
        tool=st.sampled_from(TOOL_IDS),
        tool_name=st.just("A tool"),
        purposes=scopes(PURPOSE_IDS),
        roles=sets_of(ROLE_IDS, 1),
        grade_bands=scopes(BAND_IDS),
        schools=scopes(SCHOOL_IDS),
        elements=st.frozensets(st.sampled_from(ELEMENT_IDS)),
        starts_on=st.sampled_from(DAYS[:3]),
        expires_on=st.sampled_from(DAYS[1:]),
        decision_number=st.sampled_from(["2026-01", "2026-02"]),
        decided_on=st.just(DAYS[0]),
        conditions=st.lists(conditions, max_size=2).map(tuple),
        kept_by=st.frozensets(st.sampled_from(KeptBy), min_size=1),
        models=sets_of(("stub-small", "stub-large")),
    )


tool_facts = st.tuples(
    *(
        st.builds(
            ToolFacts,
            tool=st.just(tool),
            name=st.just(tool.title()),
            agreement_elements=sets_of(("course_grades", "student_work")),
            agreement_ends_on=st.one_of(st.none(), st.sampled_from(DAYS)),
        )
        for tool in TOOL_IDS[:2]
    )
)
declined = st.builds(
    Declined,
    tool=st.sampled_from(TOOL_IDS),
    tool_name=st.just("A tool"),
    decision_number=st.sampled_from(["2026-03", "2026-04"]),
    decided_on=st.sampled_from(DAYS[:3]),
    reason=st.just("It keeps what students write."),
    purposes=scopes(PURPOSE_IDS),
)
ended = st.builds(
    Ended,
    use_id=st.just("old"),
    tool=st.sampled_from(TOOL_IDS),
    tool_name=st.just("A tool"),
    ended_on=st.sampled_from(DAYS[:3]),
    decision_number=st.just("2025-09"),
)

policies = st.builds(
    lambda uses, tools, no, old: policy(*uses, tools=tools, declined=tuple(no), ended=tuple(old)),
    st.tuples(terms_with("a"), terms_with("b"), terms_with("c")).flatmap(
        lambda all_three: st.integers(0, 3).map(lambda count: all_three[:count])
    ),
    tool_facts,
    st.lists(declined, max_size=2, unique_by=lambda each: each.decision_number),
    st.lists(ended, max_size=1),
)
questions = st.builds(
    Question,
    tool=st.sampled_from(TOOL_IDS),
    on=st.sampled_from(DAYS),
    role=st.one_of(st.just(UNKNOWN), st.sampled_from(ROLE_IDS)),
    grade_band=st.one_of(st.just(UNKNOWN), st.sampled_from(BAND_IDS)),
    school=st.one_of(st.just(UNKNOWN), st.sampled_from(SCHOOL_IDS)),
    purpose=st.one_of(st.just(UNKNOWN), st.sampled_from(PURPOSE_IDS)),
    elements=st.one_of(st.just(UNKNOWN), st.frozensets(st.sampled_from(ELEMENT_IDS), max_size=3)),
    training=st.one_of(st.just(UNKNOWN), sets_of(("basics", "safety"))),
    family=st.one_of(st.none(), st.builds(FamilyChoices, sets_of(TOOL_IDS), sets_of(TOOL_IDS))),
    use_id=st.sampled_from(["", "", "a", "b", "gone"]),
    key_id=st.sampled_from(["", "k1"]),
    model=st.sampled_from(["", "", "stub-small"]),
    record=st.sampled_from([UNKNOWN, UNKNOWN, "", "record-1"]),
    classes=sets_of(CLASS_IDS),
    work=st.sampled_from(["", "", "w1"]),
)
class_levels = st.builds(
    ClassLevel,
    class_id=st.sampled_from(CLASS_IDS),
    level=st.integers(1, 5),
    work=st.sampled_from(["", "", "w1", "w2"]),
    from_on=st.one_of(st.none(), st.sampled_from(DAYS)),
    until_on=st.one_of(st.none(), st.sampled_from(DAYS)),
    holds_class=st.booleans(),
)
stops = st.builds(
    Stops,
    uses=sets_of(("a", "b", "c")),
    ended=sets_of(("a", "b", "c")),
    agreements=sets_of(TOOL_IDS),
    tools=sets_of(TOOL_IDS),
    keys=sets_of(("k1", "k2")),
    levels=st.lists(class_levels, max_size=3).map(tuple),
)


def complete(question: Question) -> st.SearchStrategy[Question]:
    """Any way in which the unknown parts of a question could turn out."""
    return st.builds(
        lambda role, band, school, purpose, elements, training, family, record: replace(
            question,
            role=role,
            grade_band=band,
            school=school,
            purpose=purpose,
            elements=elements,
            training=training,
            family=family,
            record=record,
        ),
        st.sampled_from(tuple(ROSTER_ROLES)) if question.role is UNKNOWN else st.just(question.role),
        st.sampled_from(BAND_IDS) if question.grade_band is UNKNOWN else st.just(question.grade_band),
        st.sampled_from(SCHOOL_IDS) if question.school is UNKNOWN else st.just(question.school),
        st.sampled_from((*PURPOSE_IDS, "uc_coding")) if question.purpose is UNKNOWN else st.just(question.purpose),
        st.frozensets(st.sampled_from(ELEMENT_IDS)) if question.elements is UNKNOWN else st.just(question.elements),
        sets_of(("basics", "safety")) if question.training is UNKNOWN else st.just(question.training),
        # A no that nobody can see makes nothing unknown: it is kept by people (see Question).
        st.builds(FamilyChoices, agreed=sets_of(TOOL_IDS)) if question.family is None else st.just(question.family),
        st.sampled_from(["", "record-1"]) if question.record is UNKNOWN else st.just(question.record),
    )
