from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Headers, Response

from crawler.guard import UNBLOCK, Blocked, Gate, Guard, Refused, gatekeeper, is_inner

PLAIN = Headers()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "198.18.0.1", "224.0.0.1",
        "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a00:1", "::127.0.0.1",
        "2002:7f00:1::1", "2002:a00:1::", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)  # fmt: skip
def test_inner_addresses_are_known_however_they_are_wrapped(address: str) -> None:
    assert is_inner(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "151.101.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1",
     "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)  # fmt: skip
def test_public_addresses_are_public(address: str) -> None:
    assert not is_inner(address)


@given(st.ip_addresses(v=4))
def test_wrapping_changes_nothing(ip: ipaddress.IPv4Address) -> None:
    inner = is_inner(str(ip))
    assert is_inner(f"::ffff:{ip}") is inner
    assert is_inner(f"64:ff9b::{ip}") is inner
    assert is_inner(str(ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80)))) is inner


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://www.bis.gov/x", "only http and https"),
        ("data:text/html,x", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http:///x", "names no host"),
        ("http://[::1", "is no address"),
        ("http://x:port/", "is no address"),
        ("https://user:secret@www.bis.gov/", "user name or a password"),
        ("https://www.bis.gov@127.0.0.1/", "user name or a password"),
        ("http://127.0.0.1:8001/", "inner network"),
        ("http://127.1/", "inner network"),
        ("http://2130706433/", "inner network"),
        ("http://0x7f.0.0.1/", "inner network"),
        ("http://0177.0.0.1/", "inner network"),
        ("http://[::1]/", "inner network"),
        ("http://[::ffff:127.0.0.1]/", "inner network"),
        ("http://[fe80::1%25eth0]/", "inner network"),
        ("http://169.254.169.254/latest/meta-data/", "inner network"),
        ("https://www.bis.gov/" + "x" * 5000, "longer than"),
    ],
)
def test_what_may_not_be_fetched_is_refused_with_a_reason(url: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        Guard().check(url)


def test_public_and_named_hosts_pass() -> None:
    Guard().check("https://www.federalregister.gov/api/v1/documents.json?per_page=1000")
    Guard().check("http://8.8.8.8/")
    Guard().check("http://example.com:8080/x")
    guard = Guard(["127.0.0.1", "::1", "Replica.local."])
    guard.check("http://127.0.0.1:8001/bis")
    guard.check("http://[::1]:8001/bis")
    assert guard.admits("replica.LOCAL", "192.168.1.9")
    with pytest.raises(Refused, match=r"127\.0\.0\.2 is on an inner network"):
        guard.check("http://127.0.0.2/")


def test_a_name_is_judged_by_the_address_it_resolves_to() -> None:
    guard = Guard(["127.0.0.1"])
    assert guard.admits("www.bis.gov", "23.1.2.3")
    assert guard.refusal("https://www.bis.gov/") is None
    assert not guard.admits("rebound.example", "127.0.0.1")
    assert str(guard.refusal("http://rebound.example/x")) == (
        "rebound.example (127.0.0.1) is on an inner network;"
        " name the host in crawl.allow_hosts to fetch it"
    )


def answer(status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("https://www.federalregister.gov/x", status=status, headers=named)


def gate() -> tuple[Gate, Request]:
    return Gate(Guard()), Request("https://www.federalregister.gov/x")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_sent_to_the_unblock_host_is_blocked_not_moved(status: int) -> None:
    door, request = gate()
    with pytest.raises(Blocked, match=UNBLOCK):
        door.process_response(request, answer(status, Location=f"https://{UNBLOCK}/?x=1"))


def test_hops_are_checked() -> None:
    door, request = gate()
    moved = answer(302, Location="/y")
    assert door.process_response(request, moved) is moved
    with pytest.raises(Refused, match="plain http"):
        door.process_response(request, answer(302, Location="http://www.federalregister.gov/x"))
    with pytest.raises(Blocked, match="redirects to itself"):
        door.process_response(request, answer(302, Location="/x"))
    with pytest.raises(Refused, match="inner network"):
        door.process_request(Request("http://10.1.1.1/internal"))


def test_a_host_that_asks_to_wait_is_left_alone_for_the_run() -> None:
    door, request = gate()
    door.process_request(request)
    with pytest.raises(Blocked, match=r"answered 429 and asks to wait \(120\)"):
        door.process_response(request, answer(429, Retry_After="120"))
    with pytest.raises(Blocked, match="asks to wait"):
        door.process_request(Request("https://www.federalregister.gov/other"))
    door.process_request(Request("https://www.bis.gov/other"))


ARTICLE = b"<p>" + b"The rule on advanced chips was announced in January. " * 80 + b"</p>"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html><head><title>Federal Register :: Request Access</title></head><body>"
              b"<h1>Request Access</h1><p>Due to aggressive automated scraping of "
              b"FederalRegister.gov and eCFR.gov, programmatic access to these sites is limited."
              b"</p></body></html>"),
        (200, b"<title>Just a moment...</title><script>window._cf_chl_opt={};</script>"),
        (200, b"<html><TITLE>\n Access Denied </TITLE><body>Reference #18.2</body></html>"),
        (200, b"<title>Attention Required! | Cloudflare</title>"),
        (200, b"<title>Bloomberg - Are you a robot?</title><p>Please click the box</p>"),
        (200, b"<title>cnbc.com</title><script src='https://ct.captcha-delivery.com/c.js'></script>"),
        (200, b"<p>Please verify you are a human</p><div class='g-recaptcha'></div>"),
        (200, b"Please limit requests to one every 5 seconds or contact us for larger queries."),
        (200, b"<title>Log in | Portal</title><form></form>"),
        (401, b""), (403, ARTICLE), (429, b"{}"), (451, b""),
    ],
)  # fmt: skip
def test_gatekeepers_are_told_from_publishers(status: int, body: bytes) -> None:
    assert gatekeeper(status, PLAIN, body)


@pytest.mark.parametrize(
    "body",
    [
        b"<title>Security check: how BIS screens exporters</title>" + ARTICLE,
        b"<title>Access denied: chip rule shuts out 120 countries</title>" + ARTICLE,
        b"<title>Chips</title><script src='/cdn-cgi/challenge-platform/jsd.js'></script>" + ARTICLE,
        b"<title>Chips</title>" + ARTICLE + b"<form><div class='g-recaptcha'></div></form>",
        b"<title>Department of Commerce Announces</title><main><h1>x</h1></main>",
        b'{"description":"Documents published","count":0}',
        b"",
        b"<title></title>",
    ],
)
def test_pages_that_merely_speak_of_it_are_no_gatekeepers(body: bytes) -> None:
    assert gatekeeper(200, PLAIN, body) is None


def test_a_challenge_is_known_by_its_header() -> None:
    assert gatekeeper(200, Headers({"cf-mitigated": "challenge"}), ARTICLE)
    assert gatekeeper(202, Headers({"x-amzn-waf-action": "challenge"}), b"")


@given(st.binary(max_size=2000))
def test_no_body_breaks_the_judgement(body: bytes) -> None:
    told = gatekeeper(200, PLAIN, body)
    assert told is None or "\n" not in told


def test_a_hostile_body_is_judged_in_time() -> None:
    import time

    began = time.monotonic()
    for body in (
        b"<script" * 100_000,
        b"<" * 700_000,
        b"<title" * 100_000,
        b"g-recaptcha<svg>" * 40_000,
    ):
        gatekeeper(200, PLAIN, body)
    assert time.monotonic() - began < 5
