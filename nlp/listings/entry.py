"""One printed entry of a list: name, aliases, addresses; requirement, review policy, citation.

The Federal Register prints an entity's cell as one run: its name, "a.k.a." with its aliases, and
its addresses joined by "; and". XML and fixed columns keep the other cells apart; in a text
stripped of its tags they follow in one run, and their set phrases part them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: "90 FR 14046, 3/28/25." and what stands there before the page is known.
CITATION: Final = re.compile(
    r"(?<![\w.])\d{2,3}\s?FR\s?(?:\[[^\]\n]{3,90}\]|\d{1,6}|_{2,8})"
    r"(?:,?\s?(?:\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}"
    r"|\[[^\]\n]{3,90}\]))?[.;,]?"
)
_AKA: Final = re.compile(
    r",?\s\(?(?:a\.?k\.?a\.?|f\.?k\.?a\.?|also\sknown\sas|formerly\sknown\sas)(?=[,:;.\s])[,:;.]?\s?",
    re.I,
)
_FOLLOWING: Final = re.compile(
    r"(?:and\s)?(?:the\s)?following\s(?:[\w-]{1,20}\s){0,3}(?:alias(?:es)?|names?)\b[:,;]?\s?", re.I
)
_DASH: Final = r"(?:--|[—–-])\s?"
_DASHED: Final = re.compile(rf"(?:^|(?<=[\s;,.:]))(?:and\s)?{_DASH}(?=[\w“\"'‘(«])")
_ITEM_END: Final = re.compile(r"[;,.]\s*(?:and\s*)?$")
#: What an address begins with that no name goes on with.
_ADDRESS: Final = re.compile(
    r"(?:\d|#|No[.s]|Nos\.|P\.?\s?O\.?\s?Box\b|Post\sOffice\b|Office\b|Room\b|Rm\.?\s|Suite\b"
    r"|Ste\.?\s|Unit\b|Units\b|Floor\b|Flat\b|Level\b|Building\b|Bldg\b|Block\b|Blk\b|Tower\b|Shop\b"
    r"|Plot\b|House\b|Apt\b|Apartment\b|Warehouse\b|Workshop\b|Villa\b|Street\b|Ul\.|ul\.|Ulitsa\b"
    r"|Prospekt\b|Pereulok\b|Lane\b|Road\b|c/o\b|Km\b|Lot\b|Sector\b|Zone\b|District\b|East\sof\b"
    r"|[A-Z]?\d|[A-Z]-\d|(?:\w{1,40}\s)?(?:Area|Village|Town|Block|Section)\b(?=,)"
    r"|(?:First|Second|Third|Ground|Entire|Main|Upper|Lower)\s(?:Floor|Building)\b"
    r"|[A-Z][\w'’-]{1,40}(?:\s[A-Z][\w'’.-]{1,40}){0,3}\s(?:Street|St\.|Road|Rd\.?|Avenue|Ave\.?|Lane|Boulevard"
    r"|Highway|Building|Bldg\.?|Tower|Towers|Plaza|Centre|Center|District|Province|Zone|Park|City"
    r"|County|Village|Town|Township|Bazaar|Market)\b)"
)
#: What goes on with a name after a comma.
_SUFFIX: Final = re.compile(
    r"(?:(?:Co|Corp|Inc|Ltd|LTD|L\.?L\.?C|LLP|Limited|LIMITED|Incorporated|Corporation|Company|GmbH"
    r"|S\.?A|S\.?R\.?L|S\.?p\.?A|B\.?V|N\.?V|A\.?G|A\.?S|A\.?O|O\.?O\.?O|P\.?L\.?C|Pte|PTE|Pvt|Pty"
    r"|Sdn|Bhd|FZE|FZCO|FZ-?LLC|DMCC|L\.?P|JSC|PJSC|OJSC|CJSC|K\.?K|Kft|Zrt|Oy|AB|ApS|OU|O[UÜ]|SARL"
    r"|EOOD|d\.?o\.?o|s\.?r\.?o|Sp|Jr|Sr|Inc)\b\.?|Ltd\.?\sSti\b\.?)"
)
_REQUIREMENT: Final = re.compile(
    r"(?:^|(?<=[\s.;)]))(?:For\s(?:all|any|items|the\sfollowing)|All\sitems|Any\sitem|All\sECCN"
    r"|Items\s(?:subject|on\sthe)|For\sexports|See\sSupplement)\b"
)
_POLICY: Final = re.compile(
    r"(?:^|(?<=[\s.;)]))(?:Presumption\sof|Presumptive|Policy\sof|Case[\s-]by[\s-]case|Review\son\sa"
    r"|License\sapplications?|Applications?\s(?:will|for)|See\s(?:§+|Sec\.)\s?\d{3}\.\d+(?:\([a-z\d]+\))*"
    r"\sof\sthe\sEAR\sfor|Denial\b|Approval\b|Will\sbe\sreviewed)"
)


#: A name, or a run of aliases, ends within this; a cell is read up to the second figure.
_LONGEST_NAME: Final = 1_500
_LONGEST_CELL: Final = 30_000


@dataclass(frozen=True, slots=True)
class Entity:
    """What an entity's cell says: its name, the names it is also known by, where it is."""

    name: str
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands beside an entity; `start` is where it begins in the run that was parted."""

    requirement: str | None
    policy: str | None
    citation: str | None
    start: int


def key(name: str) -> str:
    """A name as two printings of it are compared: letters and figures, without case."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def read_entity(cell: str, names: Iterable[str] = ()) -> Entity:
    """The parts of an entity's cell. `names` are names that the document gives elsewhere: the
    longest that the cell begins with is the entity's."""
    words = " ".join(cell[:_LONGEST_CELL].split()).strip(" ;")
    name, rest = _known_name(words, names)
    aka = _AKA.match(rest) if name else _AKA.search(words)
    if name is None and aka is None:
        name, rest = _name(words)
        return Entity(_bare(name), (), _addresses(rest))
    if name is None and aka is not None:
        name, rest = words[: aka.start()], words[aka.start() :]
    aliases, rest = _aliases(rest)
    return Entity(_bare(name or ""), aliases, _addresses(rest))


def read_terms(run: str) -> Terms:
    """Requirement, policy and citation at the end of a run of cells."""
    cites = list(CITATION.finditer(run))
    first = len(run)
    for m in reversed(cites):
        between = run[m.end() : first].strip(" .;,")
        if between and not between.startswith("and"):
            break
        first = m.start()
    citation = run[first:].strip() or None
    body = run[:first]
    requirement = _REQUIREMENT.search(body)
    policy = _POLICY.search(body, requirement.end() if requirement else 0)
    start = min([first, *(m.start() for m in (requirement, policy) if m is not None)])
    stop = policy.start() if policy else first
    return Terms(
        body[requirement.start() : stop].strip() or None if requirement else None,
        body[policy.start() :].strip() or None if policy else None,
        citation,
        start,
    )


def _bare(name: str) -> str:
    """A name without the stop or the comma that only parts it from what follows."""
    name = name.strip().strip('“”"').rstrip(" ,;:").strip()
    if name.endswith(".") and not re.search(
        r"(?:\b(?:Co|Corp|Inc|Ltd|LTD|Pte|Pvt|Pty|Bhd|Jr|Sr|Sti|Est|Intl|Sp|No|St|Bros)|\b\w(?:\.\w)*)\.$",
        name,
    ):
        name = name[:-1]
    return name


def _known_name(words: str, names: Iterable[str]) -> tuple[str | None, str]:
    best = ""
    folded = words.casefold()
    for name in names:
        bare = name.strip(" ,.;").casefold()
        if len(bare) > len(best.strip(" ,.;")) and folded.startswith(bare):
            after = words[len(bare) : len(bare) + 1]
            if not after.isalnum():
                best = words[: len(bare)] + ("." if after == "." else "")
    return (best, words[len(best) :]) if best else (None, words)


def _name(words: str) -> tuple[str, str]:
    """A name without aliases and what follows it: the address begins after a comma or stop."""
    for comma in re.finditer(r"[,.;]\s+", words[:_LONGEST_NAME]):
        at = comma.end()
        if _SUFFIX.match(words, at):
            continue
        before = words[max(0, comma.start() - 18) : comma.start()]
        stop = comma[0][0] == "."
        shortened = stop and (_short(before) or not re.search(r"[a-z\d)]{3,}$", before))
        if shortened and not _ADDRESS.match(words, at):
            continue
        if stop or _ADDRESS.match(words, at) or _SUFFIX.search(before) or _place(words, at):
            return words[: comma.start() + stop], words[at:]
    return words, ""


def _place(words: str, at: int = 0) -> bool:
    """Whether what begins at `at` is a city and a country and nothing more ("Beijing, China")."""
    if len(words) - at > 140:
        return False
    parts = [p.strip(" .") for p in re.split(r",\s", words[at:])]
    return len(parts) <= 3 and all(re.fullmatch(r"[A-Z][\w'’ .()-]{2,40}", p) for p in parts)


def _aliases(rest: str) -> tuple[tuple[str, ...], str]:
    """The aliases that follow "a.k.a.", and what follows them."""
    found: list[str] = []
    while aka := _AKA.match(rest):
        rest = rest[aka.end() :]
        if following := _FOLLOWING.match(rest):
            rest = rest[following.end() :].lstrip()
            items, rest = _dashed(rest) or _listed(rest)
            found += items
        else:
            closing = rest.find(")")
            if aka[0].strip(" ,").startswith("(") and 0 < closing < 200:
                found.append(_bare(rest[:closing]))
                rest = rest[closing + 1 :]
            else:
                items, rest = _run_in(rest)
                found += items
        rest = rest if rest.startswith((",", " ", "(")) else f" {rest}"
        if not _AKA.match(rest):
            break
    return tuple(dict.fromkeys(filter(None, found))), rest.lstrip(" ,;.)")


def _dashed(rest: str) -> tuple[list[str], str] | None:
    """Aliases set off by dashes: "-One; -Two; and -Three. Address"."""
    marks = list(_DASHED.finditer(rest))
    if not marks or marks[0].start() > 3:
        return None
    items: list[str] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        item = rest[mark.end() : following.start()] if following else ""
        end = _ITEM_END.search(item[-12:])
        if end is None:
            alias, after = _last_alias(rest[mark.end() :])
            return [*items, alias], after
        items.append(_bare(item[: len(item) - len(end[0])]))
    return items, ""


def _last_alias(rest: str) -> tuple[str, str]:
    """The last alias of a list, and the address that follows it."""
    for stop in re.finditer(r"[.;,](?:\s+|$)", rest[:_LONGEST_NAME]):
        at = stop.end()
        before = rest[: stop.start()]
        if at >= len(rest):
            return _bare(before + ("." if stop[0][0] == "." else "")), ""
        if _SUFFIX.match(rest, at):
            continue
        address = _ADDRESS.match(rest, at) is not None
        short = _short(before)
        initial = short and re.search(r"(?:^|\W)[A-Z]$", before) is not None
        if stop[0][0] == "." and (address or not short or (not initial and _place(rest, at))):
            return _bare(before + "."), rest[at:]
        if stop[0][0] in ",;" and address:
            return _bare(before), rest[at:]
    return _bare(rest), ""


def _short(before: str) -> bool:
    """Whether a full stop only shortens the word before it."""
    return (
        re.search(r"(?:^|\s|\.)(?:[A-Z]|Co|Ltd|St|No|Inc|Dr|Mr|Ing|Eng|Bros|Corp|Mfg)$", before)
        is not None
    )


def _listed(rest: str) -> tuple[list[str], str]:
    """Aliases parted by semicolons or commas without dashes."""
    items: list[str] = []
    while rest:
        part = re.match(r"([^;]{1,200}?);\s*(?:and\s+)?", rest)
        if part is None or _ADDRESS.match(rest):
            break
        items.append(_bare(part[1]))
        rest = rest[part.end() :]
    if rest and not _ADDRESS.match(rest):
        item, rest = _last_alias(rest)
        items.append(item)
    return items, rest


def _run_in(rest: str) -> tuple[list[str], str]:
    """Aliases that follow "a.k.a.," without dashes, parted by commas, up to the address."""
    items: list[str] = []
    at = 0
    limit = rest.find("; ")
    limit = min(len(rest) if limit < 0 else limit, _LONGEST_NAME)
    addresses = [
        m.start() for m in re.finditer(r",\s", rest[:limit]) if _ADDRESS.match(rest, m.end())
    ]
    last = max(addresses, default=-1)
    for stop in re.finditer(r"[,.;](?:\s+|$)", rest[:_LONGEST_NAME]):
        begin = stop.end()
        dot = stop[0][0] == "."
        if _SUFFIX.match(rest, begin) or (dot and _short(rest[at : stop.start()])):
            continue
        items.append(_bare(rest[at : stop.start()].strip() + ("." if dot else "")))
        at = stop.start() + 1
        # A comma goes on with the aliases only where the address is still to come.
        if dot or _ADDRESS.match(rest, begin) or _AKA.match(rest, stop.start()):
            break
        if last < begin or _place(rest[begin:limit]):
            break
    else:
        return ([*items, _bare(rest[at:])] if rest[at:].strip() else items), ""
    return items, rest[at - 1 :] if at else rest


def _addresses(rest: str) -> tuple[str, ...]:
    """Addresses joined by "; and", each without its last stop."""
    rest = re.sub(r"\((?:[Ss]ee\s(?:also\s)?alternate\saddress[^)]{0,80})\)\.?", "", rest)
    parts = re.split(r";\s+(?:and\s+)?", rest.strip(" ;,"))
    if len(parts) > 1 or ", and " not in rest:
        done = parts
    else:
        done = re.split(r",\s+and\s+(?=[#\dA-Z][^,]{0,60},\s[^,]{1,60},)", rest.strip(" ;,"))
    return tuple(filter(None, map(_place_name, done)))


def _place_name(words: str) -> str:
    words = words.strip(" ,;")
    return words if re.search(r"(?:\b[A-Z]\.){2,}$", words) else words.rstrip(".").strip()
