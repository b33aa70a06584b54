"""Writing: a new policy, the text of a draft, a translation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.assist.library.api import sections_of_file
from chalkline.govern.policies.api import (
    POLICY_KIND_NAMES,
    About,
    Binds,
    Brought,
    Drafted,
    PolicyKind,
    PolicyVersion,
    Section,
    begin_policy,
    binds_of,
    read_sections,
    sections_of,
    spell_sections,
    translate_version,
    translation_of,
    write_draft,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import schools
from chalkline.rulebook.api import role_name
from chalkline.web.pages.policies.outlines import outline_of, outlines
from chalkline.web.pages.policies.show import found_version
from chalkline.web.pages.policies.telling import ROLES
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, sent
from chalkline.web.templatetags.saying import said

LONGEST_TEXT = 400_000


class DraftForm(Questions):
    """What stands in a draft."""

    SHOWN_AT = {"sections": "text", "binds": "roles"}

    text = forms.CharField(
        label=lazy("The text"),
        help_text=lazy("Begin each section with a line that starts with #. Lines that start with - become a list."),
        widget=forms.Textarea(attrs={"rows": 22}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    file = forms.FileField(
        label=lazy("Or your own file, Word or PDF"),
        help_text=lazy("Then the file is the version, and the text read from it is shown here."),
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=lazy("Whom does it bind?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    schools = forms.MultipleChoiceField(
        label=lazy("At which schools? None chosen means every school."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    signed = forms.BooleanField(label=lazy("Staff whom it binds are asked to sign it"), required=False)
    why = forms.CharField(
        label=lazy("What does this version change, and why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    changes_duties = forms.BooleanField(
        label=lazy("It changes what people have to do, so whoever signed is asked anew"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(each, said(role_name(each))) for each in ROLES]  # type: ignore[attr-defined]  # a choice field
        self.fields["schools"].choices = [(str(each.pk), each.name) for each in schools().order_by("name")]  # type: ignore[attr-defined]  # a choice field

    def drafted(self, before: tuple[Section, ...]) -> tuple[Drafted, Brought | None]:
        """What was written, and the file that was brought, read."""
        upload, brought = self.answer("file"), None
        if upload:
            brought = Brought(upload.read(), upload.name)
            read = sections_of_file(brought.file, upload.name)
            sections = tuple(Section(heading, text) for heading, text in read)
        else:
            sections = read_sections(self.answer("text"), before)
        binds = Binds(frozenset(self.answer("roles")), frozenset(self.answer("schools")), bool(self.answer("signed")))
        return Drafted(sections, binds, self.answer("why"), bool(self.answer("changes_duties"))), brought


class NewForm(DraftForm):
    """What a new policy is called, and its first draft."""

    field_order = ("code", "title", "kind")

    code = forms.CharField(
        label=lazy("Its number"),
        help_text=lazy("As it is cited, for example AI-2 or 4710."),
        widget=forms.TextInput(attrs={"class": "short"}),
        max_length=200,
    )
    title = forms.CharField(label=lazy("What is it called?"), max_length=400)
    kind = forms.ChoiceField(label=lazy("What is it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.value, said(name)) for each, name in POLICY_KIND_NAMES.items()]  # type: ignore[attr-defined]  # a choice field
        for name in ("why", "changes_duties"):
            del self.fields[name]

    def about(self) -> About:
        """What it is called."""
        kind = self.answer("kind")
        return About(self.answer("code"), self.answer("title"), PolicyKind(kind) if kind else PolicyKind.PROCEDURE)


@page("decide/policies/new/", name="policies.new", permission="policies.write", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Begin a policy, from an outline of questions."""
    kind = request.GET.get("kind", "")
    outline = outline_of(kind)
    initial = {"text": outline, "kind": kind if outline else PolicyKind.STAFF.value, "signed": True}
    form = NewForm(request.POST or None, request.FILES or None, initial=initial)

    def do() -> PolicyVersion:
        drafted, brought = form.drafted(())
        return begin_policy(request.actor, form.about(), drafted, brought=brought, now=utc_now())

    if request.method == "POST" and (made := sent(form, do)) is not None:
        messages.success(request, _("The draft is kept. Nobody else sees it until you open it for comment."))
        return redirect("policies.version", made.policy_id, made.number)
    return render(request, "policies/new.html", {"form": form, "outlines": outlines(), "kind": kind})


@page(
    "decide/policies/<uuid:policy_id>/<int:number>/write/",
    name="policies.write",
    permission="policies.write",
    methods=("GET", "POST"),
)
def write(request: Request, policy_id: UUID, number: int) -> HttpResponse:
    """Write on a draft."""
    of = found_version(request.actor, policy_id, number)
    held, before = binds_of(of), sections_of(of)
    initial = {
        "text": spell_sections(before),
        "roles": sorted(held.roles),
        "schools": sorted(held.schools),
        "signed": held.signed,
        "why": of.why,
        "changes_duties": of.changes_duties,
    }
    form = DraftForm(request.POST or None, request.FILES or None, initial=initial)

    def do() -> PolicyVersion:
        drafted, brought = form.drafted(before)
        return write_draft(request.actor, of, drafted, brought=brought, now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("The draft is kept."))
        return redirect("policies.version", of.policy_id, of.number)
    return render(request, "policies/write.html", {"form": form, "of": of})


@page(
    "decide/policies/<uuid:policy_id>/<int:number>/spanish/",
    name="policies.translate",
    permission="policies.write",
    methods=("GET", "POST"),
)
def translate(request: Request, policy_id: UUID, number: int) -> HttpResponse:
    """An adopted version in Spanish, section for section."""
    of = found_version(request.actor, policy_id, number)
    held = translation_of(of, "es")
    first = [Section(each["heading"], each["text"]) for each in held.sections] if held else []
    form = TranslationForm(
        request.POST or None, initial={"title": held.title if held else "", "text": spell_sections(first)}
    )

    def do() -> object:
        sections = read_sections(form.answer("text"))
        return translate_version(request.actor, of, "es", form.answer("title"), sections, now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("Families can read it in Spanish now."))
        return redirect("policies.version", of.policy_id, of.number)
    return render(request, "policies/translate.html", {"form": form, "of": of})


class TranslationForm(Questions):
    """The title and the text in Spanish."""

    SHOWN_AT = {"sections": "text"}

    title = forms.CharField(label=lazy("What is it called in Spanish?"), max_length=400)
    text = forms.CharField(
        label=lazy("The text in Spanish"),
        help_text=lazy("As many sections as the adopted text has, each beginning with a line that starts with #."),
        widget=forms.Textarea(attrs={"rows": 22}),
        max_length=LONGEST_TEXT,
    )
