"""The comparison as a table and sentences on a terminal: in alphabetical order, never ranked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.group_report import ComparisonReport, GroupReport, told_coverage
from analysis.labels import MISSING
from analysis.report_words import WORDS
from analysis.uncertainty import Estimate
from analysis.verdict import Standing, Verdict

FOLDED_ABOVE = 30
"""With more hidden groups than this, they are counted under the table and not listed in it."""
_NARROW = 100
_STYLES = {
    Verdict.LACKING: "bold red",
    Verdict.EQUAL: "green",
    Verdict.BETTER: "cyan",
    Verdict.CANNOT_TELL: "",
}


class ReportTable:
    """Prints one report in one language. On a narrow console each group has lines of its own instead of a row."""

    def __init__(self, report: ComparisonReport, console: Console, language: str) -> None:
        self.report, self.console, self.words = report, console, WORDS[language]
        self.is_narrow = console.width < _NARROW

    def show(self) -> None:
        hidden = sum(one.standing is None for one in self.report.groups)
        for line in self._about_all():
            self._say(line)
        for columns in _sections(self.report.groups):
            groups = [one for one in self.report.groups if tuple(one.group) == columns]
            self.console.print()
            listed = [one for one in groups if one.standing is not None or hidden <= FOLDED_ABOVE]
            if self.is_narrow:
                self._lines(listed)
            else:
                self.console.print(self._table(columns, listed))
        self.console.print()
        for line in (*self._notes(hidden), *self._joined()):
            self._say(line)

    def _say(self, line: str) -> None:
        """Piped lines are left whole."""
        self.console.print(Text(line), soft_wrap=not self.console.is_terminal)

    def _about_all(self) -> Iterator[str]:
        o = self.report.outcome
        if o.share is None or o.index is None:
            yield self.words["all_hidden"].format(smallest=o.smallest)
            return
        low, high = self._limits(o.share, percent=True)
        yield self.words["all"].format(
            satisfied=self._percent(o.share.value),
            low=low,
            high=high,
            n=whole_number(o.n or 0),
            index=self._number(o.index.value),
        )
        if o.response:
            share = self._percent(o.response.share.value)
            yield self.words["response"].format(
                n=whole_number(o.n or 0), asked=whole_number(o.response.asked), share=share
            )
        yield self.words["satisfied_means"].format(
            start=o.scale.satisfied_from, low=o.scale.low, high=o.scale.high
        )

    def _table(self, columns: Sequence[str], groups: Sequence[GroupReport]) -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1))
        for column in columns:
            table.add_column(column, overflow="fold", min_width=6)
        for head in self._heads():
            table.add_column(self.words[head], justify="left" if head == "verdict" else "right", no_wrap=True)
        for one in groups:
            table.add_row(*(Text(self._name(name)) for name in one.group.values()), *self._cells(one))
        return table

    def _lines(self, groups: Sequence[GroupReport]) -> None:
        """The name with the verdict, and under it whatever else there is, each with its heading."""
        for one in groups:
            cells = dict(zip(self._heads(), self._cells(one), strict=True))
            name = " × ".join(map(self._name, one.group.values()))
            self.console.print(Text.assemble((name, "bold"), ": ", cells.pop("verdict")))
            told = [f"{self.words[head]} {cell}" for head, cell in cells.items() if cell]
            if told:
                self.console.print(Text("  " + "; ".join(told)))

    def _heads(self) -> Iterator[str]:
        yield from ("n", "answered") if self._has_response() else ("n",)
        yield from ("satisfied", "index", "gap")
        yield from ("adjusted",) if self.report.outcome.mix else ()
        yield from ("verdict", "needed")

    def _cells(self, one: GroupReport) -> Iterator[str | Text]:
        cells = self._filled(one) if one.standing else {"verdict": Text(self.words["hidden"], style="dim")}
        yield from (cells.get(head, "") for head in self._heads())

    def _filled(self, one: GroupReport) -> Mapping[str, str | Text]:
        s = one.standing
        assert s is not None
        return {
            "n": whole_number(s.n),
            "answered": self._percent(one.response.share.value) if one.response else "",
            "satisfied": self._with_limits(s.share, percent=True),
            "index": self._number(s.index.value),
            "gap": self._with_limits(s.gap),
            "adjusted": self._with_limits(s.adjusted_gap),
            "verdict": Text(self.words[s.verdict], style=_STYLES[s.verdict]),
            "needed": self._needed(s),
        }

    def _needed(self, s: Standing) -> str:
        """A dash where no number of answers from this group alone would do."""
        if s.verdict is not Verdict.CANNOT_TELL:
            return ""
        return "–" if s.answers_needed is None else whole_number(s.answers_needed)

    def _has_response(self) -> bool:
        response = self.report.outcome.response
        return response is not None and response.share.value < 1

    def _name(self, name: str) -> str:
        return self.words["missing"] if name == MISSING else name

    def _with_limits(self, estimate: Estimate | None, *, percent: bool = False) -> str:
        """A gap has a sign; a share has a percent sign."""
        if estimate is None:
            return ""
        low, high = self._limits(estimate, percent=percent)
        value = self._percent(estimate.value) if percent else self._signed(estimate.value)
        between = f"({low}–{high})" if percent else f"({low} … {high})"
        return f"{value} {between}"

    def _limits(self, estimate: Estimate, *, percent: bool) -> tuple[str, str]:
        if percent:
            return f"{100 * estimate.low:.0f}", f"{100 * estimate.high:.0f}"
        return self._limit(estimate.low), self._limit(estimate.high)

    def _limit(self, limit: float) -> str:
        """One decimal more where rounding would put the limit on 0 or on the margin."""
        on_edge = {0, round(100 * self.report.outcome.margin)}
        return self._signed(limit, decimals=1 if abs(round(100 * limit)) in on_edge else 0)

    def _signed(self, part: float, decimals: int = 0) -> str:
        text = f"{100 * part:+.{decimals}f}".replace("-", "−")
        return "0" if text.strip("+−0.") == "" else text.replace(".", self.words["decimal"])

    def _percent(self, part: float) -> str:
        return f"{100 * part:.0f} %"

    def _number(self, value: float) -> str:
        return f"{value:.0f}"

    def _notes(self, hidden: int) -> Iterator[str]:
        o, words, sections = self.report.outcome, self.words, _sections(self.report.groups)
        level = f"{100 * o.level:g}".replace(".", words["decimal"])
        if o.reference:
            yield words["against_reference"].format(reference=o.reference, level=level)
        else:
            yield words["against_rest"].format(level=level)
        if len(sections[-1]) == 2:
            yield words["combined"].format(first=sections[-1][0], second=sections[-1][1])
        if o.mix:
            yield words["mixed"].format(mix=" × ".join(o.mix))
            yield from self._coverage()
        yield words["margin"].format(margin=f"{100 * o.margin:g}".replace(".", words["decimal"]))
        if hidden:
            told = words["hides_folded" if hidden > FOLDED_ABOVE else "hides"]
            yield told.format(smallest=o.smallest, count=hidden, groups=len(self.report.groups))
        for one in self.report.heterogeneity:
            p = "p < 0.001" if one.p_value < 0.001 else f"p = {one.p_value:.3f}"
            sd = f"{100 * one.between_variance**0.5:.1f}"
            yield words["spread"].format(
                column=one.column, p=p.replace(".", words["decimal"]), sd=sd.replace(".", words["decimal"])
            )

    def _coverage(self) -> Iterator[str]:
        """Of groups where it is not all."""
        for one in self.report.groups:
            s = one.standing
            if s is not None and s.adjusted_gap is not None and s.coverage < 1:
                group = " × ".join(map(self._name, one.group.values()))
                yield self.words["covered"].format(group=group, share=self._covered(s))

    def _covered(self, s: Standing) -> str:
        told = told_coverage(s, self.report.outcome.smallest)
        return self.words["nearly_all"] if told is None else self._percent(told)

    def _joined(self) -> Iterator[str]:
        joined = [(column, one) for column, several in self.report.outcome.joined.items() for one in several]
        if joined:
            yield self.words["joined"]
        for column, one in joined:
            rows = self.words["rows_one" if one.rows == 1 else "rows"].format(rows=one.rows)
            yield self.words["joined_line"].format(
                column=column, written=f"'{one.written}'", read_as=f"'{self._name(one.read_as)}'", rows=rows
            )


def _sections(groups: Sequence[GroupReport]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(tuple(one.group) for one in groups))


def whole_number(number: int) -> str:
    """With a no-break space between thousands."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
