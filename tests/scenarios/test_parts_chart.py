"""The waterfall of parts shows every part once, and the whole at its end."""

from scenarios.charts import parts_chart


def test_bars_are_the_parts_and_the_whole():
    drawn = parts_chart("Delay", "by cause", [("a", 1.5), ("b", -0.5)], ("all", 1.0), "days")
    bars = drawn.data[0]
    assert list(bars.x) == [1.5, -0.5, 1.0]
    assert list(bars.measure) == ["relative", "relative", "total"]
    low, high = drawn.layout.xaxis.range
    assert low <= 0
    assert high > 1.5


def test_parts_below_nothing_stay_in_sight():
    low, high = parts_chart("t", "s", [("a", -2.0)], ("all", -2.0), "days").layout.xaxis.range
    assert low < -2.0
    assert high > 0
