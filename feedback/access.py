"""Who may see a route. A route that does not say so is closed to everybody."""

from __future__ import annotations

from enum import StrEnum


class Access(StrEnum):
    """Written on every handler as `opt={"access": Access.…}`; tests list them all."""

    PUBLIC = "public"  # anybody: residents' pages, sign-in, health, static files
    SIGNED = "signed"  # another system, by the signature on its message
    API_KEY = "api_key"  # another system, by a key of the read API
    STAFF = "staff"  # anyone signed in, within their own scope
    EXPORTS = "exports"  # managers and administrators: files of answers, within their own scope
    COMMITTEE = "committee"  # committee members, managers and administrators: the whole municipality
    ADMINISTRATOR = "administrator"
