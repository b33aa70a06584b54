"""Who calls, and which question that makes: from the key, the headers of the call, and what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from chalkline.gateway.directory import Known, SeveralPeople
from chalkline.gateway.holding import Snapshot
from chalkline.gateway.refusing import (
    header_unclear,
    key_missing,
    key_unknown,
    person_former,
    person_mismatch,
    person_missing,
)
from chalkline.gateway.said import (
    CLASS,
    DATA,
    GRADE,
    NO_CLASSES,
    PURPOSE,
    RECORD,
    SCHOOL,
    STUDENT,
    classes_said,
    declared,
    grade_said,
    purpose_said,
    record_said,
    school_said,
)
from chalkline.rulebook.asking import FamilyChoices, Question, implied_elements
from chalkline.rulebook.class_level import is_student
from chalkline.rulebook.extract import PersonKind
from chalkline.rulebook.pack import HolderKind, PackKey, PackRecord, digest_of_key, mark_in_records, student_mark
from chalkline.rulebook.vocabulary import vocabulary
from chalkline.rulebook.words import MaybeText, role_name

KEY, OTHER_KEY, BEARER = "x-chalkline-key", "x-api-key", "authorization"  # the second is what Anthropic's client sends
PERSON, PERSON_TOKEN = "x-chalkline-person", "x-chalkline-person-token"  # a front end's signature, a sign-in's token
FORWARDED = "x-openwebui-user-jwt"  # what Open WebUI signs
OURS = frozenset(
    {GRADE, SCHOOL, DATA, PURPOSE, STUDENT, RECORD, CLASS, KEY, OTHER_KEY, BEARER, PERSON, PERSON_TOKEN, FORWARDED}
)
UNKNOWN_ELEMENT = "unknown"  # how the record names what is no element
LONGEST_HEADER = 2000
LONGEST_TOKEN = 10_000
LONGEST = {BEARER: LONGEST_TOKEN, PERSON_TOKEN: LONGEST_TOKEN, FORWARDED: LONGEST_TOKEN}


@dataclass(frozen=True)
class Proven:
    """The person behind an app. ``check_body`` raises Refused where the proof was for another body."""

    known: Known
    check_body: Callable[[bytes], None] | None = None


@dataclass(frozen=True)
class Caller:
    """A call's context before its body is read.

    ``role`` and ``training`` are those of the person where one is known, else those of the key. ``person`` is the
    person's mark, ``recorded`` how the record names them, ``sections`` the classes they are in or teach; for a key of a
    class, those of whoever answers for it. ``record`` is that of the person who decides the matter. ``classes`` are
    those that a student's call can be for, ``work`` the piece of work that it names.
    """

    key: PackKey
    tool: str
    grade_band: MaybeText
    school: MaybeText
    purpose: MaybeText
    declared: frozenset[str]
    family: FamilyChoices | None = None
    role: str = ""
    training: frozenset[str] = frozenset()
    person: str = ""
    recorded: str = ""
    sections: frozenset[str] = frozenset()
    check_body: Callable[[bytes], None] | None = None
    record: PackRecord | None = None
    classes: frozenset[str] = frozenset()
    work: str = ""

    def question(self, on: date, *, found: frozenset[str], model: str = "") -> Question:
        """The question that this call puts, with everything declared and everything found."""
        return Question(
            tool=self.tool,
            on=on,
            role=self.role,
            grade_band=self.grade_band,
            school=self.school,
            purpose=self.purpose,
            elements=self.declared | found | implied_elements(self.role),
            training=self.training,
            family=self.family,
            use_id=self.key.use_id,
            key_id=self.key.key_id,
            model=model,
            record=self.record.record_id if self.record and on <= self.record.until_on else "",
            classes=self.classes,
            work=self.work,
        )


def headers_of(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name. Raises Refused if one of ours comes twice or is not plain text."""
    headers: dict[str, str] = {}
    for name_bytes, value_bytes in raw:
        name = name_bytes.decode("latin-1").lower()
        if name not in OURS:
            headers[name] = value_bytes.decode("latin-1")
            continue
        if name in headers or len(value_bytes) > LONGEST.get(name, LONGEST_HEADER):
            raise header_unclear(name, "A header stands there twice, or is too long.")
        try:
            headers[name] = value_bytes.decode("utf-8").strip()
        except UnicodeDecodeError:
            raise header_unclear(name, "A header is not readable text.") from None
    return headers


def key_of(headers: dict[str, str], held: Snapshot) -> PackKey:
    """The key of a call. Raises Refused (401) without one, or with one that was never issued."""
    secret = headers.get(KEY) or headers.get(OTHER_KEY) or _bearer(headers)
    if not secret:
        raise key_missing()
    key = held.keys.get(digest_of_key(secret))
    if key is None:
        raise key_unknown()
    return key


def token_of(headers: dict[str, str]) -> str:
    """The sign-in token of a call, "" where it has none.

    In a header of its own, or where the key has one: some front ends can put a person's token into Authorization only.
    """
    if token := headers.get(PERSON_TOKEN, ""):
        return token.removeprefix("Bearer ").strip()
    return _bearer(headers) if headers.get(KEY) else ""


def _bearer(headers: dict[str, str]) -> str:
    scheme, _, secret = headers.get(BEARER, "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def caller_of(key: PackKey, headers: dict[str, str], held: Snapshot, proven: Proven | None = None) -> Caller:
    """The context of a call. Raises Refused for a header that says nothing, or what key and person may not say."""
    policy = held.policy
    terms = policy.by_use.get(key.use_id)
    behind = _fitting(key, proven)
    known = behind or _holder(key, held)
    person = known.mark if known and key.holder_kind is not HolderKind.CLASS else ""
    purpose = purpose_said(headers.get(PURPOSE, ""), policy, key)
    record = record_said(headers[RECORD], held, key, purpose, person) if RECORD in headers else None
    classes, work = classes_said(key, headers.get(CLASS, ""), held, known) if is_student(key.role) else (NO_CLASSES, "")
    return Caller(
        key=key,
        tool=terms.tool if terms else "",
        grade_band=grade_said(key, headers.get(GRADE, ""), behind),
        school=school_said(key, headers.get(SCHOOL, ""), policy, behind),
        purpose=record.purpose if record else purpose,
        declared=declared(headers.get(DATA, "")),
        family=_family(key, headers.get(STUDENT, ""), held, behind),
        role=behind.role if behind else key.role,
        training=held.pack.training.get(behind.mark, frozenset()) if behind else key.training,
        person=person,
        recorded=mark_in_records(person, held.pack.marking) if person else "",
        sections=known.sections if known else frozenset(),
        check_body=proven.check_body if proven else None,
        record=record,
        classes=classes,
        work=work,
    )


def _fitting(key: PackKey, proven: Proven | None) -> Known | None:
    """The person behind an app, if the key is for such people."""
    if proven is None:
        if key.people_sign_in:
            raise person_missing()
        return None
    if key.holder_kind is not HolderKind.APP:
        raise person_mismatch("This key is not one of an app, so nobody else can be behind it. Use the app's own key.")
    if proven.known.role != key.role:
        is_for, is_of = role_name(key.role), role_name(proven.known.role)
        raise person_mismatch(f"The key is for {is_for}, and who signed in is one of the {is_of}. Use theirs.")
    return proven.known


def _holder(key: PackKey, held: Snapshot) -> Known | None:
    """Who holds a key, or answers for that of a class; None where the roster does not know them."""
    if not key.person or key.holder_kind not in (HolderKind.PERSON, HolderKind.CLASS):
        return None
    known = held.roster.directory.by_mark(key.person)
    if known and known.former and key.holder_kind is HolderKind.PERSON:
        raise person_former()
    return known


def _family(key: PackKey, text: str, held: Snapshot, behind: Known | None) -> FamilyChoices | None:
    """What the family of the student that a call is for has said; None where it names none. Kept nowhere else."""
    own = behind.mark if behind and behind.kind is PersonKind.STUDENT else key.student
    named = _student_named(text, held) if text else ""
    if named and own and named != own and (held.roster.issue or held.students[named] is not held.students.get(own)):
        raise header_unclear(STUDENT, "The call is by one student, and names another.")
    mark = named or own
    return held.students.get(mark, FamilyChoices()) if mark else None


def _student_named(text: str, held: Snapshot) -> str:
    """The mark of a student named by number, roster id or address."""
    if not held.roster.issue:
        mark = student_mark(text)
        known_here = mark in held.students
    else:
        known = _one_of(held, text)
        mark = known.mark if known else ""
        known_here = known is not None and known.kind is PersonKind.STUDENT and not known.former
    if not known_here:
        raise header_unclear(STUDENT, "No student of the district has this number, roster id or address.")
    return mark


def _one_of(held: Snapshot, text: str) -> Known | None:
    directory = held.roster.directory
    try:
        return directory.by_email(text) if "@" in text else directory.by_identifier(text)
    except SeveralPeople:
        return None


def recorded(elements: Iterable[str]) -> tuple[str, ...]:
    """Elements as they stand in the record. A word of the caller's own that is none could say anything."""
    known = vocabulary().elements
    return tuple(sorted({each if each in known else UNKNOWN_ELEMENT for each in elements}))
