"""/api/v1/filter-lists/audiences and /choices: who gets which lists, as files, and what happens to the undecided."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.filter_lists.api import (
    Audience,
    Course,
    Lists,
    audience_by_key,
    audience_said,
    audiences,
    choices_in_force,
    choose_courses,
    draft,
    edition_in_force,
    lists_now,
    sheet_for,
    written,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    like,
    paged,
    said,
    who,
)

router = Place(tags=["filter lists"])


class AudienceTold(Schema):
    """People with the same lists, and how many tools have each course for them."""

    model_config = like(key="1f2e3d4c5b6a", name="students in grades 6–8", allow=2, leave=138, warn=0, block=527)

    key: str
    name: str
    allow: int
    leave: int
    warn: int
    block: int


class AudiencePage(Page[AudienceTold]):
    """Audiences, students first."""


class ListFileTold(Schema):
    """A file as the product takes it."""

    model_config = like(name="block.txt", media_type="text/plain", text="# Filter lists of …\nexample.ai\n")

    name: str
    media_type: str
    text: str


class FilesTold(Schema):
    """The files of one audience in one form."""

    model_config = like(form="domains", files=[{"name": "block.txt", "media_type": "text/plain", "text": "…"}])

    form: str
    files: list[ListFileTold]


class ChoiceSent(Sent):
    """What happens with what nobody decided: leave, warn or block, for students and for staff."""

    model_config = like(
        students_ai="block", students_part="leave", students_part_refused="leave", staff_ai="warn",
        staff_part="leave", staff_part_refused="leave", reason="Until the training is over.",
    )  # fmt: skip

    students_ai: Course = Course.BLOCK
    students_part: Course = Course.LEAVE
    students_part_refused: Course = Course.LEAVE
    staff_ai: Course = Course.WARN
    staff_part: Course = Course.LEAVE
    staff_part_refused: Course = Course.LEAVE
    reason: Short


class ChoicesTold(Schema):
    """What counts for the next edition."""

    model_config = like(
        students_ai="block", students_part="leave", students_part_refused="leave", staff_ai="warn",
        staff_part="leave", staff_part_refused="leave",
    )  # fmt: skip

    students_ai: str
    students_part: str
    students_part_refused: str
    staff_ai: str
    staff_part: str
    staff_part_refused: str


@router.get("/filter-lists/choices", response={200: ChoicesTold, REFUSALS: ProblemDocument})
def read_list_choices(request: HttpRequest) -> object:
    """What happens with what nobody decided."""
    who(request).must("filter_lists.see")
    return _choices()


@router.post("/filter-lists/choices", response={200: ChoicesTold, REFUSALS: ProblemDocument})
def choose_for_undecided(request: HttpRequest, choice: ChoiceSent) -> object:
    """Say what happens with what nobody decided; it counts for the next edition."""
    wanted = {(group, matter): getattr(choice, f"{group.value}_{matter.value}") for group, matter in choices_in_force()}
    choose_courses(who(request), wanted, reason=choice.reason, now=utc_now())
    return _choices()


@router.get("/filter-lists/audiences", response={200: AudiencePage, REFUSALS: ProblemDocument})
def list_audiences(request: HttpRequest, span: Query[Span]) -> object:
    """People with the same lists."""
    lists = _lists()
    return paged(audiences(who(request), lists), span, lambda each: _audience(each, lists))


@router.get("/filter-lists/audiences/{key}/files", response={200: FilesTold, REFUSALS: ProblemDocument})
def read_list_files(request: HttpRequest, key: Id, form: Id = "domains", place: Short = "") -> object:
    """One audience's lists as a product takes them."""
    actor = who(request)
    found = written(actor, audience_by_key(actor, _lists(), key).spans, form, place=place)
    return FilesTold(
        form=form, files=[ListFileTold(name=each.name, media_type=each.media, text=each.text) for each in found]
    )


def _lists() -> Lists:
    return lists_now() if edition_in_force() else draft()


def _choices() -> ChoicesTold:
    held = choices_in_force()
    return ChoicesTold(**{f"{group.value}_{matter.value}": course.value for (group, matter), course in held.items()})


def _audience(audience: Audience, lists: Lists) -> AudienceTold:
    courses = [each.course for each in sheet_for(lists, audience.cells).outcomes.values()]
    counts = {course.value: courses.count(course) for course in Course}
    return AudienceTold(key=audience.key, name=said(audience_said(audience.spans)), **counts)
