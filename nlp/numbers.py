"""Numbers as people write them: "10^26", "10²⁶", "1e26", "10 to the 26th", "1'700", "fifty"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_UP: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUPERSCRIPT: Final = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_POWER: Final = re.compile(
    r"(?:(?P<factor>\d+(?:\.\d+)?)\s*(?:x|×|\*|·|times)\s*)?(?:10|ten)\s*"
    r"(?:\^|\*\*|<sup>|\s+to\s+the\s+(?:power\s+(?:of\s+)?)?)\s*\{?(?P<exponent>[+-]?\d{1,3})\}?",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(
    r"[+-]?\d+(?:[,'’ \u00a0\u2009\u202f]\d{3})*(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|[+-]?\.\d+"
)
_SCALES: Final = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "quintillion": 1e18,
    "sextillion": 1e21,
    "septillion": 1e24,
}
#: The words of numbers, units first: what patterns of counting are made of.
ONES: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        start=2,
    )
}


def number(text: str) -> float | None:
    """The number that a text writes, in digits, as a power of ten, or in words; else None."""
    plain = _SUPERSCRIPT.sub(lambda m: "^" + m[0].translate(_UP), text.strip())
    power = _POWER.fullmatch(re.sub(r"(?:st|nd|rd|th)?(?:\s+power)?(?:</sup>)?$", "", plain))
    if power:
        return float(f"{power['factor'] or 1}e{power['exponent']}")
    digits = _PLAIN.match(plain)
    if digits:
        return _scaled(re.sub(r"[,'’ \u00a0\u2009\u202f]", "", digits[0]), plain[digits.end() :])
    return _in_words(plain.lower())


def whole(text: str) -> int | None:
    """The whole number above nought that a text writes ("30", "one hundred eighty"), else None."""
    return int(number(text) or 0) or None


def _scaled(digits: str, rest: str) -> float | None:
    """Printed decimals times their scale, exactly: 8.3 billion is 8300000000."""
    word = rest.strip(" -.").lower()
    scale = _SCALES.get(word) if word else 1
    return None if scale is None else float(Decimal(digits) * Decimal(scale))


def _in_words(text: str) -> float | None:
    """ "fifty", "twenty-one", "one hundred and twenty", "three thousand", "half"."""
    total, group, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", text):
        if word in ONES:
            group += ONES[word]
        elif word in ("a", "an"):
            group += 1
        elif word in TENS:
            group += TENS[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _SCALES and len(word) > 2:
            total, group = total + (group or 1) * _SCALES[word], 0.0
        elif word == "half":
            group += 0.5
        elif word != "and":
            return None
        seen = seen or word not in {"and", "a", "an"}
    return total + group if seen else None
