"""Readers that make a matched text the normal form of a mention: numbers, comparators, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from nlp.numbers import number

_ORDINALS: Final = {
    "first": "1",
    "second": "2",
    "third": "3",
    "one": "1",
    "two": "2",
    "three": "3",
    "i": "1",
    "ii": "2",
    "iii": "3",
}
_CURRENCIES: Final = {
    "$": "USD",
    "us$": "USD",
    "u.s.$": "USD",
    "dollar": "USD",
    "buck": "USD",
    "cent": "USD",
    "€": "EUR",
    "euro": "EUR",
    "£": "GBP",
    "pound": "GBP",
    "sterling": "GBP",
    "¥": "JPY",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "cn¥": "CNY",
    "元": "CNY",
    "hk$": "HKD",
    "nt$": "TWD",
    "s$": "SGD",
    "a$": "AUD",
    "c$": "CAD",
    "₩": "KRW",
    "won": "KRW",
    "₹": "INR",
    "rupee": "INR",
    "franc": "CHF",
    "riyal": "SAR",
    "dirham": "AED",
    "ruble": "RUB",
    "rouble": "RUB",
}
#: What stands before a number, the stricter sign first; a number alone is "=".
_COMPARATORS: Final = (
    (
        ">=",
        r"at least|(?:no|not) (?:less|fewer|lower|smaller) than|minimum|≥|>=|or (?:equal to"
        r"|more|greater|higher|above|over"
        r"|larger|better|faster)|and (?:above|over|up|higher)|equal to or (?:greater|more"
        r"|higher)|equals? or exceed|meets? or exceed"
        r"|not (?:be )?(?:below|under)|\+$|⩾|upwards? of",
    ),
    (
        "<=",
        r"up to|at most|(?:no|not) (?:more|greater|higher|larger|over|above) than"
        r"|not (?:to )?exceed|(?:not|n['’]t) exceed"
        r"|maximum|≤|<=|⩽|\bcap|limit|ceiling|as many as|as much as|or (?:less|fewer|below"
        r"|lower|under|smaller|equal)"
        r"|and (?:below|under|lower)|quota|allocation|not above|within",
    ),
    (
        ">",
        r"(?:more|greater|higher|larger|faster|bigger|better|longer|wider) than|over|above"
        r"|exceed|in excess of|beyond|surpass|top(?:s|ped|ping)|>",
    ),
    ("<", r"(?:less|fewer|lower|smaller|slower|shorter|finer) than|under|below|short of|<"),
    (
        "~=",
        r"about|around|approximately|approx|roughly|some|nearly|almost|close to|~|≈|estimated"
        r"|perhaps",
    ),
)
_READ_COMPARATOR: Final = tuple((sign, re.compile(words, re.I)) for sign, words in _COMPARATORS)


def comparator(text: str) -> str:
    """`<` `<=` `=` `>=` `>` `~=` for the words around a number; "less than or equal to" is `<=`."""
    if re.search(r"less than or equal|equal to or less|lower than or equal", text, re.I):
        return "<="
    if re.search(r"(?:greater|more|higher) than or equal|equal to or (?:greater|more)", text, re.I):
        return ">="
    return next((sign for sign, words in _READ_COMPARATOR if words.search(text)), "=")


def bound(text: str) -> str | None:
    """The comparator of a number that is a limit only with one: "14 nm or below", not "14 nm"."""
    sign = comparator(text)
    return None if sign in {"=", "~="} else sign


def carried(text: str) -> str:
    """The comparator of a bare number that goes on from a cap: "perhaps 100,000 with" is `<=`."""
    sign = comparator(text)
    return "<=" if sign in {"=", "~="} else sign


def ordinal(text: str) -> str:
    """ "second", "II", "2nd", "two" as "2"."""
    word = text.strip().lower()
    return _ORDINALS.get(word, re.sub(r"\D", "", word) or word)


def currency(text: str) -> str:
    """The ISO 4217 code of a sign, word or code; "US dollars" and "$" are USD."""
    word = re.sub(r"\s+", "", text.strip().lower())
    word = re.sub(r"^(?:us|u\.s\.|chinese)(?=dollar|yuan)", "", word)
    for known in (word, word.rstrip("s")):
        if known in _CURRENCIES:
            return _CURRENCIES[known]
    return word.upper()


def hundredth(text: str) -> float | None:
    """Cents as units of money."""
    value = number(text)
    return None if value is None else value / 100


def spaced(text: str) -> str:
    """Blanks and line ends as single blanks, without outer ones."""
    return " ".join(text.split())


def person(text: str) -> str:
    """A name without its possessive."""
    return re.sub(r"['’]s?$", "", spaced(text))


def ungrouped(text: str) -> str:
    """Numbers without grouping commas, single blanks: "88 FR 73,458" is "88 FR 73458"."""
    return spaced(re.sub(r"(?<=\d),(?=\d)", "", text))


def law(text: str) -> str:
    """ "Pub. L. 115 – 232" with a plain hyphen and no blanks about it."""
    return re.sub(r"\s*[‐‑‒–—-]\s*", "-", spaced(text))


def bill(text: str) -> str:
    """ "H. R. 8170" as "H.R. 8170"."""
    return re.sub(r"\. (?=[A-Z])", ".", spaced(text))


def dashed(text: str) -> str:
    """Any dash as a hyphen, without blanks."""
    return re.sub(r"\s+", "", re.sub(r"[‐‑‒–—−]", "-", text))


#: What Reuters writes behind the dot of a share's code.
_EXCHANGES: Final = {
    "O": "NASDAQ",
    "OQ": "NASDAQ",
    "N": "NYSE",
    "KS": "KRX",
    "KQ": "KRX",
    "TW": "TWSE",
    "TWO": "TPEX",
    "T": "TSE",
    "HK": "HKEX",
    "SS": "SSE",
    "SZ": "SZSE",
    "L": "LSE",
    "DE": "XETRA",
    "PA": "EPA",
    "AS": "AEX",
    "MI": "BIT",
    "SW": "SIX",
    "S": "SIX",
    "ST": "OMX",
    "HE": "OMXH",
    "OL": "OSE",
    "CO": "OMXC",
    "BR": "EBR",
    "TA": "TASE",
    "SI": "SGX",
    "KL": "KLSE",
    "NS": "NSE",
    "BO": "BSE",
    "AX": "ASX",
    "TO": "TSX",
    "SE": "TADAWUL",
}


def exchange(text: str) -> str:
    """The exchange of a Reuters code's ending: "KS" is KRX."""
    return _EXCHANGES.get(text, text)


_UNITS: Final = {"μm": "µm", "micrometer": "µm", "micrometre": "µm", "micron": "µm"}


def unit(text: str) -> str:
    """A unit's sign: "microns" and the Greek letter's "μm" are "µm"."""
    return _UNITS.get(text, _UNITS.get(text.rstrip("s"), text))


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "bill": bill,
    "bound": bound,
    "carried": carried,
    "comparator": comparator,
    "currency": currency,
    "dashed": dashed,
    "exchange": exchange,
    "hundredth": hundredth,
    "number": number,
    "ordinal": ordinal,
    "law": law,
    "person": person,
    "spaced": spaced,
    "unit": unit,
    "ungrouped": ungrouped,
    "upper": str.upper,
}
