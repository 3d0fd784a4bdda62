"""What a text calls the rules that it names, which of them fit a claim, and which is nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from nlp.named import Named

#: Titles longer than this are not what a text calls a rule.
LONG: Final = 60


def short_names(body: str, named: Sequence[Named]) -> dict[str, str]:
    """For a known rule of a long title, by id, the short name by which the text first calls it."""
    out: dict[str, str] = {}
    for n in named:
        words = body[n.start : n.end].strip(' "“”')
        if n.id and not n.told and len(n.name) > LONG and 8 < len(words) < LONG:
            out.setdefault(n.id, " ".join(words.split()))
    return out


def as_called(n: Named, called: Mapping[str, str]) -> Named:
    """A rule by the name that the text has for it."""
    name = called.get(n.id) if n.id else None
    return replace(n, name=name) if name else n


def gap(n: Named, verb: tuple[int, int]) -> int:
    """Characters between a name and a verb."""
    return min(abs(n.start - verb[1]), abs(verb[0] - n.end))


def nearest(found: Sequence[Named], verb: tuple[int, int]) -> Named:
    """The name nearest to a verb."""
    return min(found, key=lambda n: gap(n, verb))


def fits(named: Named, kind: str) -> bool:
    """Whether a claim on an instrument of that kind can be about a name."""
    if named.kind == "code":
        return False
    if kind == "draft":
        return named.kind == "draft" or named.draft
    if kind == "regulation":
        return named.kind == "rule"
    if kind in ("bill", "order", "tariff", "guidance", "licence"):
        return named.kind == kind
    return named.kind in ("rule", "order") or (kind == "act" and named.kind == "tariff")
