"""The forms of an English verb: base, third person, past, participle, gerund."""

from __future__ import annotations

import functools
import re
from typing import Final

#: Base form to past and participle, where these are not the base with -ed.
IRREGULAR: Final = {
    **{w: (w, w) for w in ("cut", "put", "set", "let", "shut", "cast", "spread", "hit", "bid")},
    "write": ("wrote", "written"),
    "rewrite": ("rewrote", "rewritten"),
    "withdraw": ("withdrew", "withdrawn"),
    "redraw": ("redrew", "redrawn"),
    "draw": ("drew", "drawn"),
    "bring": ("brought", "brought"),
    "give": ("gave", "given"),
    "take": ("took", "taken"),
    "make": ("made", "made"),
    "get": ("got", "gotten"),
    "come": ("came", "come"),
    "become": ("became", "become"),
    "go": ("went", "gone"),
    "run": ("ran", "run"),
    "begin": ("began", "begun"),
    "fall": ("fell", "fallen"),
    "hold": ("held", "held"),
    "withhold": ("withheld", "withheld"),
    "lay": ("laid", "laid"),
    "do": ("did", "done"),
    "undo": ("undid", "undone"),
    "redo": ("redid", "redone"),
    "strike": ("struck", "struck"),
    "tear": ("tore", "torn"),
    "throw": ("threw", "thrown"),
    "wind": ("wound", "wound"),
    "unwind": ("unwound", "unwound"),
    "wake": ("woke", "woken"),
    "send": ("sent", "sent"),
    "seek": ("sought", "sought"),
    "freeze": ("froze", "frozen"),
    "overturn": ("overturned", "overturned"),
    "rethink": ("rethought", "rethought"),
    "sweep": ("swept", "swept"),
    "find": ("found", "found"),
    "judge": ("judged", "judged"),
    "bite": ("bit", "bitten"),
    "shake": ("shook", "shaken"),
    "recast": ("recast", "recast"),
    "reset": ("reset", "reset"),
    "sit": ("sat", "sat"),
    "leave": ("left", "left"),
    "lose": ("lost", "lost"),
    "cut": ("cut", "cut"),
    "let": ("let", "let"),
    "need": ("needed", "needed"),
    "deny": ("denied", "denied"),
    "build": ("built", "built"),
    "say": ("said", "said"),
    "rip": ("ripped", "ripped"),
}
#: A verb of one syllable that ends in one vowel and one consonant doubles it.
_SHORT: Final = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]\Z")
#: Longer verbs whose last syllable is stressed, and those that British English doubles.
_DOUBLED: Final = frozenset({"permit", "transfer", "refer", "submit", "enrol", "cancel", "annul"})


@functools.cache
def forms(verb: str) -> tuple[str, ...]:
    """Every form of a verb, in lower case. A phrase changes in its first word alone."""
    first, space, rest = verb.partition(" ")
    if rest:
        return tuple(f"{form}{space}{rest}" for form in forms(first))
    prefix, dash, tail = first.rpartition("-")
    if dash and prefix in ("re", "green", "rubber"):
        return tuple(f"{prefix}-{form}" for form in forms(tail))
    past = IRREGULAR.get(first)
    double = first[-1] if _SHORT.match(first) or first in _DOUBLED else ""
    stem = first[:-1] if first.endswith("e") and not first.endswith(("ee", "ye")) else first
    if first.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = first + "es"
    elif re.search(r"[^aeiou]y\Z", first):
        third = first[:-1] + "ies"
    else:
        third = first + "s"
    out = [first, third, stem + double + "ing"]
    if first in ("cancel", "label"):
        out += [first + "ing", first + "ed"]
    if past:
        out += past
    elif re.search(r"[^aeiou]y\Z", first):
        out.append(first[:-1] + "ied")
    else:
        out.append(stem + double + "ed")
    return tuple(dict.fromkeys(out))
