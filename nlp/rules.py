"""Rule files: TOML in, frozen and checked dataclasses out.

A shape is any frozen dataclass; its field types say what a file may hold. `load` refuses unknown
keys (naming the nearest known one), missing keys and values of another type, and says in which
file and under which key. Entity files have the shape `EntityRules`; event files have a shape of
their own and use the same `load`.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import hashlib
import re
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

T = TypeVar("T")

_PART: Final = re.compile(r"<<(\w+)>>")
HERE: Final = Path(__file__).parent
ENTITIES: Final = HERE / "entities"
EVENTS: Final = HERE / "events"


class RuleError(ValueError):
    """A rule file that cannot be used: says which file, which key, and the way out."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an example must give: the quote and, where said, its normal form."""

    quote: str
    value: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text and everything of the file's label that is to be found in it, in order."""

    text: str
    found: tuple[Found, ...] = ()
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression with named groups; `<<part>>` stands for a part of its file.

    `value` is the normal form: a text in braces stands for that group (`{tier}`), absent where the
    group is. `read` names the reader of `nlp.forms` that makes a key's text a value. `each` is
    searched inside the group `list` and makes one mention per hit, its own groups added. The
    mention spans the group `at` where the pattern has one, else the whole match. `needs` lists
    lower-case words of which one must stand in the text for the pattern to be tried at all. `marks`
    (texts or cheap expressions) are for speed alone: every match holds one that starts at most
    `lead` characters into it, and begins where `first`, one character wide, matches. With
    `anchor`, a cheap expression, only the surroundings of its hits are searched. In the
    sentence around the match `near` must be found and `far` must not. `unknown` patterns give way
    to what an entry or an earlier pattern found at their first or last
    character.
    """

    name: str
    regex: str
    value: Mapping[str, Any] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
    each: str = ""
    needs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    lead: int = 0
    first: str = ""
    anchor: str = ""
    near: str = ""
    far: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a gazetteer. `phrases` are matched as written, and in capitals; `folded` in any
    case. `value` is added to `{name}` as its normal form (it may replace the name)."""

    name: str
    phrases: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntityRules:
    """One label: what it means, how it is found, where a list comes from, and its examples.

    `key` is the key of `value` that holds an entry's name. `parts` are pieces of regular
    expressions that patterns name as `<<part>>`. `never` are phrases that look like an entry and
    are none. `inside` lists the labels whose mention swallows one of ours that lies in it.
    """

    label: str
    meaning: str
    examples: tuple[Example, ...]
    source: str = ""
    key: str = "name"
    parts: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    entries: tuple[Entry, ...] = ()
    never: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for pattern in self.patterns:
            for text in (
                *(pattern.regex, pattern.each, pattern.anchor, pattern.near, pattern.far),
                *(*pattern.marks, pattern.first),
            ):
                self.compiled(text)

    def compiled(self, text: str) -> re.Pattern[str]:
        """A pattern's text with its parts put in. Raises ValueError on an unknown part or fault."""

        text = filled(text, self.parts)
        try:
            return re.compile(text)
        except re.error as fault:
            raise ValueError(f"bad regular expression: {fault}: {text}") from fault


def filled(text: str, parts: Mapping[str, str]) -> str:
    """A pattern's text with its `<<part>>`s put in. Raises ValueError on an unknown one."""

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise ValueError(f"unknown part {match[1]!r}{nearest(match[1], parts)}")
        return parts[match[1]]

    for _ in range(5):  # parts may name parts
        text = _PART.sub(part, text)
    return text


def load(path: Path, shape: type[T]) -> T:
    """The file read into `shape`, a dataclass. Raises RuleError on anything that does not fit."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RuleError(f"{path.name}: not TOML: {fault}") from fault
    made: T = _read(table, shape, path.name)
    return made


def load_all(folder: Path, shape: type[T]) -> tuple[T, ...]:
    """Every `*.toml` of a folder, in the order of their names."""
    return tuple(load(path, shape) for path in sorted(folder.glob("*.toml")))


@functools.cache
def load_entities() -> tuple[EntityRules, ...]:
    """The entity rules, by file name."""
    return load_all(ENTITIES, EntityRules)


def fingerprint(extra: Iterable[str] = ()) -> str:
    """12 hex digits that change with any rule file, any module of the reader, or `extra`."""
    digest = hashlib.sha256()
    paths = [p for p in HERE.rglob("*") if p.suffix in {".toml", ".py"}]
    for path in sorted(paths, key=lambda p: p.relative_to(HERE).as_posix()):
        name, body = path.relative_to(HERE).as_posix().encode(), path.read_bytes()
        digest.update(b"%d %s %d\n" % (len(name), name, len(body)) + body)
    for word in extra:
        digest.update(word.encode() + b"\0")
    return digest.hexdigest()[:12]


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean X?` for the closest of `known`, or the list of them, or nothing."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; known are {', '.join(names)}" if names else ""


def _read(value: Any, shape: Any, where: str) -> Any:
    if shape is Any:
        return _frozen(value)
    origin = typing.get_origin(shape)
    if origin in (typing.Union, types.UnionType):
        return _read_union(value, shape, where)
    if origin is Literal:
        allowed = typing.get_args(shape)
        if value not in allowed:
            hint = nearest(str(value), map(str, allowed))
            raise RuleError(f"{where}: {value!r} is not one of the known words{hint}")
        return value
    if origin is tuple:
        return _read_tuple(value, shape, where)
    if origin in (dict, Mapping):
        _expect(isinstance(value, dict), where, "a table", value)
        of = typing.get_args(shape)[1]
        return {key: _read(item, of, f"{where} {key}") for key, item in value.items()}
    if origin is re.Pattern:
        _expect(isinstance(value, str), where, "a regular expression", value)
        try:
            return re.compile(value)
        except re.error as fault:
            raise RuleError(f"{where}: bad regular expression: {fault}") from fault
    if dataclasses.is_dataclass(shape):
        return _read_table(value, shape, where)
    if shape is float and type(value) is int:
        return float(value)
    _expect(type(value) is shape, where, f"{shape.__name__}", value)
    return value


def _read_union(value: Any, shape: Any, where: str) -> Any:
    """The first member of the union that takes the value; the fault of the last where none does."""
    members = [m for m in typing.get_args(shape) if m is not type(None)]
    for member in members[:-1]:
        try:
            return _read(value, member, where)
        except RuleError:
            continue
    return _read(value, members[-1], where)


def _read_tuple(value: Any, shape: Any, where: str) -> tuple[Any, ...]:
    _expect(isinstance(value, list), where, "a list", value)
    of = typing.get_args(shape)
    if len(of) == 2 and of[1] is Ellipsis:
        return tuple(_read(item, of[0], f"{where}[{n}]") for n, item in enumerate(value))
    _expect(len(value) == len(of), where, f"{len(of)} items", value)
    return tuple(
        _read(v, o, f"{where}[{n}]") for n, (v, o) in enumerate(zip(value, of, strict=True))
    )


def _read_table(value: Any, shape: Any, where: str) -> Any:
    _expect(isinstance(value, dict), where, "a table", value)
    hints = _hints(shape)
    fields = {f.name: f for f in dataclasses.fields(shape) if f.init}
    for key in value:
        if key not in fields:
            raise RuleError(f"{where}: unknown key {key!r}{nearest(key, fields)}")
    for name, spec in fields.items():
        bare = spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING
        if bare and name not in value:
            raise RuleError(f"{where}: the key {name!r} is missing")
    given = {key: _read(item, hints[key], f"{where} {key}") for key, item in value.items()}
    try:
        return shape(**given)
    except ValueError as fault:  # a shape's own check in __post_init__
        raise RuleError(f"{where}: {fault}") from fault


@functools.cache
def _hints(shape: Any) -> dict[str, Any]:
    return typing.get_type_hints(shape)


def _expect(fits: bool, where: str, wanted: str, value: Any) -> None:
    if not fits:
        raise RuleError(f"{where}: expected {wanted}, found {value!r}")


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value
