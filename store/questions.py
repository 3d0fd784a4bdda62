"""Named questions: one SQL file each in `store/queries/`; being there is being listed.

The first line is `-- Title`. A line `-- digest N: Heading` makes it a section of the digest too,
in the place N. A question may use four parameters: `:today`; `:on`, the day asked about (today
where none is given); `:since` and `:instrument`, which are NULL where none is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

#: What stands in for a parameter that the asker does not give.
DEFAULTS: Final = {"on": ":today", "since": "NULL", "instrument": "NULL"}
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)\b")
_DIGEST = re.compile(r"-- digest (\d+): (.+)")


class BadQuestion(Exception):
    """A question file that does not follow the form; says which and how."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked by name. `text` is the SQL as written.

    `order` and `heading` are its place and title in the digest, None where it has none there.
    """

    name: str
    title: str
    text: str
    parameters: tuple[str, ...]
    order: int | None = None
    heading: str | None = None

    @property
    def sql(self) -> str:
        """The SQL with defaults in the place of parameters: it needs `:today` alone."""
        return _PARAMETER.sub(lambda m: DEFAULTS.get(m[1], m[0]), self.text)


def parse(name: str, text: str) -> Question:
    """The question in the text of a file. Raises BadQuestion."""
    first, _, rest = text.partition("\n")
    if not first.startswith("-- ") or first.startswith("-- digest "):
        raise BadQuestion(f"{name}.sql: the first line must be `-- Title`")
    sql = "\n".join(line for line in rest.splitlines() if not line.lstrip().startswith("--"))
    if not sql.strip():
        raise BadQuestion(f"{name}.sql: asks nothing")
    parameters = tuple(dict.fromkeys(_PARAMETER.findall(sql)))
    strange = sorted(set(parameters) - set(DEFAULTS) - {"today"})
    if strange:
        known = ", ".join(f":{p}" for p in ("today", *DEFAULTS))
        raise BadQuestion(f"{name}.sql: unknown parameter :{strange[0]} (known: {known})")
    place = next((m for line in rest.splitlines() if (m := _DIGEST.fullmatch(line))), None)
    return Question(
        name=name,
        title=first.removeprefix("-- ").strip(),
        text=sql.strip(),
        parameters=parameters,
        order=int(place[1]) if place else None,
        heading=place[2].strip() if place else None,
    )


def questions() -> dict[str, Question]:
    """Every named question by its name, in the order of the names."""
    return {q.name: q for q in sorted(_found(), key=lambda q: q.name)}


def _found() -> Iterator[Question]:
    for file in files("store").joinpath("queries").iterdir():
        if file.name.endswith(".sql"):
            yield parse(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
