"""Digests that go out: to a real mail server on loopback, and to a folder; never twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from crawler.config import Config, DigestConfig, MailConfig
from crawler.post import PostError, deliver_due, post, put
from store.database import Store
from store.model import Capture, Claim, Document, Draft, Reading

NOW = datetime(2025, 5, 14, 11, tzinfo=UTC)


class Box:
    """Keeps what it is sent; says no to `refused@example.org`."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address == "refused@example.org":
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[arg-type]
        assert isinstance(mail, EmailMessage)
        self.mails.append((list(envelope.rcpt_tos), mail))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server() -> Iterator[tuple[Box, MailConfig]]:
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield (
            box,
            MailConfig(
                "127.0.0.1",
                controller.port,
                "none",
                sender="tracker@example.org",
                to=("a@example.org",),
            ),
        )
    finally:
        controller.stop()


def tell(store: Store, day: datetime, quote: str) -> None:
    """An announcement, known on that day."""
    name = f"https://example.org/{day:%Y-%m-%d}"
    store.keep(Capture(f"{abs(hash(quote)):064x}", name, "bis_press", "plain", day))
    capture = next(store.unextracted())
    document = Document(f"bis:{day:%Y-%m-%d}", "bis_press", "release", 5, "BIS", name, quote)
    store.record(capture, [Draft(document, quote, "page")], "plain/1")
    text = next(store.unread("tests/1"))
    claim = Claim(
        "rescission" if "rescission" in quote else "guidance",
        "announced",
        "affirmed",
        quote,
        0,
        len(quote),
        instrument="AI Diffusion Rule",
        instrument_id="fr:2025-00636",
        date=f"{day:%Y-%m-%d}",
        date_precision="day",
        rule="tests",
    )
    store.record_readings([Reading(text.id, "tests/1", 1.0, claims=(claim,))], day)
    store.resolve(day)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db") as opened:
        tell(opened, datetime(2025, 5, 13, 22, tzinfo=UTC), "Commerce announced a rescission.")
        yield opened


def test_a_digest_is_sent_once_and_what_is_new_is_sent_the_next_time(
    store: Store, server: tuple[Box, MailConfig]
) -> None:
    box, mail = server
    config = Config(mail=mail)
    first = deliver_due(store, config, NOW)
    assert first.lines == ("digest: 1 event sent to a@example.org",)
    ((receivers, message),) = box.mails
    assert receivers == ["a@example.org"]
    assert message["From"] == "tracker@example.org" and message["To"] == "a@example.org"
    text = message.get_body(("plain",))
    assert text is not None and "Commerce announced a rescission." in text.get_content()
    assert message.get_body(("html",)) is not None
    again = deliver_due(store, config, NOW)
    assert "nothing new for a@example.org" in again.lines[0] and len(box.mails) == 1
    later = datetime(2025, 5, 15, 11, tzinfo=UTC)
    tell(store, datetime(2025, 5, 14, 22, tzinfo=UTC), "BIS announced guidance on chips.")
    assert "1 event sent" in deliver_due(store, config, later).lines[0]
    _, rows = store.ask("SELECT subscriber, message_id, state FROM delivery_list")
    assert len(rows) == 4 and {row[2] for row in rows} == {"sent"}  # two events, two digests
    assert str(message["Message-ID"]) in {row[1] for row in rows}


def test_one_address_that_is_refused_does_not_stop_the_others(
    store: Store, server: tuple[Box, MailConfig]
) -> None:
    box, mail = server
    to = ("refused@example.org", "b@example.org")
    config = Config(
        mail=MailConfig(mail.host, mail.port, "none", sender="t@example.org", to=to),
    )
    done = deliver_due(store, config, NOW)
    assert len(done.failures) == 1 and done.failures[0].startswith("refused@example.org: ")
    assert "no such mailbox" in done.failures[0] and "\n" not in done.failures[0]
    assert [receivers for receivers, _ in box.mails] == [["b@example.org"]]
    _, rows = store.ask("SELECT DISTINCT subscriber FROM delivery_list")
    assert rows == [("b@example.org",)]


def test_a_server_that_is_not_there_is_said_and_nothing_counts_as_sent(store: Store) -> None:
    mail = MailConfig("127.0.0.1", free_port(), "none", sender="t@x.org", to=("a@x.org",))
    done = deliver_due(store, Config(mail=mail), NOW)
    assert done.lines == () and "mail server 127.0.0.1:" in done.failures[0]
    assert store.ask("SELECT * FROM delivery_list")[1] == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_password_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    logins: list[LoginPassword] = []

    def check(_server: Any, _session: Any, _envelope: Any, _kind: str, login: Any) -> AuthResult:
        logins.append(login)
        return AuthResult(success=login.password == b"s3cret", handled=False)

    box = Box()
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=check,
        auth_require_tls=False,
        auth_required=True,
    )
    controller.start()
    mail = MailConfig("127.0.0.1", controller.port, "none", "me", "t@x.org", ("a@x.org",))
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "t@x.org", "a@x.org", "x"
    try:
        monkeypatch.delenv("RULETRAIL_SMTP_PASSWORD", raising=False)
        with pytest.raises(PostError, match="RULETRAIL_SMTP_PASSWORD is not"):
            post(message, mail)
        monkeypatch.setenv("RULETRAIL_SMTP_PASSWORD", "wrong")
        with pytest.raises(PostError, match="mail server") as refused:
            post(message, mail)
        assert "wrong" not in str(refused.value)
        monkeypatch.setenv("RULETRAIL_SMTP_PASSWORD", "s3cret")
        post(message, mail)
    finally:
        controller.stop()
    assert len(box.mails) == 1 and logins[-1].login == b"me"


def test_a_server_that_offers_no_tls_is_refused_when_tls_is_asked_for(
    server: tuple[Box, MailConfig],
) -> None:
    box, mail = server
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "t@x.org", "a@x.org", "x"
    with pytest.raises(PostError, match="STARTTLS"):
        post(message, MailConfig(mail.host, mail.port, "starttls", sender="t@x.org", to=("a@x",)))
    assert box.mails == []


def test_a_folder_gets_files_when_there_is_something_new(store: Store, tmp_path: Path) -> None:
    config = Config(digest=DigestConfig(out=tmp_path / "digests"))
    assert "1 event in" in deliver_due(store, config, NOW).lines[0]
    files = sorted(path.name for path in (tmp_path / "digests").iterdir())
    assert files == [f"digest-2025-05-14.{kind}" for kind in ("eml", "html", "txt")]
    assert "nothing new" in deliver_due(store, config, NOW).lines[0]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a" / "file"
    put(path, b"one")
    with pytest.raises(TypeError):
        put(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    assert [p.name for p in path.parent.iterdir()] == ["file"]
