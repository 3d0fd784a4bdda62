"""The DATES caption of a Federal Register document: typed dates, each with what it is a date of.

A caption holds several dates (34 % of rules, 94 % of delays), and the first is often the wrong
one: dates of *other* rules cited there ("published at 66 FR 4674, January 17, 2001") are set
aside; "until" and "through" are kept apart; misprints that read only one way are read and flagged.
"""

from nlp.captions.corrected import read_corrections
from nlp.captions.dated import Dated
from nlp.captions.printed import Day, days
from nlp.captions.reading import LONGEST, read_caption, read_moves
from nlp.captions.sentences import caption_sentences, preposition

__all__ = [
    "LONGEST",
    "Dated",
    "Day",
    "caption_sentences",
    "days",
    "preposition",
    "read_caption",
    "read_corrections",
    "read_moves",
]
