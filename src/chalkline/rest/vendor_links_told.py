"""The shapes of vendor links in the API, and of files that show an answer, whoever hands them in."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from chalkline.rest.shapes import Id, Sent, Short, Text, like, said
from chalkline.tools.agreements.api import read_elements
from chalkline.tools.evaluations.api import (
    Evidence,
    ProofGiven,
    ProofKind,
    Record,
    Respondent,
    Subprocessor,
    VendorLink,
    asked_now,
)


class ProofSent(Sent):
    """What a file is, beside the file itself (multipart). ``questions``: ids of the questions it answers."""

    model_config = like(kind="soc2", title="SOC 2 Type II", questions=["S02"], expires_on="2027-08-31")

    kind: ProofKind
    title: Short = ""
    questions: list[Id] = Field(default_factory=list, max_length=200)
    version: Short = ""
    issued_on: date | None = None
    expires_on: date | None = None
    is_confidential: bool = False

    @property
    def proof(self) -> ProofGiven:
        """As the commands take it."""
        return ProofGiven(
            self.kind, self.title, tuple(self.questions), self.version, self.issued_on, self.expires_on,
            self.is_confidential,
        )  # fmt: skip


class ProofTold(Schema):
    """A file on record: by its digest, and until when it counts."""

    id: str
    kind: str
    title: str
    file_name: str
    size: int
    digest: str
    good_until: date
    questions: list[str]


class CompanySent(Sent):
    """Who else gets data. ``data``: ids of data elements, or words."""

    name: Short
    country: Short
    purpose: Short
    data: Text = ""


class CompaniesSent(Sent):
    """All companies that get data; the list replaces the one before."""

    model_config = like(
        companies=[{"name": "CloudHost", "country": "United States", "purpose": "hosting", "data": "student work"}]
    )

    companies: list[CompanySent] = Field(max_length=200)

    @property
    def given(self) -> list[Subprocessor]:
        """As the commands take them: what of the data is one of ours by its id, the rest in its words."""
        return [_company(each) for each in self.companies]


class CompaniesKept(Schema):
    """The names of the companies now on the list."""

    companies: list[str]


class RespondentSent(Sent):
    """Who answers for the maker of a tool."""

    model_config = like(name="Lena Vogt", email="lena@vendor.example", position="Privacy lead")

    name: Short
    email: Short
    position: Short

    @property
    def respondent(self) -> Respondent:
        """As the commands take it."""
        return Respondent(self.name, self.email, self.position)


class VendorQuestionTold(Schema):
    """A question and the answer to it so far. ``open``: it can be answered now."""

    id: str
    group: str
    question: str
    why: str
    is_gate: bool
    shown_by: list[str]
    says: str = ""
    words: str = ""
    asked_back: str = ""
    open: bool


class VendorLinkTold(Schema):
    """What the maker of a tool is asked by its link, and how far it is."""

    tool: str
    due_on: date
    works_until: datetime
    answered_by: str
    questions: list[VendorQuestionTold]
    files: list[ProofTold]
    companies: list[str]


def proof_told(proof: Evidence) -> ProofTold:
    """A file on record."""
    return ProofTold(
        id=str(proof.pk),
        kind=proof.kind,
        title=proof.title,
        file_name=proof.file_name,
        size=proof.size,
        digest=proof.digest,
        good_until=proof.good_until,
        questions=list(proof.questions),
    )


def link_told(link: VendorLink, kept: Record) -> VendorLinkTold:
    """What a vendor sees by its link: nothing that our staff found."""
    now_open = asked_now(kept)
    back = {each.question: each.words for each in kept.open_follow_ups} if kept.submissions else {}
    return VendorLinkTold(
        tool=kept.evaluation.tool.name,
        due_on=kept.evaluation.due_on,
        works_until=link.expires_at,
        answered_by=link.name,
        questions=[
            VendorQuestionTold(
                id=each.id,
                group=each.group,
                question=said(each.asked),
                why=said(each.reason),
                is_gate=each.is_gate,
                shown_by=[said(one) for one in each.shown_by],
                says=before.says if (before := kept.answers.get(each.id)) else "",
                words=before.words if before else "",
                asked_back=back.get(each.id, ""),
                open=each.id in now_open,
            )
            for each in kept.questions
        ],
        files=[proof_told(each) for each in kept.evidence if each.link_id == link.pk],
        companies=[each.name for each in kept.subprocessors],
    )


def _company(given: CompanySent) -> Subprocessor:
    read = read_elements(given.data) if given.data else None
    return Subprocessor(
        given.name, given.country, given.purpose, tuple(sorted(read.elements)) if read else (),
        read.unclear if read else (),
    )  # fmt: skip
