"""Which instruments a name, citation, number or RIN can mean."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from store.instruments import plain


def find_instruments(db: Database, name: str) -> list[tuple[str, str]]:
    """Exact ids, numbers and aliases first; else every instrument whose names hold the words."""
    exact = db.execute(
        "SELECT id, name, EXISTS (SELECT 1 FROM event e WHERE e.instrument = i.id"
        " AND e.type = 'entry_into_force' AND e.stage = 'law') AS law"
        " FROM instrument i WHERE id = :n OR fr_citation = :n"
        " OR fr_document_number = :n OR rin = :n ORDER BY id",
        {"n": name.strip().removeprefix("RIN ")},
    ).fetchall()
    # Of the documents under one RIN the rule is meant, and no notice about it.
    rules = [r for r in exact if r[2]]
    if exact:
        return [(r[0], r[1]) for r in (rules if len(rules) == 1 else exact)]
    wanted = plain(name)
    same = _named(db, "plain = :w", {"w": wanted})
    if same or not wanted:
        return same
    # The longest word first: it is in the fewest names.
    found = sorted(set(wanted.split()), key=len, reverse=True)
    words = {f"w{n}": f" {word} " for n, word in enumerate(found)} | {"w": found[0]}
    each = (f"instr(' ' || plain || ' ', :w{n})" for n in range(len(found)))
    return _named(db, " AND ".join(("instr(plain, :w)", *each)), words)


def _named(db: Database, where: str, given: Mapping[str, str]) -> list[tuple[str, str]]:
    """(id, name) of the instruments with an alias of which this is so."""
    rows = db.execute(
        "SELECT id, name FROM instrument WHERE id IN"
        f" (SELECT instrument FROM alias WHERE {where}) ORDER BY id",
        dict(given),
    ).fetchall()
    return [tuple(r) for r in rows]
