"""Tables of helps: what the standing pack says of people a student can turn to."""

from __future__ import annotations

from django.db import models


class Help(models.Model):
    """One school ("" for all without one of their own): the words for students, and whether somebody is on duty."""

    school_id = models.CharField(max_length=64, primary_key=True)
    people = models.CharField(max_length=300, blank=True)
    people_es = models.CharField(max_length=300, blank=True)
    is_open = models.BooleanField(default=False)
