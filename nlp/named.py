"""The rules that a text names: known ones, titled and numbered ones, and those it describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp import name_patterns, portraits
from nlp.namings import namings, telling
from store.model import Mention, Text

#: A phrase without a word of its own that may still tell one rule: "the Biden framework".
_HINT: Final = re.compile(r"\b(?:Biden|chips?|AI|export|semiconductors?|tech(?:nology)?)\b", re.I)


#: A text names no more rules than this by description; what comes after stands alone.
_MOST: Final = 100
_LONG_TITLE: Final = 7


@dataclass(frozen=True, slots=True)
class Named:
    """A rule named in a text: its name and id where known, with offsets into the text.

    `weak` is a phrase that could mean any rule of its kind; it counts where nothing else does.
    """

    name: str
    id: str | None
    start: int
    end: int
    kind: str = "rule"
    weak: bool = False
    draft: bool = False
    told: bool = False


def named_in(text: Text, mentions: Sequence[Mention], told: bool = True) -> list[Named]:
    """The rules named in a text, in order, each by one name however often it is told.

    `told` says whether phrases that only describe a rule count.
    """
    taken = bytearray(len(text.text) + 1)
    strong = sorted(_strong(text, mentions, taken), key=lambda n: n.start)
    strong = _defined(text.text, strong, told)
    if not told:
        return strong
    known: dict[tuple[frozenset[str], str], Named] = {}
    for s in strong:
        # the words of a long title fit too many rules to find one by them
        words = telling(text.text[s.start : s.end])
        title = telling(s.name)
        known.setdefault((words | title if len(title) < _LONG_TITLE else words, s.kind), s)
    for d in namings(text.text, taken):
        place = Named(d.name, None, d.start, d.end, d.kind, not d.words, d.draft, True)
        if not d.words:
            if _HINT.search(d.name):
                strong.append(place)
            continue
        taken[d.start : d.end] = b"x" * (d.end - d.start)
        sentence = around(text.text, d.start, d.end)
        described = portraits.of_phrase(
            d.name if d.draft or d.kind == "guidance" else sentence, d.kind
        )
        same = next((n for (w, k), n in known.items() if _same(d.words, w, d.kind, k)), None)
        if described:
            place = replace(place, name=described, id=portraits.known(described))
        elif same:
            place = replace(place, name=same.name, id=same.id, kind=same.kind)
        if len(known) < _MOST:
            known.setdefault((d.words, place.kind), place)
        strong.append(place)
    return sorted(strong, key=lambda n: n.start)


def listed(body: str, named: Sequence[Named], at: int, found: Named, verb: int) -> list[Named]:
    """All the names of the list of which the one at `at` was found: "X and Y take effect"."""
    if at >= len(named) or named[at] is not found:
        return [found]
    first = last = at
    while first and _joined(body, named[first - 1], named[first]):
        first -= 1
    while last + 1 < len(named) and _joined(body, named[last], named[last + 1]):
        last += 1
    between = body[named[first].end : named[last].start]
    if named[first].start < verb < named[last].end or not name_patterns.WITH.search(between):
        return [found]
    return list({n.name: n for n in named[first : last + 1]}.values())


def _joined(body: str, one: Named, other: Named) -> bool:
    gap = body[one.end : other.start]
    if one.name == other.name and len(gap) < 5:
        return True
    return (
        one.kind == other.kind
        and len(gap) < 60
        and bool(name_patterns.AND.fullmatch(gap.lstrip('”")')))
    )


def around(body: str, a: int, b: int) -> str:
    """The sentence about a place, roughly."""
    begin = max(body.rfind(". ", max(0, a - 300), a), body.rfind("\n", max(0, a - 300), a)) + 1
    end = body.find(". ", b, b + 300)
    return body[max(begin, a - 300) : end if end > 0 else b + 300]


def _same(words: frozenset[str], other: frozenset[str], kind: str, other_kind: str) -> bool:
    alike = kind == other_kind or {kind, other_kind} <= {"rule", "draft"}
    return bool(alike and words and other and (words <= other or other <= words))


def _strong(text: Text, mentions: Sequence[Mention], taken: bytearray) -> Iterator[Named]:
    body = text.text
    for m in mentions:
        if m.label != "INSTRUMENT":
            continue
        name, id_ = str(m.value.get("name") or m.quote), m.value.get("id")
        if not id_ and (found := portraits.inside(m.quote)):
            name, id_ = found
        start = m.start
        if not id_ and (verbs := list(name_patterns.HEADLINE.finditer(body, m.start, m.end))):
            start = verbs[-1].end()
            name = body[start : m.end].strip()
            if name.count(" ") < 1:
                continue
        elif not id_ and (more := name_patterns.QUOTED.search(body, max(0, m.start - 50), m.start)):
            start = more.start(1)
            name = body[start : m.end]
        taken[start : m.end] = b"x" * (m.end - start)
        yield Named(name, id_, start, m.end, _kind_here(body, name, id_, m))
    for pattern, name in name_patterns.DESCRIBED:
        for d in pattern.finditer(body):
            if d[0].casefold().endswith("rules") and not name_patterns.ON_DIFFUSION.search(body):
                continue
            if not any(taken[d.start() : d.end()]):
                taken[d.start() : d.end()] = b"x" * (d.end() - d.start())
                yield Named(name, portraits.known(name), *d.span())
    for o in name_patterns.OTHER.finditer(body):
        group = str(o.lastgroup)
        a, b = o.span(group)
        name = re.sub(r"^(?:The|A|An|In|On|Under)\s", "", o[group].strip(" ,"))
        if not any(taken[a:b]) and not name_patterns.NO_BILL.search(name):
            taken[a:b] = b"x" * (b - a)
            yield Named(name, None, a, b, group if group in ("bill", "order") else "rule")


def _defined(body: str, found: list[Named], told: bool) -> list[Named]:
    """A name in brackets after a title, or a title after a name, is the same rule's.

    Where rules are told of in passing (`told`), a part of a name is the name too.
    """
    out: list[Named] = []
    for n in found:
        last = out[-1] if out else None
        gap = body[last.end : n.start] if last else ""
        if (
            last
            and last.kind == n.kind
            and len(gap) < 30
            and (
                name_patterns.DEFINED.fullmatch(gap)
                or name_patterns.TITLED.fullmatch(gap)
                or (
                    n.kind == "bill"
                    and gap in (", ", " (")
                    and re.search(r"\d", n.name + last.name)
                )
            )
        ):
            if n.id and not last.id:
                out = [replace(o, name=n.name, id=n.id) if o.name == last.name else o for o in out]
            else:
                n = replace(n, name=last.name, id=last.id)
        out.append(n)
    out = _fuller(out) if told else out
    if cited := name_patterns.CITED_AS.search(body):
        title = next(
            (n for n in out if n.kind == "bill" and cited["name"].startswith(n.name)), None
        )
        if title:
            out = [
                replace(n, name=title.name, id=title.id)
                if n.kind == "bill" and re.match(r"(?:S|H\.R)\. ?\d", n.name)
                else n
                for n in out
            ]
    names: dict[str, tuple[str, str | None]] = {}
    for n in out:
        names.setdefault(body[n.start : n.end].casefold(), (n.name, n.id))
    return [
        replace(n, name=known[0], id=known[1])
        if (known := names[body[n.start : n.end].casefold()]) and not n.id
        else n
        for n in out
    ]


def _fuller(found: list[Named]) -> list[Named]:
    """A name that is part of a longer one of the same text is that one's: "the Sensor Rule"."""
    words = {n.name: telling(n.name) for n in found if n.kind in ("rule", "draft")}
    by_name = {n.name: n for n in reversed(found)}
    longer = {
        short: next(
            (
                by_name[long]
                for long, theirs in list(words.items())[:_MOST]
                if len(short) < len(long) < 90 and mine and mine < theirs
            ),
            None,
        )
        for short, mine in words.items()
    }
    return [
        replace(n, name=full.name, id=full.id) if not n.id and (full := longer.get(n.name)) else n
        for n in found
    ]


def _kind_here(body: str, name: str, id_: str | None, m: Mention) -> str:
    """A title without a Federal Register number that stands beside "draft" is a draft's."""
    kind = _kind(name)
    if kind == "rule" and not (id_ or "").startswith("fr:"):
        near = body[max(0, m.start - 90) : m.end + 60]
        if re.search(r"(?i:\bdraft\b|\bunder the title\b)|\breview\b(?! polic)", near):
            return "draft"
    return kind


def _kind(name: str) -> str:
    if re.search(r"\bAct\b|^H\.R\.|^S\. ?\d|\bNDAA\b", name):
        return "bill"
    if re.search(r"^(?:Executive Order|E\.?O\.?|Proclamation)\b", name):
        return "order"
    if re.search(r"General License|^TGL$", name):
        return "licence"
    if re.search(
        r"^AI Action Plan$|^Entity List$|^EAR$"
        r"|Export Administration Regulations|^CFR|^Commerce Control List",
        name,
    ):
        return "code"
    return "rule"
