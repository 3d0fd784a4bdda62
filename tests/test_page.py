from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.page import Page, Unexpected, day, moment, words_of

HTML = b"""<!doctype html><html><head><title>T</title><style>.a{}</style></head><body><main>
<h1>  Commerce
 Announces </h1>
<article><h2><a href="/news/press-releases/2025/05/one">One</a></h2>
<time datetime="2025-05-13T04:00:00+00:00">May 13, 2025</time></article>
<article><h2><a href=" /news/press-releases/2025/05/two ">Two</a></h2><time></time></article>
<p class="empty"> &nbsp; </p><a name="x">no href</a>
<script type="application/json" id="data">{"a": [1, 2]}</script>
<script id="broken">{"a": </script>
</main></body></html>"""


@pytest.fixture
def page() -> Page:
    return Page(HTML, "commerce_news", "https://www.commerce.gov/news")


def test_what_is_there_is_given(page: Page) -> None:
    assert page.text("h1") == "Commerce Announces"
    assert [words_of(a) for a in page.some("article h2")] == ["One", "Two"]
    assert page.attribute("article:nth-of-type(2) a", "href") == "/news/press-releases/2025/05/two"
    assert page.text("a", within=page.some("article")[0]) == "One"
    assert page.maybe("h6") is None
    assert page.some("h6", least=0) == []
    assert page.json("#data") == {"a": [1, 2]}


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (lambda p: p.one("h6"), "one 'h6', found 0"),
        (lambda p: p.one("article"), "one 'article', found 2"),
        (lambda p: p.maybe("article"), "at most one 'article', found 2"),
        (lambda p: p.some("article", least=3), "at least 3 'article', found 2"),
        (lambda p: p.text("p.empty"), "words in 'p.empty'"),
        (lambda p: p.attribute("a[name]", "href"), "attribute 'href' of 'a[name]'"),
        (lambda p: p.day("h1"), "a day in 'Commerce Announces'"),
        (lambda p: p.day("article:nth-of-type(2) time"), "a day in ''"),
        (lambda p: p.json("#broken"), "JSON in 'script'"),
    ],
)
def test_what_is_not_there_is_said_with_source_and_address(
    page: Page, look: object, words: str
) -> None:
    with pytest.raises(Unexpected) as caught:
        look(page)  # type: ignore[operator]
    error = caught.value
    assert (error.source, error.url) == ("commerce_news", "https://www.commerce.gov/news")
    assert words in error.looked_for
    assert str(error).startswith("commerce_news: https://www.commerce.gov/news: looked for ")
    assert "\n" not in str(error)


def test_words_leave_out_scripts_and_styles(page: Page) -> None:
    assert '"a"' not in words_of(page.one("main"))


def test_midnight_in_washington_is_the_day_it_begins(page: Page) -> None:
    assert page.day("article:nth-of-type(1) time") == date(2025, 5, 13)
    assert day("2026-03-27T04:00:00+00:00") == date(2026, 3, 27)
    assert day("2026-03-27T03:59:59+00:00") == date(2026, 3, 26)
    assert day("2025-12-01T05:00:00Z") == date(2025, 12, 1)
    assert day("2025-12-01T04:59:59Z") == date(2025, 11, 30)


@pytest.mark.parametrize(
    "told",
    [
        "January 5, 2026", "Jan 5, 2026", "Jan. 5, 2026", "JANUARY 5 2026",
        "Monday, January 5, 2026", "01/05/2026", "1/5/2026", " January\n 5,\u00a02026 ",
        "FOR IMMEDIATE RELEASE | Monday, January 5, 2026 | Media Contact:",
        "2026-01-05", "2026-01-05T12:00:00-05:00", "2026-01-05T23:00:00",
    ],
)  # fmt: skip
def test_days_as_publishers_print_them(told: str) -> None:
    assert day(told) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "told",
    ["", "today", "February 30, 2026", "13/45/2026", "January 2026", "Marketing 12, 2024",
     "Mayor 5, 2026", "Title IV", "2026-13-01", "0000-00-00"],
)  # fmt: skip
def test_what_says_no_day_gives_none(told: str) -> None:
    assert day(told) is None


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_comes_back_however_it_is_written(when: date) -> None:
    names = ["January", "February", "March", "April", "May", "June", "July", "August",
             "September", "October", "November", "December"]  # fmt: skip
    name = names[when.month - 1]
    for told in (
        when.isoformat(),
        f"{name} {when.day}, {when.year}",
        f"{name[:3]}. {when.day:02}, {when.year}",
        f"{when:%m/%d}/{when.year}",
    ):
        assert day(told) == when


@given(st.text())
def test_no_words_break_it(told: str) -> None:
    assert day(told) is None or isinstance(day(told), date)


def test_moments_are_aware_and_utc() -> None:
    assert moment("2025-05-13T00:00:00-04:00") == datetime(2025, 5, 13, 4, tzinfo=UTC)
    assert moment("2025-05-13") == datetime(2025, 5, 13, 4, tzinfo=UTC)
    assert moment("Tue, 13 May") is None


def test_bytes_are_read_in_the_encoding_they_declare() -> None:
    page = '<html><head><meta charset="windows-1252"></head><h1>\u201cRule\u201d</h1></html>'
    assert Page(page.encode("cp1252"), "news", "u").text("h1") == "\u201cRule\u201d"
    assert Page("<h1>caf\u00e9</h1>".encode(), "news", "u").text("h1") == "caf\u00e9"
