"""What `explain` prints: an event or a document with every finding down to its bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from crawler.report import evidence, facts, objection, versioned, words
from crawler.show import cut, table, wrap


def located(found: Mapping[str, Any]) -> dict[str, Any]:
    """What `Store.explain` gives, with `rule_file` and `rule_version` of each claim and mention.

    Both are null where the rule is in no file, and where another reader than the present one read.
    """
    readers = {w["wording"]: w["read_by"] for w in found.get("wordings", ())}
    return {
        **found,
        **{
            part: [_located(row, readers) for row in found[part]]
            for part in ("claims", "mentions")
            if part in found
        },
    }


def _located(row: Mapping[str, Any], readers: Mapping[str, str]) -> dict[str, Any]:
    from nlp.origins import origin

    reader = row.get("reader") or readers.get(row["wording"]) or ""
    place = origin(row["rule"] or "", reader)
    return {
        **row,
        "rule_file": place.file if place else None,
        "rule_version": place.version if place else None,
    }


def explanation(found: Mapping[str, Any]) -> str:
    """The words for what `Store.explain` gives."""
    return _event(found) if "event" in found else _document(found)


def _event(found: Mapping[str, Any]) -> str:
    event = found["event"]
    lines = [
        click.style(wrap(event["headline"]), bold=True),
        *facts(
            [
                ("event", event["event"]),
                ("instrument", f"{event['instrument_name'] or '?'} ({event['instrument']})"),
                ("told as", f"{words(event['modality'])}, {event['polarity']}, {event['stage']}"),
                ("date", event["date"] and f"{event['date']} ({event['date_precision']})"),
                ("first known", event["first_known"]),
                ("publishers", event["sources"]),
            ]
        ),
    ]
    for claim in found["claims"]:
        lines += ["", evidence(claim)]
    for row in found["contradictions"]:
        lines += [
            "",
            wrap(
                f"sources disagree on {row['field']}: {row['left_value']} ({row['left_claim']}),"
                f" {row['right_value']} ({row['right_claim']}); held: {row['resolved_to']}"
            ),
        ]
    return "\n".join([*lines, *_objections(found["objections"])])


def _document(found: Mapping[str, Any]) -> str:
    document = found["document"]
    lines = [
        click.style(wrap(document["title"] or document["document"]), bold=True),
        *facts(
            [
                ("document", document["document"]),
                ("publisher", f"{document['publisher']} (rank {document['authority_rank']})"),
                ("published", document["published"]),
                ("first seen", document["first_seen"]),
                ("address", document["url"]),
            ]
        ),
    ]
    for wording in found["wordings"]:
        relevance = wording["relevance"]
        lines += [
            "",
            click.style(f"wording {wording['wording']} ({wording['form']})", bold=True),
            *facts(
                [
                    ("seen", f"{wording['seen']} to {wording['last_seen']}"),
                    ("capture", f"{wording['sha256']} of {wording['fetched_at']}"),
                    ("taken by", wording["extractor"]),
                    ("read by", wording["read_by"] or "nobody yet: `ruletrail read`"),
                    ("relevance", None if relevance is None else f"{relevance:.2f}"),
                ]
            ),
        ]
    for change in found["changes"]:
        lines.append(wrap(f"changed {change['seen']}: {change['summary']}", indent="  "))
    for claim in found["claims"]:
        lines += ["", evidence(claim)]
    if found["mentions"]:
        rows = [
            (m["label"], cut(m["quote"], 60), m["value"], m["start"], m["rule"])
            for m in found["mentions"]
        ]
        lines += ["", table(("mention", "quote", "value", "at", "rule"), rows)]
        files = sorted({versioned(m) for m in found["mentions"] if m.get("rule_file")})
        lines += ["", *facts([("rule file", file) for file in files])] if files else []
    return "\n".join([*lines, *_objections(found["objections"])])


def _objections(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [wrap(objection(row), indent="  ") for row in rows]
