"""Charts: true proportions, the same numbers as a table, and nothing that gives a small group away."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from hypothesis import assume, given
from hypothesis import strategies as some

from chalkline.web.charts import bars, heat, lines, stacked
from chalkline.web.charts.files import file_asked_for
from chalkline.web.charts.scale import path, round_top, shade, share
from chalkline.web.templatetags.saying import filled
from journeys.gallery.showing import charts
from journeys.gallery.urls import drawn

NUMBERS = some.integers(min_value=0, max_value=10**9)


@given(some.floats(min_value=0.001, max_value=1e12))
def test_the_top_of_a_scale_is_round_and_just_above(value: float) -> None:
    top = round_top(value)
    assert value <= top * (1 + 1e-9) and top <= value * 2.5 * (1 + 1e-9)


@given(some.lists(NUMBERS, min_size=1, max_size=20))
def test_bars_are_as_long_as_their_numbers(values: list[int]) -> None:
    assume(max(values) > 0)
    chart = bars("a", "t", [(str(at), value) for at, value in enumerate(values)], text="", head=["x", "y"])
    for bar, value in zip(chart.drawn, values, strict=True):
        assert bar.pieces[0].width == pytest.approx(value / max(values) * 100, abs=0.01)


@given(some.lists(some.tuples(NUMBERS, NUMBERS), min_size=1, max_size=10))
def test_pieces_of_a_stack_do_not_overlap_and_fit(values: list[tuple[int, int]]) -> None:
    chart = stacked("a", "t", ["one", "two"], [(str(at), pair) for at, pair in enumerate(values)], text="", head="x")
    for bar in chart.drawn:
        ends = [(piece.start, piece.start + piece.width) for piece in bar.pieces]
        assert all(end <= 100.02 for _, end in ends)
        assert all(ends[at][1] <= ends[at + 1][0] + 0.02 for at in range(len(ends) - 1))


def test_a_sum_is_not_shown_when_a_part_of_it_may_not_be() -> None:
    chart = stacked("a", "t", ["one", "two"], [("x", (30, None))], text="", head="School")
    assert chart.rows == (("x", 30, None, None),)
    assert chart.drawn[0].value is None and chart.drawn[0].hidden


def test_what_may_not_be_shown_is_said_in_words_and_drawn_without_length() -> None:
    chart = bars("a", "t", [("Poe", None), ("Gauth", 40)], text="", head=["Tool", "People"])
    html = drawn('<c-chart :chart="chart" />', {"chart": chart}, RequestFactory().get("/"))
    assert html.count("not shown") == 2
    assert chart.drawn[0].pieces == ()


def test_lines_break_where_a_value_may_not_be_shown() -> None:
    assert path([1, 2, None, 4], 4) == "M0.0 75.0L33.33 50.0M100.0 0.0"
    assert filled("M0 75L50 50M100 0") == "M0 75L50 50L50 100L0 100ZM100 0L100 100L100 100Z"
    assert path([], 1) == "" and filled("") == ""


def test_shades_follow_the_numbers() -> None:
    assert [shade(value, 100) for value in (None, 0, 1, 20, 21, 100)] == [0, 0, 1, 1, 2, 5]
    chart = heat("a", "t", ["x", "y"], [("s", (0, 100)), ("u", (None, 50))], text="", head="h")
    assert [[cell.shade for cell in cells] for _, cells in chart.drawn] == [[0, 5], [0, 3]]


def test_nothing_at_all_can_be_drawn() -> None:
    for chart in (
        bars("a", "t", [], text="", head=["x", "y"]),
        lines("b", "t", {}, [], text="", head="x"),
        stacked("c", "t", [], [("x", ())], text="", head="x"),
    ):
        assert "<figure" in drawn('<c-chart :chart="chart" />', {"chart": chart}, RequestFactory().get("/"))
    assert share(5, 0) == 0


@pytest.mark.parametrize("name", sorted(charts()))
def test_every_number_in_the_picture_is_in_the_table_and_in_the_file(name: str) -> None:
    chart = charts()[name]
    request = RequestFactory().get(f"/?chart={chart.id}&as=csv")
    answer = file_asked_for(request, *charts().values())
    assert answer is not None
    text = answer.content.decode("utf-8-sig")
    html = drawn('<c-chart :chart="chart" />', {"chart": chart}, RequestFactory().get("/"))
    for row in chart.rows:
        for value in row[1:]:
            assert (str(value) if value is not None else "not shown") in text
            assert (f"{value:,}" if value is not None else "not shown") in html
    assert file_asked_for(RequestFactory().get("/?chart=other&as=csv"), chart) is None


def test_words_of_a_chart_are_escaped() -> None:
    chart = bars("a", "<b>t</b>", [("<i>x</i>", 1)], text="<u>", head=["<s>", "y"])
    html = drawn('<c-chart :chart="chart" />', {"chart": chart}, RequestFactory().get("/"))
    assert "<b>t" not in html and "<i>x" not in html and "<u>" not in html and "<s>" not in html
