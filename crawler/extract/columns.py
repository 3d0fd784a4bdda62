"""Tables that the printing office sets in fixed columns, as rows of cells parted by " | ".

A table stands between rules of dashes: its heads, a rule, its rows. A cell goes on in the lines
below, set in by one blank; a line that is not set in begins a new row (or, in one column alone, a
new paragraph of the cell). Short cells are filled up with dots. Page marks may cut a row in two.
"""

from __future__ import annotations

import re
from typing import Final

_RULE: Final = re.compile(r"^-{60,160}[ \t]*$", re.MULTILINE)
_PAGE: Final = re.compile(r"^[ \t]*\[\[Page [A-Z]*\d+\]\][ \t]*$")
_STARS: Final = re.compile(r"^\s*(?:\* ){2,40}\*\s*$")
#: A line of words alone in the middle: a heading across the columns.
_ACROSS: Final = re.compile(r"^ {12,}\S+(?: \S+)*$")
_LEADERS: Final = re.compile(r"(?<=\S)\.{3,}\s*$|^\.{4,}\s*$")
#: A word whose own stop went under in the dots that fill its line.
_SHORTENED: Final = re.compile(r"\b(?:Ltd|Co|Inc|Corp|Pte|Pvt|Pty|Bhd|No|St|Sti|S\.A|U\.A\.E)$")
#: Printed lines have 72 or 112 places; what is far wider is no table.
_WIDEST: Final = 240
#: Lines of one table; what is longer is left as it is.
_MOST: Final = 20_000

Column = tuple[int, int]


def in_rows(text: str) -> str:
    """The text with every table in fixed columns put into rows, a blank line between them.

    Tables whose columns cannot be told apart stay as they are.
    """
    rules = list(_RULE.finditer(text))
    out: list[str] = []
    last = n = 0
    while n + 2 < len(rules):
        head, body = rules[n], rules[n + 1]
        end = n + 2
        while end + 1 < len(rules) and _only_headings(
            text[rules[end - 1].end() : rules[end].start()]
        ):
            end += 1
        printed = _RULE.sub("", text[body.end() : rules[end].start()])
        rows = _table(text[head.end() : body.start()], printed)
        if rows is None:
            n += 1
            continue
        out += [text[last : head.start()], "\n", "\n\n".join(rows), "\n\n"]
        last = rules[end].end()
        n = end + 1
    return "".join([*out, text[last:]]) if out else text


def _only_headings(words: str) -> bool:
    lines = [row for row in words[:600].split("\n") if row.strip()]
    return 0 < len(lines) < 4 and all(_ACROSS.match(row) for row in lines)


def _table(head: str, body: str) -> list[str] | None:
    heads = [row for row in head.split("\n") if row.strip()]
    lines = [row.rstrip() for row in body.split("\n")]
    if not heads or len(heads) > 12 or len(lines) > _MOST:
        return None
    lines = [row for row in lines if row.strip() and not _PAGE.match(row)]
    columns = _columns(heads, [row for row in lines if not _STARS.match(row)])
    if columns is None:
        return None
    names = [" ".join(" ".join(row[a:b] for row in heads).split()) for a, b in columns]
    rows = [" | ".join(names)]
    current: list[list[str]] = []
    for line in lines:
        cells = [line[a:b].rstrip() for a, b in columns]
        if current and (_whole(line, columns) or _begins(cells, current)):
            _close(rows, current)
            current = []
        if _whole(line, columns):
            rows.append(line.strip())
            continue
        current = current or [[] for _ in columns]
        for held, cell in zip(current, cells, strict=True):
            if cell.strip():
                held.append(cell)
    _close(rows, current)
    return rows


def _whole(line: str, columns: list[Column]) -> bool:
    """Whether a line goes across the columns: stars for what is left out, or a heading."""
    if _STARS.match(line):
        return True
    across = _ACROSS.match(line) is not None
    return across and any(line[a - 2 : a].strip() for a, _ in columns[1:])


def _columns(heads: list[str], lines: list[str]) -> list[Column] | None:
    """The columns' spans: as many as there are heads, parted where every line is blank."""
    wanted = _side_by_side(heads)
    if wanted < 2 or not lines:
        return None
    plain = [row for row in lines if not _ACROSS.match(row)] or lines
    width = max(map(len, (*heads, *lines)))
    if width > _WIDEST:
        return None
    gaps = [m.span() for m in re.finditer("1{2,}", _blanks([*heads, *plain], width))]
    gaps = [(a, b) for a, b in gaps if a > 0 and b < width]
    gaps = sorted(sorted(gaps, key=lambda gap: gap[0] - gap[1])[: wanted - 1])
    if len(gaps) != wanted - 1:
        return None
    edges = [0, *(end for _, end in gaps)]
    return list(zip(edges, [*edges[1:], width + 1], strict=True))


def _blanks(lines: list[str], width: int) -> str:
    """A figure for each place in the line: 1 where all lines are blank."""
    free = [True] * width
    for row in lines:
        for m in re.finditer(r"\S+", row):
            free[m.start() : m.end()] = [False] * (m.end() - m.start())
    return "".join("1" if f else "0" for f in free)


def _side_by_side(heads: list[str]) -> int:
    """How many heads stand side by side: two blanks and more in all their lines part them."""
    blanks = _blanks(heads, max(map(len, heads))).strip("1")
    return len([part for part in re.split("1{2,}", blanks) if part])


def _begins(cells: list[str], current: list[list[str]]) -> bool:
    """Whether a line begins a new row: two cells that are not set in, or a heading in capitals in
    the first column. One such cell alone is a new paragraph of its cell."""
    flush = [n for n, c in enumerate(cells) if c.strip() and not c.startswith(" ")]
    if flush == [0]:
        return cells[0].isupper() and not any(c.strip() for c in cells[1:])
    return len(flush) >= 2 and (0 in flush or all(current[n] for n in flush))


def _close(rows: list[str], current: list[list[str]]) -> None:
    cells = [_cell(held) for held in current]
    if any(cells):
        rows.append(" | ".join(cells).strip())


def _cell(held: list[str]) -> str:
    words = ""
    for row in held:
        part = " ".join(_unled(row).split())
        words += part if re.search(r"\w-$|--$", words[-3:]) or not words else f" {part}"
    return words.strip()


def _unled(row: str) -> str:
    """A line of a cell without the dots that fill it up."""
    bare = _LEADERS.sub("", row)
    return bare + "." if bare != row and _SHORTENED.search(bare) else bare
