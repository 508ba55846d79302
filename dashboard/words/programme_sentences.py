"""Findings in words: targets, capital, policies, the Fund, proposals."""

from collections.abc import Sequence

from dashboard.words import district_sentences, formats
from dashboard.words.district_sentences import coverage
from dashboard.words.formats import (
    area_list,
    capitalised,
    change_in_words,
    is_missing,
    number,
    with_unit,
)


def capital_summary(
    until: int, *, disbursed: float | None, available: float | None, rate: float | None
) -> str:
    """Say what was disbursed of what was available, as officials print it."""
    if formats.is_missing(rate):
        return "Không có số liệu nguồn vốn đến năm này"
    return (
        f"Lũy kế đến năm {until}, giải ngân "
        f"{formats.number(disbursed)}/{formats.number(available)} triệu đồng, "
        f"đạt tỷ lệ {formats.with_unit(rate, '%')}"
    )


MILLIONS_A_BILLION = 1000


def targets_met(counts: dict[str, int], missed: Sequence[str]) -> str:
    """Say how many targets with a number were met or exceeded, and name the missed ones."""
    judged = counts["exceeded"] + counts["met"] + counts["not_met"]
    open_ones = counts["not_assessed"]
    waiting = f"{open_ones} chỉ tiêu chưa đánh giá" if open_ones else ""
    if not judged:
        return capitalised(waiting) or "Không có chỉ tiêu bằng số"
    reached = counts["exceeded"] + counts["met"]
    sentence = f"{reached}/{judged} chỉ tiêu đã đến hạn đạt hoặc vượt"
    if 0 < len(missed) <= district_sentences.MOST_NAMED:
        sentence += f", chưa đạt: {area_list(missed)}"
    return f"{sentence}; {waiting}" if waiting else sentence


def targets_by_district(scores: Sequence[tuple[str, int, int]], due: str, *, waiting: int) -> str:
    """Say how many of the targets due each district met; `scores` holds name, met, judged."""
    if not scores and not waiting:
        return f"Không có chỉ tiêu nào giao cho huyện đến hạn {due}"
    unjudged = f"{waiting} chỉ tiêu chưa đánh giá" if waiting else ""
    if not scores:
        return f"Chỉ tiêu của huyện đến hạn {due}: {unjudged}"
    told = ", ".join(f"{name} {reached}/{judged}" for name, reached, judged in scores)
    sentence = f"Số chỉ tiêu đạt hoặc vượt, đến hạn {due}: {told}"
    return f"{sentence}; {unjudged}" if unjudged else sentence


def pace_needed(targets: Sequence[tuple[str, float, float]], *, latest_year: int | None) -> str:
    """Say for each open target the fall a year that is needed beside the fall so far."""
    if latest_year is None or is_missing(latest_year):
        return "Chưa có kết quả để so với chỉ tiêu"
    parts = [
        f"{name} cần giảm {number(needed, 2)} (đã giảm bình quân {number(so_far, 2)})"
        if needed > 0
        else f"{name} đã ở mức chỉ tiêu"
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
    asked: str,
    listed: str,
    *,
    state: str,
    completed: float | None,
    to_remove: float | None,
    rate: float | None,
    behind: Sequence[str],
    lowest: float | None,
    known: int,
    expected: int,
) -> str:
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
    subject: str,
    when: str,
    place: str,
    counts: Sequence[tuple[float | None, str]],
    *,
    state: str,
    known: int,
    expected: int,
) -> str:
    """Say what a policy reached in a year; a count that is not known is left out."""
    parts = [f"{number(count)} {what}" for count, what in counts if not is_missing(count)]
    if not parts:
        return no_policy_figures(subject, when, state)
    return capitalised(f"{when} {place} có {area_list(parts)}{coverage(known, expected)}")


def policy_credit(
    when: str,
    place: str,
    *,
    loans: float | None,
    lent: float | None,
    outstanding: float | None,
    overdue_rate: float | None,
    state: str,
    known: int,
    expected: int,
) -> str:
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


def overdue_by_district(when: str, rates: Sequence[tuple[str, str, float]], *, state: str) -> str:
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
    when: str,
    fund: str,
    names: Sequence[str],
    raised: float | None,
    *,
    state: str,
    is_alone: bool = False,
) -> str:
    """Say which districts raised most for the Fund; of one alone (`is_alone`) only its amount."""
    if raised is None or is_missing(raised):
        return no_policy_figures(f"{fund} theo huyện", when, state)
    if is_alone:
        return f"{fund} {when}: chỉ {area_list(names)} có số liệu, vận động {amount(raised)}"
    return f"{fund} {when} vận động nhiều nhất ở {area_list(names)} ({amount(raised)})"


def fund_balance(
    when: str,
    fund: str,
    *,
    raised: float | None,
    spent: float | None,
    closing: float | None,
    state: str,
    known: int,
    expected: int,
    lacks_province: bool,
) -> str:
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
    when: str,
    place: str,
    forms: Sequence[tuple[str, float]],
    *,
    state: str,
    known: int,
    expected: int,
) -> str:
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
    if len(sections) > district_sentences.MOST_NAMED:
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
