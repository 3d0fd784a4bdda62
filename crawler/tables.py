"""A TOML table to a frozen dataclass, strictly: every key known, every value of its type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_WORDS: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    Path: "a path as text",
}


class ConfigError(Exception):
    """One line: the file, the key, what is wrong and what would be right."""


def build(
    shape: type[T],
    table: Any,
    where: str,
    key: str = "",
    *,
    unset: T | None = None,
    without: Iterable[str] = (),
    preset: Mapping[str, Any] | None = None,
) -> T:
    """`shape` filled from `table`; what is left out comes from `unset` or the shape's defaults.

    Names in `without` cannot be written: they keep their default or what `preset` says. Raises
    ConfigError.
    """
    hints = get_type_hints(shape)
    known = [f for f in fields(shape) if f.name not in without]  # type: ignore[arg-type]
    given = table_of(table, where, key, known=[f.name for f in known])
    values: dict[str, Any] = dict(preset or {})
    for f in known:
        path = f"{key}.{f.name}" if key else f.name
        if f.name in given:
            values[f.name] = _value(given[f.name], hints[f.name], where, path)
        elif unset is not None:
            values[f.name] = getattr(unset, f.name)
        elif f.default is MISSING and f.default_factory is MISSING:
            raise ConfigError(f"{where}: {path}: is missing; it must be {_words(hints[f.name])}")
    return shape(**values)


def table_of(
    table: Any, where: str, key: str, known: Iterable[str] | None = None
) -> dict[str, Any]:
    """`table` as a dict whose keys are all among `known` (None: any). Raises ConfigError."""
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: {key or 'the file'}: must be a table, not {_told(table)}")
    names = None if known is None else list(known)
    for name in table:
        if names is not None and name not in names:
            place = f"{key}.{name}" if key else name
            near = get_close_matches(name, names, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(names))}"
            raise ConfigError(f"{where}: {place}: unknown key; {hint}")
    return dict(table)


def _value(value: Any, hint: Any, where: str, path: str) -> Any:
    options = [o for o in get_args(hint) if o is not NoneType] if _is_union(hint) else [hint]
    wanted = options[0]
    if get_origin(wanted) is tuple:
        item = get_args(wanted)[0]
        if not isinstance(value, list | tuple):
            raise ConfigError(f"{where}: {path}: must be a list, not {_told(value)}")
        return tuple(_value(v, item, where, f"{path}[{n}]") for n, v in enumerate(value, 1))
    if is_dataclass(wanted) and isinstance(wanted, type):
        return build(wanted, value, where, path)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if wanted is Path and isinstance(value, str | Path):
        return Path(value)
    if type(value) is not wanted:
        raise ConfigError(f"{where}: {path}: must be {_words(wanted)}, not {_told(value)}")
    return value


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


def _words(hint: Any) -> str:
    return _WORDS.get(hint, "a value")


def _told(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
