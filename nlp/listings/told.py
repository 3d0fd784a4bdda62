"""Statements of an abstract in the making, and what it has told so far."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Verb:
    """A word of listing that still waits for what it acts on; `noun` for "additions of"."""

    action: str
    word: str
    end: int
    noun: bool


@dataclass(slots=True)
class Clause:
    """A statement in the making."""

    action: str
    start: int
    end: int
    list: str | None = None
    entities: int | None = None
    entries: int | None = None
    countries: dict[str, int | None] = field(default_factory=dict)
    verb: str = ""


@dataclass(slots=True)
class Told:
    """What an abstract has told so far: statements, lists in the order named. A `title` says what
    is done without a number."""

    title: bool
    clauses: list[Clause] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)

    def last(self, action: str | None) -> Clause | None:
        """The statement that "these entities" goes back to."""
        for clause in reversed(self.clauses):
            if action is None or clause.action == action:
                return clause
        return None

    def list_before(self) -> str | None:
        """The list that was meant so far, for a statement that names none."""
        return next((c.list for c in reversed(self.clauses) if c.list), None)
