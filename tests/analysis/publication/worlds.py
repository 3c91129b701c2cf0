"""Small municipalities, drawn."""

from __future__ import annotations

import numpy as np

from analysis.publication.history import History, Quarter, Tally


def quarter_codes(count: int, first: Quarter = (2024, 1)) -> tuple[Quarter, ...]:
    start = first[0] * 4 + first[1] - 1
    return tuple((number // 4, number % 4 + 1) for number in range(start, start + count))


def tally(answers: np.ndarray, nonanswers: np.ndarray | None = None) -> Tally:
    rest = np.full_like(answers, 50) if nonanswers is None else nonanswers
    return Tally(answers, rest, (answers == 0) & (rest == 0))


def drawn(
    seed: int,
    shape: tuple[int, int, int],
    services: int = 0,
    rate: float = 0.4,
    first: Quarter = (2024, 1),
    errands: float = 45,
) -> History:
    """Errands with skew rows, columns and services; some combinations never occur."""
    chance = np.random.default_rng(seed)
    quarters, districts, channels = shape
    sizes = chance.gamma(1.0, 1.0, (districts, channels, max(services, 1)))
    sizes[chance.random(sizes.shape) < 0.1] = 0
    closed = chance.poisson(errands * sizes, (quarters, *sizes.shape))
    answers = chance.binomial(closed, rate)
    by_service = tally(answers, closed - answers)
    whole = tally(answers.sum(axis=3), (closed - answers).sum(axis=3))
    return History(quarter_codes(quarters, first), whole, by_service if services else None)


def with_offices_and_languages(history: History, seed: int, offices: int = 3, languages: int = 3) -> History:
    """Visits are channel 0; a first language that most speak."""
    chance = np.random.default_rng(seed)
    services = history.services
    assert services is not None
    assert services.nonanswers is not None
    shares = chance.dirichlet(np.full(offices, 2.0))
    spoken = np.append(0.8, np.full(languages - 1, 0.2 / (languages - 1)))
    visits = [
        chance.multinomial(each[:, :, 0].sum(axis=1), shares).transpose(0, 2, 1)
        for each in (services.answers, services.nonanswers)
    ]
    people = [
        chance.multinomial(each.sum(axis=(2, 3)), spoken) for each in (services.answers, services.nonanswers)
    ]
    return History(history.quarters, history.channels, services, tally(*visits), 0, tally(*people))
