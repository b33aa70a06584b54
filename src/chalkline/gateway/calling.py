"""Who calls, and which question that makes: from the key, the headers of the call, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.gateway.holding import Snapshot
from chalkline.gateway.refusing import Refused, header_unclear, key_missing, key_unknown
from chalkline.rulebook.asking import FamilyChoices, Question, implied_elements
from chalkline.rulebook.naming import named_bands
from chalkline.rulebook.pack import PackKey, digest_of_key, student_mark
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.vocabulary import vocabulary
from chalkline.rulebook.words import NO_CLASS, UNKNOWN, Everything, MaybeText, band_named

GRADE, SCHOOL, DATA, PURPOSE = "x-chalkline-grade", "x-chalkline-school", "x-chalkline-data", "x-chalkline-purpose"
STUDENT = "x-chalkline-student"
OURS = frozenset({GRADE, SCHOOL, DATA, PURPOSE, STUDENT, "authorization"})
LONGEST_HEADER = 2000


@dataclass(frozen=True)
class Caller:
    """A call's context before its body is read."""

    key: PackKey
    tool: str
    grade_band: MaybeText
    school: MaybeText
    purpose: MaybeText
    declared: frozenset[str]
    family: FamilyChoices | None = None

    def question(self, on: date, *, found: frozenset[str], model: str = "") -> Question:
        """The question that this call puts, with everything declared and everything found."""
        return Question(
            tool=self.tool,
            on=on,
            role=self.key.role,
            grade_band=self.grade_band,
            school=self.school,
            purpose=self.purpose,
            elements=self.declared | found | implied_elements(self.key.role),
            training=self.key.training,
            family=self.family,
            use_id=self.key.use_id,
            key_id=self.key.key_id,
            model=model,
            record="",
        )


def headers_of(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name. Raises Refused if one of ours comes twice or is not plain text."""
    headers: dict[str, str] = {}
    for name_bytes, value_bytes in raw:
        name = name_bytes.decode("latin-1").lower()
        if name not in OURS:
            headers[name] = value_bytes.decode("latin-1")
            continue
        if name in headers or len(value_bytes) > LONGEST_HEADER:
            raise header_unclear(name, "A header stands there twice, or is too long.")
        try:
            headers[name] = value_bytes.decode("utf-8").strip()
        except UnicodeDecodeError:
            raise header_unclear(name, "A header is not readable text.") from None
    return headers


def key_of(headers: dict[str, str], held: Snapshot) -> PackKey:
    """The key of a call. Raises Refused (401) without one, or with one that was never issued."""
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise key_missing()
    key = held.keys.get(digest_of_key(secret.strip()))
    if key is None:
        raise key_unknown()
    return key


def caller_of(key: PackKey, headers: dict[str, str], held: Snapshot) -> Caller:
    """The context of a call. Raises Refused for a header that says nothing, or what the key may not say."""
    policy = held.policy
    terms = policy.by_use.get(key.use_id)
    return Caller(
        key=key,
        tool=terms.tool if terms else "",
        grade_band=_grade(key, headers.get(GRADE, "")),
        school=_school(key, headers.get(SCHOOL, ""), policy),
        purpose=_purpose(headers.get(PURPOSE, ""), policy, key),
        declared=_declared(headers.get(DATA, "")),
        family=_family(key, headers.get(STUDENT, ""), held),
    )


def _family(key: PackKey, text: str, held: Snapshot) -> FamilyChoices | None:
    """What the family of the student that a call is for has said; None where it names none. Kept nowhere else."""
    mark = student_mark(text) if text else key.student
    if not mark:
        return None
    if text and mark not in held.students:
        raise header_unclear(STUDENT, "No student of the district has this number, roster id or address.")
    if key.student and held.students.get(mark) is not held.students.get(key.student):
        raise header_unclear(STUDENT, "This key is one student's own, and the call names another student.")
    return held.students.get(mark, FamilyChoices())


def _grade(key: PackKey, text: str) -> MaybeText:
    if not text:
        return next(iter(key.grade_bands)) if len(key.grade_bands) == 1 else UNKNOWN
    band = band_named(text)
    if band is None or (band == NO_CLASS and implied_elements(key.role)):
        raise header_unclear(GRADE, "The grade must be one like KG, 4 or 11, or a band: k2, g35, g68, g912.")
    if key.grade_bands and band not in key.grade_bands:
        ours, theirs = named_bands(key.grade_bands), named_bands(frozenset({band}))
        raise _outside_key("grade_not_covered", "".join(map(str, theirs)), " and ".join(map(str, ours)))
    return band


def _school(key: PackKey, text: str, policy: Policy) -> MaybeText:
    if not text:
        return key.school or UNKNOWN
    school = policy.school_meant(text)
    if school is None:
        raise header_unclear(SCHOOL, "No school of the district has this name or number.")
    if key.school and school != key.school:
        names = policy.school_names
        raise _outside_key("school_not_covered", names[school], names.get(key.school, "another school"))
    return school


def _purpose(text: str, policy: Policy, key: PackKey) -> MaybeText:
    if text:
        if text not in policy.purpose_names:
            raise header_unclear(PURPOSE, "There is no purpose of this name; they look like “uc_lesson”.")
        return text
    terms = policy.by_use.get(key.use_id)
    if terms and not isinstance(terms.purposes, Everything) and len(terms.purposes) == 1:
        return next(iter(terms.purposes))
    return UNKNOWN


def _declared(text: str) -> frozenset[str]:
    """Elements for ids of elements or kinds. What is neither stays: the policy refuses what it does not know."""
    kinds = vocabulary().kinds
    names = frozenset(each.strip() for each in text.split(",") if each.strip())
    return frozenset(element for name in names for element in (kinds[name].elements if name in kinds else (name,)))


def _outside_key(code: str, asked: str, covered: str) -> Refused:
    return Refused(
        403,
        code,
        f"This call was not sent. The key is for {covered}, not for {asked}. Use the key that was issued for "
        f"{asked}, or ask the AI coordinator for one.",
    )
