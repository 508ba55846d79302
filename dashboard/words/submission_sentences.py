"""What is said of submissions: received, checked, late, reminded."""

from collections.abc import Sequence
from datetime import date

from dashboard.words import formats


def task_state(
    state: str,
    *,
    deadline: date,
    done: date | None,
    received: float | None,
    expected: float | None,
) -> str:
    """Say how far a task of the plan is: its deadline, and what is known of it."""
    counts = (
        ""
        if formats.is_missing(expected)
        else f" · {formats.number(received)}/{formats.number(expected)} đơn vị"
    )
    words = {
        "done": f"xong {formats.day(done)}" if done else "xong",
        "open": f"còn hạn đến {formats.day(deadline)}",
        "overdue": f"quá hạn {formats.day(deadline)}",
        "unknown": f"hạn {formats.day(deadline)} · chưa có thông tin",
    }
    return f"{words[state]}{counts}"


def plan_summary(states: Sequence[str]) -> str:
    """Say in one sentence how the tasks of the plan stand."""
    parts = [f"{states.count('done')}/{len(states)} nhiệm vụ của Kế hoạch 22/KH-UBND đã xong"]
    if overdue := states.count("overdue"):
        parts.append(f"{overdue} nhiệm vụ quá hạn")
    if unknown := states.count("unknown"):
        parts.append(f"{unknown} nhiệm vụ chưa có thông tin")
    return ", ".join(parts)


def received_summary(
    received: int, expected: int, overdue: int, errors: int, *, samples: int = 0
) -> str:
    """Say how many units have sent their workbook, and how many a sample stands in for."""
    if samples and not received:
        text = f"Chưa đơn vị nào nộp biểu: số liệu trên màn hình lấy từ {samples} biểu minh hoạ"
        return f"{text}; {overdue} đơn vị quá hạn" if overdue else text
    text = f"Đã nhận biểu của {received}/{expected} đơn vị"
    if samples:
        text += f", {samples} đơn vị đang hiển thị bằng biểu minh hoạ"
    if overdue:
        text += f"; {overdue} đơn vị quá hạn chưa nộp"
    return f"{text}; còn {errors} lỗi" if errors else text


def unit_state(state: str, days_late: int, sent_on: date | None) -> str:
    """Say whether a unit's workbook came in time."""
    words = {
        "in_time": f"● đúng hạn ({formats.day(sent_on)})",
        "late": f"▼ chậm {days_late} ngày ({formats.day(sent_on)})",
        "waiting": "○ chưa nộp, còn hạn",
        "overdue": f"▼ quá hạn {days_late} ngày",
    }
    return words[state]


def sheet_state(
    *, asked: bool, received: bool, filled: int, cells: int, errors: int, warnings: int
) -> str:
    """Say how a sheet of a unit stands: `100%`, `96% ▲3`, `… chưa nộp`, `–` where none is asked."""
    if not asked:
        return formats.NOT_APPLICABLE
    if not received:
        return formats.NOT_SUBMITTED
    # Cut, not rounded: a sheet with an empty cell is never shown as complete.
    share = f"{100 * filled // cells}%"
    marks = [f"✖{errors}"] * bool(errors) + [f"▲{warnings}"] * bool(warnings)
    return " ".join([share, *marks])


def reminder(
    name: str,
    *,
    deadline: date,
    today: date,
    days_late: int,
    received: bool,
    errors: int,
    warnings: int,
) -> str:
    """Write the reminder to a unit that is late, or whose workbook needs correction."""
    opening = (
        f"Kính gửi: {name}\n\n"
        "Thực hiện Kế hoạch số 22/KH-UBND ngày 27/02/2025 của Ban Chỉ đạo các Chương trình mục "
        "tiêu quốc gia tỉnh Bình Định về tổng kết Chương trình mục tiêu quốc gia giảm nghèo bền "
        "vững giai đoạn 2021–2025 trên địa bàn tỉnh, "
        f"thời hạn gửi báo cáo và biểu số liệu của quý cơ quan là ngày {formats.day(deadline)}."
    )
    if not received:
        late = f" (quá hạn {days_late} ngày)" if days_late else ""
        body = (
            f"Đến ngày {formats.day(today)}{late}, Sở Lao động - Thương binh và Xã hội "
            "chưa nhận được "
            "biểu số liệu của quý cơ quan."
        )
        request = "Đề nghị quý cơ quan lập biểu theo mẫu và gửi về Sở trong thời gian sớm nhất."
    else:
        parts = [f"{errors} lỗi"] * bool(errors) + [f"{warnings} cảnh báo"] * bool(warnings)
        body = (
            f"Qua kiểm tra đến ngày {formats.day(today)}, biểu số liệu của quý cơ quan còn "
            f"{' và '.join(parts)}."
        )
        request = (
            "Đề nghị quý cơ quan rà soát, sửa các ô được đánh dấu hoặc giải trình, và gửi lại biểu."
        )
    return f"{opening}\n\n{body}\n\n{request}\n\nTrân trọng./."


def verdict(unit: str, severities: Sequence[str]) -> str:
    """Say whether a checked workbook can be sent."""
    errors, warnings = severities.count("error"), severities.count("warning")
    if errors:
        return f"{unit}: còn {formats.number(errors)} lỗi, biểu chưa nộp được"
    if warnings:
        return (
            f"{unit}: không có lỗi, có thể nộp; {formats.number(warnings)} cảnh báo cần giải trình"
        )
    return f"{unit}: không có lỗi, có thể nộp"
