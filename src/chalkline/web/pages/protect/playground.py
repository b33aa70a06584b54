"""Protect: try it first. A person's own text, what is found in it, what is decided and why, what would be sent.

The page asks the gateway itself over its own door (rulebook/trying.py), so it cannot say anything else than what a
real call would meet. Nothing typed is stored: it goes to the gateway and comes back, and stands only on the page that
answers.
"""

from __future__ import annotations

import http.client
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.human_records.api import HumanRecord, RecordState, own_records
from chalkline.kernel.clock import utc_now
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, person_by_id
from chalkline.people.standing.api import current_trainings
from chalkline.publish.bundle.api import policy_in_force, stops_in_force
from chalkline.publish.standing_pack.api import HolderKind, keys_of, post_to_gateway
from chalkline.rulebook.api import (
    EVERY,
    NO_CLASS,
    KeptBy,
    Policy,
    Question,
    Terms,
    Verdict,
    as_teacher,
    band_name,
    decide,
    role_name,
)
from chalkline.rulebook.grounding import KEY, STAMP, BadStamp, Kind, check_stamp, stamp
from chalkline.rulebook.trying import ADDRESS, LARGEST, LONGEST_TEXT, Seen, Tried, read_seen, spell
from chalkline.web.pacing import Pace
from chalkline.web.pages.protect.telling import tabs, title_of_use
from chalkline.web.pages.protect.tried_safety import safety_told
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import Questions
from chalkline.web.templatetags.saying import said

WAIT_SECONDS = 45.0
PACE = Pace(60, 300.0)
MATTER = 60  # letters of what a record is about
NEEDS_RECORD = "human_record_needed"
VERDICTS: dict[str, tuple[Sentence, Sentence, str]] = {
    Verdict.ALLOW: (Sentence("Goes out"), Sentence("It would go out as you typed it."), "ok"),
    Verdict.REDACT: (Sentence("Goes out"), Sentence("It would go out with student data replaced."), "ok"),
    Verdict.GROUND: (
        Sentence("Approved content only"),
        Sentence("It would be answered only from what the district has approved."),
        "info",
    ),
    Verdict.HOLD: (Sentence("Waits"), Sentence("It would wait until a person has released it."), "attend"),
    Verdict.REFUSE: (Sentence("Stays here"), Sentence("It would not go out."), "stop"),
    Verdict.CANNOT_TELL: (Sentence("Stays here"), Sentence("It would not go out like this."), "stop"),
}


class TryForm(Questions):
    """For what, and the text."""

    use = forms.ChoiceField(label=lazy("For which approved use, and as whom?"))
    text = forms.CharField(
        label=lazy("What would you type?"),
        help_text=lazy("Use made-up names, or real ones: it is not stored, and no model sees it unless you send it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )

    record = forms.ChoiceField(
        label=lazy("Under which record of what you decide?"),
        help_text=lazy("A matter that a person decides goes out only under an open record of theirs."),
        required=False,
    )

    def __init__(self, uses: list[tuple[str, str]], records: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = uses  # type: ignore[attr-defined]
        self.fields["record"].choices = [("", _("None")), *records]  # type: ignore[attr-defined]
        if not records:
            del self.fields["record"]


@dataclass(frozen=True)
class Piece:
    """A run of the text: ``label`` says what was found there, "" for what was not."""

    text: str
    label: str = ""
    stand_in: str = ""


@page("protect/try/", name="protect.try", permission="texts.try_out", methods=("GET", "POST"))
def try_it(request: Request) -> HttpResponse:
    """Try a text out."""
    actor = request.actor
    actor.must("texts.try_out")
    policy = policy_in_force()
    offered = _offered(actor, policy)
    records = list(_open_records(actor))
    form = TryForm(
        [(f"{terms.use_id}|{role}", label) for terms, role, label in offered],
        [(str(each.pk), f"{each.use.title}: {each.matter[:MATTER]}") for each in records],
        request.POST or None,
    )
    context: dict[str, Any] = {
        "form": form,
        "tabs": tabs(request, actor, "protect.try"),
        "is_offered": bool(offered),
        "longest": LONGEST_TEXT,
    }
    if request.method == "POST" and offered and form.is_valid() and form.answer("text").strip():
        if not PACE.allows(request):
            context["trouble"] = Sentence("That was a lot in a short time. Wait a few minutes, then go on.")
        else:
            chosen = next((each for each in offered if f"{each[0].use_id}|{each[1]}" == form.answer("use")), offered[0])
            sends = request.POST.get("do") == "send"
            named = next((each for each in records if str(each.pk) == form.answer("record")), None)
            record_id = str(named.pk) if named and str(named.use_id) == chosen[0].use_id else ""
            context |= _tried(actor, policy, chosen[0], chosen[1], form.answer("text"), record_id, sends=sends)
    response = render(request, "protect/try.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _tried(
    actor: Actor, policy: Policy, terms: Terms, role: str, text: str, record_id: str, *, sends: bool
) -> dict[str, Any]:
    key_id = _own_key(actor, terms.use_id, role)
    text = text.replace("\r\n", "\n")
    trial = Tried(
        text=text,
        use_id=terms.use_id,
        role=role,
        key_id=key_id if sends else "",
        grade_band=_band(terms),
        school=_school(actor, policy, terms),
        purpose=_purpose(terms),
        model=min(terms.models, default=""),
        training=tuple(sorted(_trainings(actor))),
        sends=bool(sends and key_id),
        record_id=record_id,
    )
    seen = _ask(trial)
    if seen is None:
        words = Sentence("The gateway does not answer just now, so nothing was tried and nothing was sent.")
        return {"trouble": words}
    word, headline, tone = VERDICTS[seen.verdict]
    safety = safety_told(seen.safety, trial.school)
    if safety and safety.stops:
        word, headline, tone = Sentence("Stays here"), safety.headline, "stop"
    return {
        "seen": seen,
        "word": word,
        "headline": headline,
        "tone": tone,
        "reasons": _reasons(policy, trial, seen),
        "safety": safety,
        "needs_record": seen.code == NEEDS_RECORD,
        "record_url": f"{address_of('human_records.open')}?use={terms.use_id}",
        "pieces": pieces_of(text, seen, policy),
        "sent": seen.sent,
        "is_changed": seen.sent != text,
        "was_looked_at": bool(seen.pieces or seen.sent or seen.elements),
        "context": _context(policy, trial, terms),
        "can_send": bool(key_id)
        and seen.verdict in (Verdict.ALLOW, Verdict.REDACT)
        and not seen.code
        and not (safety and safety.stops),
        "has_key": bool(key_id),
        "keys_url": address_of("protect.keys"),
    }


def pieces_of(text: str, seen: Seen, policy: Policy) -> list[Piece]:
    """The text cut where something was found. Places are those of characters; what overlaps or lies outside is left."""
    pieces, at = [], 0
    for each in sorted(seen.pieces, key=lambda piece: piece.start):
        if not at <= each.start < each.end <= len(text):
            continue
        rule = policy.rules.get(each.element)
        label = said(Sentence(rule.label)) if rule else each.element
        pieces += [Piece(text[at : each.start]), Piece(text[each.start : each.end], label, each.stand_in)]
        at = each.end
    return [each for each in (*pieces, Piece(text[at:])) if each.text]


def _reasons(policy: Policy, trial: Tried, seen: Seen) -> list[Any]:
    """Why, in the reader's language; in the gateway's own words where it holds another policy or refused otherwise."""
    question = Question(
        tool=policy.by_use[trial.use_id].tool,
        on=localdate(),
        role=trial.role,
        grade_band=trial.grade_band or NO_CLASS,
        school=trial.school,
        purpose=trial.purpose,
        elements=frozenset(seen.elements),
        training=frozenset(trial.training),
        use_id=trial.use_id,
        model=trial.model,
        record=trial.record_id,
    )
    answer = decide(question, policy, stops_in_force())
    if seen.revision != policy.revision or answer.verdict != seen.verdict or (seen.code and not answer.failed):
        return [seen.message] if seen.message else []
    if answer.failed:
        return [each.sentence for each in answer.failed]
    told = as_teacher(answer)
    return list({said(each): each for each in (*told.limits, *told.reasons)}.values())


def _ask(trial: Tried) -> Seen | None:
    """What the gateway says; None where it does not answer, or cannot prove that it is the gateway."""
    body = spell(trial)
    key = Keyring(settings.CHALKLINE.key_folder).key(KEY)
    nonce, at = secrets.token_hex(16), int(utc_now().timestamp())
    headers = {STAMP: stamp(Kind.TRIED, body, key, at=at, nonce=nonce)}
    path = ADDRESS.removeprefix("/v1")
    try:
        came = post_to_gateway(path, body, headers, wait=WAIT_SECONDS, most=LARGEST * 4)
        if came.status != 200:
            return None
        now = int(utc_now().timestamp())
        check_stamp(Kind.SEEN, came.headers.get(STAMP, ""), came.body, key, at=now, nonce=nonce)
        return read_seen(came.body)
    except (OSError, http.client.HTTPException, ValueError, BadStamp):
        return None


def _offered(actor: Actor, policy: Policy) -> list[tuple[Terms, str, str]]:
    """Uses that the gateway keeps, as whom one may try them: first as oneself, then as the others they are for."""
    person = person_by_id(actor.id)
    own = person.roster_role if person else ""
    found = [
        (terms, role, said(Sentence("{use}, as {role}", use=title_of_use(policy, terms), role=role_name(role))))
        for terms in policy.terms
        if KeptBy.GATEWAY in terms.kept_by and terms.models
        for role in sorted(terms.roles)
    ]
    return sorted(found, key=lambda each: (each[1] != own, each[2]))


def _own_key(actor: Actor, use_id: str, role: str) -> str:
    """The id of a key that is this person's own, for this use; "" without one."""
    if not actor.could("keys.see"):
        return ""
    own = keys_of(actor, use_id).filter(holder_kind=HolderKind.PERSON.value, role=role, revoked_at=None)
    return next((str(key.pk) for key in own if str(key.person_id) == actor.id), "")


def _open_records(actor: Actor) -> Iterator[HumanRecord]:
    """The person's own records under which calls may be made."""
    if not actor.may("human_records.keep", owner_id=actor.id):
        return
    for each in own_records(actor).filter(state=RecordState.OPEN.value, until_on__gte=localdate()):
        if str(each.decider_id) == actor.id:
            yield each


def _band(terms: Terms) -> str:
    return "" if terms.grade_bands is EVERY else min(terms.grade_bands, key=lambda band: (band == NO_CLASS, band))


def _school(actor: Actor, policy: Policy, terms: Terms) -> str:
    """The person's own school where the use covers it; else the first that it covers."""
    known = [each.school for each in sorted(policy.schools, key=lambda each: each.name)]
    covered = known if terms.schools is EVERY else [each for each in known if each in terms.schools]
    return actor.school_id if actor.school_id in covered else next(iter(covered), "")


def _purpose(terms: Terms) -> str:
    return "" if terms.purposes is EVERY else min(terms.purposes, default="")


def _trainings(actor: Actor) -> frozenset[str]:
    return current_trainings(localdate()).get(actor.id, frozenset())


def _context(policy: Policy, trial: Tried, terms: Terms) -> Sentence:
    """As whom it was tried."""
    return Sentence(
        "Tried as {role}, {grades}, for {use}.",
        role=role_name(trial.role),
        grades=band_name(trial.grade_band or NO_CLASS),
        use=title_of_use(policy, terms),
    )
