"""Places of the Code of Federal Regulations, their normal form, and lists and ranges of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

#: A range of more paragraphs or sections than this is kept as one place, both ends named.
LONGEST_RANGE: Final = 80
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_CHAIN: Final = re.compile(r"\(\s?([A-Za-z0-9]{1,6}(?:-\d{1,3})?)\s?\)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the Code. `unit` is a section's number ("748.16") or a named unit of the part
    ("supp. 1", "appendix A", "subpart B", "authority"); `paragraphs` its designators in order
    ("(a)", "(1)"; "B", "(2)" in a supplement); `inner` what is meant inside them ("heading",
    'entry "Monroe"')."""

    title: int | None = None
    part: str | None = None
    unit: str | None = None
    paragraphs: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether a part or section is named."""
        return self.part is not None or self.section

    @property
    def section(self) -> bool:
        """Whether the unit is a section."""
        return self.unit is not None and self.unit[0].isdigit()

    @property
    def path(self) -> str | None:
        """The normal form: `15 CFR 748.16(a)(1)`, `15 CFR 774 supp. 1 ECCN 3A090`; the title is
        left out where the text does not tell it, and a place without a part is None."""
        if not self.known:
            return None
        words = [f"{self.title} CFR" if self.title else "CFR"]
        chain = "".join(self.paragraphs)
        if self.section:
            words.append(f"{self.unit}{chain}")
        else:
            words += [w for w in (self.part, self.unit) if w]
            if chain:
                words.append(chain if chain[0] == "(" else f"paragraph {chain}")
        return " ".join((*words, *self.inner))


def section(number: str, title: int | None) -> Place:
    """The place of a section, its paragraphs parted from its number: `748.16(a)(1)`."""
    number = re.sub(r"\s", "", number).replace("–", "-").rstrip(".-")
    m = re.match(r"\d+[a-z]?\.(?:[^()]|\([^()]*\)(?=-))+", number)
    bare = m[0] if m else number
    return Place(title, bare.partition(".")[0], bare, designators(number[len(bare) :]))


def designators(chain: str) -> tuple[str, ...]:
    """The designators of a chain: `(a)(1)` gives ("(a)", "(1)"), `B(2)` gives ("B", "(2)")."""
    lead = chain.partition("(")[0].strip()
    marks = tuple(f"({m})" for m in _CHAIN.findall(chain))
    return (lead, *marks) if lead else marks


def roman(word: str) -> int | None:
    """The number of a small Roman numeral up to 89, or None."""
    if not word or any(c not in _ROMAN for c in word):
        return None
    total = 0
    for here, after in zip_longest(word, word[1:]):
        value = _ROMAN[here]
        total += -value if after and _ROMAN[after] > value else value
    return total if numeral(total) == word else None


def numeral(number: int) -> str:
    """A number in small Roman numerals."""
    out = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def letter(word: str) -> int | None:
    """The place of a letter or a doubled letter ("a" 1, "z" 26, "aa" 27), or None."""
    if word and word.isalpha() and word.isascii() and len(set(word)) == 1:
        return ord(word[0].lower()) - 96 + 26 * (len(word) - 1)
    return None


def lettered(number: int) -> str:
    """The letter that stands at a place, doubled after "z"."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def orders(mark: str) -> dict[str, int]:
    """The ways to read a designator, each with its place in order: "(i)" is a letter, 9, and a
    Roman numeral, 1."""
    word = mark.strip("()")
    found: dict[str, int] = {}
    if word.isdigit() and len(word) < 6:
        found["digit"] = int(word)
    elif word.isalpha() and word.isascii():
        case = "lower" if word.islower() else "upper" if word.isupper() else None
        if case and (at := letter(word)):
            found[case] = at
        if case and (at := roman(word.lower())):
            found["roman" if case == "lower" else "ROMAN"] = at
    return found


def at_level(mark: str, level: int) -> dict[str, int]:
    """The ways to read a designator at a depth: the Code's order is (a)(1)(i)(A)(1)(i)."""
    found = orders(mark)
    usual = "lower" if level == 0 else "roman" if level in (2, 5) else None
    return {usual: found[usual]} if usual in found and usual else found


def spelled(kind: str, number: int) -> str:
    """The designator of a kind at a place in order."""
    word = {
        "digit": str(number),
        "lower": lettered(max(1, number)),
        "upper": lettered(max(1, number)).upper(),
        "roman": numeral(number),
        "ROMAN": numeral(number).upper(),
    }[kind]
    return f"({word})"


def following(last: Sequence[str], chain: Sequence[str]) -> tuple[str, ...]:
    """A chain of a list made whole from the one before it: "(c)(3) and (4)" gives "(c)(4)"."""
    if not last or not chain or "(" not in chain[0]:
        return tuple(chain)
    new = orders(chain[0])
    for level in range(len(last) - 1, -1, -1):
        old = at_level(last[level], level)
        if any(kind in old and new[kind] > old[kind] for kind in new):
            return (*last[:level], *chain)
    first = orders(last[0])
    if "(" not in last[0] and not set(new) & set(first):
        return (last[0], *chain)
    if "digit" in new and len(last) > 1 and "digit" not in first:
        return (last[0], *chain)
    return tuple(chain)


def within(base: Sequence[str], chain: Sequence[str]) -> tuple[str, ...]:
    """A chain read inside a paragraph: "(1)" in "(b)" is "(b)(1)", "(c)" is "(c)"."""
    if not base or not chain:
        return tuple(chain)
    new = orders(chain[0])
    if "(" not in chain[0] or ("lower" in new and not ("roman" in new and len(base) == 2)):
        return tuple(chain)
    if tuple(chain[: len(base)]) == tuple(base):
        return tuple(chain)
    for level in range(len(base)):
        if set(orders(base[level])) & set(new):
            return (*base[:level], *chain)
    return (*base, *chain)


def spread(first: Place, last: Place) -> Iterator[Place]:
    """The places from one through another; one place that names both ends where they cannot be
    counted out."""
    if first.paragraphs and len(first.paragraphs) == len(last.paragraphs):
        yield from _spread_marks(first, last)
        return
    if first.section and last.section and not first.paragraphs:
        yield from _spread_sections(first, last)
        return
    yield replace(first, inner=(*first.inner, f"through {_end(last)}"))


def _end(place: Place) -> str:
    return "".join(place.paragraphs) or place.unit or place.part or ""


def _spread_marks(first: Place, last: Place) -> Iterator[Place]:
    level = len(first.paragraphs) - 1
    a, z = at_level(first.paragraphs[-1], level), at_level(last.paragraphs[-1], level)
    kinds = [k for k in a if k in z and 0 < z[k] - a[k] < LONGEST_RANGE]
    if not kinds or first.paragraphs[:-1] != last.paragraphs[:-1]:
        yield replace(first, inner=(*first.inner, f"through {_end(last)}"))
        return
    kind = min(kinds, key=lambda k: z[k] - a[k])
    for n in range(a[kind], z[kind] + 1):
        yield replace(first, paragraphs=(*first.paragraphs[:-1], spelled(kind, n)))


def _spread_sections(first: Place, last: Place) -> Iterator[Place]:
    a = re.fullmatch(r"(.*?)(\d+)", first.unit or "")
    z = re.fullmatch(r"(.*?)(\d+)", last.unit or "")
    if a and z and a[1] == z[1] and 0 < int(z[2]) - int(a[2]) < LONGEST_RANGE:
        for n in range(int(a[2]), int(z[2]) + 1):
            yield replace(first, unit=a[1] + str(n).zfill(len(a[2])))
        return
    yield replace(first, inner=(*first.inner, f"through {_end(last)}"))
