from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError
from importlib.resources import files
from pathlib import Path

import pytest

from crawler.config import (
    Config,
    ConfigError,
    Feed,
    as_table,
    load,
    parse,
    secret,
    source_names,
)


def test_without_a_file_the_defaults_name_every_built_in_source() -> None:
    config = Config()
    assert config.database == Path("ruletrail.db")
    assert set(config.sources) == set(source_names())
    assert config.sources["federal_register"].base == "https://www.federalregister.gov"
    assert config.sources["public_inspection"].base == "https://www.federalregister.gov"
    assert config.sources["bis_press"].base == "https://www.bis.gov"
    assert config.sources["commerce_news"].base == "https://www.commerce.gov"
    assert {feed.authority_rank for feed in config.sources["news"].feeds} >= {6, 7, 9}
    assert config.crawl.allow_hosts == ()
    assert not config.mail.configured


def test_what_the_file_says_takes_the_place_of_the_default_and_the_rest_stays(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ruletrail.toml"
    path.write_text(
        'database = "mine.db"\n[crawl]\ndelay = 2\n[sources.bis_press]\nat = "0 9 * * mon"\n'
        '[[sources.news.feeds]]\nname = "x"\nurl = "https://example.org/f"\npublisher = "X"\n'
        '[digest]\nout = "digests"\n'
    )
    config = load(path)
    assert config.database == tmp_path / "mine.db"
    assert config.digest.out == tmp_path / "digests"
    assert config.crawl.delay == 2.0 and isinstance(config.crawl.delay, float)
    assert config.crawl.timeout == 30.0
    bis = config.sources["bis_press"]
    assert (bis.name, bis.at, bis.base) == ("bis_press", "0 9 * * mon", "https://www.bis.gov")
    assert config.sources["news"].feeds == (Feed("x", "https://example.org/f", "X"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[crawl]\ndely = 1", "crawl.dely: unknown key; did you mean 'delay'?"),
        ("sorces = {}", "sorces: unknown key; did you mean 'sources'?"),
        ("[sources.bis_pres]", "sources.bis_pres: unknown key; did you mean 'bis_press'?"),
        ("[sources.news]\nfeed = []", "sources.news.feed: unknown key; did you mean 'feeds'?"),
        (
            "[[sources.news.feeds]]\nnme = 'x'",
            "sources.news.feeds[1].nme: unknown key; did you mean 'name'?",
        ),
        ("[[sources.news.feeds]]\nname = 'x'", "sources.news.feeds[1].url: is missing"),
        ("[sources.news]\nname = 'x'", "sources.news.name: unknown key"),
        ("path = 'x'", "path: unknown key"),
        ("[crawl]\ndelay = 'slow'", "crawl.delay: must be a number, not 'slow'"),
        ("[crawl]\nobey_robots = 1", "crawl.obey_robots: must be true or false, not 1"),
        ("[crawl]\ntimeout = true", "crawl.timeout: must be a number, not True"),
        ("[crawl]\ndelay = -1", "crawl.delay: must be at least 0"),
        ("[mail]\nto = 'me@example.org'", "mail.to: must be a list, not 'me@example.org'"),
        ("[mail]\nsecurity = 'ssl'", "mail.security: 'ssl' is none of starttls, tls, none"),
        ("[mail]\npassword = 'x'", "mail.password: unknown key"),
        ("mail = 3", "mail: must be a table, not 3"),
        ("[watch]\nrun = '0 6 * *'", "watch.run: '0 6 * *' has not the five fields"),
        ("[watch]\nrun = '0 6 * * 1-5'", "write weekdays by name"),
        ("[sources.bis_press]\nat = '0 6 * * 1'", "sources.bis_press.at: '0 6 * * 1'"),
        ("[crawl\n", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_file_and_key(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "ruletrail.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as refused:
        load(path)
    line = str(refused.value)
    assert line.startswith(f"{path}: ")
    assert words in line
    assert "\n" not in line


def test_two_feeds_of_one_name_are_refused() -> None:
    feed = {"name": "a", "url": "https://example.org/f", "publisher": "A"}
    with pytest.raises(ConfigError, match="two feeds are named 'a'"):
        parse({"sources": {"news": {"feeds": [feed, feed]}}})


def test_a_named_file_must_be_there_and_be_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file; `ruletrail init` writes one"):
        load(tmp_path / "none.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"a = '\xff'")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        load(binary)


@pytest.mark.parametrize(
    ("base", "hosts"),
    [
        ("http://127.0.0.1:8001/bis", ("127.0.0.1",)),
        ("http://[::1]:8001", ("::1",)),
        ("http://10.1.2.3", ("10.1.2.3",)),
        ("http://localhost:8001", ("localhost",)),
        ("http://mirror.internal", ("mirror.internal",)),
        ("https://www.bis.gov", ()),
        ("https://8.8.8.8", ()),
    ],
)
def test_a_private_host_is_allowed_by_being_named_as_a_base(
    base: str, hosts: tuple[str, ...]
) -> None:
    assert parse({"sources": {"bis_press": {"base": base}}}).crawl.allow_hosts == hosts


def test_a_private_host_of_a_feed_is_allowed_too_beside_those_that_are_listed() -> None:
    feed = {"name": "a", "url": "http://127.0.0.1:1/feed.xml", "publisher": "A"}
    config = parse({"crawl": {"allow_hosts": ["box"]}, "sources": {"news": {"feeds": [feed]}}})
    assert config.crawl.allow_hosts == ("box", "127.0.0.1")


def test_a_configuration_survives_being_written_as_a_table() -> None:
    config = parse(
        {
            "database": "x.db",
            "sources": {"bis_press": {"base": "http://127.0.0.1:1", "at": "0 9 * * mon-fri"}},
            "mail": {"host": "localhost", "to": ["a@example.org"], "sender": "b@example.org"},
        }
    )
    assert parse(as_table(config)) == config
    assert config.mail.configured


def test_shapes_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Config().crawl.delay = 0  # type: ignore[misc]


def test_secrets_come_from_the_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULETRAIL_SMTP_PASSWORD", "s3cret")
    assert secret("RULETRAIL_SMTP_PASSWORD") == "s3cret"
    monkeypatch.setenv("RULETRAIL_SMTP_PASSWORD", "")
    assert secret("RULETRAIL_SMTP_PASSWORD") is None
    with pytest.raises(KeyError):
        secret("HOME")
    assert "s3cret" not in repr(Config())


def test_the_file_that_init_writes_says_the_defaults(tmp_path: Path) -> None:
    text = files("crawler").joinpath("init.toml").read_text(encoding="utf-8")
    path = tmp_path / "ruletrail.toml"
    path.write_text(text)
    config = load(path)
    assert config == Config(database=tmp_path / "ruletrail.db", path=path)


def test_every_key_that_init_shows_is_a_key() -> None:
    text = files("crawler").joinpath("init.toml").read_text(encoding="utf-8")
    settings = []
    for line in text.splitlines():
        bare = line.removeprefix("# ")
        is_setting = bare.startswith("[") or " = " in bare.split("#")[0]
        settings.append(bare if is_setting else "")
    table = tomllib.loads("\n".join(settings))
    config = parse(table)
    assert config.crawl.delay == Config().crawl.delay
    assert config.watch == Config().watch
    assert config.mail.configured
    assert config.sources["news"].feeds[0].name == "the-register"
