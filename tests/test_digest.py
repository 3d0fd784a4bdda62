"""The digest: what is law and what was said stay apart, as it was known on its day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import flagship
import lxml.html
import pytest

from store.database import Store
from store.digest import Digest, as_email, compose
from store.harmless import address, line

NOW = datetime(2025, 5, 14, 23, tzinfo=UTC)
ORDER = (
    *("Status changes", "New law", "Said by officials, not law", "Reported", "Deadlines"),
    *("Announced, not law", "Press against record", "Edited pages", "Entity List"),
    *("Companies touched", "Thresholds in new rules", "New documents", "Sources"),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("full") / "r.db") as store:
        flagship.fill(store)
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db") as opened:
        flagship.fill(opened)
        yield opened


def on(store: Store, since: str, day: str) -> Digest:
    return compose(store, date.fromisoformat(since), date.fromisoformat(day), now=NOW)


def part(digest: Digest, title: str) -> str:
    """The text of one section, on one line."""
    sections = re.split(r"\n\n(?=[A-Z ,]+(?: \(\d+\))?\n=+\n)", digest.text)
    (found,) = (s for s in sections if re.match(rf"{title.upper()}(?: \(\d+\))?\n", s))
    return " ".join(found.split())


def titles(digest: Digest) -> list[str]:
    return [s.title for s in digest.sections]


def facts_of_text(text: str) -> Counter[str]:
    return Counter(_words(text))


def facts_of_html(html: str) -> Counter[str]:
    tree = lxml.html.document_fromstring(html)
    for gone in tree.xpath("//head | //comment()"):
        gone.getparent().remove(gone)
    for block in tree.xpath("//p | //td | //div | //blockquote | //h1 | //h2 | //h3"):
        block.tail = f" {block.tail or ''}"
    return Counter(_words(" ".join([tree.text_content(), *tree.xpath("//a/@href")])))


def _words(text: str) -> list[str]:
    plain = re.sub(r"[\[\]]", " ", text).casefold()
    return [w for w in plain.split() if not re.fullmatch(r"[-=*—\xa0]+", w)]


DAYS = [
    ("2025-01-10", "2025-01-15"),
    ("2025-05-08", "2025-05-14"),
    ("2025-05-15", "2025-05-21"),
    ("2025-06-10", "2025-06-18"),
    ("2025-09-10", "2025-09-16"),
    ("2025-11-12", "2025-11-12"),
    ("2025-11-13", "2025-11-13"),
    ("2025-01-01", "2025-12-31"),
    ("2024-01-01", "2024-01-02"),
]


@pytest.mark.parametrize(("since", "day"), DAYS)
def test_text_and_html_carry_the_same_facts(full: Store, since: str, day: str) -> None:
    digest = on(full, since, day)
    assert facts_of_text(digest.text) == facts_of_html(digest.html)
    assert titles(digest) == [t for t in ORDER if t in titles(digest)]
    assert max(map(len, digest.text.splitlines())) <= 100
    assert "no legal advice" in digest.text
    assert digest == on(full, since, day)


def test_a_status_change_comes_first_with_what_made_it_so(full: Store) -> None:
    digest = on(full, "2025-05-08", "2025-05-14")
    assert digest.subject == ("[Ruletrail] 1 status change · 1 deadline tomorrow · 0 sources blind")
    told = part(digest, "Status changes")
    assert "AI Diffusion Rule [in force, not enforced] [rescission announced, not law]" in told
    assert "was In force; not yet applicable (from 2025-05-15)." in told
    assert "now In force; not yet applicable (from 2025-05-15); not enforced since" in told
    assert "“BIS announced a rescission of the AI Diffusion Rule.”" in told
    assert "Bureau of Industry and Security · agency statement · 2025-05-13 · +1 outlet" in told
    assert "https://www.bis.test/press-release/rescission" in told


def test_law_announcement_and_report_stand_apart(full: Store) -> None:
    digest = on(full, "2025-05-08", "2025-05-14")
    assert "New law" not in titles(digest)
    assert "rescission announced, 2025-05-13" in part(digest, "Said by officials, not law")
    assert "rescission planned, 2025-05-07" in part(digest, "Reported")
    assert "announced" not in part(digest, "Reported")
    law = part(on(full, "2025-09-16", "2025-09-16"), "New law")
    assert "Entity List Additions [law] addition to a list, 2025-09-16" in law
    suspended = on(full, "2025-11-12", "2025-11-12")
    assert "New law" not in titles(suspended), "told with the status that it changes"
    words = "New law: suspension, 2025-11-10 · end of suspension set for 2026-11-09"
    assert words in part(suspended, "Status changes")
    proposal = on(full, "2025-06-10", "2025-06-10")
    assert "New law" not in titles(proposal)
    words = "Proposed, not law: proposal, 2025-06-10 · comment deadline set for 2025-08-11"
    assert words in part(proposal, "Status changes")


def test_a_past_day_does_not_know_what_came_after(full: Store) -> None:
    digest = on(full, "2025-05-06", "2025-05-08")
    assert "2025-05-13" not in digest.text and "BIS announced" not in digest.text
    assert digest.counts["promises"] == 0 and digest.counts["disputed"] == 0
    before_delay = part(on(full, "2025-06-03", "2025-06-10"), "Deadlines")
    assert "Memory Reporting Rule [in 21 days] takes effect Tue 1 Jul 2025" in before_delay
    after = part(on(full, "2025-06-18", "2025-06-18"), "Deadlines")
    assert "takes effect Fri 15 Aug 2025 The date moved from 2025-07-01." in after
    assert "Cloud Reporting" in after
    assert "Cloud Reporting" not in part(on(full, "2025-07-01", "2025-07-01"), "Deadlines")


def test_a_status_that_changes_by_its_day_alone_says_so(full: Store) -> None:
    told = part(on(full, "2025-05-15", "2025-05-15"), "Status changes")
    assert "now In force; applicable since 2025-05-15; not enforced" in told
    assert "Its day came, as was known before." in told
    assert "Its day came" not in on(full, "2025-06-18", "2025-06-18").text


def test_what_is_announced_and_not_law_has_its_age_and_where_it_was_searched(full: Store) -> None:
    told = part(on(full, "2025-11-12", "2025-11-12"), "Announced, not law")
    assert "AI Diffusion Rule [open 183 days]" in told
    assert "searched through 2025-11-12" in told


def test_press_against_record_names_both_sides(full: Store) -> None:
    told = part(on(full, "2025-05-14", "2025-05-14"), "Press against record")
    assert "told rescission: done, by Gazette, Ledger, Post" in told
    assert "record rescission: announced, by Bureau of Industry and Security" in told


def test_edits_listings_companies_thresholds_and_documents(full: Store) -> None:
    assert '"announced" -> "initiated"' in part(
        on(full, "2025-05-20", "2025-05-20"), "Edited pages"
    )
    listed = part(on(full, "2025-09-16", "2025-09-16"), "Entity List")
    assert "12 added: Party 0 (CN), Party 1 (CN)" in listed and "and 4 more" in listed
    day = on(full, "2025-05-08", "2025-05-14")
    assert "Nvidia (NVDA) 1 event: AI Diffusion Rule: non-enf" in part(day, "Companies touched")
    documents = part(day, "New documents")
    assert "And 2 documents with nothing on export controls." in documents
    assert "cranberries" not in day.text and "Cod" not in day.text and "Alaska" not in day.text
    first = on(full, "2025-01-15", "2025-01-15")
    assert "threshold: > 1e+26 operations" in part(first, "Thresholds in new rules")


def test_an_empty_day_is_said_to_be_one(full: Store) -> None:
    digest = on(full, "2025-11-13", "2025-11-13")
    assert digest.subject == "[Ruletrail] Nothing new, all 4 sources checked"
    assert "\nNothing new, all 4 sources checked.\n" in digest.text
    assert "!!!" not in digest.text and "status" not in titles(digest)


def test_a_blind_source_is_another_and_louder_mail(store: Store) -> None:
    flagship.ran(store, "2025-11-14", {"bis_press": "blocked"})
    quiet = on(store, "2025-11-14", "2025-11-14")
    assert quiet.subject == "[Ruletrail] SOURCE BLIND: bis_press · Nothing new"
    assert "!!! 1 source blind: bis_press." in quiet.text
    assert "all 4 sources" not in quiet.text and "<b>" not in quiet.html
    assert "bis_press [blocked: it did not let us in] last good run 2025-11-12" in part(
        quiet, "Sources"
    )
    busy = on(store, "2025-11-10", "2025-11-14")
    assert busy.subject.startswith("[Ruletrail] SOURCE BLIND: bis_press · 1 status change")
    assert "blind" not in on(store, "2025-11-12", "2025-11-12").text


def test_a_source_not_asked_for_days_is_blind_and_one_gone_quiet_is_named(store: Store) -> None:
    late = on(store, "2025-11-20", "2025-11-20")
    assert "4 SOURCES BLIND" in late.subject
    assert "[not checked lately]" in part(late, "Sources")
    store.declare_source("news", "news", None, None, 2)
    flagship.ran(store, "2025-11-20", {"news": "quiet"})
    store.db.execute("UPDATE run SET new = 0 WHERE started LIKE '2025-11-20%'")
    named = on(store, "2025-11-20", "2025-11-20")
    assert "[quiet for longer than usual]" in part(named, "Sources")
    assert named.counts["blind"] == 0


def test_without_sources_nothing_is_said_to_be_checked(tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db") as store:
        digest = on(store, "2025-05-08", "2025-05-14")
    assert digest.subject == "[Ruletrail] Nothing new · no source is followed"
    assert "checked" not in digest.text
    assert facts_of_text(digest.text) == facts_of_html(digest.html)


HOSTILE = {
    "html": "</h3><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" style=\'display:none\'',
    "template": "{{ 7 * 191 }} {% raw %}",
    "lines": "A\r\nBcc: everyone@example.org\r\n\r\nbody\u2028x\u0085y",
    "direction": "abc \u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c",
    "emoji": "👩‍🔬 🇺🇸 ⚖️",
    "long": "y" * 10_000,
    "words": "regulation " * 2_000,
    "nought": "a\x00b\x07c\x1b[31m",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_words_arrive_harmless(store: Store, name: str) -> None:
    words = HOSTILE[name]
    store.db.execute("UPDATE instrument SET name = ?", (words,))
    store.db.execute("UPDATE document SET title = :w, publisher = :w", {"w": words})
    store.db.execute("UPDATE claim SET quote = ?", (words,))
    store.db.execute("UPDATE listing SET party = :w, country = :w", {"w": words})
    store.db.execute("UPDATE company_event SET company = ?", (words,))
    store.db.execute("UPDATE change SET summary = ?", (words,))
    store.db.execute("UPDATE document SET url = ? WHERE id LIKE 'bis:%'", ("javascript:alert(1)",))
    digest = on(store, "2025-01-01", "2025-12-31")
    assert facts_of_text(digest.text) == facts_of_html(digest.html)
    tree = lxml.html.document_fromstring(digest.html)
    assert not tree.xpath("//script | //img | //@onerror | //@onmouseover | //iframe | //form")
    assert all(href.startswith("https://") for href in tree.xpath("//@href"))
    assert len(digest.html) < 100_000, "Gmail clips longer mails"
    for told in (digest.text, digest.html, digest.subject):
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00\x07\x1b\u2028]", told
        )
        assert "1337" not in told
    assert "\nBcc" not in digest.text
    message = as_email(digest, "Ruletrail <t@example.org>", "a@example.org", NOW)
    read = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert read["Bcc"] is None and read["To"] == "a@example.org"


def test_the_html_stands_alone_and_is_readable_aloud(full: Store) -> None:
    html = on(full, "2025-05-08", "2025-05-14").html
    tree = lxml.html.document_fromstring(html)
    assert tree.get("lang") == "en"
    assert not tree.xpath("//link | //img | //script | //@src")
    assert "@import" not in html and "url(" not in html
    assert all(t.get("role") == "presentation" for t in tree.xpath("//table"))
    assert len(tree.xpath("//h1")) == 1
    levels = [int(h.tag[1]) for h in tree.xpath("//h1 | //h2 | //h3")]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert tree.xpath("//meta[@name='color-scheme'][@content='light dark']")
    (style,) = tree.xpath("//style")
    assert "prefers-color-scheme: dark" in style.text and style.text.lstrip().startswith("@media")
    chips = tree.xpath("//span[contains(@class, 'chip')]")
    assert chips and all(c.text_content().strip() and "background" in c.get("style") for c in chips)


def test_what_is_coloured_has_enough_contrast(full: Store) -> None:
    source = (Path(__file__).parents[1] / "store/templates/digest.html.jinja").read_text("utf-8")
    light, dark = source.split("@media (prefers-color-scheme: dark)")
    pairs = re.findall(
        r"background: (#[0-9a-f]{6})(?: !important)?; color: (#[0-9a-f]{6})", light + dark
    )
    assert len(pairs) >= 14
    pairs += [("#ffffff", c) for c in re.findall(r"(?<![-\w])color: (#[0-9a-f]{6});", light)
              if c not in ("#ffffff", *(f for _, f in pairs))]  # fmt: skip
    pairs += [("#19212b", c) for c in re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", dark)
              if c not in (f for _, f in pairs)]  # fmt: skip
    low = [(b, f, round(contrast(b, f), 2)) for b, f in pairs if contrast(b, f) < 4.5]
    assert low == []


def contrast(one: str, other: str) -> float:
    """As WCAG 2 counts it."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_long_lists_are_cut_and_counted(store: Store) -> None:
    for n in range(30):
        flagship.put(
            store,
            "2025-11-12",
            flagship.register(f"2025-1{n:04}", "2025-11-12", f"Rule {n}"),
            flagship.say(
                "entry_into_force", "done", "2025-11-12", f"Rule {n} is effective.",
                instrument=f"Rule {n}", instrument_id=f"fr:2025-1{n:04}",
            ),
        )  # fmt: skip
    store.resolve(NOW)
    digest = on(store, "2025-11-12", "2025-11-12")
    assert digest.counts["status"] == 31 and "STATUS CHANGES (31)" in digest.text
    assert "and 19 more: ruletrail status" in digest.text
    assert "31 status changes" in digest.subject
    assert len(digest.html) < 100_000


# The mail


def test_the_mail_has_both_parts_and_its_headers(full: Store) -> None:
    digest = on(full, "2025-05-08", "2025-05-14")
    message = as_email(digest, "Ruletrail <t@example.org>", "a@example.org, b@example.org", NOW)
    read = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in read.iter_parts()] == ["text/plain", "text/html"]
    text, html = read.get_body(("plain",)), read.get_body(("html",))
    assert text is not None and html is not None
    assert text.get_content().replace("\r\n", "\n") == digest.text
    assert facts_of_text(text.get_content()) == facts_of_html(html.get_content())
    assert read["Subject"] == digest.subject
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"].datetime == NOW
    assert not read.defects
    assert all(len(x) <= 998 for x in message.as_bytes().split(b"\r\n"))


def test_the_same_mail_again_has_the_same_id_and_bytes(full: Store) -> None:
    def made(to: str = "a@example.org", day: str = "2025-05-14") -> EmailMessage:
        return as_email(on(full, "2025-05-08", day), "t@example.org", to, NOW)

    first = made()
    assert first.as_bytes() == made().as_bytes()
    assert re.fullmatch(r"<20250514\.[0-9a-f]{24}@example\.org>", first["Message-ID"])
    ids = {str(m["Message-ID"]) for m in (first, made("b@example.org"), made(day="2025-05-15"))}
    assert len(ids) == 3
    given = as_email(on(full, *DAYS[1]), "t@example.org", "a@example.org", NOW, "<x@y.test>")
    assert given["Message-ID"] == "<x@y.test>"


@pytest.mark.parametrize("bad", ["", "nobody", "a@b.test\r\nBcc: c@d.test", "a@", "@b.test"])
def test_what_is_no_address_is_refused(full: Store, bad: str) -> None:
    digest = on(full, "2025-11-13", "2025-11-13")
    with pytest.raises(ValueError, match="address"):
        as_email(digest, "t@example.org", bad, NOW)
    with pytest.raises(ValueError, match="address"):
        as_email(digest, bad, "t@example.org", NOW)


# Words and addresses from strangers


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c&d=%20e#f", True),
        ("http://127.0.0.1:8001/wire/feed.xml", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https:///nohost", False),
        ("https://a.test/\r\nBcc: x", False),
        ("https://a.test/ b", False),
        ('https://a.test/"onclick="x', False),
        ("https://[::1", False),
        ("//a.test/x", False),
        ("https://a.test/" + "y" * 3000, False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, kept: bool) -> None:
    assert address(url) == (url if kept else None)


def test_a_line_is_cut_at_a_word_and_keeps_letters_of_all_scripts() -> None:
    assert line("one two three four", 14) == "one two three…"
    assert line("x" * 50, 10) == "x" * 9 + "…"
    assert line(" a \n b\tc ") == "a b c"
    for kept in ("می‌خواهم", "नमस्ते", "👩‍🔬", "中文", "café"):
        assert line(kept) == kept
    assert len(line("ab " * 10_000, 200)) <= 200
