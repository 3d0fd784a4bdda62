"""Which rule a sentence means: by name, by number, by "the rule" within a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp import portraits
from store.model import Mention, Text

#: Descriptions by which the press names a rule that the gazetteer knows; the second item is an
#: alias of the gazetteer. A description counts only where no named instrument stands nearer.
_DESCRIBED: Final = (
    (
        re.compile(
            r"\b(?:(?:former )?(?:president )?(?:joe )?biden(?:['’]s|[- ]era"
            r"|[- ]administration(?:['’]s)?| administration['’]s)?"
            r"|previous administration['’]s)\s(?:\w+[- ,]+){0,5}?(?:AI|artificial intelligence"
            r"|chips?|semiconductors?|export|diffusion)"
            r"(?:[- ]\w+){0,4}?\s?\b(?:rules?|limits|curbs|controls|restrictions|framework"
            r"|measures?|polic(?:y|ies)|regulations?)"
            r"|\b(?:rule|curbs|limits|controls|restrictions) (?:of|from|by) (?:former "
            r"|the )?(?:president )?(?:joe )?biden(?: administration)?"
            r"|\bbiden(?:['’]s|[- ]era) (?:rules?|limits|curbs|controls"
            r"|restrictions)\b(?=[^.]{0,60}\b(?:AI|chips?)\b)",
            re.I,
        ),
        "AI Diffusion Rule",
    ),
    (
        re.compile(
            r"\b(?:50[- ]?percent|50%)[- ](?:affiliates? |ownership )?rule\b(?! of OFAC)",
            re.I,
        ),
        "Affiliates Rule",
    ),
)
_OTHER: Final = re.compile(
    r"\b(?P<bill>H\.R\. ?\d+|S\. ?\d{2,5}\b|(?:[A-Z][\w’'-]*\s(?:(?:of|and|for|in|by|on"
    r"|the)\s)?){1,9}?Act\b(?! of \d{4})(?:\s\([A-Z]{3,10}\))?)"
    r"|\b(?P<order>(?:Executive Order|E\.?O\.?|Proclamation)\s(?:No\. )?\d{4,6})"
    r"|\b(?:rule|proclamation|order|notice|action|regulation)s?,?\s(?:entitled|titled"
    r"|called)?,?\s?[“\"](?P<titled>[A-Z][^”\"\n]{8,200})[”\"]"
    r"|\b(?:rule|order|proclamation),?\s(?:(?:entitled|titled"
    r"|called),?\s)?(?P<named>[A-Z][a-z]+(?:,?\s(?:(?:[A-Z][\w’'-]*)|of|to|for|the|and|on|in|from"
    r"|with)){3,20})"
)
_SELF: Final = re.compile(
    r"\bthis (?:(?:interim|temporary|direct|final|proposed)\s){0,3}(?:rule|IFR|TFR|notice"
    r"|notification|action|document|order|proclamation)\b"
    r"|^(?:the )?(?:BIS|Bureau of Industry and Security)\b[^.;]{0,60}\b(?:amends|is amending"
    r"|issues|is issuing)\b",
    re.I,
)
_NO_BILL: Final = re.compile(
    r"Congressional Review Act|Export Control Reform Act|Impoundment Control Act"
    r"|Trade Expansion Act|Paperwork Reduction Act"
    r"|Administrative Procedure Act|Privacy Act|Freedom of Information Act"
    r"|Emergency Economic Powers Act|^AI Act$|^The Act$|^Act$",
    re.I,
)


#: Types that make a rule: "issued a final rule" is a rule of its own, not the one spoken of.
_MADE: Final = frozenset({"adoption", "publication", "filing", "proposal"})
_INDEFINITE: Final = re.compile(r"(?<!\bas )\b(?:an?|another|one)\s(?:[\w-]+\s){0,3}$", re.I)
#: A title that tells of an act is a headline and no rule's name.
_HEADLINE: Final = re.compile(
    r"\b(?:Announces?|Rescinds?|Plans?|Finds?|Suspends?|Withdraws?|Issues?|Revises?|Adds?|Removes?"
    r"|Says?|Unveils?|Denies|Initiates?|Expands?|Ends?|Moves?)\b"
)
_PLURAL: Final = re.compile(r"\b(?:rules|regulations|IFRs|orders)$", re.I)


#: How many named rules back "the rule" may point.
FAR: Final = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A rule named in a text: its name and id where known, with offsets into the text."""

    name: str
    id: str | None
    start: int
    end: int
    kind: str = "rule"


class Instruments:
    """The rules that a text names, and which of them a place in it means."""

    def __init__(self, text: Text, mentions: Sequence[Mention], own: Named | None = None) -> None:
        self.text, self.own = text, own
        self.named = sorted(self._all(mentions), key=lambda n: n.start)
        self._starts = [n.start for n in self.named]
        self.focus = self._focus()

    def _all(self, mentions: Sequence[Mention]) -> Iterator[Named]:
        taken = bytearray(len(self.text.text))
        body = self.text.text
        for m in mentions:
            if m.label != "INSTRUMENT":
                continue
            name, id_ = str(m.value.get("name") or m.quote), m.value.get("id")
            if not id_ and (found := portraits.inside(m.quote)):
                name, id_ = found
            elif not id_ and _HEADLINE.search(name):
                continue
            taken[m.start : m.end] = b"x" * (m.end - m.start)
            yield Named(name, id_, m.start, m.end, self._kind(name, id_, m))
        for pattern, name in _DESCRIBED:
            for d in pattern.finditer(body):
                if not any(taken[d.start() : d.end()]):
                    taken[d.start() : d.end()] = b"x" * (d.end() - d.start())
                    yield Named(name, portraits.known(name), *d.span())
        for o in _OTHER.finditer(body):
            group = str(o.lastgroup)
            a, b = o.span(group)
            name = re.sub(r"^(?:The|A|An|In|On|Under)\s", "", o[group].strip(" ,"))
            if not any(taken[a:b]) and not _NO_BILL.search(name):
                taken[a:b] = b"x" * (b - a)
                yield Named(
                    name,
                    None,
                    a,
                    b,
                    "bill" if group == "bill" else "order" if group == "order" else "rule",
                )

    def _kind(self, name: str, id_: str | None, m: Mention) -> str:
        """A title without a Federal Register number that stands beside "draft" is a draft's."""
        kind = _kind(name)
        if kind == "rule" and not (id_ or "").startswith("fr:"):
            near = self.text.text[max(0, m.start - 90) : m.end + 60]
            if re.search(r"\bdraft\b|\bunder the title\b|\breview\b", near, re.I):
                return "draft"
        return kind

    def _focus(self) -> Named | None:
        """The rule that the text is about: named in its first lines, or most often."""
        if self.own:
            return self.own
        counts: dict[str, int] = {}
        for n in self.named:
            if n.kind != "rule":
                continue
            counts[n.name] = counts.get(n.name, 0) + (3 if n.start < 250 else 1)
        if not counts:
            return self._described()
        best = max(counts, key=lambda k: counts[k])
        return next(n for n in self.named if n.name == best)

    def _described(self) -> Named | None:
        """The rule that a text without its name describes: who made it, on what, how."""
        found = portraits.of_text(self.text.text[:6000])
        if not found:
            return None
        name, at = found
        return Named(name, portraits.known(name), at, at)

    def _between(self, a: int, b: int) -> list[Named]:
        return self.named[bisect_left(self._starts, a) : bisect_left(self._starts, b)]

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of the rules named between two offsets, relative to the first."""
        return [
            (n.start - start, n.end - start)
            for n in self._between(start, end)
            if n.end <= end and n.kind in ("rule", "order")
        ]

    def meant(
        self,
        sentence: tuple[int, int],
        verb: tuple[int, int],
        thing: tuple[int, int] | None,
        kind: str,
        type: str = "",
    ) -> list[Named]:
        """The rules that a trigger is about, none where that is open. Offsets into the text."""
        a, b = sentence
        here = [n for n in self._between(a, b) if _fits(n, kind)]
        if thing and _PLURAL.search(self.text.text[thing[0] : thing[1]]):
            several = {n.name: n for n in here if n.start >= thing[0]}
            if len(several) > 1 and type in _MADE:
                return list(several.values())
        if thing:
            inside = [n for n in here if n.start < thing[1] + 30 and thing[0] - 30 < n.end]
            if len(inside) == 1:
                return inside
            words = self.text.text[thing[0] : thing[1]]
            if inside:
                return [min(inside, key=lambda n: abs(n.start - thing[0]))]
            if type == "rescission" and re.search(r"\borders$", words, re.I):
                return []
            if re.search(r"^both$|^them$|^these$", words, re.I):
                return self._before(a, kind, 2)
        if type in _MADE and not here and self._indefinite(a, verb, thing):
            return self._portrait(a, b, type)
        own = self.own
        if own and _SELF.search(self.text.text[a:b]):
            return [own]
        if here:
            after = [n for n in here if n.start >= verb[0]]
            before = [n for n in here if n.end <= verb[1]]
            nearest = min(here, key=lambda n: min(abs(n.start - verb[1]), abs(verb[0] - n.end)))
            return [nearest if nearest in after or nearest in before else here[0]]
        lead = self.text.text[a:b]
        if portrait := self._portrait(a, b, type):
            return portrait
        if re.search(r"^\s*both\b|\bboth (?:rules|IFRs|are|were|take|took)\b", lead, re.I):
            both = self._before(a, kind, 2)
            if len(both) == 2:
                return both
        if kind in ("listing", "open"):
            return [own] if own else []
        last = self._before(a, kind, 1)
        if last:
            return last
        if kind == "draft":
            return [n for n in self.named if n.kind == "draft"][:1]
        if self.focus and _fits(self.focus, kind):
            return [self.focus]
        return [own] if own else []

    def _indefinite(self, a: int, verb: tuple[int, int], thing: tuple[int, int] | None) -> bool:
        """Whether what is made is "a final rule", not yet spoken of."""
        body = self.text.text
        if thing:
            return bool(_INDEFINITE.search(body[a : thing[0]]))
        return bool(re.match(r"\s(?:an?|another)\s(?!F)", body[verb[1] : verb[1] + 12]))

    def _portrait(self, a: int, b: int, type: str) -> list[Named]:
        name = portraits.of_sentence(self.text.text[a:b], type)
        return [Named(name, portraits.known(name), a, a)] if name else []

    def _before(self, at: int, kind: str, how_many: int) -> list[Named]:
        out: dict[str, Named] = {}
        last = bisect_left(self._starts, at)
        for n in reversed(self.named[max(0, last - FAR) : last]):
            if _fits(n, kind):
                out.setdefault(n.name, n)
            if len(out) == how_many:
                break
        return list(out.values())


def _kind(name: str) -> str:
    if re.search(r"\bAct\b|^H\.R\.|^S\. ?\d|\bNDAA\b", name):
        return "bill"
    if re.search(r"^(?:Executive Order|E\.?O\.?|Proclamation)\b", name):
        return "order"
    if re.search(
        r"General License|^TGL$|^AI Action Plan$|^Entity List$|^EAR$"
        r"|Export Administration Regulations|^CFR|^Commerce Control List",
        name,
    ):
        return "code"
    return "rule"


def _fits(named: Named, kind: str) -> bool:
    if named.kind == "code":
        return False
    if kind == "bill":
        return named.kind == "bill"
    if kind == "draft":
        return named.kind == "draft"
    if kind == "order":
        return named.kind == "order"
    return named.kind in ("rule", "order") or kind == "any"
