"""Sentence ends that know "Supp. No. 4", "Sec. 740.27", "91 Fed. Reg. 1234" and "U.S."."""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that are followed by a name or number, so that their full stop never ends a sentence.
_NEVER: Final = _words(
    """no nos sec secs art arts supp para paras ch chs subch pt pts fig figs vol vols cf e.g i.e
    viz vs v mr mrs ms dr prof gen sen sens rep reps gov hon lt col capt st fed reg stat pub
    l exec doc app annot dept ave blvd approx est
    jan feb mar apr jun jul aug sept sep oct nov dec u.s.c c.f.r f.r et al
    h.r h.res s.res h.j.res s.j.res h.con.res s.con.res"""
)
#: Words whose full stop ends a sentence only where a sentence starter follows.
_MAYBE: Final = _words(
    """u.s u.k u.n e.u p.r.c d.c u.a.e u.s.a inc corp co ltd llc l.l.c l.p n.v s.a plc jr sr etc
    a.m p.m ph.d bros mfg intl assn bldg div"""
)
#: Words of their own as well as shortened ones: "The answer is no." against "Supp. No. 4".
_BOTH: Final = _words("no st doc l al v mar reg gov art")
#: What starts a sentence after one of `_MAYBE`: words that are capitalised only there.
_STARTERS: Final = _words(
    """the a an in on at as it its this that these those they he she we you but and or so if when
    while since after before for from by with to under although however moreover meanwhile also
    there here such no not all any some both each most many several however critics officials
    what which who how why where once until despite instead further furthermore finally then now
    according because during among between through only even still yet another other his her our
    their today yesterday"""
)
_END: Final = re.compile(
    r"(?<![.!?…])(?P<stop>(?:[.!?]++|…)[\"'”’)\]]*+)(?=\s++(?P<next>[^\s]{1,40}))"
)
_WORD: Final = re.compile(r"[A-Za-z]+(?:\.[A-Za-z]+)*$")
_BREAK: Final = re.compile(
    r"\n[ \t]*+\n\s*+|\n(?=[ \t]{0,20}(?:[-*•·–—]\s|\(?[0-9a-z]{1,3}[.)]\s))"
)
_LINE: Final = re.compile(r"\n")
_FIELD: Final = re.compile(r"[A-Za-z_]{3,30}: ")
#: A longer run without a stop is cut here, at a blank, so that every sentence stays readable.
LONGEST: Final = 4000


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans `(start, end)` of the sentences of a text, in order, without outer blanks.

    Blank lines and list items end sentences; a single line end does so where the line reads as a
    heading or field (no stop before it and a capital or a bullet after it).
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for gap in _BREAK.finditer(text):
        _paragraph(text, at, gap.start(), spans)
        at = gap.end()
    _paragraph(text, at, len(text), spans)
    return spans


def _paragraph(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    at = start
    for line in _LINE.finditer(text, start, end):
        if _line_ends(text, at, line.start(), line.end(), end):
            _line(text, at, line.start(), spans)
            at = line.end()
    _line(text, at, end, spans)


def _line_ends(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Whether the line break at `stop` parts two sentences: not where a wrapped line goes on."""
    tail = text[after : min(after + 40, end)].lstrip()
    if not tail:
        return True
    if stop > start and text[stop - 1] in '.!?:;"”)':
        return True
    # A wrapped line is nearly full; a heading or a field line is short or names its field.
    if _FIELD.match(tail):
        return True
    return tail[0].isupper() and (stop - start < 60 or ":" in tail)


def _line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    at = start
    for mark in _END.finditer(text, start, end):
        if mark.end("stop") > at and _ends(mark):
            _add(text, at, mark.end("stop"), spans)
            at = mark.end("stop")
    _add(text, at, end, spans)


def _ends(mark: re.Match[str]) -> bool:
    stop, following = mark["stop"], mark["next"].lstrip("\"'“‘([")
    if not following or following[0].islower():
        return False
    if stop != ".":
        return True
    before = mark.string[max(0, mark.start() - 24) : mark.start()]
    found = _WORD.search(before)
    if found is None:
        return True
    word, starts = found[0].lower(), following.rstrip(",;:").lower() in _STARTERS
    if word in _BOTH:
        return starts
    if word in _NEVER:
        return False
    if word in _MAYBE or (len(word) == 1 and found[0].isupper()):
        return starts
    return True


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        spans.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        spans.append((start, end))
