"""Which rule a sentence means: by name, by number, by "the rule" within a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nlp import acts, phrases, pointing, portraits
from nlp.called import as_called, fits, gap, nearest, short_names
from nlp.named import Named as Named
from nlp.named import around, listed, named_in
from nlp.namings import kind_of
from store.model import Mention, Text

#: How many named rules back "the rule" may point.
FAR: Final = 60


class Instruments:
    """The rules that a text names, and which of them a place in it means."""

    def __init__(
        self,
        text: Text,
        mentions: Sequence[Mention],
        own: Named | None = None,
        told: bool = True,
    ) -> None:
        """`told` says whether phrases that only describe a rule name one too."""
        self.text, self.own = text, own
        self.acts = acts.of_text(text, mentions) if told and not own else []
        self._dates = [(m.start, str(m.value.get("iso"))) for m in mentions if m.label == "DATE"]
        everything = named_in(text, mentions, told)
        by_day = {act.name for act in self.acts}
        self._strict = any(
            n.kind == "rule" and not (n.told or n.weak) and n.name not in by_day for n in everything
        ) and not acts.leading(self.acts, text)
        self._called = short_names(text.text, everything)
        everything = [self._by_day(as_called(n, self._called)) for n in everything]
        self.weak = [n for n in everything if n.weak]
        self.named = [n for n in everything if not n.weak]
        self._starts = [n.start for n in self.named]
        self.focus = self._focus()

    def _focus(self) -> Named | None:
        """The rule that the text is about: named in its first lines, or most often."""
        if self.own:
            return self.own
        strong = any(n.kind == "rule" and not n.told for n in self.named)
        if not strong and (found := portraits.of_text(self.text.text[:6000])):
            name, at = found
            return as_called(Named(name, portraits.known(name), at, at), self._called)
        counts: dict[str, int] = {}
        for n in self.named:
            if n.kind == "rule":
                counts[n.name] = counts.get(n.name, 0) + (3 if n.start < 250 else 1)
        if not counts:
            return None
        best = max(counts, key=lambda k: counts[k])
        return next(n for n in self.named if n.name == best)

    def _by_day(self, n: Named) -> Named:
        """A rule that is only described, as the one that its sentence and the text's day mean."""
        type = {"rule": "adoption", "guidance": "guidance"}.get(n.kind)
        if not n.told or n.id or n.draft or not type or not self.acts:
            return n
        sentence = around(self.text.text, n.start, n.end)
        name = acts.of_sentence(sentence, type, self.acts, (), self._strict)
        meant = replace(n, name=name, id=portraits.known(name)) if name else n
        return as_called(meant, self._called)

    def _between(self, a: int, b: int) -> list[Named]:
        return self.named[bisect_left(self._starts, a) : bisect_left(self._starts, b)]

    def spans(
        self, start: int, end: int, kinds: tuple[str, ...] = ("rule", "order")
    ) -> list[tuple[int, int]]:
        """Spans of the rules named between two offsets, relative to the first."""
        return [
            (n.start - start, n.end - start)
            for n in self._between(start, end)
            if n.end <= end and n.kind in kinds
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
        words = self.text.text[thing[0] : thing[1]] if thing else ""
        kind = pointing.narrowed(kind, type, words)
        found = self._meant(a, b, verb, thing, kind, type)
        if type == "adoption" and kind == "listing":  # "a rule that suspends the Sensor Rule"
            found = [n for n in found if not verb[1] <= n.start < b]
        strong = any(a <= n.start < b and not n.told for n in found)
        lead, told = self.text.text[a:b], (verb[0] - a, verb[1] - a)
        if span := phrases.instead(lead, told, type, strong):
            return [Named(lead[slice(*span)], None, a + span[0], a + span[1])]
        if not strong and phrases.open_by(lead, told, type, kind):
            return [n for n in found if n.kind == "licence"] or self._portrait(a, b, type)
        if found and all(n.told and not n.id and a <= n.start < b for n in found):
            found = self._portrait(a, b, type) or found
        if found:
            if len(found) > 1 or type in pointing.OF_ONE or not a <= found[0].start < b:
                return found
            at = bisect_left(self._starts, found[0].start)
            return listed(self.text.text, self.named, at, found[0], verb[0])
        return [
            n
            for n in self.weak
            if a <= n.start < b and gap(n, thing or verb) < 60 and kind not in ("open", "listing")
        ][:1]

    def _meant(
        self, a: int, b: int, verb: tuple[int, int], thing: tuple[int, int] | None, kind: str,
        type: str,
    ) -> list[Named]:  # fmt: skip
        every = [n for n in self._between(a, b) if n.kind != "code"]
        if type not in pointing.ENDS_BASIS:
            every = [n for n in every if n.start < verb[0] or not self._basis(n)]
        here = [n for n in every if fits(n, kind)]
        if type.startswith("listing"):
            here = [n for n in here if not n.told or 0 <= verb[0] - n.end < 40]
        if thing:
            if found := self._thing(a, verb, thing, kind, type, every, here):
                return found
            words = self.text.text[thing[0] : thing[1]]
            if type == "rescission" and re.search(r"\borders$", words, re.I):
                return []
            if re.search(r"^both$|^them$|^these$", words, re.I):
                return self._before(a, kind, 2)
        if type in pointing.OWN_KIND:
            alike = [n for n in every if n.kind == pointing.OWN_KIND[type]]
            if alike:
                return [nearest(alike, verb)]
            if pointing.ON_SAME.match(self.text.text[a:b]) and (
                last := self._before(a, pointing.OWN_KIND[type], 1)
            ):
                return last
        if (
            type in pointing.MADE
            and not here
            and pointing.TWO.search(self.text.text[verb[1] - 9 : b])
        ):
            after = (n for n in self._between(b, b + 900) if fits(n, kind))
            if two := list({n.name: n for n in after}.values())[:2]:
                return two
        if type in pointing.MADE and not here and self._indefinite(a, verb, thing):
            if self.own and pointing.ON_ANOTHER.search(self.own.name):
                return [Named(pointing.ON_ANOTHER.sub("", self.own.name), None, a, a)]
            return self._portrait(a, b, type) or self._first(a)
        if self.own and pointing.SELF.search(self.text.text[a:b]):
            return [self.own]
        if here:
            return [nearest(here, verb)]
        if every and type in pointing.OF_ANY:
            near = nearest(every, verb)
            reach = 200 if type.startswith("end_user") else 80
            if (gap(near, verb) < reach or type == "expiry") and near.kind in (
                "licence",
                "tariff",
                "guidance",
            ):
                return [near]
        return self._spoken_of(a, b, kind, type)

    def _thing(
        self, a: int, verb: tuple[int, int], thing: tuple[int, int], kind: str, type: str,
        every: list[Named], here: list[Named],
    ) -> list[Named]:  # fmt: skip
        """The rule that the trigger's object names, or points back to by its noun."""
        words = self.text.text[thing[0] : thing[1]]
        if pointing.PLURAL.search(words) and type in pointing.MADE:
            several = {n.name: n for n in here if n.start >= thing[0]}
            if len(several) > 1:
                return list(several.values())
        on = [n for n in every if n.start < thing[1] and thing[0] < n.end]
        if on and (kind not in ("bill", "order") or (type == on[0].kind == "tariff")):
            return [min(on, key=lambda n: abs(n.start - thing[0]))]
        inside = [n for n in here if n.start < thing[1] + 30 and thing[0] - 30 < n.end]
        if inside:
            return [min(inside, key=lambda n: abs(n.start - thing[0]))]
        noun = kind_of(words)
        if (
            noun in ("tariff", "guidance", "licence", "order")
            and not here
            and type not in pointing.MADE
        ):
            return self._before(a, noun, 1)
        return []

    def _spoken_of(self, a: int, b: int, kind: str, type: str) -> list[Named]:
        """The rule that a sentence means without a name in it."""
        lead = self.text.text[a:b]
        apart = pointing.APART.match(lead) and not pointing.THE_RULE.search(lead)
        if apart and (type in ("proposal", "adoption") or "propos" in lead):
            return self._portrait(a, b, type)
        if pointing.BOTH.search(lead):
            both = self._before(a, "act" if kind in ("rule", "regulation", "draft") else kind, 2)
            if len(both) == 2:
                return both
        if (
            len(self.acts) == 2
            and kind in ("rule", "regulation")
            and (pointing.BOTH.search(lead) or pointing.TWO.search(lead))
        ):
            both = [Named(act.name, portraits.known(act.name), a, a) for act in self.acts]
            return [as_called(n, self._called) for n in both]
        if one := pointing.ONE.search(lead):
            both = self._before(a, "act" if kind in ("rule", "regulation") else kind, 2)
            if len(both) == 2:
                return [both[1] if one[1] == "former" else both[0]]
        if portrait := self._portrait(a, b, type):
            return portrait
        draft = self.draft_last(a) or pointing.DRAFT.search(self.text.text[:250])
        if draft and type == "adoption" and not re.search(r"\brules?\b", lead):
            return self._before(a, "draft", 1)
        if kind in ("listing", "open"):
            if self.own:
                return [self.own]
            far = 900 if pointing.ON.search(lead) else 350
            kind = "draft" if self.draft_last(a) and not pointing.THE_RULE.search(lead) else "rule"
            does = type in pointing.DOES
            return [n for n in self._before(a, kind, 1) if a - n.end < far] if does else []
        last = self._before(a, kind, 1)
        if last:
            return last
        if kind == "bill":
            bills = {n.name: n for n in self.named if n.kind == "bill" and not n.told}
            return list(bills.values()) if len(bills) == 1 else []
        if kind == "draft":
            drafts = [n for n in self.named if n.kind == "draft"][:1]
            rule = pointing.THE_RULE.search(lead) and not pointing.DRAFT.search(lead)
            return drafts or (self._before(a, "regulation", 1) if rule else [])
        if self.focus and fits(self.focus, kind):
            return [self.focus]
        return [self.own] if self.own else []

    def _indefinite(self, a: int, verb: tuple[int, int], thing: tuple[int, int] | None) -> bool:
        """Whether what is made is "a final rule", not yet spoken of."""
        body = self.text.text
        if thing:
            return bool(pointing.INDEFINITE.search(body[a : thing[0]]))
        return bool(re.match(r"\s(?:an?|another)\s(?!F)", body[verb[1] : verb[1] + 12]))

    def _first(self, a: int) -> list[Named]:
        """The rule that a text describes as a whole, where its first sentences tell "a rule"."""
        strong = any(n.kind == "rule" and not n.told for n in self.named)
        return [self.focus] if self.focus and not strong and not self.focus.told and a < 400 else []

    def among(self, a: int, b: int, kind: str) -> list[Named]:
        """The rules told of many: "many orders, among them Executive Order 14110"."""
        m = re.search(r"\b(?:among them|including|such as|one of them)\s", self.text.text[a:b])
        return [n for n in self._between(a + m.end(), b) if fits(n, kind)][:1] if m else []

    def draft_last(self, at: int) -> bool:
        """Whether the last thing spoken of before a place is a draft: "withdrew it" is no rule."""
        before = self.text.text[max(0, at - 500) : at]
        draft = max((m.end() for m in pointing.DRAFT.finditer(before)), default=-1)
        rules = (n for n in self.named if n.kind == "rule" and not n.draft and n.end <= at)
        return draft > max((n.end - at + len(before) for n in rules), default=-1)

    def behind(self, named: Named) -> str | None:
        """The id of the rule that a license by a general name comes with, spoken of before it."""
        if named.id or named.kind != "licence":
            return None
        before = self._before(named.start, "rule", 1) or [n for n in (self.focus,) if n]
        return next((n.id for n in before), None)

    def _portrait(self, a: int, b: int, type: str) -> list[Named]:
        sentence = self.text.text[a:b]
        days = [iso for at, iso in self._dates if a <= at < b]
        name = portraits.of_sentence(sentence, type)
        if name and (since := acts.since(name)) and self.text.published:
            name = name if self.text.published >= since else None
        name = name or acts.of_sentence(sentence, type, self.acts, days, self._strict)
        return [as_called(Named(name, portraits.known(name), a, a), self._called)] if name else []

    def _basis(self, n: Named) -> bool:
        """Whether an order is only told as what a rule rests on."""
        return bool(pointing.BASIS.search(self.text.text[max(0, n.start - 60) : n.start]))

    def _before(self, at: int, kind: str, how_many: int) -> list[Named]:
        out: dict[str, Named] = {}
        last = bisect_left(self._starts, at)
        for n in reversed(self.named[max(0, last - FAR) : last]):
            if fits(n, kind):
                out.setdefault(n.name, n)
            if len(out) == how_many:
                break
        return list(out.values())
