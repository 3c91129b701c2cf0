"""The scope one quarter earlier, to tell what changed."""

from __future__ import annotations

from dataclasses import replace

from feedback.insight.figures import QUARTER, YEAR_TO_DATE, Scope


def before(scope: Scope) -> Scope | None:
    """The same kind of period ending a quarter earlier; None where the quarters for it are not there."""
    earlier = scope.history[:-1]
    if not earlier:
        return None
    if scope.period == QUARTER:
        quarters = earlier[-1:]
    elif scope.period == YEAR_TO_DATE:
        quarters = tuple(code for code in earlier if code[:4] == scope.last[:4])
    else:
        quarters = earlier[-len(scope.quarters) :]
    if not quarters or (scope.period not in (QUARTER, YEAR_TO_DATE) and len(quarters) < len(scope.quarters)):
        return None
    return replace(scope, quarters=quarters, history=earlier)


def single(scope: Scope, code: str) -> Scope:
    """One quarter by itself, all services: only that is decided on per quarter."""
    return replace(scope, quarters=(code,), period=QUARTER, service=None)
