"""Names this domain to Django."""

from django.apps import AppConfig


class PublishLimitsConfig(AppConfig):
    name = "chalkline.publish.limits"
    label = "publish_limits"
