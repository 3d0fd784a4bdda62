"""Prints entries of a list as the Federal Register does: in XML, in fixed columns, without tags.

The forms are those of the Government Publishing Office: a GPOTABLE with one ROW an entry and an LI
for each line of a cell; 112 places between rules of dashes, a cell's further lines set in by one
blank and short cells filled up with dots; or the words alone, blanks collapsed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape
from itertools import groupby

from store.model import Party

HEADS = (
    "Country", "Entity", "License requirement", "License review policy",
    "Federal Register citation",
)  # fmt: skip
#: First place and width of each column; two blanks lie between.
COLUMNS = ((0, 20), (22, 34), (58, 20), (80, 15), (97, 15))
STARS = "* * * * * * *"
WRITTEN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def lines_of(party: Party) -> list[str]:
    """The lines of an entity's cell: the name, an alias each, the addresses."""
    lines = [party.name]
    if party.aliases:
        many = "alias" if len(party.aliases) == 1 else "aliases"
        number = len(party.aliases)
        written = WRITTEN[number] if number < len(WRITTEN) else str(number)
        lines[0] += f", a.k.a., the following {written} {many}:"
        ends = [";"] * (len(party.aliases) - 1) + ["" if party.aliases[-1].endswith(".") else "."]
        if len(party.aliases) > 1:
            ends[-2] = "; and"
        lines += [f"-{a}{end}" for a, end in zip(party.aliases, ends, strict=True)]
    elif party.addresses:
        lines[0] += ","
    if party.addresses:
        *first, last = party.addresses
        lines.append("; ".join([*first, f"and {last}"]) if first else last)
        lines[-1] += "" if last.endswith(".") else "."
    return lines


def groups(parties: Sequence[Party]) -> list[tuple[str, list[Party]]]:
    return [(str(c), list(ps)) for c, ps in groupby(parties, key=lambda p: p.country)]


def terms(party: Party) -> list[str]:
    return [
        party.license_requirement or "", party.license_policy or "", party.citation or "",
    ]  # fmt: skip


def in_xml(parties: Sequence[Party]) -> str:
    """A GPOTABLE."""
    heads = "".join(f'<CHED H="1">{head}</CHED>' for head in HEADS)
    rows = []
    for country, listed in groups(parties):
        stars = "*         *         *         *         *         *         *"
        rows.append(f'<ROW><ENT I="22"> </ENT></ROW><ROW><ENT I="28">{stars}</ENT></ROW>')
        rows.append(f'<ROW><ENT I="01">{escape(country)}</ENT><ENT A="03">{STARS[:-2]}</ENT></ROW>')
        for party in listed:
            first, *rest = lines_of(party)
            entity = escape(first) + "".join(f"<LI>{escape(line)}</LI>" for line in rest)
            cells = "".join(f"<ENT>{escape(words)}</ENT>" for words in terms(party))
            rows.append(f'<ROW><ENT I="22"> </ENT><ENT>{entity}</ENT>{cells}</ROW>')
    return (
        '<GPOTABLE COLS="5" OPTS="L1,tp0,i1" CDEF="s50,r100,r50,r50,r50"><TTITLE> </TTITLE>'
        f"<BOXHD>{heads}</BOXHD>{''.join(rows)}</GPOTABLE>"
    )


def in_columns(parties: Sequence[Party], empty: str = " ") -> str:
    """A table in 112 places; `empty` fills the first column under its country."""
    heads = [textwrap.wrap(head, width) for head, (_, width) in zip(HEADS, COLUMNS, strict=True)]
    deep = max(map(len, heads))
    out = ["-" * 112]
    for row in range(deep):
        cells = [(h[row - deep + len(h)] if row >= deep - len(h) else "") for h in heads]
        out.append(_line([c.center(w) for c, (_, w) in zip(cells, COLUMNS, strict=True)]))
    out += ["-" * 112, " ", STARS.rjust(63)]
    for country, listed in groups(parties):
        for n, party in enumerate(listed):
            first = country if n == 0 else ""
            blocks = [[first], lines_of(party), *([words] for words in terms(party))]
            out += _row(blocks, empty)
        out += [" ", STARS.rjust(63)]
    out.append("-" * 112)
    return "\n".join(out)


def _row(blocks: list[list[str]], empty: str) -> list[str]:
    set_ = []
    for n, (block, (_, width)) in enumerate(zip(blocks, COLUMNS, strict=True)):
        lines = []
        for words in block:
            lines += textwrap.wrap(
                words, width, subsequent_indent=" ", break_long_words=False,
            )  # fmt: skip
        if len(lines) == 1 and n < 4:
            lines[0] = lines[0].ljust(width, ".") if width - len(lines[0]) > 2 else lines[0]
        if n == 0 and not lines and empty == ".":
            lines = ["." * width]
        set_.append(lines)
    deep = max(map(len, set_))
    return [_line([c[row] if row < len(c) else "" for c in set_]) for row in range(deep)]


def _line(cells: Sequence[str]) -> str:
    out = ""
    for words, (start, _) in zip(cells, COLUMNS, strict=True):
        out = out.ljust(start) + words
    return out.rstrip()


def stripped(parties: Sequence[Party]) -> str:
    """The words of the table alone."""
    out = [" ".join(HEADS), STARS]
    for country, listed in groups(parties):
        out += [country, STARS[:-2]]
        for party in listed:
            out += [*lines_of(party), *filter(None, terms(party))]
        out.append(STARS)
    return " ".join(" ".join(out).split())
