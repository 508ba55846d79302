"""Findings in words: deprivations, causes, gaps between groups."""

from collections.abc import Sequence

from dashboard.words import formats
from dashboard.words.district_sentences import coverage
from dashboard.words.formats import (
    BASELINE,
    UNCHANGED,
    area_list,
    capitalised,
    change_in_words,
    is_missing,
    number,
    with_unit,
)


def deprivation_summary(names: Sequence[str], rate: float | None) -> str:
    """Say of which service the poor households are most often deprived."""
    if formats.is_missing(rate):
        return "Không có số liệu thiếu hụt của năm này"
    return (
        f"Hộ nghèo thiếu hụt nhiều nhất về {formats.area_list(names)} "
        f"({formats.with_unit(rate, '%')})"
    )


def commonest_deprivation(
    names: Sequence[str],
    districts: int,
    household_class: str,
    when: str,
    *,
    known: int,
    expected: int,
) -> str:
    """Say which deprivation is the most common one in most districts."""
    if not known:
        return f"Không có số liệu thiếu hụt của {household_class} {when}"
    return (
        f"{area_list(names)} là thiếu hụt phổ biến nhất của {household_class} ở "
        f"{districts}/{known} huyện {when}{coverage(known, expected)}"
    )


def deprivation_fall(
    names: Sequence[str],
    change: float | None,
    household_class: str,
    first_year: int | None,
    *,
    fell: int,
) -> str:
    """Say how many deprivations fell since the first year asked, and which fell most."""
    if change is None or is_missing(change):
        return f"Chưa đủ hai năm số liệu thiếu hụt của {household_class} để so sánh"
    if not fell:
        return f"Không chỉ số thiếu hụt nào của {household_class} giảm từ năm {first_year}"
    return (
        f"Từ năm {first_year}, {fell} chỉ số thiếu hụt của {household_class} giảm, nhiều nhất: "
        f"{area_list(names)} ({change_in_words(change, '%')})"
    )


def most_deprivations(
    names: Sequence[str],
    most: float | None,
    province: float | None,
    when: str,
    *,
    is_alone: bool = False,
) -> str:
    """Say where a poor household lacks most services, and how many it lacks in the province.

    Of one district alone (`is_alone`) only its number is told.
    """
    if most is None or is_missing(most):
        return f"Không có số liệu thiếu hụt bình quân một hộ {when}"
    opening = f"{capitalised(when)}, hộ nghèo thiếu hụt"
    if province is not None and not is_missing(province):
        opening += f" bình quân {number(province, 2)} chỉ số toàn tỉnh,"
    if is_alone:
        return f"{opening} {number(most, 2)} chỉ số/hộ; chỉ {area_list(names)} có số liệu"
    return f"{opening} nhiều nhất ở {area_list(names)} ({number(most, 2)} chỉ số/hộ)"


def children_deprived(names: Sequence[str], share: float, when: str) -> str:
    """Say of what the children of poor households are most often deprived."""
    if is_missing(share):
        return f"Không có số liệu trẻ em thiếu hụt {when}"
    most = capitalised(area_list(names))
    return f"{most} nhiều nhất trong trẻ em hộ nghèo {when}: {number(share, 2)} %"


# gaps:


def group_gap(
    first: str,
    second: str,
    when: str,
    *,
    province: float | None,
    higher: int,
    compared: int,
    names: Sequence[str],
    widest: float | None,
    known: int,
    expected: int,
) -> str:
    """Say how far one group's poverty rate is above another's, in the province and by district.

    Args:
        first: the group that is compared.
        second: the group it is compared with.
        when: year, as in a sentence.
        province: points between the two in the province, none while a district is missing.
        higher: districts in which the first group's rate is higher.
        compared: districts that have both.
        names: districts with the widest such gap, all of a tie.
        widest: that gap, points.
        known: districts that reported.
        expected: districts that the comparison applies to.
    """
    opening, partial = f"{capitalised(when)}: ", coverage(known, expected)
    if not compared:
        return f"{opening}chưa có số liệu để so tỷ lệ hộ nghèo của {first} với {second}"
    where = f"ở {higher}/{compared} huyện so sánh được"
    if names and compared > 1 and not is_missing(widest):
        where += f", cách xa nhất ở {area_list(names)} ({with_unit(widest, 'điểm %')})"
    above = f"{first} cao hơn {second}"
    districts = f"{above} {where}" if higher else f"không huyện nào {above}"
    if province is None or is_missing(province):
        return f"{opening}tỷ lệ hộ nghèo {districts}{partial}"
    whole = f"tỷ lệ hộ nghèo {first} {apart(province, second)} toàn tỉnh"
    if higher and number(max(province, 0.0), 2) != "0,00":
        return f"{opening}{whole} và {where}{partial}"
    return f"{opening}{whole}; {districts}{partial}"


def apart(points: float, second: str) -> str:
    """Say how many points something stands above or below `second`."""
    size = with_unit(abs(points), "điểm %")
    if not number(abs(points), 2).strip("0,"):
        return f"ngang {second}"
    return f"{'cao' if points > 0 else 'thấp'} hơn {second} {size}"


def mountain_gap(
    when: str, *, gap: float | None, start: float | None, known: int, expected: int
) -> str:
    """Say how far the mountain districts stand from the others, and how far at the start.

    Args:
        when: year, as in a sentence.
        gap: points that the mountain's rate is above the others', none while a district is missing.
        start: the same at the baseline, none for the baseline itself.
        known: districts that reported.
        expected: districts that the rate applies to.
    """
    groups = "các huyện miền núi"
    if gap is None or is_missing(gap):
        return (
            f"{capitalised(when)}: chưa đủ số liệu để so {groups} với các huyện còn lại"
            f"{coverage(known, expected)}"
        )
    sentence = f"{capitalised(when)}: tỷ lệ hộ nghèo {groups} {apart(gap, 'các huyện còn lại')}"
    if start is None or is_missing(start):
        return sentence
    return f"{sentence} ({BASELINE}: {with_unit(start, 'điểm %')})"


def concentration(
    names: Sequence[str],
    when: str,
    *,
    poor: float | None,
    households: float | None,
    known: int,
    expected: int,
) -> str:
    """Say what the mountain districts hold of the province's poor and of its households."""
    if poor is None or is_missing(poor) or is_missing(households):
        return (
            f"{capitalised(when)}: chưa đủ số liệu để chia hộ nghèo của tỉnh theo huyện"
            f"{coverage(known, expected)}"
        )
    return (
        f"{capitalised(when)}: {len(names)} huyện miền núi ({area_list(names)}) có "
        f"{with_unit(poor, '%')} hộ nghèo và {with_unit(households, '%')} số hộ của tỉnh"
    )


def contribution(
    names: Sequence[str],
    when: str,
    *,
    households: float | None,
    share: float | None,
    province_households: float | None,
    province_points: float | None,
    known: int,
    expected: int,
) -> str:
    """Say how far the province fell since the baseline and who fell by the most households.

    `households` and `province_households` are falls: above zero where poor households became fewer.
    Of one place alone (`known`) nothing is the most.
    """
    since = f"Từ {BASELINE} đến {when}"
    if province_households is None or is_missing(province_households):
        partial = coverage(known, expected)
        return f"{since}: chưa đủ số liệu để tính đóng góp của từng huyện{partial}"
    if province_households <= 0:
        moved = UNCHANGED if not province_households else f"tăng {number(-province_households)} hộ"
        return f"{since}: số hộ nghèo của tỉnh {moved}"
    points = -province_points if province_points is not None else None
    fall = (
        f"{since}: tỉnh giảm {number(province_households)} hộ nghèo, tỷ lệ "
        f"{change_in_words(points, '%')}"
    )
    if known == 1:
        return f"{fall}; chỉ {area_list(names)} có số liệu"
    return (
        f"{fall}; nhiều nhất ở {area_list(names)} "
        f"({number(households)} hộ, {with_unit(share, '%')} số giảm của tỉnh)"
    )


def most_named(
    answers: Sequence[str],
    share: float | None,
    where: str,
    when: str,
    *,
    state: str,
    known: int,
    expected: int,
) -> str:
    """Say which cause the poor households of an area name most often; `state` says why if none."""
    if state == "not_applicable":
        return f"Nguyên nhân nghèo: biểu mẫu không hỏi số liệu {when}"
    if not answers or share is None or is_missing(share):
        return f"{capitalised(where)}: chưa có số liệu nguyên nhân nghèo {when}"
    quoted = area_list([f"“{answer}”" for answer in answers])
    return (
        f"Hộ nghèo {where} {when} nêu nhiều nhất: {quoted} ({with_unit(share, '%')} hộ nghèo)"
        f"{coverage(known, expected)}"
    )


def causes_by_district(
    leading: Sequence[tuple[str, int]], when: str, *, known: int, expected: int, state: str
) -> str:
    """Say which cause comes first in how many districts.

    Args:
        leading: cause and number of districts that name it most often, the most frequent first.
        when: year, as in a sentence.
        known: districts that reported.
        expected: districts that the question applies to.
        state: why there is no answer, if there is none.
    """
    if state == "not_applicable":
        return f"Nguyên nhân nghèo: biểu mẫu không hỏi số liệu {when}"
    if not leading:
        return f"Chưa có số liệu nguyên nhân nghèo {when}"
    parts = [f"“{cause}” ở {districts} huyện" for cause, districts in leading]
    return (
        f"{capitalised(when)}: nguyên nhân được nêu nhiều nhất là {area_list(parts)}"
        f"{coverage(known, expected)}"
    )


def largest_group(
    names: Sequence[str],
    share: float | None,
    where: str,
    when: str,
    *,
    groups: int,
    known: int,
    expected: int,
) -> str:
    """Say which of the groups that overlap is the largest among the poor households of an area.

    Of a single group with figures (`groups`) only its share is told.
    """
    partial = coverage(known, expected)
    if not groups:
        return f"{capitalised(where)}: chưa có số liệu các nhóm hộ nghèo {when}"
    if not names or share is None or is_missing(share):
        return f"{capitalised(where)}: không có hộ nghèo thuộc các nhóm này {when}{partial}"
    if groups == 1:
        return f"{area_list(names)}: {with_unit(share, '%')} số hộ nghèo {where} {when}{partial}"
    return (
        f"Nhóm đông nhất trong hộ nghèo {where} {when}: {area_list(names)} "
        f"({with_unit(share, '%')}){partial}"
    )


# targets:
