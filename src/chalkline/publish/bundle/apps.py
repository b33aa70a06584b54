"""Names this domain to Django."""

from django.apps import AppConfig


class PublishBundleConfig(AppConfig):
    name = "chalkline.publish.bundle"
    label = "publish_bundle"
