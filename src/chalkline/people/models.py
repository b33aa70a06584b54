"""Tables of people: schools and persons of the roster, roles granted, accounts."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class School(models.Model):
    """A school, or the district office itself (kind "district")."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sourced_id = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, default="school")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody on the roster, or somebody seated here from outside it (a parent, a board member).

    ``classes``: roster ids of the classes that a teacher teaches or a student is in; nothing else is kept of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sourced_id = models.CharField(max_length=100, unique=True, null=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    email = models.CharField(max_length=254, blank=True)
    username = models.CharField(max_length=100, blank=True)
    local_number = models.CharField(max_length=60, blank=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="people")
    roster_role = models.CharField(max_length=20)
    grade = models.CharField(max_length=10, blank=True)
    grades_taught = models.CharField(max_length=80, blank=True)
    classes = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["family_name", "given_name"]
        indexes = [
            models.Index(Lower("email"), name="person_by_email"),
            models.Index(Lower("username"), name="person_by_username"),
            models.Index(fields=["roster_role", "is_active"], name="person_by_roster_role"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class KeptParticulars(models.Model):
    """What else tells somebody of the roster apart, sealed (particulars.py). No page reads it; gateways do.

    ``kinds``: which of them there are, never what they say. ``digest`` tells whether they have changed.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="particulars")
    kinds = models.CharField(max_length=120)
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)


class Grant(models.Model):
    """A role held by a person, from when to when, and who granted it. ``ends_on`` is its last day, if it has one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True)
    granted_by = models.CharField(max_length=64)
    granted_at = models.DateTimeField()
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "school"],
                condition=models.Q(ended_at=None, school__isnull=False),
                name="one_open_grant_a_school",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(ended_at=None, school=None),
                name="one_open_grant_a_district",
            ),
        ]


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """A way to sign in. Students never have one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    last_seen_at = models.DateTimeField(null=True)
    previously_seen_at = models.DateTimeField(null=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email

    # Django and allauth ask for these; roles here come from grants, never from Django's groups.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Always no: permissions are in people/permissions.py."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Always no, as above."""
        return False


class Invitation(models.Model):
    """A link by which somebody sets the password of their account, once. Kept as a digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """Lets a program act as a person, with that person's rights at that moment. Kept as a digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
