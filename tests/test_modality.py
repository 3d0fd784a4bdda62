"""How an act is told, for verbs of every class: the same words govern them all."""

from __future__ import annotations

import pytest

from nlp.attribution import foreign
from nlp.modality import Telling, reported, tell_noun, tell_verb

#: Base, participle, gerund and object of verbs of several claim types.
VERBS = (
    ("rescind", "rescinded", "rescinding", "the rule"),
    ("suspend", "suspended", "suspending", "the rule"),
    ("delay", "delayed", "delaying", "the deadline"),
    ("add", "added", "adding", "Orvane to the Entity List"),
    ("grant", "granted", "granting", "Orvane a licence"),
    ("withdraw", "withdrawn", "withdrawing", "the draft"),
    ("publish", "published", "publishing", "the guidance"),
)
AHEAD = frozenset({"announced", "planned", "scheduled", "proposed"})

ACTIVE = """
ahead affirmed: BIS plans to {base} {object}.
ahead affirmed: BIS is on track to {base} {object}.
ahead affirmed: The bureau is laying the groundwork to {base} {object}.
ahead affirmed: The bureau committed itself to {gerund} {object}.
ahead affirmed: The bureau told reporters that it would {base} {object} by June.
ahead affirmed: The bureau has decided to {base} {object}.
ahead affirmed: The bureau, he added, will in due course {base} {object}.
ahead affirmed: Commerce to {base} {object}
ahead affirmed: The proposed rule would {base} {object}.
ahead negated: BIS won't {base} {object}.
ahead negated: BIS does not intend to {base} {object}.
speculated affirmed: BIS is mulling a plan to {base} {object}.
speculated affirmed: BIS has not ruled out {gerund} {object}.
speculated affirmed: Analysts expect BIS to {base} {object}.
speculated affirmed: Perhaps BIS will {base} {object}.
speculated affirmed: Among the options is {gerund} {object}.
urged affirmed: Two trade groups called on BIS to {base} {object}.
urged affirmed: Senators demanded that BIS {base} {object}.
urged affirmed: The association appealed to Commerce to {base} {object}.
denied affirmed: BIS denied that it had {participle} {object}.
denied affirmed: There are no plans to {base} {object}, an official said.
denied affirmed: Commerce dismissed reports that it would {base} {object}.
denied affirmed: Commerce called a report that it would {base} {object} false.
denied affirmed: It is not true that BIS will {base} {object}, she said.
denied affirmed: BIS has not {participle} {object}, a spokesman said, calling the report false.
done negated: BIS has still not formally {participle} {object}.
done negated: BIS hasn’t {participle} {object}.
done negated: Nor did the bureau {base} {object}.
done negated: BIS stopped short of {gerund} {object}.
done negated: BIS decided not to {base} {object}.
done negated: BIS has resisted calls to {base} {object}.
done negated: The department turned down a request to {base} {object}.
done affirmed: BIS has {participle} {object}.
done affirmed: BIS, which is considering a new draft, has {participle} {object}.
done affirmed: The office, asked whether it would reply to anyone, has {participle} {object}.
done affirmed: The bureau went on to {base} {object} in May.
none -: BIS would have {participle} {object}.
none -: Had BIS {participle} {object}, exporters would have cheered.
none -: If BIS were to {base} {object}, exporters would cheer.
none -: The bureau abandoned plans to {base} {object}.
none -: It is unclear whether BIS has {participle} {object}.
denied affirmed: A report that BIS had {participle} {object} was dismissed by a spokesman.
denied affirmed: The site wrongly said that BIS had {participle} {object}.
done negated: Rumors that BIS has {participle} {object} are wrong.
done negated: BIS has made no decision to {base} {object}.
done negated: No decision has been made on whether to {base} {object}.
done negated: None of the petitions to {base} {object} has been acted on.
done negated: BIS has neither blessed nor {participle} {object}.
done negated: There is no sign that BIS has {participle} {object}.
done negated: BIS backed away from {gerund} {object}.
ahead negated: The secretary vowed never to {base} {object}.
ahead affirmed: Commerce has begun to {base} {object}.
ahead affirmed: The measure would be coupled with formally {gerund} {object}.
speculated negated: It is doubtful that BIS will {base} {object}.
speculated negated: Few expect BIS to {base} {object}.
speculated affirmed: Whether BIS will {base} {object} is an open question.
speculated affirmed: Nobody should count on BIS {gerund} {object}.
speculated affirmed: BIS seems bound to {base} {object}.
urged affirmed: Calls to {base} {object} have gone unheeded.
none -: BIS almost {participle} {object}.
none -: BIS came close to {gerund} {object}.
none -: Suppose BIS {participle} {object}.
none -: Exporters act as if BIS had {participle} {object}.
none -: Negotiators of the bill {participle} {object}.
"""
NOUNS = """
ahead affirmed: The planned {noun} of the rule drew praise.
ahead affirmed: The {noun} of the rule, announced on Monday, needs a notice.
ahead affirmed: The bureau is preparing a {noun} of the rule.
speculated affirmed: A possible {noun} of the rule drew praise.
speculated affirmed: The {noun} of the rule is under consideration.
urged affirmed: Exporters are pressing for {noun} of the rule.
denied affirmed: Commerce ruled out a {noun} of the rule.
denied affirmed: Reports of a {noun} of the rule are false, it said.
denied affirmed: No {noun} of the rule is planned, it said.
done negated: No {noun} of the rule has been published.
done negated: The {noun} of the rule never took effect.
done affirmed: BIS issued a notice of {noun} of the rule.
none -: A {noun} of the rule would harm allies.
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    """Modality class, polarity and sentence of each line."""
    out = []
    for line in table.strip().splitlines():
        want, sentence = line.split(": ", 1)
        modality, polarity = want.split()
        out.append((modality, polarity, sentence))
    return out


def seen(telling: Telling | None) -> tuple[str, str]:
    """Class and polarity of a telling, comparable with a table's."""
    if telling is None:
        return "none", "-"
    return ("ahead" if telling.modality in AHEAD else telling.modality), telling.polarity


@pytest.mark.parametrize(("modality", "polarity", "sentence"), rows(ACTIVE))
def test_verbs(modality: str, polarity: str, sentence: str) -> None:
    """What governs a verb says how it is told, whichever verb it is."""
    for base, participle, gerund, thing in VERBS:
        form = next(
            word
            for name, word in (("base", base), ("participle", participle), ("gerund", gerund))
            if f"{{{name}}}" in sentence
        )
        text = sentence.format(base=base, participle=participle, gerund=gerund, object=thing)
        at = sentence.index("{")
        assert seen(tell_verb(text, at, at + len(form), True)) == (modality, polarity), text


@pytest.mark.parametrize(("modality", "polarity", "sentence"), rows(NOUNS))
def test_nouns(modality: str, polarity: str, sentence: str) -> None:
    """The same for an act told by its noun."""
    for noun in ("rescission", "suspension", "delay", "withdrawal", "postponement"):
        text = sentence.format(noun=noun)
        at = sentence.index("{")
        assert seen(tell_noun(text, at, at + len(noun))) == (modality, polarity), text


@pytest.mark.parametrize(
    ("sentence", "rests"),
    [
        ("BIS has rescinded the rule, people familiar with the matter said.", True),
        ("Officials have agreed to drop the rule, a Tokyo daily reported.", True),
        ("The Ostend Gazette reported that BIS had acted.", True),
        ("According to a news report, BIS will act.", True),
        ("Word is that BIS has rescinded the rule.", True),
        ("BIS will rescind the rule, a leaked memo shows.", True),
        ("Two former officials say that BIS will rescind the rule.", True),
        ("US to rescind chip rule -- sources", True),
        ("In its report of May 6, GAO found that the rule was late.", False),
        ("Reports that BIS rescinded the rule are wrong.", False),
        ("BIS rescinded the rule, the department said.", False),
        ("This magazine says BIS rescinded the rule.", False),
    ],
)
def test_reported(sentence: str, rests: bool) -> None:
    """Unnamed sources and other outlets make a telling one of theirs."""
    assert reported(sentence) is rests


@pytest.mark.parametrize(
    ("modality", "text", "word"),
    [
        ("planned", "BIS has said that a replacement comes later.", "comes"),
        ("planned", "Commerce suspends the rule next week", "suspends"),
        ("planned", "The agency issues a new rule later this year, it said.", "issues"),
        ("done", "BIS withdraws the rule later found unlawful.", "withdraws"),
        ("done", "BIS extends the rule until next year.", "extends"),
        ("done", "Commerce suspends the rule, and more comes soon.", "suspends"),
    ],
)
def test_a_present_tense_with_a_time_to_come_is_a_plan(modality: str, text: str, word: str) -> None:
    at = text.index(word)
    told = tell_verb(text, at, at + len(word), True)
    assert told and told.modality == modality


@pytest.mark.parametrize("base", ["tighten", "review", "renew", "widen"])
def test_a_base_that_looks_like_a_participle(base: str) -> None:
    """ "BIS will tighten the rule" is ahead, for all that "tighten" ends like "taken"."""
    text = f"Exporters fear that BIS will {base} the rule."
    at = text.index(base)
    told = tell_verb(text, at, at + len(base), False)
    assert told and told.modality == "speculated"


@pytest.mark.parametrize(
    ("text", "word", "abroad"),
    [
        ("China's commerce ministry said it would suspend its curbs.", "suspend", True),
        ("The rule was rescinded by Beijing on Monday.", "rescinded", True),
        ("India withdrew its import order.", "withdrew", True),
        ("Japan's export ban has been suspended.", "suspended", True),
        ("A court in Seoul struck down the rule.", "struck", True),
        ("Beijing said Washington had suspended the rule.", "suspended", False),
        ("The Dutch trade minister said BIS had withdrawn the rule.", "withdrawn", False),
        ("BIS suspended the rule for Japan.", "suspended", False),
    ],
)
def test_who_acts(text: str, word: str, abroad: bool) -> None:
    """Another government's act is none of ours; what its ministers tell of ours is."""
    at = text.index(word)
    assert foreign(text, (at, at + len(word))) is abroad
