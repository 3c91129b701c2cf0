"""A theme's quotes are typical of it, and each says something the others do not."""

from __future__ import annotations

from analysis.themes.quotes import QUOTES, representative

LONG_QUEUE = "Jag satt i telefonkön i över en timme innan någon svarade"
SAME_AGAIN = "Jag satt i telefonkön i över en timme innan någon svarade!!"
CUT_OFF = "Samtalet bröts två gånger och jag fick börja om från början"
MUSIC = "Pausmusiken skrapade medan platsen stod stilla hela eftermiddagen"


def test_near_repetitions_are_left_out() -> None:
    chosen = representative([LONG_QUEUE, SAME_AGAIN, CUT_OFF], ["sv"] * 3, [1.0, 0.9, 0.2])
    assert chosen == (0, 2)


def test_the_most_typical_comes_first() -> None:
    chosen = representative([LONG_QUEUE, CUT_OFF, MUSIC], ["sv"] * 3, [0.1, 0.3, 0.9])
    assert chosen[0] == 2
    assert set(chosen) == {0, 1, 2}


def test_lengths_that_read_well_come_before_stumps_and_essays() -> None:
    essay = " ".join(f"ord{n}" for n in range(200))
    chosen = representative(["Telefonkö", essay, CUT_OFF], ["sv"] * 3, [0.9, 0.8, 0.1])
    assert chosen[0] == 2


def test_no_two_quotes_share_most_of_their_words() -> None:
    texts = [f"Telefonkön varade i {n} minuter den dagen {word}" for n, word in enumerate("abcdefghij" * 3)]
    assert len(representative(texts, ["sv"] * 30, [1.0] * 30)) == 1


def test_there_are_only_so_many() -> None:
    texts = [f"alfa{n}xy beta{n}xy gamma{n}xy delta{n}xy epsilon{n}xy" for n in range(160)]
    letters = [text.translate(str.maketrans("0123456789", "qwrtpsdfgh")) for text in texts]
    chosen = representative(letters, [""] * 160, [1.0] * 160)
    assert len(chosen) == len(set(chosen)) == QUOTES
    assert len(representative(letters, [""] * 160, [1.0] * 160, most=3)) == 3


def test_texts_without_words_are_no_quotes() -> None:
    assert representative(["😀", "", "12 345"], ["", "", ""], [1.0, 1.0, 1.0]) == ()
    assert representative([], [], []) == ()


def test_comments_that_are_all_alike_give_one_quote() -> None:
    assert representative([CUT_OFF] * 50, ["sv"] * 50, [0.0] * 50) == (0,)


def test_negative_strengths_keep_their_order() -> None:
    assert representative([LONG_QUEUE, CUT_OFF], ["sv"] * 2, [-2.0, -1.0])[0] == 1
