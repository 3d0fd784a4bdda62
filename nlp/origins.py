"""The rule file that a finding comes from, and its version."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass

from nlp.reader import Reader
from nlp.rules import HERE


@dataclass(frozen=True, slots=True)
class Origin:
    """A rule file by its path in the reader's folder; `version` changes with any byte of it."""

    file: str
    version: str


def origin(rule: str, reader: str) -> Origin | None:
    """Where the rule of a claim ("TYPE: pattern") or a mention ("LABEL/pattern") is written.

    None for a rule that is no pattern of a file (the grammar of dates, the Register's header), and
    for what another `reader` than the present one read: its files are not these.
    """
    if reader != present():
        return None
    event, colon, _ = rule.partition(": ")
    entity, slash, _ = rule.partition("/")
    if colon and event.isidentifier():
        return _origin(f"events/{event}.toml")
    if slash and entity.isidentifier():
        return _origin(f"entities/{entity}.toml")
    return None


@functools.cache
def present() -> str:
    """The fingerprint of the reader that is installed."""
    return Reader().version


@functools.cache
def _origin(file: str) -> Origin | None:
    path = HERE / file
    if not path.is_file():
        return None
    return Origin(f"nlp/{file}", hashlib.sha256(path.read_bytes()).hexdigest()[:12])
