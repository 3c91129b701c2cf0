"""The resident's pages: form, redaction, and the one transaction that stores an answer."""
