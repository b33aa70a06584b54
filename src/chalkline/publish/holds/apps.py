"""Names this domain to Django."""

from django.apps import AppConfig


class PublishHoldsConfig(AppConfig):
    name = "chalkline.publish.holds"
    label = "publish_holds"
