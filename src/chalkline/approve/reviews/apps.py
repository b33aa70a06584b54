"""Names this domain to Django."""

from django.apps import AppConfig


class ApproveReviewsConfig(AppConfig):
    name = "chalkline.approve.reviews"
    label = "approve_reviews"
