"""What real newsrooms put around an article, cause by cause, on small pages made after theirs; and
the scores on real pages, where these lie beside the checkout."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.extract import extract
from crawler.extract.article import article as read_article
from crawler.extract.newsroom import is_prose, without_other_stories
from crawler.extract.prose import alike
from crawler.page import Unexpected
from store.model import Capture, Draft
from tests.benchmarks import articles
from tests.benchmarks.__main__ import MODULES, RECORDS
from tests.benchmarks.figure import fallen, read_floors

ONE = (
    "The Commerce Department said on Wednesday that it plans to rescind a rule that would have "
    "capped exports of advanced chips to most of the world, calling it complex and bureaucratic."
)
TWO = (
    "A spokesperson said the rule would be replaced by a simpler one, without naming a date. "
    "Shares of chip makers rose by about three per cent after the report."
)
THREE = "Lawyers said that until a notice is published the rule stays on the books, as it is."
ARTICLE = [ONE, TWO, THREE]
STANDFIRST = "Department wants a simpler rule in its place, but names no date"
MENU = [f"{a} {b}" for a in ("World", "Sports", "Health", "Energy") for b in "ABCDEFGHIJKLMNOPQRST"]


def p(*rows: str) -> str:
    return "".join(f"<p>{row}</p>" for row in rows)


def page(body: str, head: str = "", **told: Any) -> str:
    ld = {"@type": "NewsArticle", "headline": "Chip rule on its way out", **told}
    return (
        f'<html><head><meta charset="utf-8"><script type="application/ld+json">{json.dumps(ld)}'
        f"</script>{head}</head><body>{body}</body></html>"
    )


def draft_of(html: str) -> Draft:
    capture = Capture(
        sha256="0" * 64,
        url="https://daily.example/chip-rule",
        source="news",
        extractor="article",
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return extract(capture, html.encode())[0]


def rows_of(html: str) -> list[str]:
    return draft_of(html).text.split("\n\n")[1:]


def described(text: str) -> str:
    return f'<meta property="og:description" content="{text}">'


def article(*rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<article>{p(*rows)}</article>{after}"


@pytest.mark.parametrize(
    "html, wanted",
    [
        pytest.param(page(article(*ARTICLE)), ARTICLE, id="nothing around it"),
        pytest.param(
            page(
                article(*ARTICLE, before=f"<header><h2>{STANDFIRST}</h2></header>"),
                described(STANDFIRST),
            ),
            [STANDFIRST, *ARTICLE],
            id="a standfirst outside the text that is the description",
        ),
        pytest.param(
            page(article(*ARTICLE), described(STANDFIRST)),
            ARTICLE,
            id="a description that the page does not show is no text of it",
        ),
        pytest.param(
            page(article(*ARTICLE), described(ONE)),
            ARTICLE,
            id="a description that is the first paragraph stands once",
        ),
        pytest.param(
            page(
                article("Chip rule on its way out", *ARTICLE), headline="Chip rule on its way out"
            ),
            ARTICLE,
            id="the title again",
        ),
        pytest.param(
            page(
                article("US drops ‘chip’ rule", *ARTICLE, before="<h1>US drops ‘chip’ rule</h1>"),
                headline="US drops 'chip' rule",
            ),
            ARTICLE,
            id="the title again with other quotes",
        ),
        pytest.param(
            page(
                article(
                    "Chip rule out, says Commerce",
                    *ARTICLE,
                    before="<h1>Chip rule out, says Commerce</h1>",
                )
            ),
            ARTICLE,
            id="the heading again where JSON-LD has another title",
        ),
        pytest.param(
            page(article(ONE, '<a href="/x"><b>TARIFFS ON ALL STEEL LIFTED</b></a>', TWO, THREE)),
            ARTICLE,
            id="a paragraph that is one link leads to another story",
        ),
        pytest.param(
            page(article(ONE, 'It is <a href="/x">in the Register</a>.', TWO, THREE)),
            [ONE, "It is in the Register.", TWO, THREE],
            id="a paragraph with a link in it stays",
        ),
        pytest.param(
            page(
                article(
                    *ARTICLE,
                    after=f"<script>var m</script><p>Got a story? Get in touch at a@b.example.</p>"
                    f"{p('Sign up for our daily newsletter.', 'MORE : Ten gadgets for you')}",
                )
            ),
            ARTICLE,
            id="calls for stories and letters",
        ),
    ],
)
def test_the_text_is_the_article_and_no_more(html: str, wanted: list[str]) -> None:
    assert rows_of(html) == wanted


def test_a_text_that_the_page_splits_is_taken_whole() -> None:
    """Condé Nast's pages hold a long text in several grids; the reader takes the first."""
    parts = [f"Part {n} of a long text. {ONE} {TWO} {n}" for n in range(1, 21)]
    grids = "".join(
        f'<div class="grid"><div class="body">{p(*parts[n : n + 5])}</div></div><aside>Ad</aside>'
        for n in range(0, 20, 5)
    )
    told = " ".join(parts).replace("Part 7 of", "Part 7 of 1026 operations in")
    grids = grids.replace("Part 7 of", "Part 7 of 10<sup>26</sup> operations in")
    parts[6] = parts[6].replace("Part 7 of", "Part 7 of 10^26 operations in")
    assert rows_of(page(f"<main>{grids}</main>", articleBody=told)) == parts


def test_a_text_that_only_json_ld_has() -> None:
    """Behind a paywall the text often stands in the block alone; some write tags there."""
    for told in (f"{ONE}\n{TWO}\n\n{THREE}", p(*ARTICLE), f"{ONE}<br/>{TWO}<br>{THREE}"):
        assert rows_of(page("<p>Subscribe to read on.</p>", articleBody=told)) == ARTICLE


def test_a_teaser_that_json_ld_calls_the_text_replaces_nothing() -> None:
    assert rows_of(page(article(*ARTICLE), articleBody="Quite another teaser text.")) == ARTICLE


@pytest.mark.parametrize(
    "stamp, day",
    [
        ('<time itemprop="datePublished" datetime="2025-05-07T16:45+0100">7 May</time>', 7),
        ('<span itemprop="datePublished" content="2025-05-06">6 May</span>', 6),
        ('<time itemprop="datePublished" datetime="2025-05-08T01:20:00Z">8 May</time>', 7),
    ],
)
def test_the_day_that_stands_in_microdata(stamp: str, day: int) -> None:
    """2019-02-05 of a picture's address was taken for the day of such a page (seen 2026-11)."""
    document = draft_of(page(article(*ARTICLE, before=stamp))).document
    assert (document.published, document.stated["date_basis"]) == (date(2025, 5, day), "meta")


def test_json_ld_comes_before_microdata() -> None:
    stamp = '<time itemprop="datePublished" datetime="2025-05-01">1 May</time>'
    html = page(article(*ARTICLE, before=stamp), datePublished="2025-05-07")
    assert draft_of(html).document.published == date(2025, 5, 7)


def test_a_menu_is_no_prose() -> None:
    assert not is_prose(MENU)
    assert is_prose([*MENU[:5], *ARTICLE])
    assert is_prose([])


def test_a_menu_makes_the_reader_look_again() -> None:
    """The quick mode gave 292 words of menu for a text of 802 (The Washington Times, 2023-04)."""
    menu = "".join(f'<li><a href="/{n}">{row}</a></li>' for n, row in enumerate(MENU))
    text = "<br><br>".join(ARTICLE)
    html = page(
        f'<div class="article"><ul>{menu}</ul><h1>A</h1></div><div class="bigtext">{text}</div>'
    )
    found = " ".join(rows_of(html))
    assert found == " ".join(ARTICLE)


def test_a_list_without_sentences_is_still_a_text() -> None:
    rows = [f"- Supplement No. {n} to part {740 + n} of the regulations" for n in range(1, 30)]
    listed = "".join(f"<li>{row[2:]}</li>" for row in rows)
    assert rows_of(page(f"<article><ul>{listed}</ul></article>")) == rows


LONG = [f"{TWO} {ONE} ({n})" for n in range(4)]


@pytest.mark.parametrize(
    "rows, kept",
    [
        ([*LONG, "More from The Daily", "A short head", "Another head"], LONG),
        ([*LONG, "Popular", "A short head"], LONG),
        ([*LONG, "Comments"], LONG),
        # a heading with a colon leads to a quotation, and a long row after one to more of the text
        ([*LONG, "More from the spokesman:", "It is due."],) * 2,
        ([*LONG, "More on the rule", LONG[0]],) * 2,
        # half a text of short rows is no list of other stories
        (["A short row.", "Popular", *(["A short row."] * 9)],) * 2,
        ([*LONG, "Read more: A rule that was"], LONG),
        ([*LONG, "Read more: A rule that was", "- Most read in Business"], LONG),
        ([*LONG, "Ground Game: Sign up for our letter on politics in your inbox."], LONG),
        ([*LONG, "Do you have a story to tell? Email us at desk@daily.example"], LONG),
        (["Exporters must sign up for the new portal."],) * 2,
        (["Follow the rule on advanced chips, he said, and pay."],) * 2,
        (["Sign up for our newsletter"],) * 2,  # something is better than nothing
    ],
)
def test_what_leads_to_other_stories(rows: list[str], kept: list[str]) -> None:
    assert without_other_stories(rows, set()) == kept


def test_many_headings_of_other_stories_take_no_square_of_time() -> None:
    assert without_other_stories([*LONG, *["Comments"] * 200_000], set()) == LONG


def test_alike_is_the_same_for_all_quotes_and_dashes() -> None:
    assert alike("It’s  “A – B”") == alike('it\'s "a - b"')
    assert alike("its") != alike("it's")


def test_the_scores_on_real_pages_hold(capsys: pytest.CaptureFixture[str]) -> None:
    found = articles.figures(RECORDS if RECORDS.is_dir() else None)
    if not found:
        assert articles.SKIPPED in capsys.readouterr().err
        pytest.skip("the real pages are not beside this checkout")
    assert fallen(found) == []
    assert {f.key for f in found if f.kind == "score"} <= read_floors().keys()


def test_without_real_pages_there_are_no_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert articles.figures(None) == articles.figures(tmp_path) == []
    assert capsys.readouterr().err.count(articles.SKIPPED) == 2
    assert "articles" in MODULES


def gold(tmp_path: Path, title: str, day: str) -> Path:
    """A folder of records with one page and what is marked there."""
    folder = tmp_path / "news_pages" / "us"
    folder.mkdir(parents=True)
    raw = page(article(*ARTICLE), datePublished="2025-05-08T01:20:00Z")
    (folder / "Daily_2025_05_07.html.gz").write_bytes(gzip.compress(raw.encode()))
    body = {"summary": [], "sections": [{"headline": [], "paragraphs": ARTICLE}]}
    marked = {"V1": {"title": title, "publishing_date": day, "body": body}}
    (folder / "Daily.json").write_text(json.dumps(marked), "utf-8")
    address = {"Daily_2025_05_07.html.gz": {"url": "https://daily.example/chip-rule"}}
    (folder / "meta.info").write_text(json.dumps(address), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "title, day, right",
    [
        ("Chip rule on its way out", "2025-05-08 01:20:00+00:00", (1, 1)),
        ("Chip  rule on its way out", "2025-05-07 22:00:00", (1, 1)),
        ("Chip rule out", "2025-05-08 00:00:00+00:00", (0, 0)),
    ],
)
def test_what_counts_as_right(tmp_path: Path, title: str, day: str, right: Any) -> None:
    rows, scores = articles.measure(gold(tmp_path, title, day))
    mine = rows[0]
    assert (mine["title"], mine["date"]) == right
    assert (mine["body_mean"], mine["body_good"]) == (1.0, 1)
    assert len(list(articles.misses(scores))) == (right != (1, 1))


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body><article>" + b"<b><p>" * 100_000 + b"Words of the rule.",
        b"<div " + b" ".join(b"a%d=x" % n for n in range(100_000)) + b"><p>Words of the rule.",
    ],
)
@pytest.mark.timeout(20)
def test_a_page_that_is_made_to_hurt_is_refused(page: bytes) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with pytest.raises(Unexpected):
        list(read_article(Capture("0" * 64, "https://x.test/a", "news", "article", at), page))
