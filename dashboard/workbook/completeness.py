"""How complete a workbook is: findings for cells left blank, and the words of the verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.catalogue.findings import Finding, located
from dashboard.words import formats, submission_sentences
from dashboard.workbook.asked import Filled
from dashboard.workbook.reading import Workbook

RULE = "R10"
# So many blank cells of a sheet are named one by one; of more only the first, with their number.
ONE_BY_ONE, NAMED = 5, 12
# From this part of a sheet on it is for an officer to say that the workbook may be taken so.
GRAVE = 0.5
EXPECTED = "một số; không phát sinh thì 0"


@dataclass(frozen=True)
class Completeness:
    """How many of the cells that are asked are filled in, and the sheets that lack half or more."""

    asked: int
    filled: int
    grave: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing."""
        return self.filled == self.asked


def of(workbook: Workbook) -> Completeness:
    """Count what a workbook was asked and what it holds, optional sheets not begun left out."""
    sheets = asked(workbook.sheets)
    return Completeness(
        asked=sum(each.asked for each in sheets),
        filled=sum(each.asked - missing(each) for each in sheets),
        grave=tuple(each.title for each in sheets if missing(each) >= GRAVE * each.asked),
    )


def asked(sheets: Iterable[Filled]) -> list[Filled]:
    """Give the sheets that the unit must fill in, and the optional ones that it began."""
    return [
        each
        for each in sheets
        if each.asked and not (each.is_optional and missing(each) == each.asked)
    ]


def missing(sheet: Filled) -> int:
    """Count the cells of a sheet without a number, blank or not in the file."""
    return sheet.lacking + len(sheet.blanks)


def lines(workbook: Workbook) -> list[str]:
    """Say of each sheet that lacks numbers how many of how many cells, the emptiest first."""
    sheets = [each for each in asked(workbook.sheets) if missing(each)]
    return [
        f"biểu “{each.title}” thiếu {formats.number(missing(each))} trong "
        f"{formats.number(each.asked)} ô"
        for each in sorted(sheets, key=lambda each: -missing(each) / each.asked)
    ]


def findings(workbook: Workbook) -> list[Finding]:
    """Find the cells left blank (R10): one by one where they are few, else once a sheet."""
    found = []
    for sheet in asked(workbook.sheets):
        if 0 < len(sheet.blanks) <= ONE_BY_ONE:
            found += [
                blank(workbook.file_name, sheet, cell, "ô còn để trống") for cell in sheet.blanks
            ]
        elif sheet.blanks:
            count, most = formats.number(len(sheet.blanks)), formats.number(sheet.asked)
            share = formats.number(100 * len(sheet.blanks) / sheet.asked, 1)
            listed = ", ".join(sheet.blanks[:NAMED])
            more = "…" if len(sheet.blanks) > NAMED else ""
            words = f"còn {count} trong {most} ô để trống ({share} %): {listed}{more}"
            found.append(blank(workbook.file_name, sheet, sheet.blanks[0], words))
    return found


def blank(file: str, sheet: Filled, cell: str, words: str) -> Finding:
    """Word a finding on blank cells; it stands at the first of them."""
    return Finding(
        file=file,
        sheet=sheet.title,
        cell=cell,
        rule=RULE,
        severity="warning",
        found="",
        expected=EXPECTED,
        message=f"{located(file, sheet.title, cell)}{words}. Trống nghĩa là chưa có số liệu; "
        "nếu không phát sinh thì nhập 0.",
    )


def verdict(unit: str, severities: Sequence[str], held: Completeness) -> str:
    """Say whether a checked workbook can be sent, how complete it is and what is missing."""
    of_all = f"đã điền {formats.number(held.filled)} trong {formats.number(held.asked)} ô"
    if "error" in severities or held.is_whole:
        sentence = submission_sentences.verdict(unit, severities)
        return sentence if held.is_whole else f"{sentence}; {of_all}"
    if held.grave:
        return (
            f"{unit}: không có lỗi nhưng còn thiếu số liệu, {of_all}; trống từ một nửa trở lên: "
            f"{', '.join(f'“{title}”' for title in held.grave)}. Chỉ nộp khi cán bộ tiếp nhận xác "
            "nhận phần thiếu"
        )
    return f"{submission_sentences.verdict(unit, severities)}; {of_all}"
