"""Names this domain to Django."""

from django.apps import AppConfig


class PublishExpectationsConfig(AppConfig):
    name = "chalkline.publish.expectations"
    label = "publish_expectations"
