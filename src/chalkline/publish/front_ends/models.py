"""Tables of front ends and issuers. No secret is in them."""

from __future__ import annotations

import uuid

from django.db import models


class FrontEnd(models.Model):
    """A registered front end. Its shared secret follows from the key folder, ``id`` and ``version``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    program = models.CharField(max_length=20)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="front_ends")
    uses = models.JSONField(default=list)
    algorithm = models.CharField(max_length=20)
    public_key = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    registered_by = models.CharField(max_length=64)
    registered_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(withdrawn_at=None), name="one_open_front_end_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TrustedIssuer(models.Model):
    """An issuer whose sign-in tokens are believed, for these audiences."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    issuer = models.CharField(max_length=300)
    audiences = models.JSONField(default=list)
    keys_url = models.CharField(max_length=300, blank=True)
    tenant = models.CharField(max_length=120, blank=True)
    named_by = models.CharField(max_length=64)
    named_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["issuer"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer"], condition=models.Q(withdrawn_at=None), name="one_open_issuer_an_address"
            )
        ]

    def __str__(self) -> str:
        return self.issuer
