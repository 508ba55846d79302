"""Draws the tables of the snapshot in force into docs/architecture.md: `make diagram`."""

import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dashboard.store import database

PAGE = Path(__file__).with_name("architecture.md")
START, END = "<!-- tables: made by `make diagram` -->\n", "<!-- end of tables -->\n"
COLUMNS = """
select table_name, column_name, data_type
from duckdb_columns()
where not internal and table_name in (select table_name from duckdb_tables())
order by table_name, column_index
"""
KEYS = """
select table_name, unnest(constraint_column_names) as column_name
from duckdb_constraints()
where constraint_type = 'PRIMARY KEY'
"""


def diagram() -> str:
    """Give the entity diagram: tables, columns, keys, and which table a column names."""
    cursor = database.connect(database.current_snapshot()).cursor()
    keys = defaultdict(list)
    for table, column in cursor.execute(KEYS).fetchall():
        keys[table].append(column)
    columns = defaultdict(list)
    for table, column, kind in cursor.execute(COLUMNS).fetchall():
        columns[table].append((column, kind.partition("(")[0].lower()))
    # A column that alone is the key of a table names a row of it wherever else it stands.
    owners = {own[0]: table for table, own in keys.items() if len(own) == 1}
    # Drawn areas have the key of an area, too.
    owners |= {"area_code": "areas", "target_id": "targets"}
    lines = ["```mermaid", "erDiagram"]
    for table in sorted(columns):
        lines.append(f"    {table} {{")
        for column, kind in columns[table]:
            marks = ["PK"] * (column in keys[table])
            marks += ["FK"] * (owners.get(column, table) != table)
            lines.append(f"        {kind} {column} {', '.join(marks)}".rstrip())
        lines.append("    }")
    lines += [
        f"    {owners[column]} ||--o{{ {table} : {column}"
        for table in sorted(columns)
        for column, _ in columns[table]
        if owners.get(column, table) != table
    ]
    return "\n".join([*lines, "```"]) + "\n"


def drawn(text: str) -> str:
    """Give the page with the diagram between its marks."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{diagram()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
