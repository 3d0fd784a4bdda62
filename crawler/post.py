"""Posting and writing what `store` composed: mail through SMTP, files whole or not at all."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.config import Config, MailConfig, secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.database import Store
    from store.digest import Digest

WASHINGTON = ZoneInfo("America/New_York")


class PostError(Exception):
    """A mail that was not taken; the one line says which server and why."""


@dataclass(frozen=True)
class Delivered:
    """What became of the digest: lines to print, and lines of what failed."""

    lines: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


@contextmanager
def connection(mail: MailConfig) -> Iterator[smtplib.SMTP]:
    """A server that is greeted and, where a user is set, logged in to. Raises PostError."""
    place = f"{mail.host}:{mail.port}"
    try:
        context = ssl.create_default_context()
        with _server(mail, context) as server:
            if mail.security == "starttls":
                server.starttls(context=context)
            if mail.user:
                password = secret("RULETRAIL_SMTP_PASSWORD")
                if password is None:
                    raise PostError(
                        f"mail server {place}: [mail] user is set, RULETRAIL_SMTP_PASSWORD is not"
                    )
                server.login(mail.user, password)
            yield server
    except (OSError, smtplib.SMTPException) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise PostError(f"mail server {place}: {words}") from error


def _server(mail: MailConfig, context: ssl.SSLContext) -> smtplib.SMTP:
    host = mail.host or ""
    if mail.security == "tls":
        return smtplib.SMTP_SSL(host, mail.port, timeout=mail.timeout, context=context)
    return smtplib.SMTP(host, mail.port, timeout=mail.timeout)


def post(message: EmailMessage, mail: MailConfig) -> None:
    """Send one mail. Raises PostError."""
    with connection(mail) as server:
        server.send_message(message)


def put(path: Path, content: bytes) -> None:
    """Write a file whole: what stood there before stays until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write(
    composed: Digest, folder: Path, name: str, sender: str | None, to: Sequence[str]
) -> list[Path]:
    """The digest as NAME.txt, NAME.html and NAME.eml in `folder`: the paths written."""
    from store.digest import as_email

    message = as_email(
        composed, sender or "ruletrail@localhost", ", ".join(to) or "reader@localhost"
    )
    contents = {
        f"{name}.txt": composed.text.encode(),
        f"{name}.html": composed.html.encode(),
        f"{name}.eml": message.as_bytes(),
    }
    for file, content in contents.items():
        put(folder / file, content)
    return [folder / file for file in contents]


def deliver_due(store: Store, config: Config, now: datetime) -> Delivered:
    """Send each subscriber what became known since the last digest, and write it to the folder.

    A digest is due while it has an event that was never sent to this subscriber, and once a day
    while a source is blind. What was sent is a row of delivery_list, so that it is never sent
    twice.
    """
    today = now.astimezone(WASHINGTON).date()
    lines: list[str] = []
    failures: list[str] = []
    for subscriber in config.mail.to if config.mail.configured else ():
        try:
            lines.append(_send(store, config, subscriber, today, now))
        except (PostError, ValueError) as error:
            failures.append(f"{subscriber}: {error}")
    if config.digest.out is not None:
        lines.append(_file(store, config, config.digest.out, today, now))
    return Delivered(tuple(lines), tuple(failures))


def _send(store: Store, config: Config, subscriber: str, today: date, now: datetime) -> str:
    from store.digest import as_email

    digest, due = _due(store, config, subscriber, today, now)
    if not due:
        return f"digest: nothing new for {subscriber} since {digest.since}"
    message = as_email(digest, config.mail.sender or "", subscriber)
    post(message, config.mail)
    _record(store, subscriber, due, str(message["Message-ID"]), now)
    return f"digest: {_count(due)} sent to {subscriber}"


def _file(store: Store, config: Config, folder: Path, today: date, now: datetime) -> str:
    subscriber = f"folder:{folder}"
    digest, due = _due(store, config, subscriber, today, now)
    if not due:
        return f"digest: nothing new since {digest.since}"
    name = f"digest-{today}"
    write(digest, folder, name, config.mail.sender, config.mail.to)
    _record(store, subscriber, due, name, now)
    return f"digest: {_count(due)} in {folder / name}.html"


def _due(
    store: Store, config: Config, subscriber: str, today: date, now: datetime
) -> tuple[Digest, list[str]]:
    """The digest, and what it has that this subscriber was never sent (nothing: it is not due)."""
    from store.digest import compose

    sent = "SELECT event FROM delivery_list WHERE subscriber = :s AND state = 'sent'"
    since = _since(store, config, subscriber, today)
    digest = compose(store, since, today, now=now)
    _, rows = store.ask(
        "SELECT event FROM event_list WHERE first_known BETWEEN :since AND :today"
        f" AND event NOT IN ({sent}) ORDER BY event",
        {"since": since.isoformat(), "today": today.isoformat(), "s": subscriber},
    )
    due = [row[0] for row in rows]
    itself = f"digest:{today}"
    _, before = store.ask(f"{sent} AND event = :d", {"s": subscriber, "d": itself})
    if due or (digest.counts.get("blind") and not before):
        due.append(itself)
    return digest, due


def _since(store: Store, config: Config, subscriber: str, today: date) -> date:
    _, rows = store.ask(
        "SELECT max(at) FROM delivery_list WHERE subscriber = :s AND state = 'sent'",
        {"s": subscriber},
    )
    if rows[0][0]:
        at = datetime.fromisoformat(rows[0][0])
        return at.astimezone(WASHINGTON).date()
    return today - timedelta(days=config.digest.days)


def _count(due: Sequence[str]) -> str:
    count = len(due) - 1  # the digest itself is the last of them
    return f"{count} event{'' if count == 1 else 's'}"


def _record(
    store: Store, subscriber: str, events: Sequence[str], message: str, now: datetime
) -> None:
    at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.db.atomic():
        for event in events:
            store.db.execute(
                "INSERT OR IGNORE INTO delivery VALUES (?, ?, 1, ?, 'sent', ?)",
                (subscriber, event, message, at),
            )
