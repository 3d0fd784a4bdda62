"""Rules that a text names by what they are about: "the connected vehicle rule", "a rule on drones".

A naming is a noun for a legal act with words before or after it that tell it from others. Words
that any rule could have ("new", "final", "chip") tell none; a phrase of only such words is weak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.swift import swift

#: Class of act by its noun.
CLASSES: Final = {
    "rule": "rule rules ifr tfr framework regulation regulations curbs restrictions rulemaking "
    "controls requirement requirements ban moratorium",
    "order": "proclamation order memorandum directive",
    "tariff": "tariff tariffs duty duties levy",
    "guidance": "guidance faq faqs advisory letters statement",
    "licence": "license licence waiver authorization program programme",
    "bill": "bill resolution act",
}
_CLASS: Final = {w: name for name, words in CLASSES.items() for w in words.split()}
_HEAD: Final = swift(rf"\b(?:{'|'.join(sorted(_CLASS, key=len, reverse=True))})\b", re.I)
_TOKEN: Final = re.compile(r"(\S{1,40})\s\Z")
_PLAIN: Final = re.compile(r"[\w$][\w'’./&%-]*\Z")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DETERMINERS: Final = _words("the a an its their his her our this that another")
#: Where a phrase's words before its noun cannot reach over.
_STOPS: Final = _words(
    """of in on at by for to from with under over as into than that which who whose where when while
    after before until since about against is are was were be been being has have had will would
    may might could should must can do does did not no any each every such but or nor so if it
    he she they we you these those all some both several many most more other two three said
    says told also only if whether because though although amid per via gave give gives issued
    issues published released posted offered received wrote got let made makes make puts put off
    broke breaks signed signs set sets"""
)
#: What any rule could be called.
VAGUE: Final = _words(
    """new final interim proposed temporary draft direct existing current old older original same
    latest last first second third earlier previous prior so-called controversial sweeping
    landmark underlying entire whole long-awaited planned upcoming forthcoming pending
    regulatory federal u.s u.s. us american national government agency agency's bureau's
    department's biden biden-era biden's trump trump's administration administration's era
    former president joe chip chips ai export exports technology tech semiconductor
    semiconductors global worldwide strict stricter tough tougher broad broader wide joint
    executive presidential general special own very far-reaching sprawling rule's suspended
    rescinded contested disputed main key legal trade advanced and the a an of long court
    court's judge's civil denial settlement licensing license licence export-control control
    controls legislative detailed formal written further single commerce bis commerce's bis's
    artificial intelligence court-ordered consent similar updated revised replacement simple
    simpler clear clearer effective annual bipartisan house senate whole-of-government key
    golden ground basic work works house's senate's china beijing foreign short brief separate
    day days week weeks month months year years
    companion related parallel sister twin following sunday monday tuesday wednesday thursday friday
    saturday"""
)
_AFTER: Final = re.compile(
    r"\s(?:on|governing|covering|regarding|concerning|restricting|limiting|barring|banning"
    r"|requiring|against|for|adding|expanding|widening|tightening|easing|removing|imposing|creating"
    r"|setting|targeting|aimed at)\s(?!(?:a|one|two|three|the time|now|the|its|this|that|what|how"
    r"|whether|\d+)\s)"
    r"|\s(?:on|governing|covering|regarding|concerning)\s(?=(?:the|its|their|a)\s)"
    r"|\sof\s(?=disapproval\b)"
)
_DATED: Final = re.compile(
    r"\sof\s(?:(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},\s)(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?,?\s(?:19|20)\d\d"
    r"|[A-Z][a-z]{2,8}\s\d{1,2}\b)"
)
_MONTH: Final = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_WOULD: Final = re.compile(r"\s(?:that|which)\s(?:would|will)\s(?!be\b|not\b|have\b|also\b)")
#: After "and": a thing or an act of its own ("and corrected its rule on lasers").
_ANOTHER: Final = re.compile(r"\s(?:[a-z]+(?:ed|s)\s)?(?:a|an|the|its|another)\s")
#: A noun of a sentence's own, which is no part of a name that follows it.
_NOUNS: Final = _words("guidance rule rules framework proclamation bill faqs letters resolution")
#: "is itself a rule": said of something else.
_PREDICATE: Final = re.compile(r"\b(?:is|was|are|were|be|itself|as|becomes?|became)\san?\s$")
_FOREIGN: Final = re.compile(
    r"\b(?:China|Beijing|Netherlands|Hague|Japan|Tokyo|Korea|Seoul|Taiwan|Taipei|Brussels|Europe"
    r"|Commission|Mexico|Canada|India|Malaysia|Singapore|company|firm)['’]s\s"
    r"|\b(?:EU|E\.U\.|European|Dutch|Chinese|Japanese|Korean|Taiwanese|Indian|German|British|French"
    r"|Malaysian|Mexican|Canadian|NBA|league)\s"
)
#: Words at which a phrase's words after its noun end.
_ENDS: Final = _STOPS - _words("of by to not on all for") | _words(
    """in on take takes took go goes went come comes came becomes became before next this last
    announced issued published released effective today yesterday tomorrow expires expired
    within during under remains remain stays stayed requires required requiring adds added bars
    barred starting beginning later early late formally now still then there here"""
)
_FAR: Final = 7
_REST: Final = 9


@dataclass(frozen=True, slots=True)
class Naming:
    """A phrase that names an act: offsets of its name, its class, the words that tell it apart."""

    name: str
    start: int
    end: int
    kind: str
    words: frozenset[str]
    draft: bool = False


def namings(text: str, taken: Sequence[int]) -> Iterator[Naming]:
    """The phrases of a text that name an act, outside of what is `taken` already."""
    for m in _HEAD.finditer(text):
        if taken[m.start()]:
            continue
        if found := _naming(text, m.start(), m.end(), taken):
            yield found


def telling(words: str) -> frozenset[str]:
    """The words of a name by which one rule is told from others, in lower case and singular."""
    parts = re.findall(r"[\w.]+", re.sub(r"['’]s?\b", "", words.casefold()))
    kept = (p.rstrip(".") for p in parts if p not in VAGUE and p not in _CLASS and p not in _STOPS)
    return frozenset(p[:-1] if len(p) > 3 and p.endswith("s") else p for p in kept if p)


def kind_of(noun: str) -> str | None:
    """The class of act that a noun tells: rule, order, tariff, guidance, licence or bill."""
    last = noun.casefold().split()[-1:] or [""]
    return _CLASS.get(last[0])


def _naming(text: str, a: int, b: int, taken: Sequence[int]) -> Naming | None:
    noun = text[a:b].casefold()
    kind = _CLASS[noun]
    begin, determined, before = _before(text, a, taken)
    if _PREDICATE.search(text[max(0, begin - 20) : begin]):
        return None
    end = _after(text, b, kind == "rule" and not telling(before))
    if text[b : b + 1] == "-" or text[a - 1 : a] in ("-", "/", "’", "'"):
        return None
    mods = telling(before)
    rest = telling(text[b:end])
    if not determined and not (rest and kind == "guidance"):
        return None
    if kind == "bill" and noun == "act":
        return None
    if kind == "order" and noun == "order" and not (rest or "executive" in before.casefold()):
        return None
    if noun in ("licence", "license", "authorization") and "general" not in before.casefold():
        return None
    if noun == "statement" and "policy" not in before.casefold():
        return None
    if noun == "letters" and "informed" not in before:
        return None
    if noun.startswith("requirement") and not re.search(r"\blicen[cs]", before, re.I):
        return None
    if _FOREIGN.search(text[max(0, begin - 24) : begin] + before):
        return None
    if noun in ("program", "programme", "duty", "requirement", "requirements", "controls", "ban"):
        end, rest = b, frozenset()
        if not mods:
            return None
    if noun in ("rules", "regulations", "controls") and not re.search(r"\d{4}", before):
        return None
    name = _trim(text[begin:end])
    draft = bool(re.search(r"\b(?:proposed|draft|proposal)\b", before, re.I))
    return Naming(name, begin, end, kind, mods | rest, draft)


def _before(text: str, at: int, taken: Sequence[int]) -> tuple[int, bool, str]:
    """Where a phrase begins, whether a determiner opens it, and its words before the noun."""
    begin = at
    for _ in range(_FAR):
        m = _TOKEN.search(text, max(0, begin - 42), begin)
        if m is None:
            break
        word = m[1]
        low = word.casefold()
        if low in _DETERMINERS or re.search(r"['’]s?\Z", word):
            return begin, True, text[begin:at]
        dated = bool(re.fullmatch(r"\d{1,2},", word) and re.match(r"(?:19|20)\d\d", text[begin:]))
        if low in _STOPS or low in _NOUNS or taken[m.start(1)] or not (_PLAIN.match(word) or dated):
            break
        begin = m.start(1)
    return at, False, ""


def _after(text: str, at: int, bare: bool) -> int:
    """Where a phrase ends: after "of January 2025", "on foreign drone parts", or with the noun."""
    if dated := _DATED.match(text, at):
        return dated.end()
    m = _AFTER.match(text, at) or (_WOULD.match(text, at) if bare else None)
    if m is None or _MONTH.match(text, m.end()):
        return at
    end = m.end()
    if text.startswith("disapproval", end):
        return end + len("disapproval")
    for count, w in enumerate(re.finditer(r"\S+", text[end : end + 160])):
        word = w[0]
        beyond = text[m.end() + w.end() : m.end() + w.end() + 24]
        if word in ("and", "or") and _ANOTHER.match(beyond):
            break
        if _MONTH.match(beyond.lstrip()) and word.casefold() in _STOPS:
            break
        plain = word.rstrip(',;:.)”"')
        if count >= _REST or plain.casefold() in _ENDS or not re.match(r"[\w(]", word):
            break
        last = m.end() + w.start() + len(plain)
        if re.match(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", plain):
            break
        end = last
        if plain != word or text[last : last + 1] == "\n":
            break
    return end if end > m.end() else at


def _trim(name: str) -> str:
    """A name without adjectives that any rule could have at its head."""
    words = name.split()
    while (
        len(words) > 2
        and words[0].casefold() in VAGUE
        and not re.match(
            r"(?:final|interim|proposed|temporary|executive|advanced|foreign|general|joint|AI|chip|draft)",
            words[0],
            re.I,
        )
    ):
        words = words[1:]
    return " ".join(words)
