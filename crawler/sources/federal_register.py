"""Documents of the Commerce Department and its Bureau of Industry and Security as published.

2026-11-24  First written. The bureau's slug is "industry-and-security-bureau". Its documents list
            the department too, so that asking for both misses none; full texts are the bureau's.
"""

from datetime import timedelta

from crawler.kinds import FederalRegisterApi


class FederalRegister(FederalRegisterApi):
    """Rules, proposals and notices, with full texts of the bureau's own."""

    publisher = "Federal Register"
    authority_rank = 2
    base = "https://www.federalregister.gov"
    at = "20 6,9,12,17 * * mon-sat"
    quiet_after = timedelta(days=4)
    extractor = "fr_search"
    agencies = ("industry-and-security-bureau", "commerce-department")
    fields = (
        "title", "type", "subtype", "abstract", "action", "dates",
        "effective_on", "comments_close_on", "signing_date", "publication_date",
        "citation", "volume", "start_page", "end_page", "document_number",
        "agencies", "docket_ids", "cfr_references", "regulation_id_numbers", "significant",
        "correction_of", "corrections", "executive_order_number", "proclamation_number",
        "presidential_document_number", "president", "disposition_notes",
        "toc_doc", "toc_subject", "topics",
        "html_url", "pdf_url", "json_url", "raw_text_url", "full_text_xml_url",
    )  # fmt: skip
