"""Names this domain to Django."""

from django.apps import AppConfig


class OverseeOutputReviewConfig(AppConfig):
    name = "chalkline.oversee.output_review"
    label = "oversee_output_review"
