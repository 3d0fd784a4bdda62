"""The clauses of an instruction: its verbs, each with the words before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.amendments.words import Word, operation


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with what stands before and after it."""

    verbs: tuple[str, ...]
    passive: bool
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    start: int
    end: int
    leads: bool = False


def clauses(tokens: list[Word]) -> Iterator[Clause]:
    """The clauses of an instruction: one for each verb or pair of verbs ("remove and reserve")."""
    groups = list(_groups(tokens))
    begin = 0
    for index, (first, final, ops, passive) in enumerate(groups):
        after_end = groups[index + 1][0] if index + 1 < len(groups) else len(tokens)
        before = tokens[begin : first - 1 if passive else first]
        after = tokens[final + 1 : after_end]
        rest: list[Word] = []
        if index + 1 < len(groups):
            after, rest = _parted(after, groups[index + 1][3])
        begin = after_end - len(rest)
        leads = bool(after) and after[-1].text.lower() == "to"
        before = _trimmed(before)
        after = _trimmed(after)
        start = (before or tokens[first:])[0].start
        end = (after or tokens[: final + 1])[-1].end
        yield Clause(ops, passive, tuple(before), tuple(after), start, end, leads)


def _groups(tokens: list[Word]) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """The verbs: where each or each pair begins and ends, what it does, whether it is passive."""
    n = 0
    while n < len(tokens):
        if tokens[n].kind != "verb":
            n += 1
            continue
        first = n
        ops = [operation(tokens[n].text)]
        while True:
            k = n + 1
            while k < len(tokens) and tokens[k].kind in ("and", "comma", "aux", "newly"):
                k += 1
            if k < len(tokens) and tokens[k].kind == "verb":
                ops.append(operation(tokens[k].text))
                n = k
                continue
            break
        passive = first > 0 and tokens[first - 1].kind == "aux"
        yield first, n, _pair(ops), passive
        n += 1


def _pair(ops: list[str]) -> tuple[str, ...]:
    unique = list(dict.fromkeys(ops))
    if "reserve" in unique and set(unique) <= {"remove", "reserve", "add", "redesignate"}:
        return ("redesignate", "reserve") if "redesignate" in unique else ("reserve",)
    if "republish" in unique and "revise" in unique:
        unique.remove("republish")
    if "amend" in unique and len(unique) > 1:
        unique.remove("amend")
    return tuple(unique)


def _trimmed(tokens: list[Word]) -> list[Word]:
    while tokens and tokens[-1].kind in ("and", "comma", "stop", "by", "prep"):
        tokens = tokens[:-1]
    while tokens and tokens[0].kind in ("and", "comma", "stop", "by"):
        tokens = tokens[1:]
    return tokens


def _parted(after: list[Word], passive: bool) -> tuple[list[Word], list[Word]]:
    """What stands between two verbs, parted in what belongs to the first and to the second."""
    if passive:
        for n in range(len(after) - 1, -1, -1):
            if after[n].kind == "stop" or (
                after[n].kind == "and" and n and after[n - 1].kind in ("comma", "stop")
            ):
                return after[:n], after[n:]
        return after, []
    for n in range(len(after) - 1, -1, -1):
        word = after[n]
        if word.kind == "stop":
            return after[:n], after[n:]
        if word.kind == "prep" and n and word.text.casefold() in ("in", "under", "from", "for"):
            before = after[n - 1]
            ends = after[-1].kind in ("by", "comma")
            if before.kind in ("and", "stop") or (before.kind == "comma" and ends):
                return (after[:n], after[n:]) if ends or before.kind == "stop" else (after, [])
    return after, []


def operation_of(word: Word) -> str:
    """The operation of a verb, or the kind of any other word."""
    return operation(word.text) if word.kind == "verb" else word.kind


def swaps(clause: Clause, after: Sequence[Clause]) -> bool:
    """Whether a removal goes on in the next clause: "and adding in its place"."""
    if clause.verbs != ("remove",) or not after or after[0].verbs != ("add",):
        return False
    return any(w.kind == "inplace" for w in after[0].after) and not after[0].before


def joined(gone: Clause, come: Clause) -> Clause:
    """A removal and the addition in its place, as one clause."""
    verb = Word("verb", "adding", come.start, come.start)
    after = tuple(w for w in come.after if w.kind != "inplace")
    return Clause(
        ("replace",), gone.passive, gone.before, (*gone.after, verb, *after), gone.start, come.end
    )
