"""Names this domain to Django."""

from django.apps import AppConfig


class PublishHelpsConfig(AppConfig):
    name = "chalkline.publish.helps"
    label = "publish_helps"
