"""Status, timelines and evidence in words, as the command line prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from crawler.show import briefly, cut, plain, wrap
from store.model import Status, Tally

COLOURS: Final = {"law": "green", "statement": "yellow", "report": None}
QUOTE: Final = 240
BRIEF: Final = 132


def words(name: str) -> str:
    """A name of the ledger in plain words: `entry_into_force` is `entry into force`."""
    return name.replace("_", " ")


def status(found: Status, instrument: Mapping[str, Any], basis: Sequence[Mapping[str, Any]]) -> str:
    """One instrument: its name and numbers, the headline, the six axes, promises, the basis.

    `instrument` is its row of instrument_list, `basis` the timeline's entries it rests on.
    """
    numbers = [
        instrument.get("fr_citation"),
        f"RIN {instrument['rin']}" if instrument.get("rin") else None,
        found.instrument_id,
    ]
    lines = [
        click.style(wrap(found.instrument), bold=True),
        " · ".join(dict.fromkeys(plain(n) for n in numbers if n)),
        "",
        click.style(wrap(found.headline, indent="  "), bold=True),
        "",
    ]
    margin = max(map(len, found.axes), default=0)
    lines += [f"  {axis.ljust(margin)}  {words(state)}" for axis, state in found.axes.items()]
    for promise in found.promises:
        lines.append(
            wrap(
                f"promised: {words(promise['type'])}, announced {promise['announced_on']},"
                f" {promise['state']} ({promise['age_days']} days)",
                indent="    ",
                first="  ",
            )
        )
    lines += [wrap(f"note: {flag}", indent="    ", first="  ") for flag in found.flags]
    rests = " It rests on:" if basis else ""
    lines += ["", f"As of {found.as_of}, as known on {found.known_at}.{rests}"]
    lines += [event(entry) for entry in basis]
    return "\n".join(lines)


def timeline(name: str, events: Sequence[Mapping[str, Any]], *, brief: bool = False) -> str:
    """Every event of an instrument, oldest first, each with its strongest words.

    `brief` cuts the words to two lines and leaves the ids out.
    """
    count = f"{len(events)} event{'' if len(events) == 1 else 's'}"
    told = (event(entry, brief=brief) for entry in events)
    return "\n".join([click.style(wrap(name), bold=True), count, *told])


def event(entry: Mapping[str, Any], *, brief: bool = False) -> str:
    """An event: day, what happened and how it is told; the words; who said it and where."""
    day = entry["date"] or entry["asserted"] or entry["first_known"]
    told = words(entry["modality"]) + (", negated" if entry["polarity"] == "negated" else "")
    moved = f" (was {entry['old_date']})" if entry.get("old_date") else ""
    what = f"{words(entry['type'])}, {told}{moved}"
    weight = f"[{entry['stage']}, rank {entry['authority_rank']}]"
    lines = [
        "",
        f"{click.style(day.ljust(10), bold=True)}  "
        f"{click.style(what, bold=True, fg=COLOURS[entry['stage']])} {weight}",
    ]
    lead, *rest = entry["claims"]
    more = f" · {len(rest)} more claim{'' if len(rest) == 1 else 's'}" if rest else ""
    said = f"{lead['publisher']}, {plain(lead['published'])}; known {lead['known_at'][:10]}"
    indent = " " * 12
    lines.append(wrap(f"“{cut(lead['quote'], BRIEF if brief else QUOTE)}”", indent=indent))
    lines.append(wrap(f"{said}{more}", indent=indent))
    if not brief:
        lines.append(wrap(entry["event"], indent=indent))
    lines += [wrap(objection(row), indent=indent) for row in entry["objections"]]
    return "\n".join(lines)


def objection(row: Mapping[str, Any]) -> str:
    """Who objects to what, since when and why."""
    by = f"objection {row['objection']} to {row['subject']} by {row['by']}, {row['at']}"
    return f"{by}: {row['because']}"


def evidence(claim: Mapping[str, Any]) -> str:
    """One claim down to the bytes: words, offsets, rule, reader, wording, capture, address.

    The rule's file where `explanation.located` has put it there.
    """
    told = words(claim["modality"]) + (", negated" if claim["polarity"] == "negated" else "")
    kind = f"{words(claim['type'])}, " if claim.get("type") else ""
    part = f"{claim['part']}: " if claim.get("part") else ""
    lines = [
        click.style(
            f"{part}{kind}{told}" + (f", {claim['date']}" if claim["date"] else ""), bold=True
        ),
        wrap(f"“{claim['quote']}”", indent="  "),
    ]
    rows = [
        ("claim", claim["claim"]),
        ("said by", f"{claim['publisher']} (rank {claim['authority_rank']}), {claim['published']}"),
        ("actor", claim.get("actor")),
        ("date read", claim.get("date_text") and f"{claim['date_text']} ({claim['date_basis']})"),
        ("rule", f"{claim['rule']}; reader {claim['reader']}"),
        ("rule file", claim.get("rule_file") and versioned(claim)),
        ("where", f"{claim['wording']}, characters {claim['start']} to {claim['end']}"),
        ("known", claim["known_at"]),
        ("capture", claim.get("sha256") and f"{claim['sha256']} of {claim['fetched_at']}"),
        ("taken by", claim.get("extractor")),
        ("address", claim.get("url") or claim.get("fetched_from")),
    ]
    return "\n".join([*lines, *facts(rows)])


def versioned(found: Mapping[str, Any]) -> str:
    """A rule file and its version."""
    return f"{found['rule_file']}, version {found['rule_version']}"


def facts(rows: Sequence[tuple[str, Any]]) -> list[str]:
    """Lines of `name  value`, aligned, those without a value left out."""
    kept = [(name, value) for name, value in rows if value]
    margin = max((len(name) for name, _ in kept), default=0) + 4
    return [
        wrap(plain(value), indent=" " * margin, first=f"  {name}".ljust(margin))
        for name, value in kept
    ]


def tally(found: Tally) -> str:
    """One source's run in one line: counts, and its verdict where that is not good."""
    counts = f"{found.new} new, {found.changed} changed, {found.same} same"
    failed = f", {found.failed} failed" if found.failed else ""
    verdict = "" if found.verdict in ("ok", "quiet") else f" ({words(found.verdict)})"
    return f"{found.source}: {counts}{failed}{verdict}"


def trouble(found: Tally) -> str:
    """Why a source's run was not good, in one line; the long tail of an address is left out."""
    why = found.error or f"{found.failed} could not be read; `ruletrail query problems` names them"
    verdict = "" if found.verdict in ("ok", "quiet") else f"{words(found.verdict)}: "
    return f"{found.source}: {verdict}{briefly(why)}"
