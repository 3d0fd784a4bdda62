"""Whether what is told rests on a source that is not named, on reports or on another outlet."""

from __future__ import annotations

import functools
from typing import Final

from nlp.denials import DEBUNKED
from nlp.governors import made

#: An outlet told by its kind, or by a name that says what it is.
_KIND: Final = (
    r"\b(?<!this )(?:daily|newspapers?|weekly|magazine|broadcaster"
    r"|news (?:agency|site|service|outlet)|wire service|tabloid|trade (?:paper|publication|journal)"
    r"|newsletter|outlets?)"
)
_NAME: Final = (
    r"(?-i:[A-Z][\w’'-]+\s(?:Daily|Times|Post|Journal|Herald|News|Tribune|Gazette|Courier"
    r"|Chronicle|Standard|Mail|Telegraph|Observer|Weekly|Review|Wire))"
)
_OUTLET: Final = (
    rf"(?:(?<![\w-])(?:[\w-]{{1,24}}\s){{0,4}}{_KIND}|(?-i:(?:[A-Z][\w’'-]+\s){{0,2}}){_NAME})"
)
REPORTED: Final = made(
    r"\breportedly\b|(?<!its )(?<!his )(?<!annual )\breports? (?:that|of(?! (?:Jan|Feb|Mar|Apr"
    r"|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|last|\d))|say|said"
    r"|suggest)|\bon reports\b|\breported to (?:have"
    r"|be)\b|\bmedia reports\b"
    r"|\bsources?\b[^.;]{0,40}\b(?:sa(?:y|id|ys)|told|familiar|close)|\bsources? (?:say|said"
    r"|told)|\bsays? (?:a|one) source"
    r"|\b(?:people|persons?|officials?|individuals?) (?:familiar|briefed|with knowledge|cited"
    r"|close to|who asked not)"
    r"|\baccording to (?:people|sources?|a person|reports?|two|three|four|five|several|media"
    r"|the (?:report|newspaper|outlet))"
    r"|\b(?:is|are|was|were) (?:said|reported|understood|believed|rumou?red) to\b"
    r"|\b(?:one|two|three|four|five|six|several|multiple|some|\d+) (?:(?:unnamed|anonymous|former"
    r"|current|senior|congressional|industry|administration|U\.S\.|US|American"
    r"|other) ){0,3}(?:people"
    r"|sources|officials|aides|staffers|insiders|lobbyists|lawyers)\b[^.;]{0,60}\b(?:said|say"
    r"|told|familiar)"
    r"|\b(?:Reuters|Bloomberg(?: News)?|(?:the )?Wall Street Journal|(?:the )?New York Times"
    r"|(?:the )?Financial Times|(?:the )?Washington Post|WSJ|NYT|CNBC"
    r"|Axios|Politico|Semafor|Nikkei(?: Asia)?|the Information|Punchbowl|Nextgov(?:/FCW)?"
    r"|(?:the )?Associated Press|AP|CNN|AFP)"
    r" (?:has |had |first |also |earlier |previously )?(?:reports?|reported|carried|writes|wrote"
    r"|said|learned)"
    r"|\btold (?:Reuters|Bloomberg|Nextgov|Axios|Politico|CNBC|Semafor|the (?:Wall Street Journal"
    r"|New York Times|Financial Times|AP))"
    r"|\b(?:cited|seen|quoted) by (?:Reuters|Bloomberg)|\breports? from (?:Reuters|Bloomberg)"
    r"|\b(?:draft|document|memo|email|copy|text|letter|list|presentation)s?,? (?:that was "
    r"|which was "
    r"|were )?(?:seen|reviewed|obtained|viewed) by\b|\b(?:declined|asked not"
    r"|refused) to be (?:named"
    r"|identified)\b|\bon condition of anonymity\b|\bspeaking anonymously\b|\b(?:as"
    r"|which) \w+ first"
    r" reported\b"
    r"|\b(?:the|these|those|both|other) (?:people|persons|sources|insiders) (?:said|say|added)\b"
    r"|\bword (?:is|has it|was)\b|\bprivately (?:say|said|says|told|concede\w*|admit\w*)\b"
    r"|\bleaked (?:\w+ )?(?:memo|documents?|drafts?|e?mails?|list|copy|text|presentation)\b"
    r"|\bsaid to (?:be|have|plan|weigh|consider|near|seek)\b"
    r"|[:–—-] ?(?:reports?|sources?|Reuters|Bloomberg|WSJ|FT|NYT|Nikkei|Politico|Axios"
    r"|media)\W{0,3}$"
    r"|\brumou?rs?\b|\b(?:commentators?|posts?|websites?|newsletters?|blogs?"
    r"|social media)\b[^.;]{0,60}\b(?:writ\w*|wrote|claim\w*|say|says|said|told|report\w*)"
    r"|\bfilings?\b[^.;]{0,40}\b(?:says?|said|shows?)\b"
    rf"|(?:{_KIND}|{_NAME})\s(?:has |had |first |also |earlier |previously )?(?:reports?|reported"
    rf"|wrote"
    rf"|writes|claimed"
    rf"|says|said|disclosed|learned)\b|\b(?:according to|told|a report (?:in|by)|reports? (?:in"
    rf"|by))\s{_OUTLET}"
    r"|\baccording to (?:\w+\s){0,2}(?:news|press|media|published|leaked|local)\b"
    r"|\b(?:a|one|another|the) (?:source|person|insider|lobbyist)\b(?:\s[^.;]{0,50})?\ssaid"
    r"|\bsaid (?:a|one|two|three|four) (?:person|people|sources?|insiders?)\b"
    r"|\breports?,? (?:which )?[^.;]{0,60}\bhad it that\b"
    r"|\b(?:belief|gossip|leak) that\b"
)


#: Pieces of words of which every source has one.
_PIECES: Final = tuple(
    """report|source|people|person|official|individual|aides|staffer|insider|lobbyist|lawyer
said to|understood to|believed to|rumo|reuters|bloomberg|journal|times|washington post|wsj|nyt|cnbc
axios|politico|semafor|nikkei|the information|punchbowl|nextgov|ap |press|cnn|afp|seen by
reviewed by|obtained by|viewed by|to be named|to be identified|anonym|privately|leak|word |ft|media
commentator|post|website|newsletter|blog|filing|gossip|belief|daily|newspaper|weekly|magazine
broadcaster|news|wire|tabloid|trade p|outlet|herald|tribune|gazette|courier|chronicle|standard|mail
telegraph|observer|review|published""".replace("\n", "|").split("|")
)


@functools.lru_cache(maxsize=256)
def reported(segment: str) -> bool:
    """Whether a stretch of text rests on unnamed sources, reports or another outlet."""
    low = segment.casefold()
    if not any(piece in low for piece in _PIECES):
        return False
    return bool(REPORTED.search(segment)) and not DEBUNKED.search(segment)
