"""Names this domain to Django."""

from django.apps import AppConfig


class OverseeKeptTextsConfig(AppConfig):
    name = "chalkline.oversee.kept_texts"
    label = "oversee_kept_texts"
