"""Whether a key may be issued for a holder under the terms of a use. Pure."""

from __future__ import annotations

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.standing_pack.words import Holder
from chalkline.rulebook.naming import named_bands, named_roles
from chalkline.rulebook.pack import HolderKind
from chalkline.rulebook.policy import Terms
from chalkline.rulebook.words import NO_CLASS, ROSTER_ROLES, Everything, Group, KeptBy

CALLER_SAYS = frozenset({HolderKind.APP, HolderKind.SERVICE})
LONGEST_LABEL = 120
LONGEST_CLASS_ID = 100


def refuse_unfit(terms: Terms | None, holder: Holder) -> None:
    """Raise a Problem unless a key for ``holder`` fits ``terms``.

    keys.use_not_in_force, keys.not_gateway, keys.label_missing, keys.role_outside, keys.grade_outside,
    keys.school_outside, keys.holder_unclear.
    """
    if terms is None:
        raise Problem(
            "keys.use_not_in_force",
            what=Sentence("This approved use is not in the policy that is in force."),
            why=Sentence("A key opens exactly one approved use, and only while it is published."),
            next_step=Sentence("Publish the policy first; then issue the key."),
            kind=Kind.CONFLICT,
        )
    if KeptBy.GATEWAY not in terms.kept_by:
        raise Problem(
            "keys.not_gateway",
            what=Sentence("{tool} is not called through the gateway in this use.", tool=terms.tool_name),
            why=Sentence("Keys are for calls through the gateway; this use is kept in another way."),
            next_step=Sentence("Choose a use that the gateway keeps."),
            kind=Kind.CONFLICT,
        )
    if not holder.label.strip() or len(holder.label) > LONGEST_LABEL:
        raise Problem(
            "keys.label_missing",
            what=Sentence("The key needs a name of at most {n} letters.", n=LONGEST_LABEL),
            why=Sentence("Months from now somebody must know what it is for before revoking it."),
            next_step=Sentence("Say who or what will use it, for example “Science chat, Juniper”."),
            fields={"label": Sentence("Say who or what will use it.")},
        )
    _refuse_role(terms, holder)
    _refuse_grades(terms, holder)
    if not isinstance(terms.schools, Everything) and holder.school_id and holder.school_id not in terms.schools:
        raise Problem(
            "keys.school_outside",
            what=Sentence("This use does not cover that school."),
            why=Sentence("Every call with this key would be refused."),
            next_step=Sentence("Choose a school of the use."),
            fields={"school": Sentence("Choose a school of the use.")},
        )


def _refuse_role(terms: Terms, holder: Holder) -> None:
    if holder.role in terms.roles:
        return
    raise Problem(
        "keys.role_outside",
        what=Sentence("This use is for {roles}.", roles=named_roles(terms.roles)),
        why=Sentence("Every call with a key for others would be refused."),
        next_step=Sentence("Choose one of these roles."),
        fields={"role": Sentence("Choose one of the roles of the use.")},
    )


def _refuse_grades(terms: Terms, holder: Holder) -> None:
    says_at_each_call = not holder.grade_bands or not holder.school_id
    is_student = holder.role in ROSTER_ROLES and ROSTER_ROLES[holder.role].group is Group.STUDENTS
    if holder.kind is HolderKind.PERSON and not holder.person_id:
        raise _unclear(Sentence("A key of a person needs that person."), "person")
    if holder.people_sign_in and holder.kind is not HolderKind.APP:
        raise _unclear(Sentence("Only an app has people behind it."), "people_sign_in")
    if holder.class_id.strip() and holder.kind is not HolderKind.CLASS:
        raise _unclear(Sentence("Only a key of a class names a class of the roster."), "class_id")
    if holder.kind is HolderKind.CLASS and (len(holder.grade_bands) != 1 or NO_CLASS in holder.grade_bands):
        raise _unclear(Sentence("A key of a class needs the grade of the class."), "grade_bands")
    if holder.kind not in CALLER_SAYS and says_at_each_call:
        field = "school" if holder.grade_bands else "grade_bands"
        raise _unclear(Sentence("A key of a person or a class needs its grade and school."), field)
    if is_student and NO_CLASS in holder.grade_bands:
        raise _unclear(Sentence("A student is always in a grade."), "grade_bands")
    if isinstance(terms.grade_bands, Everything) or holder.grade_bands <= terms.grade_bands:
        return
    raise Problem(
        "keys.grade_outside",
        what=Sentence("This use is for {grades}.", grades=named_bands(terms.grade_bands)),
        why=Sentence("Calls for other grades would be refused."),
        next_step=Sentence("Choose among these grades."),
        fields={"grade_bands": Sentence("Choose among the grades of the use.")},
    )


def class_unknown() -> Problem:
    """The class that a key is to be for is not on the roster of its school."""
    return Problem(
        "keys.class_unknown",
        what=Sentence("No class of this school has this roster id."),
        why=Sentence("The teacher of that class may come to see how it is used, so it has to be the right one."),
        next_step=Sentence("Copy the id (sourcedId) from the student system, or leave it empty."),
        fields={"class_id": Sentence("Copy the id of the class, or leave it empty.")},
    )


def _unclear(what: Sentence, field: str) -> Problem:
    return Problem(
        "keys.holder_unclear",
        what=what,
        why=Sentence("Only apps and services of the district may say at each call for whom it is."),
        next_step=Sentence("Fill it in, or issue a key for an app."),
        fields={field: what},
    )
