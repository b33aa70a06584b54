"""Tables of funding sources, budget lines, their amounts, and purchasing dates."""

from __future__ import annotations

import uuid

from django.db import models


class Source(models.Model):
    """Where money comes from. ``ends_on``: the last day on which it pays; ``after``: what pays from then on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    ends_on = models.DateField(null=True)
    after = models.TextField(blank=True)
    named_by = models.CharField(max_length=64)
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """What is paid for. ``people``: how many it is for; ``fte``: full-time positions, for staff time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    what_for = models.CharField(max_length=20)
    tool = models.ForeignKey("tools_register.Tool", on_delete=models.PROTECT, null=True, related_name="budget_lines")
    use = models.ForeignKey("approve_uses.ApprovedUse", on_delete=models.PROTECT, null=True, related_name="+")
    recurs = models.BooleanField(default=True)
    people = models.PositiveIntegerField(null=True)
    fte = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    note = models.TextField(blank=True)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["title"], condition=models.Q(dropped_at=None), name="one_budget_line_a_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Amount(models.Model):
    """Whole dollars of one fiscal year (named by the year it begins in) from one source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="amounts")
    fiscal_year = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="amounts")
    dollars = models.DecimalField(max_digits=12, decimal_places=0)

    class Meta:
        ordering = ["fiscal_year", "source__name"]
        constraints = [
            models.UniqueConstraint(fields=["line", "fiscal_year", "source"], name="one_amount_a_year_and_source"),
            models.CheckConstraint(condition=models.Q(dollars__gt=0), name="an_amount_is_above_nothing"),
        ]


class PurchaseDate(models.Model):
    """A day of the purchasing calendar of a line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="dates")
    step = models.CharField(max_length=20)
    on = models.DateField()
    set_by = models.CharField(max_length=64)
    met_on = models.DateField(null=True)
    met_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["line", "step", "on"], name="one_purchase_step_a_day")]
