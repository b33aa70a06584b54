"""Names this domain to Django."""

from django.apps import AppConfig


class PurposeUseCasesConfig(AppConfig):
    name = "chalkline.purpose.use_cases"
    label = "purpose_use_cases"
