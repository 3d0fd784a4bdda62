"""What goes wrong with publishers, to be switched on one area at a time."""

from __future__ import annotations

from typing import Final

from crawler.replica.answer import JSON, Answer, data, moved, page

#: Faults by name. Those of `SITE_FAULTS` change what a site says, the others take its place.
FAULTS: Final = {
    "error": "500 with the publisher's own body",
    "busy": "503 with Retry-After",
    "throttled": "429 with Retry-After",
    "forbidden": "403 with a page that asks for a browser",
    "unblock": "302 to the host where blocked programs are sent",
    "blocked": "200 with a page that asks to request access",
    "gone": "404 for everything",
    "cut": "the connection closes in the middle of the body",
    "empty": "a search, listing or feed with nothing in it",
    "rebuilt": "another build: every class name is another one, the content is the same",
    "reshaped": "another shape: the landmarks that a reader knows are gone",
}
SITE_FAULTS: Final = ("empty", "rebuilt", "reshaped")
RETRY_AFTER: Final = 120

_REQUEST_ACCESS: Final = (
    "<!DOCTYPE html><html><head><title>{site} :: Request Access</title></head><body>"
    "<h1>Request Access</h1><p>Due to aggressive automated scraping of this site, programmatic "
    "access is limited to our API. If you are human user receiving this message, please complete "
    "the CAPTCHA (bot test) below and click &quot;Request Access&quot;.</p>"
    '<form><div class="g-recaptcha"></div><input type="submit" value="Request Access"></form>'
    "</body></html>"
)
_CHALLENGE: Final = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your "
    "browser</h1><p>Enable JavaScript and cookies to continue</p></body></html>"
)


def spoiled(fault: str, area: str) -> Answer | None:
    """The answer that takes the place of the real one; None where the real one is still made."""
    of_api = area == "register"
    if fault == "error":
        body = {"status": 500, "message": "Internal Server Error"}
        return data(body, 500) if of_api else page("<h1>500 Internal Server Error</h1>", status=500)
    if fault in ("busy", "throttled"):
        status, words = (503, "Service Unavailable") if fault == "busy" else (429, "Slow Down")
        later = {"Retry-After": str(RETRY_AFTER)}
        if of_api:
            body_ = f'{{"status":{status},"message":"{words}"}}'
            return Answer(body_.encode(), JSON, status, later)
        return Answer(f"<h1>{status} {words}</h1>".encode(), status=status, headers=later)
    if fault == "forbidden":
        return page(_CHALLENGE, status=403)
    if fault == "unblock":
        return moved("https://unblock.federalregister.gov/")
    if fault == "blocked":
        site = "Federal Register" if of_api else area
        return page(_REQUEST_ACCESS.format(site=site))
    if fault == "gone":
        return data({"status": 404, "message": "Record Not Found"}, 404)
    return None
