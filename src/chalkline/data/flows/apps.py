"""Names this domain to Django."""

from django.apps import AppConfig


class DataFlowsConfig(AppConfig):
    name = "chalkline.data.flows"
    label = "data_flows"
