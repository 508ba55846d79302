"""Who has sent what, what is late, and what is still to be corrected?"""

import streamlit as st

from dashboard.pictures import listings
from dashboard.pictures import plan as plan_pictures
from dashboard.web import controls
from dashboard.words import formats

above = st.container()
today = controls.lateness_day()
progress = listings.progress(today)
with above:
    controls.heading(
        progress.finding,
        f"Biểu số liệu tổng kết theo Kế hoạch 22/KH-UBND, tính đến ngày {formats.day(today)}: phần "
        "trăm ô đã có số liệu của từng biểu; ✖ lỗi, ▲ cảnh báo, … chưa nộp, – không phải nộp",
    )
matrix, plan, findings, reminders = st.tabs(
    ["Đơn vị và biểu", "Nhiệm vụ của kế hoạch", "Phát hiện còn mở", "Nhắc việc"],
    key="tien-do",
    on_change="rerun",
    bind="query-params",
)
if matrix.open:
    with matrix:
        controls.texts(progress.table, look="matrix")
        controls.downloads(progress.table, name="tien-do-nop-bieu")
if plan.open:
    with plan:
        controls.show(plan_pictures.plan_of_tasks(today), key="progress_plan")
if findings.open:
    with findings:
        controls.open_findings()
if reminders.open:
    with reminders:
        controls.reminder(listings.reminders(today))
