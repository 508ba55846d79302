"""Findings in words: districts, ranges, trends."""

from collections.abc import Sequence

from dashboard.words import formats
from dashboard.words.formats import (
    BASELINE,
    UNCHANGED,
    area_list,
    is_missing,
    number,
    with_unit,
)


def coverage(units_reported: int, units_expected: int) -> str:
    """Say how many districts a figure stands on, when it is not all of them."""
    if units_reported == units_expected:
        return ""
    return f" (mới có {units_reported}/{units_expected} huyện)"


def headline(
    *,
    value: float | None,
    change_since_baseline: float | None,
    year: int,
    baseline_year: int,
    kind: str,
    settlement: str,
    units_reported: int,
    units_expected: int,
) -> str:
    """Say how many poor households the province has left: the title of the overview."""
    place = "toàn tỉnh" if settlement == "total" else f"{formats.SETTLEMENTS[settlement]} toàn tỉnh"
    when = formats.year_in_sentence(year, baseline_year, kind)
    if formats.is_missing(value):
        return formats.capitalised(f"{when}: {place} chưa có số liệu hộ nghèo")
    partial = coverage(units_reported, units_expected)
    if year == baseline_year:
        return f"Đầu kỳ, {place} có {formats.number(value)} hộ nghèo{partial}"
    until = f"Ước đến cuối năm {year}" if kind == "estimate" else f"Đến cuối năm {year}"
    since = (
        ""
        if formats.is_missing(change_since_baseline)
        else f", {formats.change_in_words(change_since_baseline, 'hộ')} so với {formats.BASELINE}"
    )
    return f"{until}, {place} còn {formats.number(value)} hộ nghèo{since}{partial}"


def above_twice(names: Sequence[str]) -> str:
    """Say which districts exceed twice the province's rate."""
    if not names:
        return "không huyện nào cao hơn gấp đôi mức toàn tỉnh"
    return f"{formats.area_list(names)} cao hơn gấp đôi mức toàn tỉnh"


def extremes(
    highest: Sequence[str], high: float, lowest: Sequence[str], low: float, unit: str
) -> str:
    """Say who has the highest and the lowest value; ties are all named."""
    if high == low and len(highest) == 1:
        return f"Chỉ {highest[0]} có số liệu: {formats.with_unit(high, unit)}"
    if high == low:
        return f"Các huyện có số liệu đều ở mức {formats.with_unit(high, unit)}"
    is_size = formats.decimals_of(unit) > 0
    most, least = ("Cao nhất", "thấp nhất") if is_size else ("Nhiều nhất", "ít nhất")
    return (
        f"{most} là {formats.area_list(highest)} {formats.with_unit(high, unit)}, "
        f"{least} là {formats.area_list(lowest)} {formats.with_unit(low, unit)}"
    )


def changes(
    *,
    fell: int,
    rose: int,
    same: int,
    names: Sequence[str],
    size: float | None,
    unit: str,
    expected: int | None = None,
) -> str:
    """Say how many districts moved which way since the baseline, and who moved furthest down.

    With fewer districts than `expected`, "all" speaks of those that have figures.
    """
    counted = fell + rose + same
    known = " có số liệu" if expected is not None and counted < expected else ""
    if not counted:
        return f"Chưa có số liệu để so với {formats.BASELINE}"
    if fell == counted:
        opening = f"Cả {counted} huyện{known} đều giảm so với {formats.BASELINE}"
    elif rose == counted:
        opening = f"Cả {counted} huyện{known} đều tăng so với {formats.BASELINE}"
    else:
        parts = [
            f"{count} huyện {word}"
            for count, word in ((fell, "giảm"), (rose, "tăng"), (same, formats.UNCHANGED))
            if count
        ]
        opening = f"So với {formats.BASELINE}, {formats.area_list(parts)}"
    if formats.is_missing(size) or not names:
        return opening
    if counted == 1:
        return f"{opening}: {formats.area_list(names)} ({formats.change_in_words(size, unit)})"
    return (
        f"{opening}, nhiều nhất ở {formats.area_list(names)} "
        f"({formats.change_in_words(size, unit)})"
    )


def trend_summary(
    name: str, *, first: float, last: float, years: int, last_year: str, unit: str
) -> str:
    """Say how fast a series moved a year on average from the baseline to the last result."""
    pace = formats.change_in_words((last - first) / years, unit)
    span = f"từ {formats.BASELINE} đến {last_year}"
    start, end = formats.with_unit(first, unit), formats.with_unit(last, unit)
    if start == end:
        return f"{name} {formats.UNCHANGED} {span}: {end}"
    moved = f"gần như {formats.UNCHANGED}" if pace == formats.UNCHANGED else f"{pace}/năm bình quân"
    return f"{name} {moved} {span}: từ {start} {'còn' if last < first else 'lên'} {end}"


def target_phrase(comparator: str, bound: float, unit: str, year: int | None = None) -> str:
    """Name a target on a picture: `chỉ tiêu 2025: dưới 0,70 %`."""
    due = "" if year is None else f" {year}"
    return f"chỉ tiêu{due}: {formats.COMPARATORS[comparator]} {formats.with_unit(bound, unit)}"


def profile_title(
    full_name: str, *, value: float | None, change_since_baseline: float | None, when: str
) -> str:
    """Say where a district stands: its rate and the change since the baseline."""
    if formats.is_missing(value):
        return f"{full_name}: chưa có số liệu tỷ lệ hộ nghèo {when}"
    sentence = f"{full_name} có {formats.with_unit(value, '%')} hộ nghèo {when}"
    if formats.is_missing(change_since_baseline) or when == formats.BASELINE:
        return sentence
    return (
        f"{sentence}, {formats.change_in_words(change_since_baseline, '%')} so với "
        f"{formats.BASELINE}"
    )


def movement_summary(
    year_text: str, *, out: float | None, back: float | None, unexplained: float | None
) -> str:
    """Say how many households left the class in a year, how many entered, what is unexplained."""
    if formats.is_missing(out) or formats.is_missing(back):
        return f"{year_text}: chưa đủ số liệu diễn biến"
    sentence = (
        f"{year_text}: {formats.number(out)} lượt hộ giảm, {formats.number(back)} lượt hộ tăng"
    )
    if unexplained is not None and not formats.is_missing(unexplained) and unexplained:
        sentence += f"; còn {formats.number(abs(unexplained))} hộ chênh lệch chưa giải thích"
    return sentence


MOST_NAMED = 3


def above_start(
    start: float, unit: str, *, first: int, last: int, last_when: str, known: int, expected: int
) -> str:
    """Say in how many districts a rate is above where the province started, then and now."""
    place = f"mức {BASELINE} của tỉnh ({with_unit(start, unit)})"
    sentence = f"Cao hơn {place}: {first} huyện ở {BASELINE}, {last} huyện {last_when}"
    return sentence + coverage(known, expected)


def highest_communes(
    names: Sequence[str], rate: float, when: str, *, known: int, expected: int
) -> str:
    """Say which communes of a district have the highest poverty rate, where two are known."""
    partial = "" if known == expected else f" (mới có {known}/{expected} xã)"
    if known == 1:
        only = f"chỉ {area_list(names)} có số liệu, {with_unit(rate, '%')}"
        return f"Tỷ lệ hộ nghèo {when}: {only}{partial}"
    return f"Tỷ lệ hộ nghèo {when} cao nhất ở {area_list(names)}: {with_unit(rate, '%')}{partial}"


def two_districts(
    first: str, other: str, *, first_better: int, other_better: int, even: int
) -> str:
    """Say on how many indicators each of two districts stands better."""
    counted = first_better + other_better + even
    if not counted:
        return f"{first} và {other}: chưa đủ số liệu để so sánh"
    sentence = (
        f"{first} tốt hơn {other} ở {first_better}/{counted} chỉ tiêu, kém hơn ở {other_better}"
    )
    return f"{sentence}, ngang nhau ở {even}" if even else sentence


# trends:


def steady_moves(
    name: str,
    *,
    fell: int,
    rose: int,
    mixed: int,
    districts: int,
    expected: int,
    start: str,
    end: str,
) -> str:
    """Say in how many districts an indicator fell, or rose, from every year to the next.

    Args:
        name: the indicator.
        fell: districts that fell every year.
        rose: districts that rose every year.
        mixed: districts that did neither, with every year known.
        districts: all districts.
        expected: those that the indicator applies to.
        start: first year, as in a sentence.
        end: last year, as in a sentence.
    """
    known = fell + rose + mixed
    if not known:
        return f"{name}: chưa đủ số liệu để nói về xu hướng"
    span = f"{name}, từ {start} đến {end}"
    for count, word in ((fell, "giảm"), (rose, "tăng")):
        if count == districts:
            return f"{span}: cả {count} huyện đều {word} qua từng năm"
    parts = [
        f"{count} huyện {words}"
        for count, words in (
            (fell, "giảm qua từng năm"),
            (rose, "tăng qua từng năm"),
            (mixed, "có năm không đổi hoặc đổi chiều"),
        )
        if count
    ]
    return f"{span}: {area_list(parts)}{coverage(known, expected)}"


def moved_between(name: str, first: float, last: float, unit: str, *, start: str, end: str) -> str:
    """Say from where to where an indicator without a baseline moved."""
    before, after = with_unit(first, unit), with_unit(last, unit)
    if before == after:
        return f"{name} {UNCHANGED} từ {start} đến {end}: {after}"
    return f"{name} từ {before} ({start}) {'lên' if last > first else 'còn'} {after} ({end})"


def no_baseline(name: str) -> str:
    """Say that an indicator cannot be compared with the baseline, as no form asks for it."""
    return f"{name}: biểu mẫu không hỏi số {BASELINE}, chỉ xem được theo mức"


def fastest(
    in_points: Sequence[str],
    points: float | None,
    in_percent: Sequence[str],
    percent: float | None,
    *,
    end: str,
    known: int,
    expected: int,
) -> str:
    """Say who fell fastest since the baseline, in points a year and in percent; ties are all named.

    `points` and `percent` are reductions: above zero where the rate fell, none where nothing is
    ranked.
    """
    if points is None or is_missing(points):
        return f"Chưa có số liệu để tính tốc độ giảm từ {BASELINE} đến {end}"
    partial = coverage(known, expected)
    if points <= 0:
        return f"Từ {BASELINE} đến {end}, không huyện nào giảm{partial}"
    if known == 1:
        only = f"chỉ {area_list(in_points)} có số liệu, giảm {with_unit(points, 'điểm %/năm')}"
        return f"Từ {BASELINE} đến {end}: {only}{partial}"
    sentence = (
        f"Từ {BASELINE} đến {end}, giảm nhiều điểm nhất là {area_list(in_points)} "
        f"({with_unit(points, 'điểm %/năm')})"
    )
    if percent is not None and not is_missing(percent) and percent > 0:
        sentence += (
            f", giảm nhiều nhất tính theo % là {area_list(in_percent)} ({with_unit(percent, '%')})"
        )
    return sentence + partial


def range_moved(first: float, last: float, *, start: str, end: str) -> str:
    """Say how the range between the highest and the lowest district moved between two years."""
    subject = "Khoảng cách giữa huyện cao nhất và huyện thấp nhất"
    before, after = with_unit(first, "điểm %"), with_unit(last, "điểm %")
    if before == after:
        return f"{subject} {UNCHANGED} từ {start} đến {end}: {after}"
    moved = "thu hẹp" if last < first else "rộng ra"
    return (
        f"{subject} {moved} từ {number(first, 2)} {'còn' if last < first else 'lên'} {after}, "
        f"từ {start} đến {end}"
    )


def ratio_moved(first: float | None, last: float | None) -> str:
    """Say, after another sentence, how many times the plain's rate the mountain's was and is."""
    if is_missing(first) or is_missing(last):
        return ""
    return (
        f"; tỷ lệ của các huyện miền núi so với đồng bằng từ {number(first, 2)} lần "
        f"thành {number(last, 2)} lần"
    )


def beside_published(
    name: str, value: float | None, other: str, other_value: float, when: str
) -> str:
    """Put an area's rate beside a published one of the same year; none without the area's."""
    if is_missing(value):
        return ""
    return f"; {when}: {name} {with_unit(value, '%')}, {other} {with_unit(other_value, '%')}"


# deprivation:
