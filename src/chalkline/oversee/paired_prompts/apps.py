"""Names this domain to Django."""

from django.apps import AppConfig


class OverseePairedPromptsConfig(AppConfig):
    name = "chalkline.oversee.paired_prompts"
    label = "oversee_paired_prompts"
