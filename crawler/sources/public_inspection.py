"""Filings at the Office of the Federal Register: the earliest sign of a rule, often days ahead.

2026-11-24  First written. The list names only the sub-agency, where the published document names
            the department first. Regular filings at 8:45, special ones also 11:15, 14:00, 16:15
            and 18:00 in Washington. `last_public_inspection_issue` moves every day: not asked for.
"""

from datetime import timedelta

from crawler.kinds import PublicInspectionApi


class PublicInspection(PublicInspectionApi):
    """Filings of the bureau and of the department itself, with the bureau's full texts."""

    publisher = "Federal Register, public inspection"
    authority_rank = 3
    base = "https://www.federalregister.gov"
    at = "50 8,11,14,16,18 * * mon-fri"
    quiet_after = timedelta(days=14)
    extractor = "pi_search"
    agencies = ("industry-and-security-bureau", "commerce-department")
    fields = (
        "document_number", "title", "type", "agencies", "agency_names", "agency_letters",
        "docket_numbers", "filed_at", "filing_type", "publication_date", "editorial_note",
        "num_pages", "subject_1", "subject_2", "subject_3", "toc_doc", "toc_subject",
        "html_url", "json_url", "raw_text_url",
    )  # fmt: skip
