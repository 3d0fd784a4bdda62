"""The verb that carries an act told as its object: "issued a rescission", "a notice delaying it".

Who has not published a rescission has not rescinded; what a notice to come does is still to come.
"""

from __future__ import annotations

import re
from typing import Final

from nlp.swift import swift

REACH: Final = 130
_VERB: Final = (
    r"(?P<verb>issu(?:e|es|ed|ing)|publish(?:es|ed|ing)?|releas(?:e|es|ed|ing)|post(?:s|ed|ing)?"
    r"|sign(?:s|ed|ing)?(?:\soff\son)?|fil(?:e|es|ed|ing)|put(?:s|ting)?\sout|print(?:s|ed|ing)?"
    r"|ma(?:ke|kes|de|king)|br(?:ing|ings|ought|inging)\s(?:out|forward|in)|sen[dt](?:s|ing)?\sout"
    r"|order(?:s|ed|ing)?|grant(?:s|ed|ing)?|approv(?:e|es|ed|ing)|authori[sz](?:e|es|ed|ing)"
    r"|carr(?:y|ies|ied|ying)\s(?:out|through)|effect(?:s|ed|ing)?|complet(?:e|es|ed|ing)"
    r"|finali[sz](?:e|es|ed|ing)|adopt(?:s|ed|ing)?|enact(?:s|ed|ing)?"
    r"|unveil(?:s|ed|ing)?|promulgat(?:e|es|ed|ing)|impos(?:e|es|ed|ing)|declar(?:e|es|ed|ing)"
    r"|deliver(?:s|ed|ing)?|produc(?:e|es|ed|ing)|circulat(?:e|es|ed|ing)|enter(?:s|ed|ing)?"
    r"|hand(?:s|ed|ing)?\sdown|roll(?:s|ed|ing)?\sout|t(?:ake|akes|ook|aken|aking)\sup"
    r"|draft(?:s|ed|ing)?|writ(?:e|es|ing)|wrote|written|prepar(?:e|es|ed|ing)|announc(?:e|es|ed"
    r"|ing)|tak(?:e|es|en|ing)|took|offer(?:s|ed|ing)?|giv(?:e|es|en|ing)|gave|set(?:s|ting)?"
    r"|follow(?:s|ed|ing)?\sthrough\s(?:on|with)|commit(?:s|ted|ting)?\sto|mov(?:e|es|ed|ing)\son"
    r"|(?:ma(?:ke|kes|de|king)\sgood|deliver(?:s|ed|ing)?|follow(?:s|ed|ing)?\sup|act(?:s|ed|ing)?"
    r"|sett?l(?:e|es|ed)|agree(?:s|d)?)\son|live[sd]?\sup\sto|honou?r(?:s|ed)?|fulfil(?:l|ls|led)?"
    r"|propos(?:e|es|ed|ing)|float(?:s|ed|ing)?|see[ns]?|saw|provid(?:e|es|ed|ing)|execut(?:e|es"
    r"|ed|ing)|secur(?:e|es|ed|ing)|w[io]n"
    r"|push(?:es|ed|ing)?\s(?:out|through)|undertak(?:e|es|en|ing)|undertook)"
)
_DET: Final = (
    r"(?:(?:an?|any|the|its|their|such\san?|either\san?|that|this|another|even\san?"
    r"|so\smuch\sas\san?"
    r"|so\smuch\sas\sthe)\s)"
)
#: No word of a verb or a clause: what stands before a noun.
_ADJ: Final = (
    r"(?:(?!(?:to|that|which|who|and|or|but|of|in|for|on|by|with|is|was|were|are|has|have|had|will"
    r"|would|may|not|said|the|an?|\w+ing)\s)[\w’'-]+,?\s)"
)
_PAPER: Final = (
    r"(?:(?:federal register\s)?(?:notices?|rules?|orders?|documents?|regulations?|announcements?"
    r"|statements?|texts?|decisions?|memorand(?:um|a)|directives?|amendments?|IFR|paperwork"
    r"|anything|something|nothing|papers?|instruments?|actions?|legislation|proclamations?"
    r"|corrections?|bills?))"
)
#: "published a formal rescission", "put out a notice of the suspension".
_NOUN: Final = re.compile(
    rf"\b{_VERB}\s{_DET}?{_ADJ}{{0,3}}?(?:{_PAPER}\s(?:of|on|for|about|announcing|effecting"
    rf"|formali[sz]ing|ordering|confirming)\s{_DET}?{_ADJ}{{0,2}}?)?\Z",
    re.I,
)
#: "a notice delaying", "a rule that delays", "an order to rescind", "by which it rescinds".
_BY_PAPER: Final = swift(
    rf"\b{_VERB}\s{_DET}?{_ADJ}{{0,4}}?{_PAPER}(?:\s(?:in|to|with)\sthe\s(?:\w+\s){{1,2}}?)?,?\s"
    r"(?:(?:that|which|to|by\swhich\s(?:it|they|the\s\w+))\s(?:will\s|would\s|formally\s)?)?"
    r"(?:\w+ly\s)?\Z",
    re.I,
)


def carrier(sentence: str, start: int) -> tuple[int, int] | None:
    """The verb whose object is the noun at `start`."""
    m = _NOUN.search(sentence, max(0, start - REACH), start)
    return m.span("verb") if m else None


def paper(sentence: str, start: int) -> tuple[int, int] | None:
    """The verb that makes the paper by which the verb at `start` acts."""
    m = _BY_PAPER.search(sentence, max(0, start - REACH), start)
    return m.span("verb") if m else None
