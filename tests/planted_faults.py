"""Plants faults and tells which of them the tests catch: `python -m tests.planted_faults [WORD…]`.

Each fault changes one text in one file of a copy of the tree; then the tests that are said to catch
it are run there, and at least one must fail. The same tests pass in the untouched copy
(`--sound` shows that, too). With words only the faults whose name has one of them are planted;
`--tree` names another tree, for instance an older commit, whose code and tests are tried.

Exit code 0: every fault was caught; 1: one was missed, or its text no longer stands in its file
exactly once: then the fault is to be written anew.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
LEFT_OUT = (".git", ".venv", "__pycache__", ".*_cache", "snapshot", "submissions", "*.duckdb")
PASSED, FAILED = 0, 1


@dataclass(frozen=True)
class Fault:
    """One fault: the text that is replaced in a file, and what pytest is told to run."""

    name: str
    file: str
    text: str
    by: str
    tests: tuple[str, ...]


FAULTS = (
    # How numbers come about
    Fault(
        "a half is cut off where it is printed",
        "dashboard/words/formats.py",
        "return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)",
        'return exact.quantize(Decimal(1).scaleb(-decimals), "ROUND_DOWN")',
        ("tests/test_wording.py", "tests/test_arithmetic.py"),
    ),
    Fault(
        "halves go to the even digit in SQL",
        "queries/build/00_judgements.sql",
        "as round(exact(figure), decimals);",
        "as round_even(exact(figure), decimals);",
        ("tests/test_arithmetic.py",),
    ),
    Fault(
        "the rate of the province is a mean of rates",
        "queries/build/40_indicator_values.sql",
        """        sum(numerator) filter (where value_state = 'reported') as numerator,
        sum(denominator) filter (where value_state = 'reported') as denominator,
""",
        """        if(
            bool_or(is_ratio),
            cast(
                1000 * avg(numerator / nullif(denominator, 0))
                filter (where value_state = 'reported') as decimal(38, 4)
            ),
            sum(numerator) filter (where value_state = 'reported')
        ) as numerator,
        if(
            bool_or(is_ratio), 1000,
            sum(denominator) filter (where value_state = 'reported')
        ) as denominator,
""",
        ("tests/test_published.py", "tests/test_arithmetic.py"),
    ),
    Fault(
        "a target of “below” is met by its bound itself",
        "queries/build/61_target_measures.sql",
        "            when printed.comparator = 'lt'\n",
        "            when printed.comparator = 'none'\n",
        ("tests/test_targets.py",),
    ),
    Fault(
        "a number leads to the sheet where its cell should stand",
        "queries/provenance.sql",
        "    observations.cell,\n",
        "    observations.sheet as cell,\n",
        ("tests/test_queries.py", "tests/browser/test_sources.py"),
    ),
    Fault(
        "a published figure was typed wrong",
        "data/published/figures.csv",
        "urban,total,all,all,all,5196,,hộ,actual",
        "urban,total,all,all,all,5169,,hộ,actual",
        ("tests/test_reference.py",),
    ),
    Fault(
        "a code of the catalogue is misspelt",
        "data/reference/indicators.csv",
        "100·poor_households/households_total,lower,ratio",
        "100·poor_households/households_total,lowest,ratio",
        ("tests/test_reference.py",),
    ),
    # What is read from workbooks
    Fault(
        "a dash is read as 0",
        "dashboard/workbook/reading.py",
        """    if text in DASHES:
        return NOT_APPLICABLE, ""
""",
        """    if text in DASHES:
        return Value(Decimal(0)), ""
""",
        ("tests/test_mutations.py", "tests/test_reading.py"),
    ),
    Fault(
        "an amount with three decimals is taken for thousands",
        "dashboard/workbook/reading.py",
        'grouped = GROUPED if value_type == "count" else GROUPED_TWICE',
        "grouped = GROUPED",
        ("tests/test_mutations.py",),
    ),
    Fault(
        "a block of merged cells hides numbers in silence",
        "dashboard/workbook/reading.py",
        "hidden = [place for place in seen if merge.hides(place)]",
        "hidden: list[Place] = []",
        ("tests/test_mutations.py",),
    ),
    Fault(
        "a sheet may have millions of rows",
        "dashboard/workbook/grids.py",
        "MAX_ROWS = 20_000\n",
        "MAX_ROWS = 20_000_000\n",
        ("tests/test_hostile_files.py", "tests/test_files.py"),
    ),
    Fault(
        "a file may declare a document type",
        "dashboard/workbook/xlsx.py",
        "    parser.StartDoctypeDeclHandler = refuse_doctype\n",
        "",
        ("tests/test_hostile_files.py",),
    ),
    Fault(
        "a comment stands at another cell than its finding",
        "dashboard/workbook/marking.py",
        "return etree.fromstring(SHAPE.format(number=number, box=box, row=row, column=column))",
        "return etree.fromstring(SHAPE.format(number=number, box=box, row=0, column=column))",
        ("tests/test_marking.py",),
    ),
    # The rules
    Fault(
        "a rule never fires",
        "queries/checks/v07.sql",
        "        ) > 0.015\n",
        "        ) > 1000.015\n",
        ("tests/test_rules.py",),
    ),
    Fault(
        "sums since the beginning pass for numbers of a year",
        "queries/checks/v58.sql",
        "indicators.aggregation in ('flow_sum', 'times_sum')",
        "indicators.aggregation in ('never')",
        ("tests/test_human_mistakes.py",),
    ),
    # Publishing
    Fault(
        "the pointer is taken away before the new one stands",
        "dashboard/store/build.py",
        "        archive.write_whole(folder / database.POINTER,",
        "        (folder / database.POINTER).unlink(missing_ok=True)\n"
        "        archive.write_whole(folder / database.POINTER,",
        ("tests/test_publishing.py", "-k", "kill"),
    ),
    Fault(
        "the new snapshot is in force before the publication is recorded",
        "dashboard/store/publishing.py",
        """                with build.storage_faults(archive.records_folder(data)):
                    archive.commit(data, publication)
                built = build.put_in_force(folder, draft)
""",
        """                built = build.put_in_force(folder, draft)
                with build.storage_faults(archive.records_folder(data)):
                    archive.commit(data, publication)
""",
        ("tests/test_publishing.py", "-k", "kill"),
    ),
    Fault(
        "a page keeps the snapshot that it saw first",
        "dashboard/store/database.py",
        "def current_snapshot() -> Path:",
        "@lru_cache\ndef current_snapshot() -> Path:",
        ("tests/browser/test_rebuild.py",),
    ),
    # What is on the pages
    Fault(
        "the mark of illustrative figures is lost on the pages",
        "dashboard/words/markup.py",
        """f'<span class="mark">{formats.ILLUSTRATIVE}</span>' if illustrative else ""\n""",
        '""\n',
        ("tests/test_pages.py",),
    ),
    Fault(
        "a page counts districts that sent nothing",
        "dashboard/words/markup.py",
        "Đã nhận {received}/{expected} huyện",
        "Đã nhận {expected}/{expected} huyện",
        ("tests/test_pages.py",),
    ),
    Fault(
        "a page speaks English",
        "dashboard/web/controls.py",
        '"Chọn một dòng ở bảng trên để xem con số ấy lấy từ tệp, biểu và ô nào."',
        '"Select a row of the table to see where its value comes from."',
        ("tests/test_pages.py",),
    ),
    Fault(
        "a tab breaks where there is no number to show",
        "dashboard/pictures/deprivation.py",
        'high = values.loc[known, "poor_share"].max()',
        'high = values.loc[known, "poor_share"].sort_values().iloc[-1]',
        ("tests/test_pages.py",),
    ),
    Fault(
        "the pages break before anything was sent",
        "dashboard/web/controls.py",
        "    if not years:\n",
        "    if years is None:\n",
        ("tests/test_pages.py", "-k", "without_workbooks"),
    ),
    Fault(
        "an earlier state is named and the newest shown",
        "dashboard/web/controls.py",
        "            database.pin(build.state_after(data_folder(), publication))",
        "            build.state_after(data_folder(), publication)",
        ("tests/test_pages.py",),
    ),
    Fault(
        "bars stand without their numbers",
        "dashboard/charts/bars.py",
        '"text": [f" {text}" for text in values["value_text"]],',
        '"text": ["" for text in values["value_text"]],',
        ("tests/test_charts.py",),
    ),
    Fault(
        "a click on a bar chooses another district",
        "dashboard/charts/bars.py",
        '"customdata": [[code] for code in values["area_code"]],',
        '"customdata": [[code] for code in values["area_code"][::-1]],',
        ("tests/browser/test_clicks.py", "-k", "bar"),
    ),
    Fault(
        "a choice is not written into the address",
        "dashboard/web/controls.py",
        'key=key, bind="query-params", persist_state="session"',
        'key=key, persist_state="session"',
        ("tests/browser/test_addresses.py",),
    ),
    Fault(
        "a written-out link to the first page is dead",
        "dashboard/web/frame.py",
        'url_path="tong-quan"',
        'url_path="tong-quan-tinh"',
        ("tests/browser/test_first_request.py",),
    ),
    Fault(
        "a label is cut by the edge of its picture",
        "dashboard/charts/bars.py",
        'margin={"l": 8, "r": 16, "t": 38, "b": 8},',
        'margin={"l": 8, "r": 16, "t": 2, "b": 8},',
        ("tests/browser/test_looks.py",),
    ),
    Fault(
        "a line is too faint to be read",
        "dashboard/web/frame.css",
        "p.footer { color: #52606D;",
        "p.footer { color: #A9B4BF;",
        ("tests/browser/test_looks.py",),
    ),
    Fault(
        "a page is cut off where it is printed",
        "dashboard/web/frame.css",
        "display: block !important; position: static !important; overflow: visible !important;",
        "",
        ("tests/browser/test_print.py",),
    ),
    Fault(
        "a text of a workbook becomes HTML in a table",
        "dashboard/words/markup.py",
        """">{escaped(str(cell))}</td>'""",
        """">{cell}</td>'""",
        ("tests/browser/test_intake_page.py",),
    ),
    # What is taken away
    Fault(
        "a text of a workbook becomes a formula in a CSV file",
        "dashboard/exports/table_files.py",
        "lambda value: formats.without_formula(value) if isinstance(value, str) else value",
        "lambda value: value",
        ("tests/test_exports.py",),
    ),
    Fault(
        "a rate of the annex is divided the wrong way round",
        "dashboard/exports/annex_excel.py",
        "100*{above}/{below})",
        "100*{below}/{above})",
        ("tests/test_official.py",),
    ),
    Fault(
        "two columns of the annex are swapped",
        "dashboard/exports/annex_tables.py",
        """        POOR,
        "near_poverty_rate",
        "near_poor_households",
        HOUSEHOLDS,
""",
        """        "near_poor_households",
        "near_poverty_rate",
        POOR,
        HOUSEHOLDS,
""",
        ("tests/test_official.py",),
    ),
    Fault(
        "the sheets of the Word annex have no numbers",
        "dashboard/exports/annex_word.py",
        "    page_field(paragraph)\n\n\ndef mark_pages",
        "\n\ndef mark_pages",
        ("tests/test_annex.py",),
    ),
    Fault(
        "a missing district is 0 in PowerPoint",
        "dashboard/exports/talk_powerpoint.py",
        "[None if pd.isna(value) else float(value) for value in values]",
        "[0.0 if pd.isna(value) else float(value) for value in values]",
        ("tests/test_slides.py",),
    ),
    Fault(
        "a sheet of the profiles holds more than it shows",
        "dashboard/talk/stage/booklet.html",
        "font: 11px/1.22",
        "font: 12.5px/1.3",
        ("tests/browser/test_booklet.py",),
    ),
    # The talk
    Fault(
        "a message is shown although it is no longer true",
        "dashboard/talk/talks.py",
        "        elif not SIGNS[sign](first, second):",
        "        elif not sign:",
        ("tests/test_talks.py",),
    ),
    Fault(
        "the file of the talk asks a network for its type",
        "dashboard/talk/stage/deck.html",
        "<style>\n@font-face",
        '<link rel="stylesheet" href="https://fonts.example/source-sans.css">\n<style>\n@font-face',
        ("tests/test_deck.py",),
    ),
    Fault(
        "the script of the talk asks a network",
        "dashboard/talk/stage/stage.js",
        '    root.lang = "vi";\n',
        '    root.lang = "vi";\n    new Image().src = "https://fonts.example/seen.gif";\n',
        ("tests/browser/test_deck.py",),
    ),
    Fault(
        "labels of the talk are too small",
        "dashboard/charts/theme.py",
        "LABEL_SIZE = 18\n",
        "LABEL_SIZE = 12\n",
        ("tests/browser/test_rehearsal.py",),
    ),
    Fault(
        "the presenter is not told that the server is away",
        "dashboard/talk/stage/stage.js",
        "            notice.hidden = false;\n",
        "",
        ("tests/browser/test_presenting.py",),
    ),
)


def planted(path: Path, fault: Fault) -> str:
    """Give the file with the fault in it.

    Raises:
        ValueError: the text does not stand in it exactly once.
    """
    whole = path.read_text(encoding="utf-8")
    if whole.count(fault.text) != 1:
        raise ValueError(f"the text stands {whole.count(fault.text)} times in {fault.file}")
    return whole.replace(fault.text, fault.by)


@contextmanager
def copy_of(tree: Path) -> Iterator[Path]:
    """Give a copy of a tree without what was built in it."""
    with TemporaryDirectory(prefix="planted-") as folder:
        yield shutil.copytree(tree, Path(folder) / "tree", ignore=shutil.ignore_patterns(*LEFT_OUT))


def run(tree: Path, tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run tests of a tree up to the first that fails."""
    # Python would take a module for unchanged whose size and second of writing are.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("DASHBOARD_DATA", None)
    command = [sys.executable, "-m", "pytest", "-n0", "-x", "-q", "-p", "no:cacheprovider", *tests]
    return subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, check=False
    )


def first_failed(said: str) -> str:
    """Give the line that names the first test that failed."""
    named = (line for line in said.splitlines() if line.startswith(("FAILED", "ERROR")))
    return next(named, said[-300:])


def outcome(tree: Path, fault: Fault) -> tuple[bool, str]:
    """Plant a fault, run its tests, take it out again; tell whether it was caught, and how."""
    path = tree / fault.file
    sound = path.read_bytes()
    try:
        path.write_text(planted(path, fault), encoding="utf-8")
    except ValueError as stale:
        return False, f"CANNOT BE PLANTED: {stale}"
    done = run(tree, fault.tests)
    path.write_bytes(sound)
    if done.returncode == FAILED:
        return True, f"caught by {first_failed(done.stdout)}"
    if done.returncode == PASSED:
        return False, f"MISSED by {' '.join(fault.tests)}"
    return False, f"NOT RUN, pytest says {done.returncode}: {done.stdout[-300:]}"


def main() -> int:
    """Plant the faults one after the other and print what became of each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", nargs="*", help="only faults whose name has one of these")
    parser.add_argument("--tree", type=Path, default=ROOT, help="tree whose tests are tried")
    parser.add_argument("--sound", action="store_true", help="run the tests without a fault first")
    asked = parser.parse_args()
    chosen = [
        fault
        for fault in FAULTS
        if not asked.words or any(word in fault.name for word in asked.words)
    ]
    caught = 0
    with copy_of(asked.tree) as tree:
        if asked.sound:
            for tests in dict.fromkeys(fault.tests for fault in chosen):
                done = run(tree, tests)
                if done.returncode != PASSED:
                    print(f"NOT SOUND: {' '.join(tests)}: {first_failed(done.stdout)}")
                    return 1
        for number, fault in enumerate(chosen, start=1):
            is_caught, words = outcome(tree, fault)
            caught += is_caught
            print(f"{number:2}. {fault.name}: {words}", flush=True)
    print(f"{caught} of {len(chosen)} faults caught")
    return 0 if caught == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
