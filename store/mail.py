"""A digest as an e-mail, ready to post."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, parseaddr
from typing import TYPE_CHECKING

from store.harmless import line

if TYPE_CHECKING:
    from store.digest import Digest


def as_email(
    digest: Digest,
    sender: str,
    to: str,
    now: datetime | None = None,
    message_id: str | None = None,
) -> EmailMessage:
    """The digest to one receiver or several, as text and as HTML, with the same facts in both.

    `now` is the Date (the digest's own moment where none is given). The Message-ID is made of the
    receiver, the days and the words: the same mail composed again has the same one. Raises
    ValueError for a sender or receiver that is no address.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _addresses(sender)
    message["To"] = _addresses(to)
    message["Subject"] = line(digest.subject, 240)
    message["Date"] = format_datetime(now or digest.moment)
    message["Message-ID"] = message_id or _message_id(digest, sender, to)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(digest.text, cte="quoted-printable")
    message.add_alternative(digest.html, subtype="html", cte="quoted-printable")
    # One made at random would make the same digest another file each time.
    message.set_boundary(f"=_{hashlib.sha256(digest.text.encode()).hexdigest()[:32]}")
    return message


def _addresses(text: str) -> tuple[Address, ...]:
    found = []
    for name, spec in getaddresses([text]):
        user, _, domain = spec.rpartition("@")
        if not user or not domain or any(not c.isprintable() or c.isspace() for c in spec):
            raise ValueError(f"{line(text, 80)!r} is no mail address")
        found.append(Address(line(name, 100), user, domain))
    if not found or not text.isprintable():
        raise ValueError(f"{line(text, 80)!r} is no mail address")
    return tuple(found)


def _message_id(digest: Digest, sender: str, to: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    words = "\x1f".join((to, digest.since.isoformat(), digest.on.isoformat(), digest.text))
    name = hashlib.sha256(words.encode()).hexdigest()[:24]
    return f"<{digest.on:%Y%m%d}.{name}@{domain}>"
