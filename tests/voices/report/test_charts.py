"""Charts: shares of the largest, times in units that can be told apart, every number as text."""

import re

from bilateral.voices.report.charts import bars, over_time


def places(drawn: str) -> list[tuple[str, str]]:
    return re.findall(r'x="(\d+)" y="([\d.]+)"', drawn)


def test_bars_are_shares_of_the_largest_and_every_number_is_text() -> None:
    drawn = bars([("a", (30, 10, 0)), ("b", (0, 0, 1))], "What", "How many", "Caption", "en")
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', drawn) == [
        ("0.00", "75.00"),
        ("75.00", "25.00"),
        ("0.00", "2.50"),
    ]
    assert '<td class="num">40</td>' in drawn and '<td class="num">1</td>' in drawn
    assert "United States\u00a030 · Mexico\u00a010<" in drawn and ">others\u00a01<" in drawn
    assert "Estados Unidos" not in bars([("a", (3,))], "Qué", "Cuántas", "Título")


def test_days_stand_where_they_fall_and_all_their_numbers_behind() -> None:
    drawn = over_time({"2026-03-01": 2, "2026-03-11": 4, "2026-03-21": 1}, "Submissions", "en")
    assert 'viewBox="0 0 21 100"' in drawn
    assert places(drawn) == [("0", "50.00"), ("10", "0.00"), ("20", "75.00")]
    assert "Most: 4 (March 11, 2026)" in drawn
    assert re.findall(r'<th scope="row">(.*?)</th>', drawn) == ["March 1, 2026", "March 11, 2026", "March 21, 2026"]


def test_long_times_are_weeks_from_monday_or_months_and_nothing_is_lost() -> None:
    weeks = {"2025-12-31": 1, "2026-01-04": 2, "2026-01-05": 4, "2026-06-30": 8}
    drawn = over_time(weeks, "Aportaciones", "es")
    assert places(drawn) == [("0", "62.50"), ("1", "50.00"), ("26", "0.00")]
    assert "29 de diciembre de 2025" in drawn and "semana" in drawn and "El máximo: 8" in drawn
    months = {"2015-01-31": 1, "2015-02-01": 2, "2017-02-01": 4}
    drawn = over_time(months, "Submissions", "en")
    assert places(drawn) == [("0", "75.00"), ("1", "50.00"), ("25", "0.00")]
    assert "February 2017" in drawn
    for given in (weeks, months):
        numbers = re.findall(r'<td class="num">(\d+)</td>', over_time(given, "", "en"))
        assert sum(map(int, numbers)) == sum(given.values())


def test_few_days_are_bars_and_one_is_nothing_to_compare() -> None:
    drawn = over_time({"2026-03-01": 2, "2026-03-03": 4}, "Submissions", "en")
    assert drawn.startswith('<table class="bars">') and "March 3, 2026" in drawn
    assert over_time({"2026-03-01": 2}, "Submissions", "en") == over_time({}, "Submissions", "en") == ""
