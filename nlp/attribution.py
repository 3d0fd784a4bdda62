"""Who acts and who speaks in a sentence, and whether the actor is another government."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp.swift import swift
from store.model import Mention

_US: Final = (
    (r"\b(?:Bureau of Industry and Security|BIS)\b", "BIS"),
    (
        r"\b(?:U\.?S\.? )?(?:Department of Commerce|Commerce Department"
        r"|(?<!Ministry of )(?<!Minister of )(?<!Chamber of )Commerce(?! Committee| City| Minist)"
        r"|DOC)\b|\bSecretary (?:of Commerce )?(?:Howard )?Lutnick\b",
        "Commerce",
    ),
    (r"\bWhite House\b", "White House"),
    (r"\b(?:Government Accountability Office|GAO)\b|\bComptroller General\b", "GAO"),
    (
        r"\b(?:President (?:Donald |Joe )?(?:Trump|Biden)|the President|Trump(?! administration)"
        r"|Biden(?!-era| administration))\b",
        "President",
    ),
    (r"\bTrump administration\b", "Trump administration"),
    (r"\bBiden administration\b", "Biden administration"),
    (r"\b(?:U\.S\. government|United States|Washington|administration)\b", "US government"),
    (r"\b(?:Treasury(?: Department)?|OFAC|Office of Foreign Assets Control)\b", "Treasury"),
    (r"\b(?:OIRA|Office of Information and Regulatory Affairs)\b", "OIRA"),
    (r"\b(?:OMB|Office of Management and Budget)\b", "OMB"),
    (r"\b(?:Customs and Border Protection|CBP)\b", "CBP"),
    (r"\bSenate\b", "US Senate"),
    (r"\bHouse(?: of Representatives)?\b(?! price)", "US House"),
    (r"\bCongress\b", "US Congress"),
    (r"\b(?:Department of Justice|Justice Department|DOJ)\b", "Justice"),
    (r"\b(?:\w+ )?(?:federal )?(?:court|judge)\b", "court"),
    (r"\bsenators?\b|\bSens?\.\s", "US senators"),
)
_ACTORS: Final = swift(
    "|".join(f"(?P<a{n}>{p.replace('(?P<', '(?:<')})" for n, (p, _) in enumerate(_US))
)
#: Governments that are not the American one, by country, capital, people or body.
_PLACE: Final = (
    r"(?:China|Beijing|the EU|EU|Brussels|European (?:Union|Commission|Parliament|Council)"
    r"|Parliament|MOFCOM|Japan|Tokyo|South Korea|Seoul|Taiwan|Taipei"
    r"|(?:the )?Netherlands|the Dutch|The Hague|India|New Delhi|Russia|Moscow|Malaysia"
    r"|Kuala Lumpur|Brazil|Canada|Ottawa|Singapore|Vietnam|Hanoi|Thailand|Bangkok|Israel|Germany"
    r"|Berlin|France|Paris|Italy|Spain|Madrid|Australia|Canberra|Mexico|Turkey|Ankara|Britain"
    r"|the UK|London|Poland|Warsaw|Switzerland|Indonesia|Jakarta|Saudi Arabia|Riyadh|the UAE"
    r"|Abu Dhabi|Hong Kong|Ukraine|Kyiv|Norway|Sweden|Denmark|Ireland)"
)
_PEOPLE: Final = (
    r"(?:Chinese|Dutch|Japanese|South Korean|Korean|Taiwanese|European|EU|German|French|Italian"
    r"|Spanish|British|UK|Canadian|Mexican|Brazilian|Indian|Russian|Malaysian|Singaporean"
    r"|Vietnamese|Thai|Israeli|Australian|Turkish|Polish|Swiss|Indonesian|Saudi|Emirati)"
)
#: Bodies and offices that America does not have, or that a foreign people's name makes foreign.
_BODY: Final = (
    r"(?:government|authorit(?:y|ies)|officials|regulators?|(?:[\w-]+\s){0,2}?ministry"
    r"|(?:[A-Za-z-]+\s){0,2}?minister|parliament|cabinet|lawmakers|president|leaders?|customs"
    r"|courts?|judges?|prosecutors?|police|investigators?|watchdog|state council|central bank"
    r"|competition authority|data protection \w+"
    r"|premier|prime minister|chancellor|(?:[\w-]+\s){0,3}?(?:unit|office|agency|department|bureau"
    r"|commission|council|administration))"
)
_OFFICE: Final = (
    r"(?:(?:the |a |its )?(?:[a-z]+ ){0,2}ministry|[Mm]inistry of [A-Z]\w+(?: and [A-Z]\w+)?"
    r"|(?:the |a )?(?:[A-Za-z-]+ ){0,2}?[Mm]inister(?: for [A-Z]\w+)?(?:\s[A-Z][\w-]+){0,2}"
    r"|(?:the )?State Council)"
)
_GOVERNMENT: Final = (
    rf"(?:{_PLACE}(?:['’]s (?:[A-Za-z]+\s){{0,2}}?{_BODY}(?:\s[A-Z]\w+){{0,2}})?"
    rf"|{_PLACE}['’]s Ministry of Commerce|(?:[Tt]he )?{_PEOPLE} {_BODY}(?:\s[A-Z][\w-]+){{0,2}}"
    r"|(?:[Aa]|[Tt]he) (?:\w+ ){0,2}?(?:court|judge|tribunal) (?:in|at|of) (?:Seoul|Tokyo|Beijing"
    r"|Shanghai|Shenzhen|The Hague|Amsterdam|London|Paris|Berlin|Brussels|Taipei|New Delhi|Ottawa)"
    rf"|{_OFFICE}|both sides)"
)
_FOREIGN: Final = swift(
    rf"\b{_GOVERNMENT}(?:\b|(?<=\.)),?\s+"
    r"(?:(?:also|in (?:return|turn|answer)|has|have|had|will|would|is|was|are|were|then|\(\w+\)"
    r"|could|may|puts?)\s+){0,4}"
    r"(?:\w+(?:ed|s|ing)|put|brought|hit|set|cut|told|took|gave|made|withdrew|drew|held|kept|left"
    r"|sent|struck|threw"
    r"|broke|wrote|went|came|undid|sought|began|said|has|have|is|are|did|does"
    r"|(?<=will\s)\w+|(?<=would\s)\w+)\b"
)
_SAYS: Final = re.compile(r"\b(?:said|says|told|noted|added|stated|believes|confirmed|argued)$")
_DONE_TO: Final = re.compile(r"\b(?:is|was|are|were|been|be)\s(?:\w+ly\s)?\w+(?:ed|en|wn)$")
#: The speaker's own act: "said it would".
_OWN: Final = re.compile(r"\b(?:it|they|he|she|we|its|their|his|her)\b|^\W*$")
#: "was rescinded by Beijing", "imposed by the Dutch government".
_BY_FOREIGN: Final = re.compile(rf"[^.;:]{{0,70}}?\bby {_GOVERNMENT}\b(?!['’]s)")
#: "China's export ban on gallium has been suspended": what is done to is theirs.
_THEIRS: Final = swift(
    rf"\b(?:{_PLACE}['’]s|{_PEOPLE}) (?:own )?(?:[\w%-]+ ){{0,4}}?(?:bans?|curbs|rules?|regimes?"
    r"|controls|measures?|laws?|regulations?|tariffs?|dut(?:y|ies)|lev(?:y|ies)|restrictions"
    r"|orders?|probes?"
    r"|decrees?|moratorium|blacklist|counter-?measures|permit system|directives?)\b"
)
_AUX: Final = re.compile(
    r"^(?:\s[\w%.,’'-]+){0,9}?,?\s(?:has|have|had|is|was|are|were|will|would|could|may|took|takes"
    r"|went|goes"
    r"|came|comes|remains?|stays?|still)?\b(?:\s(?:been|be|being|not|now|also|since|\w+ly))*\s?$"
)
_PRIVATE: Final = swift(
    r"\b(?:company|firm|airline|club|league|store|school|museum|restaurant|platform|app|team"
    r"|retailer|chain|bank|insurer|carmaker|chipmaker|manufacturer|maker|supplier|start-?up|giant"
    r"|foundry|broker|hospital|union|federation|landlord|operator|brewer|grocer|publisher"
    r"|orchestra|city|university)\s+(?:(?:has|had|will|is|was|also|then|quietly|\w+ly)\s){0,3}$",
    re.I,
)
#: An order that is a customer's: "our order book was revoked", "a purchase order is withdrawn".
_TRADE: Final = re.compile(
    r"\b(?:order (?:books?|backlogs?|intake|flow|pipeline)|(?:purchase|customer|standing|rush|bulk)"
    r" orders?)\s(?:(?:had|has|have|was|were|is|are|been|being|be|will|then|all|\w+ly)\s){1,4}$",
    re.I,
)
_PRIVATE_RULE: Final = re.compile(
    r"^\s(?:its|their)\s(?:\w+\s)?(?:own|returns?|pension|hiring|dividend|loyalty|travel"
    r"|vacation|allocation|ordering|warranty"
    r"|delivery|pricing|buyback|bonus|seating|dress|refund|carry-on|house|company|bag|fee)\b",
    re.I,
)
_PRIVATELY_OWNED: Final = re.compile(
    r"\b(?:company|firm|airline|club|league|store|school|museum|restaurant|retailer|university|bank"
    r"|chipmaker|supplier|chain|start-?up|college|hospital)['’]s (?:[\w-]+ ){0,3}?(?:polic(?:y|ies)"
    r"|rules?|guidance|guidelines|orders?|requirements?|plans?|forecast)\s(?:\w+\s){0,4}$",
    re.I,
)
_POLICY: Final = swift(
    r"\bBIS\b|Bureau of Industry|(?<!Ministry of )(?<!Minister of )(?<!Chamber of )\bCommerce\b"
    r"(?! Minist| City)|Export Administration|\bEntity List"
    r"|Federal Register|White House"
    r"|\bTrump\b|\bBiden\b|\bCongress|CONGRESS|\bSenat|SENATE|House of (?:Rep|REP)|\bGAO\b"
    r"|Accountability Office|Treasury"
    r"|\bOFAC\b|\bUSTR\b|\b(?:Sen|Sens|Rep|Reps)\.\s[A-Z]|\bNDAA\b|\b[Ll]awmakers\b|\bFBI\b"
    r"|\b[Pp]rosecutors\b|\bsenators?\b|Homeland Security"
    r"|\b[Tt]he House\b(?! of (?:Commons|Lords|Orange))|\b[Ff]ederal (?:prosecut|grand|agents"
    r"|jury)|[Ee]xecutive [Oo]rder|\bU\.S\. government|\bOIRA\b|United States"
    r"|\bWashington['’]s\s[a-z]|\bHouse (?:passed|voted|approved|panel|committee|bill|floor)"
    r"|(?<!of )(?<!in )(?<!to )(?<!from )(?<!near )(?<!and )\bWashington\s(?:has|had|will|would"
    r"|could|may|is|was|plans|wants|says|said|[a-z]+(?:ed|es))\b"
    r"|\b(?:FTC|FCC|SEC|EPA|FDA|ATF|OSHA|CFPB|NLRB|FERC|FAA|NHTSA|USDA|IRS|DHS|HHS|DOJ|DOE|USCIS"
    r"|FinCEN|CFIUS|EEOC|FDIC|CISA)\b"
    r"|\b(?:Labor|Education|Energy|Interior|Justice|State|Transportation|Agriculture|Defense|War"
    r"|Homeland Security|Veterans Affairs) Department\b|\bPentagon\b|\bCapitol Hill\b"
    r"|\bDepartment of (?:[A-Z][a-z]+)|\bSupreme Court\b|Securities and Exchange Commission"
    r"|Federal (?:Trade|Communications|Energy Regulatory|Aviation|Reserve)|Food and Drug Admin"
    r"|Environmental Protection Agency|\b(?:Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth"
    r"|Tenth|Eleventh|Federal|D\.C\.) Circuit\b|\b[Ff]ederal (?:judge|court|appeals|agenc|regulat)"
    r"|\bU\.S\. (?:Court|District|Trade Rep|Attorney|attorney|Department|dut|tariff|licen"
    r"|sanction|authorit|agents|[Cc]ustoms|rules?|chip"
    r"|export)|\bUS (?:to|rules?|chip|export)\b|\bAmerica(?:n|['’]s) (?:export|chip|trade)"
)
#: Words of policy that any government may use: enough where no other government is told of.
_ANY_POLICY: Final = re.compile(
    r"export control|\bCustoms\b|tariff|[Pp]roclamation|[Ii]nterim final rule|[Ff]inal rule"
    r"|[Ee]xport (?:licen|rule|curb|restric)|\bBill\b|\bBILL\b|\bAct\b|\b[Tt]he President\b"
)
_ABROAD: Final = re.compile(
    rf"\b{_PEOPLE} (?:[A-Za-z]+ ){{0,2}}?(?:[Gg]overnment|[Mm]inist\w+|[Pp]arliament|[Cc]abinet)"
    rf"|\b{_PLACE}['’]s (?:[A-Za-z]+ ){{0,3}}?(?:[Gg]overnment|[Mm]inist\w+|[Pp]arliament"
    r"|[Cc]abinet)"
    r"|European (?:Union|Commission|Parliament|Council)|\bthe EU\b|\bMOFCOM\b|House of Commons"
    r"|\b(?:trade|economy|industry|commerce) minist"
)
_SPEAKER: Final = swift(
    r"\b(?P<who>(?:[A-Z][\w.’'-]{0,30}\s){0,5}[A-Z][\w.’'-]{0,30})\s(?:said|says|told|noted|added"
    r"|wrote"
    r"|confirmed|stated|announced)\b"
)


def at_home(text: str) -> bool:
    """Whether an agency, office or court of the United States has a part in a text."""
    return bool(_POLICY.search(text))


def about_policy(text: str) -> bool:
    """Whether a text in which no such agency has a part has anything of US policy in it at all."""
    return bool(_ANY_POLICY.search(text) and not _ABROAD.search(text))


#: Beyond so many characters nobody in a sentence is its verb's subject.
_FAR: Final = 700


def actor(sentence: str, verb: tuple[int, int]) -> str | None:
    """The US actor that stands nearest before the trigger, else the nearest after "by"."""
    last = None
    for m in _ACTORS.finditer(sentence, max(0, verb[0] - _FAR), verb[0]):
        last = m
    if last is None:
        by = re.search(r"\bby\b", sentence[verb[1] : verb[1] + 60])
        if by:
            last = _ACTORS.search(
                sentence, verb[1] + by.end(), min(len(sentence), verb[1] + by.end() + 60)
            )
    return _US[int(str(last.lastgroup)[1:])][1] if last else None


def foreign(sentence: str, verb: tuple[int, int]) -> bool:
    """Whether the clause of the trigger has another government for its subject or its agent."""
    if by := _BY_FOREIGN.match(sentence, verb[1], verb[1] + 110):
        return _ACTORS.search(sentence, verb[1], by.end()) is None
    for m in _THEIRS.finditer(sentence, max(0, verb[0] - 120), verb[0]):
        if _AUX.match(sentence[m.end() : verb[0]]):
            return True
    found = None
    for m in _FOREIGN.finditer(sentence, max(0, verb[0] - 200), min(len(sentence), verb[1] + 1)):
        found = m
    if not found:
        return False
    if re.search(r"[;.]", sentence[found.start() : verb[0]]):
        return False
    before = sentence[max(0, found.start() - 14) : found.start()]
    if re.search(r"\b(?:to|in|with|for|from|of|on|against|bound for)\s(?:the\s)?$", before):
        return False
    if found.end() >= verb[1] and _DONE_TO.search(found[0]):
        return False  # "Switzerland was promoted to the first tier"
    between = sentence[found.end() : verb[0]]
    if _SAYS.search(found[0]) and not _OWN.search(between):
        return False  # a foreign speaker tells of another's act
    return _ACTORS.search(sentence, found.end(), verb[0]) is None


#: What an agency does with a rule, a company with its own plans or papers.
_OF_RULES: Final = frozenset(
    {
        *("guidance", "suspension", "delay", "rescission", "withdrawal", "adoption", "publication"),
        *("proposal", "replacement", "reimposition", "correction", "scope_change", "review"),
        *("non_enforcement", "executive_order", "legislation"),
    }
)
_AT_ONCE: Final = re.compile(
    r"(?:['’]s board)?,?\s(?:(?:has|have|had|will|would|may|also|now|then|itself|\w+ly)\s){0,4}"
)


def corporate(text: str, at: int, type: str, mentions: Sequence[Mention]) -> bool:
    """Whether a company is the subject of the verb at `at`: "Intel has suspended deliveries"."""
    return type in _OF_RULES and any(
        m.label == "COMPANY" and m.end < at and _AT_ONCE.fullmatch(text, m.end, at)
        for m in mentions
    )


def private(sentence: str, verb: tuple[int, int]) -> bool:
    """Whether the rule is a company's, a club's or a school's own."""
    if _TRADE.search(sentence, max(0, verb[0] - 60), verb[0]):
        return True
    return bool(
        _PRIVATE.search(sentence, max(0, verb[0] - 60), verb[0])
        or _PRIVATELY_OWNED.search(sentence, max(0, verb[0] - 90), verb[0])
        or _PRIVATE_RULE.match(sentence[verb[1] : verb[1] + 40])
    )


def speaker(sentence: str, mentions: Sequence[Mention]) -> str | None:
    """Who is quoted or reported as speaking in the sentence."""
    days = {x.quote for x in mentions if x.label == "DATE"}
    if (m := _SPEAKER.search(sentence)) and m["who"] not in days:  # "on Monday said"
        return m["who"].strip()
    people = [x for x in mentions if x.label == "PERSON"]
    if people and re.search(r"\b(?:said|says|told|noted|stated)\b", sentence):
        return str(people[0].value.get("name") or people[0].quote)
    return None
