"""What documents/tree.html needs: a run's page, a picture as a chart."""

from __future__ import annotations

from django import template

from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import SaidBlock
from chalkline.web.charts import Chart
from chalkline.web.documents import address_of_source, as_chart

register = template.Library()


@register.filter
def page_of(source: SubjectRef | None) -> str:
    """The page that a number opens to; "" where there is none."""
    return address_of_source(source)


@register.filter
def chart_of(block: SaidBlock) -> Chart:
    """A picture of a document as a chart."""
    return as_chart(block)
