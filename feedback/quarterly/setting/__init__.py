"""The document in its three forms: PDF/A-2a and PDF/UA-1, one HTML page, and DOCX for those who must edit.

The forms are imported when first asked for: typst and python-docx belong in a worker process or the command, while
`html_of`, `style_hash` and `content_policy` need neither of them.
"""

from __future__ import annotations

from feedback.quarterly.document import Document
from feedback.quarterly.setting.policy import content_policy, style_hash

__all__ = ["content_policy", "docx_of", "html_of", "pdf_of", "style_hash"]


def pdf_of(document: Document) -> bytes:
    """The same document gives the same bytes, in any process and time zone."""
    from feedback.quarterly.setting import pdf

    return pdf.pdf_of(document)


def html_of(document: Document) -> str:
    """One page that needs nothing else: no script, no address is asked."""
    from feedback.quarterly.setting import page

    return page.html_of(document)


def docx_of(document: Document) -> bytes:
    """The same document gives the same bytes here too."""
    from feedback.quarterly.setting import word

    return word.docx_of(document)
