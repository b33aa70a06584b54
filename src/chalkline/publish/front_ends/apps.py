"""Names this domain to Django."""

from django.apps import AppConfig


class PublishFrontEndsConfig(AppConfig):
    name = "chalkline.publish.front_ends"
    label = "publish_front_ends"
