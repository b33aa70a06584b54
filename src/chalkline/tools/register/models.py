"""Tables of the register: the catalogue as loaded, its services, the tools this district knows."""

from __future__ import annotations

import uuid

from django.db import models


class Catalogue(models.Model):
    """A catalogue file that was loaded."""

    digest = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField()
    generated_on = models.CharField(max_length=20)
    categories = models.JSONField(default=dict)
    loaded_by = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-loaded_at"]


class Service(models.Model):
    """One service. Columns are the catalogue's; ``district_override`` is ours and survives every update;
    ``override_base`` is what the catalogue said of each of those fields when it was corrected.

    ``catalogue_version`` is 0 for a service the district entered itself. A service that a newer
    catalogue no longer lists stays, with ``is_listed`` false: logs and decisions may name it.
    """

    slug = models.SlugField(max_length=80, primary_key=True)
    name = models.CharField(max_length=120)
    vendor = models.CharField(max_length=120, blank=True)
    domains = models.JSONField(default=list)
    app_patterns = models.JSONField(default=list)
    category = models.CharField(max_length=40, blank=True)
    ai_scope = models.CharField(max_length=10)
    k12 = models.BooleanField(default=False)
    terms_age_min = models.PositiveSmallIntegerField(null=True)
    terms_age_note = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list)
    catalogue_version = models.PositiveIntegerField(default=0)
    is_listed = models.BooleanField(default=True)
    district_override = models.JSONField(default=dict)
    override_base = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Tool(models.Model):
    """A tool this district has taken note of. ``model_names`` are the names the gateway may route it to.

    ``folded`` is the name without case, accents and signs: lists go by it, and two tools are not called alike.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=160)
    vendor = models.CharField(max_length=120, blank=True)
    service = models.OneToOneField(Service, on_delete=models.PROTECT, null=True, related_name="tool")
    model_names = models.JSONField(default=list)
    registered_by = models.CharField(max_length=64)
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["folded", "id"]
        indexes = [
            models.Index(fields=["folded", "id"], name="tool_by_name"),
            models.Index(fields=["registered_at", "id"], name="tool_by_day"),
        ]

    def __str__(self) -> str:
        return self.name


class ToolWord(models.Model):
    """A word by which a tool is found (rules.words_for): its beginning is looked up, so a search reads few rows."""

    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="words")
    word = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "tool"], name="one_word_a_tool")]
