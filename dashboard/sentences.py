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
MILLIONS_A_BILLION = 1000


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


def commonest_deprivation(
    names: Sequence[str], districts: int, household_class: str, when: str, *, known: int,
    expected: int,
) -> str:  # fmt: skip
    """Say which deprivation is the most common one in most districts."""
    if not known:
        return f"Không có số liệu thiếu hụt của {household_class} {when}"
    return (
        f"{area_list(names)} là thiếu hụt phổ biến nhất của {household_class} ở "
        f"{districts}/{known} huyện {when}{coverage(known, expected)}"
    )


def deprivation_fall(
    names: Sequence[str], change: float | None, household_class: str, first_year: int | None, *,
    fell: int,
) -> str:  # fmt: skip
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
    names: Sequence[str], most: float | None, province: float | None, when: str, *,
    is_alone: bool = False,
) -> str:  # fmt: skip
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
    first: str, second: str, when: str, *, province: float | None, higher: int, compared: int,
    names: Sequence[str], widest: float | None, known: int, expected: int,
) -> str:  # fmt: skip
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
    sentence = (
        f"{capitalised(when)}: tỷ lệ hộ nghèo {groups} {apart(gap, 'các huyện còn lại')}"
    )
    if start is None or is_missing(start):
        return sentence
    return f"{sentence} ({BASELINE}: {with_unit(start, 'điểm %')})"


def concentration(
    names: Sequence[str], when: str, *, poor: float | None, households: float | None, known: int,
    expected: int,
) -> str:  # fmt: skip
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
    names: Sequence[str], when: str, *, households: float | None, share: float | None,
    province_households: float | None, province_points: float | None, known: int, expected: int,
) -> str:  # fmt: skip
    """Say how far the province fell since the baseline and who fell by the most households.

    `households` and `province_households` are falls: above zero where poor households became fewer.
    """
    since = f"Từ {BASELINE} đến {when}"
    if province_households is None or is_missing(province_households):
        partial = coverage(known, expected)
        return f"{since}: chưa đủ số liệu để tính đóng góp của từng huyện{partial}"
    if province_households <= 0:
        moved = UNCHANGED if not province_households else f"tăng {number(-province_households)} hộ"
        return f"{since}: số hộ nghèo của tỉnh {moved}"
    points = -province_points if province_points is not None else None
    return (
        f"{since}: tỉnh giảm {number(province_households)} hộ nghèo, tỷ lệ "
        f"{change_in_words(points, '%')}; nhiều nhất ở {area_list(names)} "
        f"({number(households)} hộ, {with_unit(share, '%')} số giảm của tỉnh)"
    )


def most_named(
    answers: Sequence[str], share: float | None, where: str, when: str, *, state: str, known: int,
    expected: int,
) -> str:  # fmt: skip
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


def causes_by_district(leading: Sequence[tuple[str, int]], when: str, *, known: int,
                       expected: int, state: str) -> str:  # fmt: skip
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
    names: Sequence[str], share: float | None, where: str, when: str, *, groups: int, known: int,
    expected: int,
) -> str:  # fmt: skip
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


def targets_by_district(
    scores: Sequence[tuple[str, int, int]], due: str, *, waiting: int
) -> str:
    """Say how many of the targets due each district met; `scores` holds name, met, judged."""
    if not scores and not waiting:
        return f"Không có chỉ tiêu nào giao cho huyện đến hạn {due}"
    unjudged = f"{waiting} chỉ tiêu chưa đánh giá" if waiting else ""
    if not scores:
        return f"Chỉ tiêu của huyện đến hạn {due}: {unjudged}"
    told = ", ".join(f"{name} {reached}/{judged}" for name, reached, judged in scores)
    sentence = f"Số chỉ tiêu đạt hoặc vượt, đến hạn {due}: {told}"
    return f"{sentence}; {unjudged}" if unjudged else sentence


def pace_needed(
    targets: Sequence[tuple[str, float, float]], *, latest_year: int | None
) -> str:
    """Say for each open target the fall a year that is needed beside the fall so far."""
    if latest_year is None or is_missing(latest_year):
        return "Chưa có kết quả để so với chỉ tiêu"
    parts = [
        f"{name} cần giảm {number(needed, 2)} (đã giảm bình quân {number(so_far, 2)})"
        if needed > 0 else f"{name} đã ở mức chỉ tiêu"
        for name, needed, so_far in targets
    ]
    if not parts:
        return "Không còn chỉ tiêu tỷ lệ nào chưa đến hạn"
    return f"Từ cuối năm {latest_year}, mỗi năm (điểm %): {'; '.join(parts)}"


# capital:


def amount(millions: float) -> str:
    """Say an amount as officials do in speech: `1,24 tỷ đồng` from a thousand million on."""
    if abs(millions) >= MILLIONS_A_BILLION:
        return f"{number(millions / MILLIONS_A_BILLION, 2)} tỷ đồng"
    return f"{number(millions)} triệu đồng"


def disbursed_in_year(
    year: int | None, *, rate: float | None, carried: float | None, over: Sequence[str]
) -> str:
    """Say what share of a year's capital was disbursed and what was carried into it."""
    if year is None or rate is None or is_missing(rate):
        return "Không có số liệu nguồn vốn theo năm"
    sentence = f"Năm {year} giải ngân {with_unit(rate, '%')} vốn của năm"
    if carried is not None and not is_missing(carried) and carried:
        sentence += f", kể cả {amount(carried)} năm trước chuyển sang"
    if over:
        sentence += f"; vượt 100 % ở {area_list(over)}, xem kết quả kiểm tra"
    return sentence


def disbursed_by_district(
    rates: Sequence[tuple[str, float]], *, province: float | None, year: int
) -> str:
    """Say the province's disbursement rate and who has the highest and the lowest."""
    if not rates:
        return f"Không có số liệu giải ngân đến năm {year}"
    high, low = max(rate for _, rate in rates), min(rate for _, rate in rates)
    most = area_list([name for name, rate in rates if rate == high])
    least = area_list([name for name, rate in rates if rate == low])
    opening = f"Đến năm {year}"
    if province is not None and not is_missing(province):
        opening += f" toàn tỉnh giải ngân {with_unit(province, '%')}"
    if len(rates) == 1:
        return f"{opening}; chỉ {most} có số liệu: {with_unit(high, '%')}"
    if high == low:
        return f"{opening}; các huyện có số liệu đều ở mức {with_unit(high, '%')}"
    return (
        f"{opening}; cao nhất {most} {with_unit(high, '%')}, thấp nhất {least} "
        f"{with_unit(low, '%')}"
    )


def lowest_disbursement(
    places: Sequence[str], rate: float, year: int, *, is_alone: bool = False
) -> str:
    """Say which project disbursed least and where; of one alone (`is_alone`) only its rate."""
    if is_missing(rate):
        return f"Không có số liệu giải ngân theo dự án đến năm {year}"
    if is_alone:
        return f"Đến năm {year}, chỉ {area_list(places)} có số liệu: {with_unit(rate, '%')}"
    return f"Đến năm {year}, giải ngân thấp nhất: {area_list(places)} ({with_unit(rate, '%')})"


def largest_source(
    name: str | None, share: float | None, counterpart: float | None, year: int
) -> str:
    """Say which source gave most of what was disbursed and what local budgets put beside it."""
    if name is None or share is None:
        return f"Không có số liệu nguồn vốn đến năm {year}"
    sentence = f"Đến năm {year}, {name} chiếm {with_unit(share, '%')} vốn đã giải ngân"
    if counterpart is None or is_missing(counterpart):
        return sentence
    return f"{sentence}; ngân sách địa phương đối ứng {with_unit(counterpart, '%')}"


def money_beside_result(rows: Sequence[tuple[str, float, float]]) -> str:
    """Name the district with most money a household and the one that fell furthest."""
    if not rows:
        return "Chưa đủ số liệu để đặt giải ngân cạnh mức giảm nghèo"
    if len(rows) == 1:
        name, each, fall = rows[0]
        return (
            f"Chỉ {name} có số liệu: giải ngân {number(each, 2)} triệu đồng trên một hộ; "
            f"tỷ lệ nghèo đa chiều {change_in_words(-fall, '%')}"
        )
    money, fall = max(each for _, each, _ in rows), max(each for _, _, each in rows)
    richest = area_list([name for name, each, _ in rows if each == money])
    furthest = area_list([name for name, _, each in rows if each == fall])
    return (
        f"Giải ngân trên một hộ cao nhất ở {richest} ({number(money, 2)} triệu đồng); "
        f"tỷ lệ nghèo đa chiều giảm nhiều nhất ở {furthest} ({number(fall, 2)} điểm %)"
    )


# policies:


def houses_removed(
    asked: str, listed: str, *, state: str, completed: float | None, to_remove: float | None,
    rate: float | None, behind: Sequence[str], lowest: float | None, known: int, expected: int,
) -> str:  # fmt: skip
    """Say how many temporary houses of a list were removed, and who has most left to do.

    `asked` is the year looked at and `state` that of its lists; where it has no house to remove,
    the figures are of the list of another year, `listed`.
    """
    nothing = {
        "reported": f"{asked} không có nhà tạm trong danh sách",
        "not_submitted": f"chưa có danh sách nhà tạm {asked}",
        "not_applicable": f"biểu mẫu không hỏi nhà tạm {asked}",
    }[state]
    if is_missing(rate):
        return capitalised(nothing)
    without = "" if asked == listed else f"{nothing}; "
    if not behind:
        last = f"cả {expected} huyện có danh sách đều hoàn thành" if known == expected else ""
    elif known == 1:
        last = f"chỉ {area_list(behind)} có số liệu"
    else:
        last = f"thấp nhất {area_list(behind)} ({with_unit(lowest, '%')})"
    ending = f"; {last}" if last else ""
    return capitalised(
        f"{without}{listed} toàn tỉnh hoàn thành {number(completed)}/{number(to_remove)} nhà tạm "
        f"({with_unit(rate, '%')}){coverage(known, expected)}{ending}"
    )


def houses_funded(
    when: str, *, total: float | None, social_share: float | None, known: int, expected: int
) -> str:
    """Say what the removal of temporary houses cost and what part donations gave."""
    if total is None or is_missing(total):
        return f"Chưa có số liệu kinh phí xóa nhà tạm {when}"
    sentence = f"Kinh phí xóa nhà tạm {when}: {amount(total)}"
    if not is_missing(social_share):
        sentence += f", xã hội hóa chiếm {with_unit(social_share, '%')}"
    return sentence + coverage(known, expected)


def no_policy_figures(subject: str, when: str, state: str) -> str:
    """Say that there are no figures of a policy: not sent, or not asked for that year."""
    if state == "not_applicable":
        return f"Biểu mẫu không hỏi {subject} {when}"
    return f"Chưa có số liệu {subject} {when}"


def policy_counts(
    subject: str, when: str, place: str, counts: Sequence[tuple[float | None, str]], *,
    state: str, known: int, expected: int,
) -> str:  # fmt: skip
    """Say what a policy reached in a year; a count that is not known is left out."""
    parts = [f"{number(count)} {what}" for count, what in counts if not is_missing(count)]
    if not parts:
        return no_policy_figures(subject, when, state)
    return capitalised(f"{when} {place} có {area_list(parts)}{coverage(known, expected)}")


def policy_credit(
    when: str, place: str, *, loans: float | None, lent: float | None, outstanding: float | None,
    overdue_rate: float | None, state: str, known: int, expected: int,
) -> str:  # fmt: skip
    """Say what was lent, what is owed and which part of it is overdue."""
    parts = []
    if not is_missing(loans):
        parts.append(f"{number(loans)} lượt hộ vay")
    if lent is not None and not is_missing(lent):
        parts.append(f"doanh số cho vay {amount(lent)}")
    if outstanding is not None and not is_missing(outstanding):
        parts.append(f"dư nợ {amount(outstanding)}")
    if not is_missing(overdue_rate):
        parts.append(f"tỷ lệ nợ quá hạn {with_unit(overdue_rate, '%')}")
    if not parts:
        return no_policy_figures("tín dụng chính sách", when, state)
    return capitalised(f"{when} {place}: {', '.join(parts)}{coverage(known, expected)}")


def overdue_by_district(
    when: str, rates: Sequence[tuple[str, str, float]], *, state: str
) -> str:
    """Say who has the highest and the lowest overdue rate, as printed.

    Args:
        when: year, inside a sentence.
        rates: name of a district, its rate as printed, its rate (%).
        state: why there are no rates, where there are none.
    """
    if not rates:
        return no_policy_figures("nợ quá hạn theo huyện", when, state)
    if len(rates) == 1:
        name, printed, _ = rates[0]
        return f"Tỷ lệ nợ quá hạn {when}: chỉ {name} có số liệu, {printed} %"
    most = max(rates, key=lambda each: each[2])[1]
    least = min(rates, key=lambda each: each[2])[1]
    if most == least:
        return f"Tỷ lệ nợ quá hạn {when} của các huyện có số liệu đều ở mức {most} %"
    highest = area_list([name for name, printed, _ in rates if printed == most])
    lowest = area_list([name for name, printed, _ in rates if printed == least])
    return (
        f"Tỷ lệ nợ quá hạn {when} cao nhất ở {highest} ({most} %), thấp nhất ở {lowest} ({least} %)"
    )


def most_raised(
    when: str, fund: str, names: Sequence[str], raised: float | None, *, state: str,
    is_alone: bool = False,
) -> str:  # fmt: skip
    """Say which districts raised most for the Fund; of one alone (`is_alone`) only its amount."""
    if raised is None or is_missing(raised):
        return no_policy_figures(f"{fund} theo huyện", when, state)
    if is_alone:
        return f"{fund} {when}: chỉ {area_list(names)} có số liệu, vận động {amount(raised)}"
    return f"{fund} {when} vận động nhiều nhất ở {area_list(names)} ({amount(raised)})"


def fund_balance(
    when: str, fund: str, *, raised: float | None, spent: float | None, closing: float | None,
    state: str, known: int, expected: int, lacks_province: bool,
) -> str:  # fmt: skip
    """Say what the Fund raised, spent and has left, and whether the provincial fund is in it."""
    if raised is None or spent is None or is_missing(raised) or is_missing(spent):
        return no_policy_figures(fund, when, state)
    sentence = f"{when} {fund} vận động {amount(raised)}, chi {amount(spent)}"
    if closing is not None and not is_missing(closing):
        sentence += f", dư cuối năm {amount(closing)}"
    sentence += coverage(known, expected)
    if lacks_province:
        sentence += "; chỉ gồm Quỹ của các huyện, chưa có Quỹ cấp tỉnh"
    return capitalised(sentence)


def awards_by_form(
    when: str, place: str, forms: Sequence[tuple[str, float]], *, state: str, known: int,
    expected: int,
) -> str:  # fmt: skip
    """Say how many awards of each form were given in a year; forms not given are left out."""
    if not forms:
        return no_policy_figures("khen thưởng", when, state)
    given = [f"{number(count)} {name}" for name, count in forms if count]
    if not given:
        return capitalised(f"{when} {place} chưa có khen thưởng{coverage(known, expected)}")
    return capitalised(f"{when} {place} có {area_list(given)}{coverage(known, expected)}")


# proposals:


def proposals(units: int, sections: Sequence[str], most: int) -> str:
    """Say how many units proposed something, and which sections most of them filled."""
    if not units:
        return "Chưa có đơn vị nào gửi đề xuất"
    if len(sections) > MOST_NAMED:
        return f"{units} đơn vị đã gửi đề xuất, {len(sections)} mục có {most} đơn vị cùng viết"
    names = area_list([f"“{name}”" for name in sections])
    return f"{units} đơn vị đã gửi đề xuất, nhiều nhất ở mục {names} ({most} đơn vị)"


def capital_needs(units: int, total: float | None) -> str:
    """Say what capital the units that filled the sheet ask for together."""
    if not units or total is None:
        return "Chưa có đơn vị nào đề xuất nhu cầu vốn 2026–2030"
    return f"{units} đơn vị đề xuất {amount(total)} cho giai đoạn 2026–2030"


def scenario_range(year: int, low: float | None, high: float | None) -> str:
    """Say the range that a scenario reaches; it is named a scenario, never a forecast."""
    if low is None or high is None:
        return "Kịch bản: chưa đủ số liệu các huyện"
    return (
        f"Theo kịch bản, tỷ lệ nghèo đa chiều cuối năm {year} từ {number(low, 2)} đến "
        f"{with_unit(high, '%')}"
    )

