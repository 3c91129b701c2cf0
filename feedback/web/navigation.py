"""The staff side's main menu, as data. A page without an address is not built yet and is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from feedback.web.languages import translations


@dataclass(frozen=True)
class NavItem:
    """`key` is what a page's template sets as `page`; `label` is Swedish here and translated by `menu`."""

    key: str
    label: str
    address: str = ""
    administrators_only: bool = False


def _(text: str) -> str:
    """Marks a text for translation where it stands."""
    return text


PAGES = (
    NavItem("overview", _("Överblick"), "/insikt"),
    NavItem("districts", _("Kommundelar"), "/insikt/kommundelar"),
    NavItem("channels", _("Kanaler"), "/insikt/kanaler"),
    NavItem("offices", _("Kontor"), "/insikt/kontor"),
    NavItem("themes", _("Teman"), "/insikt/teman"),
    NavItem("use", _("Användning"), "/insikt/anvandning"),
    NavItem("presence", _("Närvaro"), "/insikt/narvaro"),
    NavItem("compare", _("Jämför"), "/insikt/jamfor"),
    NavItem("summaries", _("Sammanfattningar"), "/insikt/sammanfattningar"),
    NavItem("method", _("Så räknar vi"), "/sa-raknar-vi"),
    NavItem("references", _("Jämförelsevärden"), "/insikt/jamforelsevarden", administrators_only=True),
    NavItem("staff", _("Konton"), "/personal", administrators_only=True),
)


def menu(language: str, *, is_administrator: bool) -> tuple[NavItem, ...]:
    """What one reader's menu holds, in their language."""
    text = translations("staff", language).gettext
    return tuple(
        replace(item, label=text(item.label))
        for item in PAGES
        if item.address and (is_administrator or not item.administrators_only)
    )
