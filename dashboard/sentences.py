"""Findings in words: each sentence states a result of a query, never a cause."""

from collections.abc import Sequence

from dashboard.wording import (
    BASELINE,
    UNCHANGED,
    area_list,
    capitalised,
    change_in_words,
    coverage,
    is_missing,
    number,
    with_unit,
)



MOST_NAMED = 3


def above_start(
    start: float, unit: str, *, first: int, last: int, last_when: str, known: int, expected: int
) -> str:  # fmt: skip
    """Say in how many districts a rate is above where the province started, then and now."""
    place = f"mức {BASELINE} của tỉnh ({with_unit(start, unit)})"
    sentence = f"Cao hơn {place}: {first} huyện ở {BASELINE}, {last} huyện {last_when}"
    return sentence + coverage(known, expected)


def highest_communes(
    names: Sequence[str], rate: float, when: str, *, known: int, expected: int
) -> str:
    """Say which communes of a district have the highest poverty rate."""
    partial = "" if known == expected else f" (mới có {known}/{expected} xã)"
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
    name: str, *, fell: int, rose: int, mixed: int, districts: int, expected: int, start: str,
    end: str,
) -> str:  # fmt: skip
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
            (fell, "giảm qua từng năm"), (rose, "tăng qua từng năm"),
            (mixed, "có năm không đổi hoặc đổi chiều"),
        )
        if count
    ]  # fmt: skip
    return f"{span}: {area_list(parts)}{coverage(known, expected)}"


def moved_between(
    name: str, first: float, last: float, unit: str, *, start: str, end: str
) -> str:
    """Say from where to where an indicator without a baseline moved."""
    before, after = with_unit(first, unit), with_unit(last, unit)
    if before == after:
        return f"{name} {UNCHANGED} từ {start} đến {end}: {after}"
    return f"{name} từ {before} ({start}) {'lên' if last > first else 'còn'} {after} ({end})"


def no_baseline(name: str) -> str:
    """Say that an indicator cannot be compared with the baseline, as no form asks for it."""
    return f"{name}: biểu mẫu không hỏi số {BASELINE}, chỉ xem được theo mức"


def fastest(
    in_points: Sequence[str], points: float | None, in_percent: Sequence[str],
    percent: float | None, *, end: str, known: int, expected: int,
) -> str:  # fmt: skip
    """Say who fell fastest since the baseline, in points a year and in percent; ties are all named.

    `points` and `percent` are reductions: above zero where the rate fell, none where nothing is
    ranked.
    """
    if points is None or is_missing(points):
        return f"Chưa có số liệu để tính tốc độ giảm từ {BASELINE} đến {end}"
    partial = coverage(known, expected)
    if points <= 0:
        return f"Từ {BASELINE} đến {end}, không huyện nào giảm{partial}"
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

# gaps:


def widest_gap(
    subject: str, when: str, province: float | None, names: Sequence[str], widest: float | None
) -> str:
    """Say how far two groups are apart in the province and where the gap is widest."""
    if widest is None or is_missing(widest):
        return f"Chưa có số liệu để so {subject} {when}"
    where = f"rộng nhất ở {area_list(names)} ({number(widest, 2)} điểm %)"
    if province is None or is_missing(province):
        return capitalised(f"{when}: khoảng cách giữa {subject} {where}")
    return capitalised(
        f"{when}: khoảng cách giữa {subject} là {number(province, 2)} điểm % toàn tỉnh, {where}"
    )


def mountain_share(
    poor: float, households: float, *, first_gap: float, last_gap: float, start: str, end: str
) -> str:
    """Say what the mountain districts hold of the poor, and how their gap to the others moved."""
    moved = "thu hẹp" if last_gap < first_gap else "rộng ra"
    if number(first_gap, 2) == number(last_gap, 2):
        moved = UNCHANGED
    return (
        f"Ba huyện miền núi giữ {number(poor, 2)} % hộ nghèo và {number(households, 2)} % số hộ của "
        f"tỉnh {end}; khoảng cách với các huyện khác {moved} từ {number(first_gap, 2)} ({start}) "
        f"đến {number(last_gap, 2)} điểm % ({end})"
    )


def largest_share(names: Sequence[str], share: float | None, when: str, whole: str) -> str:
    """Say which districts have the largest share of a total of the province."""
    if share is None or is_missing(share):
        return f"Chưa đủ số liệu các huyện để chia {whole}"
    return f"{area_list(names)} chiếm nhiều nhất {whole} {when}: {number(share, 2)} %"


def most_named_cause(names: Sequence[str], share: float, when: str) -> str:
    """Say which answer poor households give most often."""
    if is_missing(share):
        return f"Chưa có số liệu nguyên nhân nghèo {when}"
    answers = area_list([f"“{name}”" for name in names])
    return f"Hộ nghèo {when} nêu nhiều nhất: {answers} ({number(share, 2)} % hộ nghèo)"


def largest_group(names: Sequence[str], share: float, when: str) -> str:
    """Say which group is the largest among the poor households."""
    if is_missing(share):
        return f"Chưa có số liệu các nhóm hộ nghèo {when}"
    return f"Nhóm đông nhất trong hộ nghèo {when}: {area_list(names)} ({number(share, 2)} %)"


# targets:


def targets_met(counts: dict[str, int], missed: Sequence[str]) -> str:
    """Say how many targets with a number were met or exceeded, and name the missed ones."""
    judged = counts["exceeded"] + counts["met"] + counts["not_met"]
    open_ones = counts["not_assessed"]
    waiting = f"{open_ones} chỉ tiêu chưa đánh giá" if open_ones else ""
    if not judged:
        return capitalised(waiting) or "Không có chỉ tiêu bằng số"
    reached = counts["exceeded"] + counts["met"]
    sentence = f"{reached}/{judged} chỉ tiêu đã đến hạn đạt hoặc vượt"
    if 0 < len(missed) <= MOST_NAMED:
        sentence += f", chưa đạt: {area_list(missed)}"
    return f"{sentence}; {waiting}" if waiting else sentence


def pace_needed(
    targets: Sequence[tuple[str, float, float]], *, latest_year: int | None
) -> str:
    """Say for each open target the fall a year that is needed beside the fall so far."""
    parts = [
        f"{name} cần giảm {number(needed, 2)} (đã giảm bình quân {number(so_far, 2)})"
        if needed > 0 else f"{name} đã ở mức chỉ tiêu"
        for name, needed, so_far in targets
    ]
    if not parts:
        return "Không còn chỉ tiêu tỷ lệ nào chưa đến hạn"
    return f"Từ cuối năm {latest_year}, mỗi năm (điểm %): {'; '.join(parts)}"


# capital:

# policies:

# proposals:
