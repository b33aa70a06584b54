"""The numbers of a chart as a CSV file: ``?chart=ID&as=csv`` on the page that draws it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from chalkline.web.charts.shapes import Chart
from chalkline.web.files import csv_response


def file_asked_for(request: HttpRequest, *charts: Chart) -> HttpResponse | None:
    """The file, when the request asks for one of these charts; else None, and the page is drawn."""
    if request.GET.get("as") != "csv":
        return None
    for chart in charts:
        if chart.id == request.GET.get("chart"):
            return csv_response(chart.id, chart.head, chart.rows)
    return None
