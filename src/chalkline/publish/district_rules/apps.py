"""Names this domain to Django."""

from django.apps import AppConfig


class PublishDistrictRulesConfig(AppConfig):
    name = "chalkline.publish.district_rules"
    label = "publish_district_rules"
