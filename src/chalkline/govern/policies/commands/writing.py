"""Writing: a policy with its first draft, a next version, the text of a draft, a translation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max

from chalkline.govern.policies import refusals, repeal_refusals
from chalkline.govern.policies.events import PolicyBegun, PolicyDrafted, PolicyTranslated
from chalkline.govern.policies.models import Policy, PolicyVersion, Translation
from chalkline.govern.policies.queries import policy_ref, sections_of, version_ref
from chalkline.govern.policies.repeals import repeal_decided, repeal_open
from chalkline.govern.policies.rules import LONGEST_TITLE, check_file, tidy_about, tidy_draft
from chalkline.govern.policies.words import (
    LANGUAGES,
    OPEN_STATES,
    About,
    Brought,
    Drafted,
    Section,
    VersionState,
)
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, schools_and_office


@command(records=(PolicyBegun, PolicyDrafted))
def begin_policy(
    actor: Actor, about: About, drafted: Drafted, *, brought: Brought | None = None, now: datetime
) -> PolicyVersion:
    """Begin a policy with its first draft. ``brought``: the district's own file, whose text the sections are.

    Raises Problem: policies.text_unclear, policies.code_taken, policies.file_unfit.
    """
    actor.must("policies.write")
    about = tidy_about(about)
    text = tidy_draft(drafted, is_first=True, schools=schools_and_office())
    try:
        with transaction.atomic():
            policy = Policy.objects.create(
                code=about.code, title=about.title, kind=about.kind.value, owner_id=UUID(actor.id), begun_at=now
            )
    except IntegrityError:
        raise refusals.code_taken(about.code) from None
    version = _new(actor, policy, 1, text, now)
    _keep_file(version, brought)
    version.save(force_insert=True)
    record(PolicyBegun(policy_ref(policy), policy.code, policy.title), actor_id=actor.id, now=now)
    record(PolicyDrafted(policy_ref(policy), version_ref(version), policy.code, 1), actor_id=actor.id, now=now)
    return version


@command(records=(PolicyDrafted,))
def begin_version(actor: Actor, policy: Policy, *, now: datetime) -> PolicyVersion:
    """Begin the next version, with the words of the last one.

    Raises Problem: policies.one_at_a_time, policies.repealed, policies.repeal_under_way.
    """
    actor.must("policies.write")
    current = Policy.objects.select_for_update().get(pk=policy.pk)
    decided = repeal_decided(current)
    if decided is not None and decided.effective_on:
        raise repeal_refusals.repealed(decided.effective_on)
    if repeal_open(current) is not None:
        raise repeal_refusals.repeal_under_way()
    on_its_way = current.versions.filter(state__in=[each.value for each in OPEN_STATES]).first()
    if on_its_way is not None:
        raise refusals.one_at_a_time(on_its_way.number)
    adopted = current.versions.filter(state=VersionState.ADOPTED.value).first()
    last = adopted or current.versions.first()
    assert last is not None  # a policy is begun with a version
    number = (current.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = _new(actor, current, number, None, now)
    version.sections, version.binds, version.changes_duties = last.sections, last.binds, False
    version.save(force_insert=True)
    told = PolicyDrafted(policy_ref(current), version_ref(version), current.code, number)
    record(told, actor_id=actor.id, now=now)
    return version


@command(records=(PolicyDrafted,))
def write_draft(
    actor: Actor,
    version: PolicyVersion,
    drafted: Drafted,
    *,
    brought: Brought | None = None,
    drop_file: bool = False,
    now: datetime,
) -> PolicyVersion:
    """Replace what stands in a draft. Where it has a file, the file is its text, until another one is brought.

    Raises Problem: policies.not_a_draft, policies.text_unclear, policies.file_unfit.
    """
    actor.must("policies.write")
    current = PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy").get(pk=version.pk)
    if current.state != VersionState.DRAFT:
        raise refusals.not_a_draft(current.number)
    if current.file_digest and brought is None and not drop_file:
        drafted = Drafted(sections_of(current), drafted.binds, drafted.why, drafted.changes_duties)
    is_first = not current.policy.versions.filter(state=VersionState.ADOPTED.value).exists()
    text = tidy_draft(drafted, is_first=is_first, schools=schools_and_office())
    _put(current, text)
    if drop_file:
        current.file_name = current.file_digest = ""
        current.file = None
    _keep_file(current, brought)
    if actor.id not in current.writers:
        current.writers = [*current.writers, actor.id]
    current.save()
    policy = current.policy
    told = PolicyDrafted(policy_ref(policy), version_ref(current), policy.code, current.number)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(PolicyTranslated,))
def translate_version(
    actor: Actor, version: PolicyVersion, language: str, title: str, sections: Sequence[Section], *, now: datetime
) -> Translation:
    """Add, or replace, an adopted version in another language, section for section. The adopted words still decide.

    Raises Problem: policies.text_unclear, policies.not_now.
    """
    actor.must("policies.write")
    current = PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy").get(pk=version.pk)
    if current.state != VersionState.ADOPTED:
        raise refusals.not_now(Sentence("not adopted"))
    said = " ".join(title.split())
    if language not in LANGUAGES or language == current.language or not said or len(said) > LONGEST_TITLE:
        raise refusals.text_unclear({"title": Sentence("Write the title in that language.")})
    texts = [Section(" ".join(each.heading.split()), each.text.strip()) for each in sections]
    if len(texts) != len(current.sections) or not all(each.heading and each.text for each in texts):
        words = Sentence("Translate each of the {n} sections: its heading and its text.", n=len(current.sections))
        raise refusals.text_unclear({"sections": words})
    made, _ = Translation.objects.update_or_create(
        version=current,
        language=language,
        defaults={
            "title": said,
            "sections": [{"heading": each.heading, "text": each.text} for each in texts],
            "made_by_id": UUID(actor.id),
            "made_at": now,
        },
    )
    policy = current.policy
    told = PolicyTranslated(policy_ref(policy), version_ref(current), policy.code, current.number, language)
    record(told, actor_id=actor.id, now=now)
    return made


def _new(actor: Actor, policy: Policy, number: int, text: Drafted | None, now: datetime) -> PolicyVersion:
    version = PolicyVersion(
        policy=policy,
        number=number,
        state=VersionState.DRAFT.value,
        drafted_by_id=UUID(actor.id),
        writers=[actor.id],
        drafted_at=now,
    )
    if text:
        _put(version, text)
    return version


def _put(version: PolicyVersion, text: Drafted) -> None:
    version.sections = [each.as_json() for each in text.sections]
    version.binds = text.binds.as_json()
    version.why, version.changes_duties = text.why, text.changes_duties


def _keep_file(version: PolicyVersion, brought: Brought | None) -> None:
    if brought is None:
        return
    check_file(brought)
    version.file_digest = hashlib.sha256(brought.file).hexdigest()
    version.file_name = named(brought)
    version.file.save(f"{version.pk}-{version.file_digest[:12]}.bin", ContentFile(brought.file), save=False)


def named(brought: Brought) -> str:
    """The name of a file without the folder it lay in."""
    return PurePath(brought.name.replace("\\", "/")).name.strip()[:200] or "file"
