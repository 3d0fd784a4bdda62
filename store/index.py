"""The index of what can be meant, as it stands in its tables; asked a key at a time."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlite_utils import Database

from store.instruments import SERIES, Known, home_of

CHUNK: Final = 500
#: The values of a list that is given as one parameter.
THESE: Final = "(SELECT value FROM json_each(?))"
#: An ACTION of what acts on another document rather than being a rule of its own.
_ACTS: Final = re.compile(
    r"\b(?:delay|postpone|correct|withdraw|stay|suspen|extension|reopen|confirmation|vacat)", re.I
)


class Tables:
    """The index as it stands in the tables; each answer is asked for once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._answers: dict[tuple[str, str], str | None] = {}
        self._series: dict[str, bool] = {}
        self._titles: dict[str, list[Known]] = {}

    def by_number(self, number: str) -> str | None:
        """The instrument of the first document that carries this number."""
        return self._once(
            "SELECT instrument FROM known_number WHERE number = ? AND kind = 'number'"
            " ORDER BY document LIMIT 1",
            number,
        )

    def is_series(self, number: str) -> bool:
        """Whether this RIN or docket stands on more rules than one rulemaking has."""
        if number not in self._series:
            (rules,) = self._db.execute(
                "SELECT count(DISTINCT instrument) FROM known_number WHERE number = ?"
                " AND kind IN ('rin', 'docket')",
                (number,),
            ).fetchone()
            self._series[number] = rules > SERIES
        return self._series[number]

    def by_title(self, key: str) -> Sequence[Known]:
        """The documents whose title this is."""
        if key not in self._titles:
            found = self._db.execute(
                "SELECT DISTINCT document FROM known_name WHERE name = ? AND document IS NOT NULL",
                (key,),
            ).fetchall()
            self._titles[key] = known(self._db, (r[0] for r in found))
        return self._titles[key]

    def by_rin(self, rin: str) -> str | None:
        """The instrument of this RIN, where it is one alone."""
        return self._once(
            "SELECT a FROM (SELECT min(instrument) AS a, max(instrument) AS b FROM known_number"
            " WHERE number = ? AND kind = 'rin') WHERE a = b",
            rin,
        )

    def by_name(self, key: str) -> str | None:
        """The instrument of this name, where it is one alone."""
        return self._once(
            "SELECT a FROM (SELECT (SELECT min(instrument) FROM known_name WHERE name = ?1) AS a,"
            " (SELECT max(instrument) FROM known_name WHERE name = ?1) AS b) WHERE a = b",
            key,
        )

    def _once(self, sql: str, key: str) -> str | None:
        if (sql, key) not in self._answers:
            row = self._db.execute(sql, (key,)).fetchone()
            self._answers[sql, key] = row[0] if row else None
        return self._answers[sql, key]


def subject_of(resolved: str | None, actor: str | None, document: str, kind: str) -> str:
    """What a claim is told of: its instrument, else `open:ACTOR/TYPE`."""
    return resolved or f"open:{actor or document}/{kind}"


def known(db: Database, documents: Iterable[str]) -> list[Known]:
    """These documents as what can be meant, with their official numbers, sorted by id."""
    these = as_json(d for d in documents if d.startswith(("fr:", "pi:")))
    numbers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document, kind, value in db.execute(
        f"SELECT document, kind, value FROM identifier WHERE document IN {THESE}"
        " ORDER BY document, kind, value",
        (these,),
    ).fetchall():
        numbers[document][kind].append(value)
    found = []
    for document, title, kind, day, action in db.execute(
        "SELECT id, title, kind, published, json_extract(stated, '$.action') FROM document"
        f" WHERE id IN {THESE} ORDER BY id",
        (these,),
    ).fetchall():
        n = numbers.get(document, {})
        fr_doc, fr, correction = (
            next(iter(n.get(k, ())), None) for k in ("fr_doc", "fr", "correction_of")
        )
        rins, dockets = tuple(n.get("rin", ())), tuple(n.get("docket", ()))
        published = date.fromisoformat(day) if day else None
        acts = bool(_ACTS.search(str(action or "")))
        found.append(
            Known(document, title, kind, fr_doc, fr, rins, dockets, correction, published, acts)
        )
    return found


def known_of(db: Database, instruments: Sequence[str]) -> dict[str, Known]:
    """The document that each of these instruments is: its own, else the first told of it."""
    numbers = [i[3:] for i in instruments if i.startswith("fr:")]
    documents = {*instruments, *(f"pi:{n}" for n in numbers)}
    documents.update(
        column(
            db,
            "SELECT document FROM identifier WHERE kind = 'correction_of' AND value IN " + THESE,
            numbers,
        )
    )
    found: dict[str, Known] = {}
    for k in known(db, documents):
        home = home_of(k)
        if k.id == home or home not in found:
            found[home] = k
    return found


def chunks(these: Iterable[Any]) -> Iterator[list[Any]]:
    """Some at a time: no list grows with the archive."""
    left = iter(these)
    while some := list(islice(left, CHUNK)):
        yield some


def column(db: Database, sql: str, these: Sequence[Any] | None = None) -> list[Any]:
    """The first column of the answer; `these` is the list that the question takes."""
    return [r[0] for r in db.execute(sql, () if these is None else (as_json(these),)).fetchall()]


def as_json(these: Iterable[Any]) -> str:
    """A list as the one parameter that `THESE` takes."""
    return json.dumps(list(these))
