"""Tables of responsibilities: what the district shares out otherwise than proposed, and who is named to a post."""

from __future__ import annotations

import uuid

from django.db import models


class SharedOut(models.Model):
    """One kind of decision as the district shares it out; without a row it is as roles.yaml proposes."""

    kind = models.CharField(max_length=40, primary_key=True)
    shares = models.JSONField()
    reason = models.TextField()
    changed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()


class PostHeld(models.Model):
    """Who is named to a post: a person or a committee, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    post = models.CharField(max_length=40)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="posts_held")
    committee = models.ForeignKey(
        "govern_committees.Committee", on_delete=models.PROTECT, null=True, related_name="posts_held"
    )
    named_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["named_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "person"], condition=models.Q(ended_at=None), name="named_once_to_a_post"
            ),
            models.UniqueConstraint(
                fields=["post", "committee"], condition=models.Q(ended_at=None), name="one_committee_once_a_post"
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(committee__isnull=True),
                name="held_by_a_person_or_a_committee",
            ),
        ]
