"""The tasks of the plan as a picture."""

from datetime import date

import pandas as pd

from dashboard.charts.figures import signed
from dashboard.charts.timeline import timeline
from dashboard.pictures.common import Picture, source
from dashboard.store.database import ask, remembered
from dashboard.words import formats, submission_sentences, tables
from dashboard.words.frames import records


@remembered
def plan_of_tasks(today: date) -> Picture:
    """Give the tasks of the plan with their deadlines and how far each is."""
    rows = ask("plan_progress", today=today)
    drawn = rows.assign(
        task_text=[f"{row.task_order}. {row.short_name}" for row in records(rows)],
        state_text=[
            submission_sentences.task_state(
                row.state,
                deadline=row.deadline_date,
                done=None if pd.isna(row.done_date) else row.done_date,
                received=row.units_received,
                expected=row.units_expected,
            )
            for row in records(rows)
        ],
    )
    table = tables.plan(drawn)
    # The counts of units come from workbooks: their source and mark go along.
    source_line = f"{source()} · Phụ lục Kế hoạch số 22/KH-UBND ngày 27/02/2025"
    finding = submission_sentences.plan_summary([str(state) for state in rows["state"]])
    subtitle = f"Vạch đứng: thời hạn trong kế hoạch; trạng thái tính đến ngày {formats.day(today)}"
    return Picture(
        name="nhiem-vu-tong-ket",
        finding=finding,
        subtitle=subtitle,
        figure=signed(timeline(drawn), subtitle, source_line),
        alt=f"{finding}. "
        + "; ".join(f"{row.task_text}: {row.state_text}" for row in records(drawn)),
        table=table,
        data=rows,
        source=source_line,
        line=subtitle,
    )
