"""What a call says of itself in its headers, held against its key and the person behind it."""

from __future__ import annotations

from chalkline.gateway.directory import Known
from chalkline.gateway.holding import Snapshot
from chalkline.gateway.refusing import Refused, header_unclear, person_mismatch
from chalkline.rulebook.asking import implied_elements
from chalkline.rulebook.extract import PersonKind
from chalkline.rulebook.naming import named_bands
from chalkline.rulebook.pack import HolderKind, PackKey, PackRecord, mark_in_records
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.vocabulary import vocabulary
from chalkline.rulebook.words import NO_CLASS, UNKNOWN, Everything, MaybeText, band_named

GRADE, SCHOOL, DATA, PURPOSE = "x-chalkline-grade", "x-chalkline-school", "x-chalkline-data", "x-chalkline-purpose"
STUDENT = "x-chalkline-student"
RECORD = "x-chalkline-record"  # of the person who decides
CLASS = "x-chalkline-class"  # a class by its roster id, or a piece of work in it by its code
SAID = (GRADE, SCHOOL, DATA, PURPOSE, STUDENT, RECORD, CLASS)  # what a call says of itself
NO_CLASSES: frozenset[str] = frozenset()


def grade_said(key: PackKey, text: str, behind: Known | None) -> MaybeText:
    """The grade band of a call: the person's own, the one it names, or the only one of the key."""
    if behind and behind.kind is PersonKind.STUDENT and behind.grade_band:
        if text and band_named(text) != behind.grade_band:
            raise person_mismatch("The call is for another grade than the student's own. Leave the grade out.")
        text = behind.grade_band
    if not text:
        return next(iter(key.grade_bands)) if len(key.grade_bands) == 1 else UNKNOWN
    band = band_named(text)
    if band is None or (band == NO_CLASS and implied_elements(key.role)):
        raise header_unclear(GRADE, "The grade must be one like KG, 4 or 11, or a band: k2, g35, g68, g912.")
    if key.grade_bands and band not in key.grade_bands:
        ours, theirs = named_bands(key.grade_bands), named_bands(frozenset({band}))
        raise _outside_key("grade_not_covered", "".join(map(str, theirs)), " and ".join(map(str, ours)))
    return band


def school_said(key: PackKey, text: str, policy: Policy, behind: Known | None) -> MaybeText:
    """The school of a call, by the policy's id: the person's own, the one it names, or the key's."""
    if behind and behind.school in policy.school_names:
        if text and policy.school_meant(text) != behind.school:
            raise person_mismatch("The call is for another school than the person's own. Leave the school out.")
        text = behind.school
    if not text:
        return key.school or UNKNOWN
    school = policy.school_meant(text)
    if school is None:
        raise header_unclear(SCHOOL, "No school of the district has this name or number.")
    if key.school and school != key.school:
        names = policy.school_names
        raise _outside_key("school_not_covered", names[school], names.get(key.school, "another school"))
    return school


def purpose_said(text: str, policy: Policy, key: PackKey) -> MaybeText:
    """The purpose that a call names, or the only one of its use."""
    if text:
        if text not in policy.purpose_names:
            raise header_unclear(PURPOSE, "There is no purpose of this name; they look like “uc_lesson”.")
        return text
    terms = policy.by_use.get(key.use_id)
    if terms and not isinstance(terms.purposes, Everything) and len(terms.purposes) == 1:
        return next(iter(terms.purposes))
    return UNKNOWN


def record_said(text: str, held: Snapshot, key: PackKey, purpose: MaybeText, person: str) -> PackRecord:
    """The open record that a call names: of this use and purpose and, where the caller is known, the caller's own."""
    found = held.human_records.get(text.lower())
    if found is None or found.use_id != key.use_id or purpose not in (UNKNOWN, found.purpose):
        raise header_unclear(RECORD, "No record of this name is open for this use and purpose.")
    caller = person or (key.person if key.holder_kind is HolderKind.PERSON else "")
    if caller and mark_in_records(caller, held.pack.marking) != found.person:
        raise header_unclear(RECORD, "This record is of another person. Whoever decides the matter makes the call.")
    return found


def classes_said(key: PackKey, text: str, held: Snapshot, known: Known | None) -> tuple[frozenset[str], str]:
    """Which classes a student's call can be for, and the piece of work it names. A key of a class is for that class."""
    is_class = key.holder_kind is HolderKind.CLASS
    own = known.sections if known and known.kind is PersonKind.STUDENT and not is_class else NO_CLASSES
    if is_class and key.class_id:
        own = frozenset({key.class_id})
    if not text:
        return own, ""
    of_work = held.pack.stops.class_of_work.get(text)
    named = of_work or text
    if own and named not in own:
        raise header_unclear(CLASS, "The call names a class, or work of a class, that is not the caller's.")
    return frozenset({named}), text if of_work else ""


def declared(text: str) -> frozenset[str]:
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
