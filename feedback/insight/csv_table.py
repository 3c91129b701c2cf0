"""The table as a file: exactly what the page shows, hidden where the page hides."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from feedback.insight.dashboard import Dashboard
from feedback.insight.figures import Figure
from feedback.insight.wording import Wording

# Excel reads UTF-8 and Swedish columns right when the file begins with a mark and parts them by semicolon.
MARK = "\ufeff"
FIGURES = 7


def csv_table(dashboard: Dashboard, wording: Wording) -> bytes:
    """One line per row and channel, with the figures rounded as on the page."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(_head(dashboard, wording))
    writer.writerows(_lines(dashboard, wording))
    return (MARK + written.getvalue()).encode()


def _head(dashboard: Dashboard, wording: Wording) -> list[str]:
    _ = wording.text
    return [
        _("Period"),
        _("Ärenden"),
        wording.rows_are(dashboard.selection.rows),
        _("Kanal"),
        _("Svar"),
        _("Nöjda, procent"),
        _("Nöjda, från"),
        _("Nöjda, till"),
        _("Index"),
        _("Index, från"),
        _("Index, till"),
    ]


def _lines(dashboard: Dashboard, wording: Wording) -> Iterator[list[str]]:
    selection = dashboard.selection
    shared = [wording.quarter(selection.quarter), wording.service(selection.service)]
    for row in dashboard.table_rows:
        for channel in dashboard.table_channels:
            place = [wording.table_row(dashboard, row), wording.channel(channel)]
            if dashboard.is_empty(row, channel):
                figures = [wording.text("Inga ärenden")] * FIGURES
            else:
                figures = _figures(dashboard.figure(row, channel), wording)
            yield [_harmless(text) for text in shared + place] + figures


def _figures(figure: Figure | None, wording: Wording) -> list[str]:
    if figure is None:
        return [wording.text("Dolt")] * FIGURES
    share, index = figure.share, figure.index
    shares = [100 * value for value in (share.value, share.low, share.high)]
    return [str(figure.n), *(f"{value:.0f}" for value in (*shares, index.value, index.low, index.high))]


def _harmless(text: str) -> str:
    """A spreadsheet would run a text that begins like a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text
