"""What claims are about: which document or wording makes each number and name known.

`settle` brings these tables up to date for what came or changed since the last resolution, and
gives the subjects whose claims, names or meaning are another than before. A *subject* is an
instrument, or what one actor (with no actor: one document) does of one type to no rule that is
known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlite_utils import Database

from store.index import THESE, Tables, as_json, chunks, column, known, subject_of
from store.instruments import (
    home_of,
    key_of_name,
    key_of_number,
    keys_of_claim,
    numbers_of,
    of_claim,
    of_number,
)
from store.keeping import day_in_washington

_NAMES: Final = f"""
SELECT wording, alias, target FROM defined_name WHERE wording IN {THESE}
UNION ALL SELECT wording, instrument, instrument_id FROM claim WHERE wording IN {THESE}
UNION ALL SELECT wording, json_extract(value, '$.name'), json_extract(value, '$.id') FROM mention
  WHERE +label = 'INSTRUMENT' AND wording IN {THESE}
"""
_CLAIMS: Final = f"""
SELECT c.wording, c.id, w.document, c.type, c.actor, c.resolved, c.instrument, c.instrument_id,
  c.instrument_ref, w.seen
FROM claim c JOIN wording w ON w.rowid = c.wording WHERE c.wording IN {THESE}
"""


@dataclass(slots=True)
class Affected:
    """What is to be derived again: subjects, and documents whose own tables may differ.

    `since` has the first day of what another set of claims is known on: what earlier days knew of
    a subject stands. A subject without one has its claims, but may go by another name.
    """

    subjects: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    since: dict[str, str] = field(default_factory=dict)

    def changed(self, subject: str, known: str) -> None:
        """A claim of this subject, known since that day, has come, gone or changed."""
        self.subjects.add(subject)
        self.since[subject] = min(known, self.since.get(subject, known))


def settle(db: Database) -> Affected:
    """Bring the index up to date and give what is affected; part of the caller's transaction."""
    documents = column(db, "SELECT document FROM touched_document ORDER BY 1")
    wordings = column(db, "SELECT wording FROM touched_wording ORDER BY 1")
    affected = Affected(documents=set(documents))
    turned = _Turned(db, affected.subjects)
    for chunk in chunks(documents):
        turned.numbers_of(chunk)
    turned.rehome()
    for chunk in chunks(documents):
        turned.titles_of(chunk)
    for chunk in chunks(wordings):
        turned.names_in(chunk)
        read = column(db, f"SELECT DISTINCT document FROM wording WHERE rowid IN {THESE}", chunk)
        affected.documents.update(read)
        turned.entitled(read)
    anew = set(wordings)
    for chunk in chunks(documents):
        anew.update(column(db, f"SELECT rowid FROM wording WHERE document IN {THESE}", chunk))
    for chunk in chunks(sorted(anew)):
        _look_up(db, chunk)
    again: set[int] = set()
    for chunk in chunks(sorted(turned.keys())):
        again.update(column(db, f"SELECT wording FROM looked_up WHERE key IN {THESE}", chunk))
    index = Tables(db)
    for chunk in chunks(sorted(anew | again)):
        _tell(db, chunk, anew, index, affected)
    return affected


def _meaning(index: Tables, number: str) -> tuple[str | bool | None, ...]:
    return index.by_number(number), index.by_rin(number), index.is_series(number)


class _Turned:
    """The keys that mean another instrument than before, found while the index is written."""

    def __init__(self, db: Database, homes: set[str]) -> None:
        self._db = db
        self._homes = homes
        self._before = Tables(db)
        self._index = Tables(db)
        self._numbers: dict[str, tuple[str | bool | None, ...]] = {}
        self._names: dict[str, str | None] = {}
        self._titles: set[str] = set()

    def keys(self) -> set[str]:
        """The numbers and names that are looked up to another end than before."""
        after = Tables(self._db)
        turned = {n for n, was in self._numbers.items() if _meaning(after, n) != was}
        turned |= {n for n, was in self._names.items() if after.by_name(n) != was}
        return turned | self._titles

    def numbers_of(self, documents: Sequence[str]) -> None:
        """The numbers that these documents make known, in the place of those held."""
        held = {
            (number, kind, document, home)
            for number, kind, document, home in self._db.execute(
                "SELECT number, kind, document, instrument FROM known_number"
                f" WHERE document IN {THESE}",
                (as_json(documents),),
            ).fetchall()
        }
        new = set()
        for k in known(self._db, documents):
            home = home_of(k)
            new |= {(number, kind, k.id, home) for kind, number in numbers_of(k)}
            self._homes |= {home, f"fr:{k.id[3:]}"}
        for number, _, _, home in held ^ new:
            self._homes.add(home)
            if number not in self._numbers:
                self._numbers[number] = _meaning(self._before, number)
        self._db.conn.executemany(
            "DELETE FROM known_number WHERE number = ? AND kind = ? AND document = ?"
            " AND instrument = ?",
            held - new,
        )
        self._db.conn.executemany("INSERT INTO known_number VALUES (?,?,?,?)", new - held)

    def rehome(self) -> None:
        """Names that point to a number which means another instrument now."""
        self._index = Tables(self._db)
        for chunk in chunks(sorted(self._numbers)):
            rows = self._db.execute(
                f"SELECT rowid, name, target, instrument FROM known_name WHERE number IN {THESE}",
                (as_json(chunk),),
            ).fetchall()
            moved = [
                (home, row, name, was)
                for row, name, target, was in rows
                if (home := of_number(target, self._index) or target) != was
            ]
            for home, _, name, was in moved:
                self._homes |= {home, was}
                self._was(name)
            self._db.conn.executemany(
                "UPDATE known_name SET instrument = ? WHERE rowid = ?", [m[:2] for m in moved]
            )

    def titles_of(self, documents: Sequence[str]) -> None:
        """A title is a name of the rule that it stands over; of a correction it is none.

        Whoever looks it up may find another document than before under it, or another of its days.
        """
        self.entitled(documents)
        new: dict[Any, Counter[tuple[str, str]]] = defaultdict(Counter)
        for k in known(self._db, documents):
            if k.title and not k.correction_of:
                new[k.id][k.title.strip(), home_of(k)] += 1
        self._named("document", documents, new)
        self.entitled(documents)

    def entitled(self, documents: Sequence[str]) -> None:
        """The titles of these documents, as they stand, are looked up anew."""
        self._titles.update(
            column(self._db, f"SELECT name FROM known_name WHERE document IN {THESE}", documents)
        )

    def names_in(self, wordings: Sequence[int]) -> None:
        """The names that these texts define, or use of a rule that they know by its id."""
        new: dict[Any, Counter[tuple[str, str]]] = defaultdict(Counter)
        these = as_json(wordings)
        for wording, alias, target in self._db.execute(_NAMES, (these, these, these)).fetchall():
            if alias and target:
                new[wording][alias.strip(), target] += 1
        self._named("wording", wordings, new)

    def _named(
        self,
        source: str,
        those: Sequence[Any],
        new: Mapping[Any, Mapping[tuple[str, str], int]],
    ) -> None:
        held: dict[Any, dict[tuple[str, str], tuple[int, int, str, str]]] = defaultdict(dict)
        for row, whose, alias, target, times, home, name in self._db.execute(
            f"SELECT rowid, {source}, alias, target, times, instrument, name FROM known_name"
            f" WHERE {source} IN {THESE}",
            (as_json(those),),
        ).fetchall():
            held[whose][alias, target] = (times, row, home, name)
        gone, come = [], []
        for one in those:
            for pair, (times, row, home, name) in held[one].items():
                if new.get(one, {}).get(pair) != times:
                    self._was(name)
                    self._homes.add(home)
                    gone.append((row,))
            for (alias, target), times in new.get(one, {}).items():
                if held[one].get((alias, target), (0,))[0] == times:
                    continue
                if (key := key_of_name(alias)) is None:
                    continue
                home = of_number(target, self._index) or target
                self._was(key)
                self._homes.add(home)
                come.append((key, alias, target, key_of_number(target), home, times, one))
        self._db.conn.executemany("DELETE FROM known_name WHERE rowid = ?", gone)
        self._db.conn.executemany(
            "INSERT INTO known_name (name, alias, target, number, instrument, times,"
            f" {source}) VALUES (?,?,?,?,?,?,?)",
            come,
        )

    def _was(self, name: str) -> None:
        if name not in self._names:
            self._names[name] = self._before.by_name(name)


def _look_up(db: Database, wordings: Sequence[int]) -> None:
    """What the claims of these wordings are looked up by."""
    db.execute(f"DELETE FROM looked_up WHERE wording IN {THESE}", (as_json(wordings),))
    rows = db.execute(_CLAIMS, (as_json(wordings),)).fetchall()
    tellers = {k.id: k for k in known(db, {row[2] for row in rows})}
    keys = {
        (key, row[0])
        for row in rows
        for key in keys_of_claim(row[6], row[7], row[8], tellers.get(row[2]))
    }
    db.conn.executemany("INSERT INTO looked_up VALUES (?,?)", keys)


def _tell(
    db: Database, wordings: Sequence[int], anew: set[int], index: Tables, affected: Affected
) -> None:
    """Write what the claims of these wordings are about, and note the subjects that this changes.

    All subjects of a wording that is taken `anew` are among them, of the others those of the
    claims that mean something else now.
    """
    these = as_json(wordings)
    rows = db.execute(
        f"SELECT subject, wording, known FROM told WHERE wording IN {THESE}", (these,)
    ).fetchall()
    held = {tuple(row) for row in rows}
    told: set[tuple[str, int, str]] = set()
    moved: list[tuple[str | None, str]] = []
    claims = db.execute(_CLAIMS, (these,)).fetchall()
    tellers = {k.id: k for k in known(db, {row[2] for row in claims})}
    for wording, claim, document, kind, actor, was, name, id_, ref, seen in claims:
        now = of_claim(name, id_, ref, index, tellers.get(document))
        subject = subject_of(now, actor, document, kind)
        day = day_in_washington(seen).isoformat()
        told.add((subject, wording, day))
        if now != was:
            moved.append((now, claim))
            if wording not in anew:
                affected.changed(subject, day)
                affected.changed(subject_of(was, actor, document, kind), day)
    for subject, wording, day in held | told:
        if wording in anew:
            affected.changed(subject, day)
    db.conn.executemany("UPDATE claim SET resolved = ? WHERE id = ?", moved)
    db.conn.executemany(
        "DELETE FROM told WHERE subject = ? AND wording = ? AND known = ?", held - told
    )
    db.conn.executemany("INSERT INTO told VALUES (?,?,?)", told - held)
