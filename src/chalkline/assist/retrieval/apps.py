"""Names this domain to Django."""

from django.apps import AppConfig


class AssistRetrievalConfig(AppConfig):
    name = "chalkline.assist.retrieval"
    label = "assist_retrieval"
