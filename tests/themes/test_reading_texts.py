"""What the process makes of texts before anything else: names and streets out, several texts of one into one."""

from __future__ import annotations

from datetime import date

from feedback.themes.worker.held import Held

WEEK = date(2026, 8, 3)


def test_names_are_gone_before_a_text_is_grouped() -> None:
    held = Held()
    held.add([(1, "2026-08-03", "Tack Karin Andersson på Storgatan 12!"), (2, WEEK, "Lång kö [phone]")])
    assert held.texts == ["Tack [name] på [address]!", "Lång kö [phone]"]
    assert held.weeks == [WEEK, WEEK]


def test_several_texts_of_one_response_are_one_comment() -> None:
    held = Held()
    held.add([(1, WEEK, "Först"), (2, WEEK, "Annan")])
    held.add([(1, WEEK, "Sedan")])
    assert (held.responses, held.texts) == ([1, 2], ["Först\nSedan", "Annan"])


def test_comments_placed_by_hand_are_examples_as_long_as_they_are_there() -> None:
    held = Held()
    held.add([(1, WEEK, "a"), (2, WEEK, "b"), (3, WEEK, "c")])
    held.add_before([(3, 70, True), (1, 50, True), (2, 50, False), (9, 50, True), (2, 70, True)])
    assert held.before == {70: {3, 2}, 50: {1, 2, 9}}
    assert held.examples() == [(2, 0), (0, 1), (1, 0)]
