"""How dates are written: the expressions, each with named groups that `nlp.dates` reads.

Every expression has something rare in it (a month's name, a digit run, a listed word), beside which
alone it is tried; blanks between parts are bounded.
"""

from __future__ import annotations

import re
from typing import Final

from nlp.landmarks import Folded, Mark, Seeker

S: Final = (
    r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"  # blanks between the parts of one date, one line end at most
)
_S1: Final = r"(?:[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"

MONTH: Final = (
    r"(?P<month>(?i:January|February|March|April|June|July|August|September|October|November"
    r"|December)|May|MAY|may(?=\s\d)|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)(?![A-Za-z])"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?=[./\s-]{1,2}\d))"
)
_WEEKDAY: Final = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY"
)
_WEEKDAY_SHORT: Final = r"Mon|Tues?|Wed|Thurs?|Thur|Fri|Sat|Sun"
_LEAD: Final = rf"(?:(?:{_WEEKDAY}|(?:{_WEEKDAY_SHORT})\.?),?{_S1})?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|ST|ND|RD|TH)?"
_THE: Final = r"(?<![\w/@#-])"
_ORDINAL: Final = (
    r"(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
    r"|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth"
    r"|thirty[- ]first)"
)
#: Where a month is named; a short name in small letters only before a number, which is the mark.
_MONTHS: Final[tuple[Mark, ...]] = (
    *map(Folded, ("january", "february", "march", "april", "june", "july", "august", "september")),
    *map(Folded, ("october", "november", "december")),
    r"May|MAY|may(?=\s\d)|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC",
    r"\d(?:(?<=(?:jan|feb|mar|apr|jun|jul|aug|ept|sep|oct|nov|dec)[./\s-]\d)"
    r"|(?<=(?:jan|feb|mar|apr|jun|jul|aug|ept|sep|oct|nov|dec)[./\s-]{2}\d))",
)
#: Characters from a month's beginning to such a mark, and of a weekday with what follows it.
_SHORT: Final = 6
_LED: Final = 18
_NAMED: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
ORDINALS: Final = {
    **{word: number for number, word in enumerate(_NAMED, start=1)},
    **{f"twenty-{word}": 20 + number for number, word in enumerate(_NAMED[:9], start=1)},
    "thirtieth": 30,
    "thirty-first": 31,
}

#: "May 13, 2025", "Dec. 2, 2024", "January 13. 2025", "January 1 2024", "July 4th of 1995".
MONTH_DAY_YEAR: Final = Seeker(
    re.compile(
        rf"{_THE}{_LEAD}\b{MONTH}\.?(?:{S}|-)(?:{_DAY}|{_ORDINAL})"
        rf"(?:{S}[.,]{S}(?:of{_S1})?|{_S1}(?:of{_S1})?|-){_YEAR}"
    ),
    _MONTHS,
    _LED + _SHORT,
    rf"{_THE}[ADFJMNOSTWadfjmnos]",
)
#: "13 May 2025", "05-Aug-2016", "28 June in 2020", "the 4th of July, 1995".
DAY_MONTH_YEAR: Final = Seeker(
    re.compile(
        rf"{_THE}{_LEAD}(?<![\d.,])(?:{_DAY}|{_ORDINAL})(?:{_S1}(?:day{_S1})?(?:of{_S1})?|[-/]"
        rf"|(?=[A-Z])){MONTH}"
        rf"\.?,?(?:{_S1}(?:(?:of|in){_S1})?|[-/]){_YEAR}"
    ),
    _MONTHS,
    _LED + 40 + _SHORT,
    rf"{_THE}[\dMTWFSfsten]",
)
#: "10-11 May", "10 and 11 May 2025": two days before one month.
DAYS_MONTH: Final = Seeker(
    re.compile(
        rf"(?<![\w/@#$.,-])(?P<first>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[-–—]\s?|{_S1}(?:and|or|to){_S1})"
        rf"(?P<rest>{_DAY}{_S1}(?:of{_S1})?{MONTH}(?:\.?,?{_S1}{_YEAR})?)"
    ),
    _MONTHS,
    24 + _SHORT,
    r"(?<![\w/@#$.,-])\d",
)
#: "2025年5月13日".
YEAR_MONTH_DAY_SIGNS: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d) ?年 ?(?P<month>[01]?\d) ?月(?: ?(?P<day>[0-3]?\d) ?日)?"
)
#: "2025-05-13", "2025/01/13", "2019-aug-1", "2018-7-6".
YEAR_MONTH_DAY: Final = Seeker(
    re.compile(
        rf"(?<![\w/.$+])(?:{_LEAD})(?<![\d])(?P<year>(?:19|20)\d\d)(?P<sep>[-/])"
        rf"(?:(?P<number>[01]?\d)|{MONTH})(?P=sep)(?P<day>[0-3]?\d)(?=T\d\d:|\b)(?![-/]?\d)"
    ),
    (r"(?:19|20)\d\d(?=[-/])",),
    _LED,
    r"(?<![\w/.$+])[\dMTWFS]",
)
#: "1/13/2025", "05.28.26", "05-13-2025"; "1-13-25" only after "Filed".
NUMERIC: Final = Seeker(
    re.compile(
        r"(?<![\w/.$+-])(?:(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)"
        r"|(?P<a2>\d\d)\.(?P<b2>\d\d)\.(?P<year2>\d\d)|(?P<a3>\d{1,2})/(?P<b3>\d{1,2})/(?P<year3>\d\d)"
        r"|(?<=[Ff]iled )(?P<a4>\d{1,2})-(?P<b4>\d{1,2})-(?P<year4>\d\d))(?![\w/-]|\.\d)"
    ),
    (r"\d(?=[/.-]\d)",),
    1,
    r"(?<![\w/.$+-])\d",
)
#: "May 2025", "late May 2025", "mid-May of 2025".
MONTH_YEAR: Final = Seeker(
    re.compile(
        rf"{_THE}(?:(?P<part>(?:early|mid|late|end of|the end of|beginning of|start of)(?:{_S1}"
        rf"|-)(?:in{_S1})?))?"
        rf"\b{MONTH}\.?,?(?:{_S1}(?:of{_S1})?|-){_YEAR}"
    ),
    _MONTHS,
    28 + _SHORT,
    rf"{_THE}[ADFJMNOSadfjmnosebtl]",
)
#: "May 7", "Dec. 31", "December 31st". Not "March 10,000" and not "June 30 percent".
MONTH_DAY: Final = Seeker(
    re.compile(
        rf"{_THE}{_LEAD}\b{MONTH}\.?{_S1}{_DAY}(?!\d|[.,]\d|[:/%]|-\d{{3}}|{_S1}(?:percent|per cent"
        rf"|million|billion)\b)"
    ),
    _MONTHS,
    _LED + _SHORT,
    rf"{_THE}[ADFJMNOSTWadfjmnos]",
)
#: "13 May", "the 4th of July".
DAY_MONTH: Final = Seeker(
    re.compile(
        rf"{_THE}{_LEAD}(?<![\d.,$])(?<!ection )(?<!part )(?<!No. ){_DAY}{_S1}(?:of{_S1})?"
        rf"{MONTH}\.?(?!{_S1}\d)(?![a-z-])"
    ),
    _MONTHS,
    _LED + 20 + _SHORT,
    rf"{_THE}[\dMTWFS]",
)
#: The second day of "May 7 and 15, 2025", "November 10-12" (read from the end of the first).
NEXT_DAY: Final = re.compile(
    rf"(?P<link>{S}(?:,?{_S1}(?:and|or|to|through|until){_S1}|,{_S1}|[-–—]))"
    rf"(?P<second>{_DAY}(?:,{_S1}{_YEAR})?)(?!\d|[.,]\d|[:/%]|{_S1}(?:percent|per cent|million"
    rf"|billion|(?!(?:was|is|has|does|its|this|as)\b)[a-z]+s\b))"
)
#: What may stand between two dates that share the year printed with the second.
SHARED_YEAR: Final = re.compile(
    r"[\s,–—-]*(?:and|or|to|through|until|till|-)?(?: on| by)?[\s,–—-]*"
)
#: "in August", "mid-May", "last October", "the April curbs": a month alone.
MONTH_ALONE: Final = Seeker(
    re.compile(
        r"(?<![\w/@#.-])(?P<part>(?:[Ee]arly|[Mm]id|[Ll]ate)(?:[ -](?:in )?)|(?:[Tt]he )?(?:[Ee]nd"
        r"|[Bb]eginning|[Ss]tart) of )?"
        r"(?P<rel>(?:[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming) )?"
        r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
        r"|December)"
        r"(?P<own>['’]s)?(?P<of> of (?:last|this|next) year)?"
        r"(?![\w-]|['’]|\.?,?[^\S\n]{1,3}\d|[^\S\n]of[^\S\n](?:19|20)\d\d)"
    ),
    ("January|February|March|April|May|June|July|August|September|October|November|December",),
    24,
    r"(?<![\w/@#.-])[ABCDEFJLMNOSTbcelmnst]",
)
#: Words that make "May" and "March" months where they stand alone.
BEFORE_MONTH: Final = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|before|after|during|through|for|last|next|this"
    r"|every|between|and|to|the)\s)$",
    re.IGNORECASE,
)
WEEKDAY: Final = Seeker(
    re.compile(
        rf"(?<![\w-])(?P<rel>(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]his coming|[Cc]oming|[Tt]he following"
        rf"|[Tt]he previous) )?"
        rf"(?P<weekday>{_WEEKDAY})\b(?!['’]?s? (?:Times|Post|Herald|Journal))(?:\s(?:morning"
        rf"|afternoon|evening|night))?"
    ),
    ("Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN",),
    14,
    r"(?<![\w-])[CFLMNSTWclnt]",
)
RELATIVE: Final = Seeker(
    re.compile(
        r"(?<![\w-])(?P<word>[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight|[Tt]his (?:morning"
        r"|afternoon|evening)"
        r"|(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]he (?:previous|following|same)) (?:week|month|quarter"
        r"|year|weekend)(?! of )|[Tt]he (?:previous|following|same) day"
        r"|(?:[Aa]t )?(?:[Tt]he )?[Ee]nd of (?:the|this|next|last) (?:week|month|quarter|year)"
        r"|[Ll]ater this (?:week|month|quarter|year)|[Ee]arlier this (?:week|month|quarter|year)"
        r"|[Yy]ear-?end|[Tt]he day (?:before|after|before yesterday|after tomorrow)(?= "
        r"|[.,;]))\b(?!['’]s (?:world|market|technolog|chip|econom))"
    ),
    (
        *("esterday", "omorrow", "oday", "onight", " morning", " afternoon", " evening", " day"),
        *("week", "month", "quarter", "year", "Year"),
    ),
    19,
    r"(?<![\w-])[AELNTYaelnty]",
)
_COUNT: Final = (
    r"(?P<count>\d{1,4}|(?:(?:an?|one) )?hundred(?:(?: and)? (?:eighty|sixty|fifty|twenty))?"
    r"|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen"
    r"|twenty-one|twenty|thirty|forty-five|forty|sixty|ninety)"
)
#: "two days before", "in 120 days", "within 30 days of publication", "60 days after May 13, 2025".
OFFSET: Final = Seeker(
    re.compile(
        rf"(?<![\w$.,-])(?:(?P<lead>[Ii]n|[Ww]ithin|[Aa]fter|[Ff]or|[Nn]o later than"
        rf"|[Nn]ot later than|[Ll]ess than|[Tt]he next|[Oo]ver) (?:the next )?)?"
        rf"(?P<span>(?i:{_COUNT})(?: \(\d{{1,4}}\))?[- ](?P<unit>calendar day|business day"
        rf"|working day|day|week|month|year)s?"
        r"(?P<tail> (?:before|earlier|prior(?: to)?|later|after|ago|from now|from today|hence|of"
        r"|from|following|since)\b)?)"
        r"(?P<publication> (?:the )?(?:date of )?(?:its |the |this |such )?"
        r"(?:publication|issuance))?"
    ),
    (" day", "-day", " week", "-week", " month", "-month", " year", "-year"),
    62,
    r"(?<![\w$.,-])[\dAEFHILNOSTWaefhilnostw]",
)
#: "on the 23rd", "by the 15th".
THE_DAY: Final = Seeker(
    re.compile(
        r"\b(?P<lead>[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom|[Bb]efore|[Aa]fter|[Oo]f"
        r"|[Tt]hrough) (?P<span>the (?P<day>[0-3]?\d)(?:st|nd|rd|th))"
        r"(?= of (?:this|the|last|next) month|[.,;:)]|\s(?:and|or|to|but|that|when|after|before|by"
        r"|in|as|for|with|at|it|he|she|they|the|a)\b|\s*$)"
    ),
    (r"\d(?=st|nd|rd|th)",),
    13,
    r"\b[ABFOSTUabfostu]",
)
#: "the first quarter of 2026", "Q1 2026", "2026 Q1", "H1 2026", "second half of 2025".
QUARTER: Final = Seeker(
    re.compile(
        r"(?<![\w-])(?:[Tt]he )?(?P<fiscal>[Ff]iscal )?(?P<nth>(?:[Ff]irst|[Ss]econd"
        r"|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)(?=[ -](?:fiscal[ -])?(?:quarter|half))"
        r"|Q[1-4]|H[12]|[1-4]Q)"
        r"(?P<what>[ -](?:fiscal[ -])?(?:quarter|half))?(?P<of>(?: of"
        r"|,)? (?P<fiscal2>(?:the )?fiscal (?:year )?|FY ?)?"
        r"(?P<year>(?:19|20)\d\d|(?<=FY)\d\d|(?<=of )(?:last|this|next) year))?(?!\d)"
    ),
    ("quarter", "half", "Q[1-4]|H[12]", "[1-4]Q"),
    25,
    r"(?<![\w-])[\dFHQSTfst]",
)
#: "fiscal year 2026", "FY2026", "FY26", "fiscal 2026".
FISCAL: Final = Seeker(
    re.compile(
        r"(?<![\w-])(?:[Ff]iscal(?: [Yy]ears?)? (?P<year>(?:19|20)\d\d)|FY[ -]?(?P<short>(?:19"
        r"|20)?\d\d))(?!\d)"
    ),
    ("iscal", "FY"),
    1,
    "",
)
#: "2026-2027", "2025–2027".
YEARS: Final = Seeker(
    re.compile(
        r"(?<![\w$€£¥#§/.,'’-])(?P<first>20[0-6]\d) ?[-–] ?(?P<second>20[0-6]\d)(?![\w%]|[-–/.,]\d)"
    ),
    (r"20[0-6]\d(?= ?[-–])",),
)
#: "early 2026", "by the end of 2025", "mid-2026", "in 2027": a year that tells time.
YEAR: Final = Seeker(
    re.compile(
        r"(?P<part>\b(?:[Ee]arly(?: in)?|[Mm]id|[Ll]ate(?: in)?|[Ee]nd of|[Tt]he end of|[Yy]ear-end"
        r"|[Bb]eginning of|[Ss]tart of)(?: |-))?"
        r"(?<![\w$€£¥#§/.,'’-])(?P<year>(?:19[5-9]|20[0-6])\d)(?![\w%]|[-–/.,]\d|-[A-Za-z])"
    ),
    (r"(?:19[5-9]|20[0-6])\d",),
    13,
    r"\b[\dBELMSTYbelmsty]",
)
