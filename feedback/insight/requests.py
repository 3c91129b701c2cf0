"""Everything the desk can be asked for, and what it gives."""

from __future__ import annotations

from feedback.insight.figures import (
    ItemsFigures,
    ItemsRequest,
    OfficesFigures,
    OfficesRequest,
    OverviewFigures,
    OverviewRequest,
    PairFigures,
    PairRequest,
    PlaceFigures,
    PlaceRequest,
    PresenceFigures,
    PresenceRequest,
    UseFigures,
    UseRequest,
)
from feedback.insight.theme_figures import ThemeFigures, ThemeRequest, ThemesFigures, ThemesRequest

ThemeRequests = ThemesRequest | ThemeRequest
Request = (
    OverviewRequest
    | PlaceRequest
    | OfficesRequest
    | UseRequest
    | PresenceRequest
    | PairRequest
    | ItemsRequest
    | ThemesRequest
    | ThemeRequest
)
Figures = (
    OverviewFigures
    | PlaceFigures
    | OfficesFigures
    | UseFigures
    | PresenceFigures
    | PairFigures
    | ItemsFigures
    | ThemesFigures
    | ThemeFigures
)
