"""Writes of the roster extract: build it, add and remove nicknames."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from chalkline.kernel.keyring import Keyring
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, command
from chalkline.publish.files import publish_folder, put_in_place
from chalkline.publish.roster_extract.events import ExtractBuilt, NicknameAdded, NicknameRemoved
from chalkline.publish.roster_extract.models import ExtractHead, Nickname
from chalkline.publish.roster_extract.queries import people_told
from chalkline.publish.roster_extract.rules import nickname_meant
from chalkline.rulebook.extract import digest_of_extract, seal_extract, spell_person
from chalkline.rulebook.pack import ENCRYPTION_KEY, SIGNING_KEY
from chalkline.rulebook.wire import EXTRACT_FILE


class _Spelled:
    """Lines of people, digested and counted as they pass by."""

    def __init__(self) -> None:
        self.digest, self.people = hashlib.sha256(), 0

    def lines(self) -> Iterator[bytes]:
        for person in people_told():
            line = spell_person(person)
            self.digest.update(line + b"\n")
            self.people += 1
            yield line


@command(records=(ExtractBuilt,), may_change_nothing=True)
def build_extract(actor: Actor, *, now: datetime) -> ExtractHead:
    """Tell the gateways who is on the roster, if that has changed or its file is not in place.

    The file is written inside the transaction, under the lock of the head row, and before the pack that names it.
    """
    actor.must("packs.build")
    ExtractHead.objects.get_or_create(name="roster")
    head = ExtractHead.objects.select_for_update().get(name="roster")
    spelled, keyring = _Spelled(), Keyring(settings.CHALKLINE.key_folder)
    sealed = seal_extract(
        spelled.lines(),
        issue=head.issue + 1,
        issued_at=now,
        encryption=keyring.key(ENCRYPTION_KEY),
        signing=keyring.key(SIGNING_KEY),
    )
    content, path = spelled.digest.hexdigest(), publish_folder() / EXTRACT_FILE
    changed = content != head.content_digest
    if not changed and path.exists() and digest_of_extract(path.read_bytes()) == head.digest:
        return head
    head.issue, head.issued_at, head.people = head.issue + 1, now, spelled.people
    head.digest, head.content_digest = digest_of_extract(sealed), content
    head.save()
    if changed:
        event = ExtractBuilt(SubjectRef("extract", str(head.issue)), spelled.people, content)
        record(event, actor_id=actor.id, now=now)
    put_in_place(path, sealed)
    return head


@command(records=(NicknameAdded,), may_change_nothing=True)
def add_nickname(actor: Actor, person: Person, name: str, *, now: datetime) -> Nickname:
    """Note by what somebody is called besides the name on the roster. Twice changes nothing."""
    actor.must("nicknames.keep", school_id=str(person.school_id or ""), hidden=True)
    meant = nickname_meant(name)
    nickname, made = Nickname.objects.get_or_create(
        person=person, name=meant, ended_at=None, defaults={"added_by": actor.id, "added_at": now}
    )
    if made:
        record(NicknameAdded(SubjectRef("person", str(person.pk)), meant), actor_id=actor.id, now=now)
    return nickname


@command(records=(NicknameRemoved,), may_change_nothing=True)
def remove_nickname(actor: Actor, nickname: Nickname, *, now: datetime) -> Nickname:
    """The gateway notices this name no more. Twice changes nothing."""
    current = Nickname.objects.select_for_update(of=("self",)).select_related("person").get(pk=nickname.pk)
    actor.must("nicknames.keep", school_id=str(current.person.school_id or ""), hidden=True)
    if current.ended_at:
        return current
    current.ended_at = now
    current.save(update_fields=["ended_at"])
    about = SubjectRef("person", str(current.person_id))
    record(NicknameRemoved(about, current.name), actor_id=actor.id, now=now)
    return current
