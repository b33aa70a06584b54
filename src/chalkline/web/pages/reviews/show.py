"""The page of a review: for the reviewer a place to work, for everybody else what was found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.approve.requests.api import CHANGEABLE, RequestState, light_of_request, terms_of, title_of
from chalkline.approve.reviews.api import (
    KINDS,
    RECOMMENDATION_NAMES,
    SEVERITY_NAMES,
    Review,
    ReviewState,
    able_to_review,
    answer_of,
    answer_review,
    ask_for_change,
    ask_for_information,
    is_reviewer,
    keep_review,
    may_answer,
    questions_of,
    reassign_review,
    review_again,
    review_by_id,
    reviewers_for,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id, staff
from chalkline.purpose.problems.api import statement_of
from chalkline.rulebook.api import KEPT_BY_NAMES, ConditionKind
from chalkline.web.histories import happened_to
from chalkline.web.lights import light_said
from chalkline.web.pages.requests.show import review_told
from chalkline.web.pages.reviews.review_form import ReviewForm, typed
from chalkline.web.routes import HttpResponse, Request, page
from chalkline.web.scopes import scope_said

CONDITION_KINDS = [
    (ConditionKind.REVIEW, Sentence("Somebody checks each result")),
    (ConditionKind.SUPERVISION, Sentence("An adult is in the room")),
    (ConditionKind.NOTICE, Sentence("Families are told first")),
    (ConditionKind.CONSENT, Sentence("Each student's family says yes")),
    (ConditionKind.TRAINING, Sentence("Training comes first")),
    (ConditionKind.GROUND, Sentence("Answers from approved content only")),
    (ConditionKind.HOLD, Sentence("A person releases each call")),
    (ConditionKind.KEEP, Sentence("Some texts are kept, sealed, for review")),
    (ConditionKind.OTHER, Sentence("Something else")),
]
REPLIES = [("yes", Sentence("Yes")), ("no", Sentence("No")), ("unsure", Sentence("Not sure"))]


@page("decide/reviews/<uuid:review_id>/", name="reviews.show", permission="requests.see", methods=("GET", "POST"))
def show(request: Request, review_id: UUID) -> HttpResponse:
    """Read it, or work on it."""
    review = review_by_id(request.actor, str(review_id))
    kind = KINDS[review.kind]
    students = terms_of(review.request).has_students
    if request.method == "GET":
        form = ReviewForm(kind, review.working, has_students=students)
        return render(request, "reviews/show.html", _context(request, review, form))
    working = typed(request.POST, kind)
    keep_review(request.actor, review, working, now=utc_now())
    form = ReviewForm(kind, working, has_students=students, more=request.POST.get("more", ""))
    if "more" in request.POST:
        review.refresh_from_db()
        return render(request, "reviews/show.html", _context(request, review, form))
    if "keep" in request.POST:
        messages.success(request, _("Kept. Others with your role can go on from here."))
        return redirect("reviews.show", review.pk)
    return _send(request, review, form)


@page("decide/reviews/<uuid:review_id>/keep/", name="reviews.keep", permission="reviews.answer", methods=("POST",))
def keep(request: Request, review_id: UUID) -> HttpResponse:
    """Keep what a reviewer is writing, while they write."""
    review = review_by_id(request.actor, str(review_id))
    now = utc_now()
    keep_review(request.actor, review, typed(request.POST, KINDS[review.kind]), now=now)
    return render(request, "requests/kept.html", {"at": now})


@page(
    "decide/reviews/<uuid:review_id>/question/", name="reviews.question", permission="reviews.answer", methods=("POST",)
)
def question(request: Request, review_id: UUID) -> HttpResponse:
    """Ask the person who asked something."""
    review = review_by_id(request.actor, str(review_id))
    ask_for_information(request.actor, review, request.POST.get("text", ""), now=utc_now())
    messages.success(request, _("Your question is with the person who asked."))
    return redirect("reviews.show", review.pk)


@page("decide/reviews/<uuid:review_id>/change/", name="reviews.change", permission="reviews.answer", methods=("POST",))
def change(request: Request, review_id: UUID) -> HttpResponse:
    """Ask that the request be changed."""
    review = review_by_id(request.actor, str(review_id))
    ask_for_change(request.actor, review, request.POST.get("text", ""), now=utc_now())
    messages.success(request, _("It is back with the person who asked, and returns to you."))
    return redirect("reviews.show", review.pk)


@page("decide/reviews/<uuid:review_id>/give/", name="reviews.give", permission="reviews.reassign", methods=("POST",))
def give(request: Request, review_id: UUID) -> HttpResponse:
    """Put somebody else's name on it."""
    review = review_by_id(request.actor, str(review_id))
    person = person_by_id(request.POST.get("person", ""))
    if person is None:
        raise not_found(Sentence("person"))
    reassign_review(request.actor, review, person, reason=request.POST.get("reason", ""), now=utc_now())
    messages.success(request, _("It is in their name now, and stands on their Today."))
    return redirect("reviews.show", review.pk)


@page("decide/reviews/<uuid:review_id>/again/", name="reviews.again", permission="reviews.answer", methods=("POST",))
def again(request: Request, review_id: UUID) -> HttpResponse:
    """Do a sent review again."""
    review = review_by_id(request.actor, str(review_id))
    anew = review_again(request.actor, review, reason=request.POST.get("reason", ""), now=utc_now())
    messages.success(request, _("The review is open again, begun with what was said before."))
    return redirect("reviews.show", anew.pk)


def _send(request: Request, review: Review, form: ReviewForm) -> HttpResponse:
    answer = form.answer()
    try:
        if answer is None:
            form.errors = {"recommendation": _("Choose what you recommend.")}
        else:
            answer_review(request.actor, review, answer, now=utc_now())
            messages.success(request, _("The review is sent. The committee will read it."))
            return redirect("requests.show", review.request_id)
    except Problem as problem:
        if problem.kind is not Kind.INVALID:
            raise
        form.refuse(problem)
    review.refresh_from_db()
    return render(request, "reviews/show.html", _context(request, review, form))


def _context(request: Request, review: Review, form: ReviewForm) -> dict[str, Any]:
    asked = review.request
    use_case = asked.use_case
    answered = answer_of(review)
    assigned = is_reviewer(request.actor, review)
    return {
        "review": review,
        "found": asked,
        "kind": KINDS[review.kind],
        "title": title_of(asked),
        "light": light_said(light_of_request(asked)),
        "scope": scope_said(
            purpose=asked.purpose,
            roles=asked.roles,
            grade_bands=asked.grade_bands,
            school_ids=asked.school_ids,
            elements=asked.elements,
        ),
        "statement": statement_of(use_case.problem) if use_case else None,
        "form": form,
        "may_answer": may_answer(request.actor, review),
        "waits_for": tuple(str(person) for person in reviewers_for(review)),
        "told": review_told(request.actor, review),
        "replies": _replies(review) if answered else [],
        "questions": list(questions_of(asked).filter(review=review)),
        "may_again": review.state == ReviewState.ANSWERED
        and RequestState(asked.state) in CHANGEABLE
        and request.actor.may("reviews.answer", assigned=assigned),
        "give_to": _give_to(request, review),
        "severities": [(key.value, words) for key, words in SEVERITY_NAMES.items()],
        "condition_kinds": [(key.value, words) for key, words in CONDITION_KINDS],
        "kept_by": [(key.value, words) for key, words in KEPT_BY_NAMES.items()],
        "recommendations": [(key.value, words) for key, words in RECOMMENDATION_NAMES.items()],
        "reply_words": REPLIES,
        "history": happened_to("review", str(review.pk)),
    }


def _give_to(request: Request, review: Review) -> list[tuple[str, str]]:
    """To whom this person may give an open review: others who can do it, or anybody here for who leads."""
    actor = request.actor
    if review.state != ReviewState.OPEN or not actor.may("reviews.reassign", assigned=is_reviewer(actor, review)):
        return []
    able = able_to_review(review.request, KINDS[review.kind])
    others = list(staff(actor)[:300]) if actor.may("reviews.reassign") else []
    found = {str(each.pk): str(each) for each in [*able, *others]}
    found.pop(str(review.assigned_to_id), None)
    return list(found.items())


def _replies(review: Review) -> list[dict[str, Any]]:
    """What was answered to the questions of the list."""
    answer = answer_of(review)
    said = dict(REPLIES)
    tones = {"yes": "ok", "no": "stop", "unsure": "attend"}
    by_id = {each.question: each for each in answer.replies} if answer else {}
    return [
        {
            "question": each.text,
            "said": said[by_id[each.id].reply.value],
            "tone": tones[by_id[each.id].reply.value],
            "note": by_id[each.id].note,
        }
        for each in KINDS[review.kind].questions
        if each.id in by_id
    ]
