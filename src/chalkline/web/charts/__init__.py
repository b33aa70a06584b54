"""Pictures of numbers, drawn on the server: geometry here, mark-up in templates/charts.

Each chart has a title that states the finding, a sentence that says the same as the picture, and its
numbers as a table and a CSV file. Text in a chart is text of the page, at its size on a phone too; only
the shapes are SVG, stretched to the room there is. A value of None is a number too small to be shown.

    from chalkline.web.charts import bars, stacked, lines, heat, multiples, intervals, plane
"""

from chalkline.web.charts.interval import intervals
from chalkline.web.charts.plane import Spot, plane
from chalkline.web.charts.shapes import Chart, bars, heat, lines, multiples, stacked

__all__ = ["Chart", "Spot", "bars", "heat", "intervals", "lines", "multiples", "plane", "stacked"]
