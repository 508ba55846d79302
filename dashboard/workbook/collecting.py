"""Collects what reading finds in a file."""

from collections import Counter

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.observations import Key
from dashboard.words import formats

# Findings of one rule in one sheet that are listed one by one; the rest are counted.
LISTED = 200


class Findings:
    """Collects what reading finds; many of one rule in one sheet are listed in part and counted."""

    def __init__(self, file: str) -> None:
        """Start for a file."""
        self.file = file
        self.listed: list[Finding] = []
        self.counts: Counter[tuple[str, str, str]] = Counter()

    def add(
        self,
        rule: str,
        severity: str,
        message: str,
        *,
        sheet: str = "",
        cell: str = "",
        found: str = "",
        expected: str = "",
        key: Key | None = None,
    ) -> None:
        """Add a finding; the message follows the place."""
        kind = (sheet, rule, severity)
        self.counts[kind] += 1
        # A cell that is refused is always named (R02): the form bounds how many there are.
        if self.counts[kind] > LISTED and rule != "R02":
            return
        self.listed.append(
            Finding(
                file=self.file,
                sheet=sheet,
                cell=cell,
                rule=rule,
                severity=severity,
                found=found,
                expected=expected,
                message=f"{self.located(sheet, cell)}: {message}",
                indicator_code=key.indicator_code if key else "",
                year=key.year if key else 0,
            )
        )

    def drop(self, rule: str, places: set[tuple[str, str]]) -> None:
        """Take back what a rule found at some places, by sheet and cell."""
        dropped = [
            each for each in self.listed if each.rule == rule and (each.sheet, each.cell) in places
        ]
        self.counts.subtract((each.sheet, each.rule, each.severity) for each in dropped)
        self.listed = [each for each in self.listed if each not in dropped]

    def located(self, sheet: str, cell: str) -> str:
        """Give the opening of a sentence: file, sheet and cell, as far as known."""
        in_sheet = f", biểu “{sheet}”" if sheet else ""
        return f"{self.file}{in_sheet}" + (f", ô {cell}" if cell else "")

    def all(self) -> tuple[Finding, ...]:
        """Give all findings, with one for those that were only counted."""
        rest = [
            Finding(
                file=self.file,
                sheet=sheet,
                cell="",
                rule=rule,
                severity=severity,
                found=str(count - LISTED),
                expected="",
                message=f"{self.located(sheet, '')}: còn {formats.number(count - LISTED, 0)} "
                f"phát hiện khác cùng loại ({rule}).",
            )
            for (sheet, rule, severity), count in self.counts.items()
            if count > LISTED and rule != "R02"
        ]
        return (*self.listed, *rest)
