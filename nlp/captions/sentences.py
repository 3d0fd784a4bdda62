"""Sentences and bullets of a caption, and the preposition that leads to a day."""

from __future__ import annotations

import re
from typing import Final

_STOP: Final = re.compile(r"[.;](?=\s+[A-Z<\"“(•\[]|\s*$)|\n\s*\n|\n(?=\s*[-•<])|<bullet>|•")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:No|Nos|Sec|Secs|Supp|Doc|Docs|Fed|Reg|et seq|[ap]\.m|U\.S|A\.l\.t|e\.g|i\.e|Mr|Ms"
    r"|Dr|St|D\.C|E\.[SD]\.T|P\.L|Pub\. L"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Pub|Inc|Co|Corp|cf|vs?))$|\b[A-Z]$",
    re.I,
)
#: What a part before a semicolon must hold to stand alone; without it the semicolon is a title's.
_WHOLE: Final = re.compile(r"\b(?:19|20)\d\d\b|\bdays\b|\bpublication\b|\bindefinitely\b|:\s*\S")


def caption_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences and bullets of a caption."""
    spans, begin = [], 0
    seen = 0
    whole = False
    for m in _STOP.finditer(text):
        mark = text[m.start()]
        if mark == "." and _abbreviated(text, m):
            continue
        if mark == ";":
            whole = whole or bool(_WHOLE.search(text, max(begin, seen - 20), m.start()))
            seen = m.start()
            if not whole:
                continue
        end = m.end() if mark in ".;" else m.start()
        if text[begin:end].strip():
            spans.append((begin, end))
        begin, whole = m.end(), False
    if text[begin:].strip():
        spans.append((begin, len(text)))
    return spans


def _abbreviated(text: str, stop: re.Match[str]) -> bool:
    m = _ABBREVIATION.search(text[max(0, stop.start() - 9) : stop.start()])
    if not m:
        return False
    # "by 5 p.m. Comments received later" ends a sentence; "5 p.m. Eastern" does not.
    if m.group(0).casefold().endswith(".m"):
        after = text[stop.end() : stop.end() + 24].lstrip()
        return bool(
            re.match(
                r"(?:E|C|M|P|A|H)(?:[SD]?T|astern|entral|ountain|acific|laska|awaii)|on\b|[a-z(\[]"
                r"|(?:U\.?S|UTC|GMT|Local|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|(?:Jan|Febr)uary|Ma(?:rch|y)"
                r"|April|Ju(?:ne|ly)|August|(?:Septem|Octo|Novem|Decem)ber)",
                after,
            )
        )
    return True


_PREPOSITION: Final = re.compile(
    r"\b(?P<p>on or before|on and before|on or after|on and after|until|till"
    r"|through|though|thru|to|from|form|by|before|after|as of|on|since|beginning|starting"
    r"|later than|between|and|effective|date of)\s{1,3}"
    r"(?:(?:and including|no later than|not later than|the|a|close of business|midnight|noon"
    r"|until|through|at|on|or before|or about|or after|of|about|approximately|COB"
    r"|\d{1,4}(?::\d\d){0,2}|[ap]\.?m\.?|hours|hrs|UTC|GMT|eastern|pacific|central|mountain|alaska"
    r"|hawaii|standard|daylight|savings?|local|time|prevailing|[ECMPAH][SD]?T|E\.[SD]\.T\.|A\.l\.t\."
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)?[\s,():]{1,24}+){0,12}$",
    re.I,
)
_READ_AS: Final = {
    "form": "from",
    "though": "through",
    "on or before": "before",
    "on and before": "before",
    "on or after": "after",
    "on and after": "after",
}
_MISPRINT: Final = {"though": "'though' for 'through'", "form": "'form' for 'from'"}


def preposition(sentence: str, at: int) -> str:
    """The preposition that leads to a place in a sentence, hours and weekdays passed over."""
    m = _PREPOSITION.search(sentence[max(0, at - 100) : at] + " ")
    word = m["p"].casefold() if m else ""
    return _READ_AS.get(word, word)


def misprinted(sentence: str, at: int) -> str | None:
    """What is odd about the preposition that leads to a place: "though", "form", "until until"."""
    m = _PREPOSITION.search(sentence[max(0, at - 100) : at] + " ")
    if not m:
        return None
    word = m["p"].casefold()
    if word in _MISPRINT:
        return _MISPRINT[word]
    return (
        f"{word!r} doubled" if re.match(rf"{re.escape(word)}\s{word}\b", m.group(0), re.I) else None
    )
