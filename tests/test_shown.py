"""What is shown is what is computed: years, cards, parts of the province missing, changes."""

import re
import shutil
from io import BytesIO

import docx
import duckdb
import openpyxl
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard.exports import annex_excel, annex_tables, annex_word, talk_html, talk_powerpoint
from dashboard.pictures import (
    common,
    contributions,
    deprivation,
    districts,
    gaps,
    overview,
    pace,
    profile,
    trends,
)
from dashboard.store import build, database
from dashboard.store.database import ask
from dashboard.talk import talks
from dashboard.talk.storyboard import Scene, Storyboard
from dashboard.words import formats, gap_sentences

RATE = common.POVERTY_RATE
KNOWN = "mới có 10/11 huyện"
TABLES = ("indicator_values", "target_results", "capital_sums", "shares", "target_measures")
# Of a part that is missing these say so in their own words, or show no figure of the province.
OWN_WORDS = {
    "chi-tieu",
    "chi-tieu-huyen",
    "thieu-hut",
    "dan-toc-thieu-so",
    "tien-va-ket-qua",
    "nhu-cau-von",
}


def copied(data, folder, *changes):
    """Copy a built data folder and change its observations; what is computed is made again."""
    shutil.copytree(data, folder)
    name = (folder / "snapshot" / database.POINTER).read_text(encoding="utf-8").split()[0]
    with duckdb.connect(str(folder / "snapshot" / name)) as connection:
        for text in changes:
            connection.execute(text)
        for table in TABLES:
            connection.execute(f"drop table {table}")
        build.execute(connection, (*build.statements("40", "45"), *build.statements("61", "62")))
    return folder


# --- years ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "year", "areas", "kind"),
    [
        ("estimate", 2024, "('542')", "actual"),
        ("actual", 2025, "('542')", "estimate"),
        ("actual", 2025, "('540', '542')", "actual"),
    ],
)
def test_one_workbook_does_not_move_the_kind_of_a_year(
    given, year, areas, kind, few_data, tmp_path, use
):
    use(
        copied(
            few_data,
            tmp_path / "data",
            f"update observations set value_kind = '{given}' where year = {year} "  # noqa: S608
            f"and value_kind <> 'plan' and area_code in {areas}",
        )
    )
    kinds = ask("years").set_index("year")["value_kind"]
    assert kinds[year] == kind
    assert common.year_kind(year) == kind


# --- cards ------------------------------------------------------------------------------------


def test_a_card_judges_the_whole_assignment(data):
    [row] = ask(
        "headline_figures",
        area_code="544",
        year=2024,
        settlement="total",
        indicator_codes=("multidimensional_poverty_rate",),
    ).to_dict("records")
    rows = ask("target_list", area_code="544", level=None, status=None)
    own = rows[rows["indicator_code"].eq("multidimensional_poverty_rate") & rows["year"].eq(2024)]
    assert row["target_status"] == own["assignment_status"].iloc[0]
    assert row["measure_status"] == own["status"].iloc[0]


def test_a_card_names_its_own_measure_where_the_assignment_differs(data):
    rows = ask(
        "headline_figures",
        area_code="544",
        year=2024,
        settlement="total",
        indicator_codes=("multidimensional_poverty_rate",),
    )
    changed = rows.assign(target_status="not_met", measure_status="met")
    card = common.headline_card(next(changed.itertuples()), of_province=False)
    assert "chưa đạt" in card
    assert "cả chỉ tiêu; riêng mức này: đạt" in card


@pytest.mark.parametrize("area", ["52", "542"])
def test_what_has_no_formula_is_never_called_missing(area, data):
    card = common.headline_cards(area, 2025, "total", ("health_insurance_coverage_poor",))
    assert "chưa tính" in card.lower()
    assert "chưa nộp" not in card.lower()
    assert "chưa đủ số liệu" not in card.lower()
    assert formats.NOT_SUBMITTED not in card


# --- scenario ---------------------------------------------------------------------------------

SCRIPT = """
from dashboard.web import controls
controls.scenario_inputs()
"""


@pytest.mark.parametrize("factor", [3, 40])
def test_the_scenario_takes_a_rate_that_rose(factor, complete_data, tmp_path, use):
    use(
        copied(
            complete_data,
            tmp_path / "data",
            f"update observations set value = {factor} * value where year = 2023 "  # noqa: S608
            "and indicator_code in ('poor_households', 'near_poor_households')",
        )
    )
    held = ask("scenario_assumptions").iloc[0]
    assert held["fall_low"] < 0
    app = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert not app.exception
    low = next(each for each in app.number_input if each.key == "giam-thap")
    assert low.value == float(formats.rounded(held["fall_low"], 2))


# --- a part of the province missing -----------------------------------------------------------


def pictures_of_the_province():
    for name, drawing in talks.DRAWINGS.items():
        if not drawing.needs_district and (picture := drawing.draw(2024, "total", None)):
            yield name, picture


def test_every_picture_says_which_part_of_the_province_is_missing(use, data_without_a_district):
    use(data_without_a_district)
    silent = {
        name
        for name, picture in pictures_of_the_province()
        if KNOWN not in f"{picture.finding} {picture.line}"
    }
    assert silent <= OWN_WORDS


def test_a_complete_province_says_nothing_of_parts(data):
    for _, picture in pictures_of_the_province():
        assert not picture.standing
        assert "mới có 1" not in picture.line


def test_the_annex_says_which_part_of_the_province_is_missing(use, data_without_a_district):
    use(data_without_a_district)
    tables = annex_tables.tables(2024)
    book = openpyxl.load_workbook(BytesIO(annex_excel.xlsx(2024)))
    paper = docx.Document(BytesIO(annex_word.docx(2024)))
    for table in tables:
        if table.code == "PL07":
            continue
        assert "mới có 10/11" in table.standing
        last = table.rows[-1]
        assert "mới có" in last.cells[1]
        texts = [str(cell.value) for row in book[table.code].iter_rows() for cell in row]
        assert any(text == last.cells[1] for text in texts)
        assert any(text.startswith(formats.capitalised(table.standing)) for text in texts)
    printed = [cell.text for grid in paper.tables for cell in grid.column_cells(1)]
    assert sum("mới có" in text for text in printed) >= len(tables) - 1
    sentences = " ".join(paragraph.text for paragraph in paper.paragraphs)
    assert sentences.count("mới có") > len(tables) - 1


def test_the_talk_says_which_part_of_the_province_is_missing(use, data_without_a_district):
    use(data_without_a_district)
    names = [
        name
        for name, drawing in talks.DRAWINGS.items()
        if not drawing.needs_district and name not in OWN_WORDS | {"kich-ban"}
    ]
    scenes = tuple(
        Scene(f"canh-{place}", "P", "Q?", name, year=2024) for place, name in enumerate(names)
    )
    talk = talks.talk(Storyboard("T", "S", scenes))
    sheets = list(Presentation(BytesIO(talk_powerpoint.pptx(talk))).slides)[1:]
    assert len(sheets) == len(names)
    for name, sheet in zip(names, sheets, strict=True):
        texts = [shape.text_frame.text for shape in sheet.shapes if shape.has_text_frame]
        assert any(KNOWN in text for text in texts), name
    for name, scene in zip(names, talk_html.talk_data(talk)["scenes"], strict=True):
        assert KNOWN in str(scene).casefold(), name


# --- one place alone --------------------------------------------------------------------------


def test_one_district_alone_contributed_nothing_most():
    sentence = gap_sentences.contribution(
        ["An Lão"],
        "cuối năm 2024",
        households=10,
        share=100.0,
        province_households=10,
        province_points=0.5,
        known=1,
        expected=1,
    )
    assert "nhiều nhất" not in sentence
    assert sentence.endswith("chỉ An Lão có số liệu")


# --- changes ----------------------------------------------------------------------------------

DIFFERENCES = [
    ("indicator_by_district", ("value", "baseline_value", "baseline_change"), 1),
    ("pace_by_district", ("baseline_value", "value", "yearly_reduction"), 3),
]
SIGNED = re.compile(r"[−+▼▲]? ?\d+,\d\d")


@pytest.mark.parametrize("code", [RATE, "multidimensional_poverty_rate", "near_poverty_rate"])
@pytest.mark.parametrize(("question", "names", "years"), DIFFERENCES)
def test_a_change_is_the_difference_of_what_is_not_rounded(code, question, names, years, data):
    later, earlier, change = names
    rows = ask(question, indicator_code=code, year=2024, settlement="total")
    made = (rows[later] - rows[earlier]) / years
    assert (rows[change] - made).abs().max() < 1e-9


def rounded_once(number):
    return str(formats.number(abs(number), 2))


def test_every_printed_change_is_rounded_once(data):
    """Hold each printed change against the values that the picture stands on."""
    checked = []
    for code in (RATE, "multidimensional_poverty_rate"):
        picture = districts.change_since_baseline(code, 2024, "total", None, False)
        for row, printed in zip(
            picture.data.itertuples(), picture.table.to_numpy().tolist(), strict=True
        ):
            change = formats.bare_change(row.value - row.baseline_value, "%")
            checked.append(any(change in str(text) for text in printed))
    for picture in (gaps.town_and_country(2024, None), gaps.ethnic_minorities(2024, "total", None)):
        for row, text in zip(picture.data.itertuples(), picture.table["Khoảng cách"], strict=True):
            if row.first_state == row.second_state == "reported":
                checked.append(rounded_once(row.first_value - row.second_value) in text)
    picture = pace.pace(RATE, 2024, "total", None)
    for row, text in zip(
        picture.data.itertuples(), picture.table["Giảm bình quân (điểm %/năm)"], strict=True
    ):
        checked.append(rounded_once((row.baseline_value - row.value) / 3) in text)
    picture = pace.convergence(RATE, 2024, "total")
    for row, text in zip(
        picture.data.itertuples(), picture.table["Khoảng cách (điểm %)"], strict=True
    ):
        checked.append(rounded_once(row.highest - row.lowest) == text)
    picture = deprivation.changes(None, 2024, "poor")
    for row, printed in zip(
        picture.data.itertuples(), picture.table.to_numpy().tolist(), strict=True
    ):
        checked.append(any(rounded_once(row.rate - row.first_rate) in str(t) for t in printed))
    picture = contributions.contribution(2024, "total", None)
    points = picture.table["Giảm (điểm % của tỉnh)"].iloc[-1]
    whole = ask("indicator_by_district", indicator_code=RATE, year=2024, settlement="total")
    checked.append(rounded_once(whole["baseline_change"].iloc[-1]) == points)
    assert len(checked) > 70
    assert all(checked)


def test_every_change_in_a_sentence_is_rounded_once(data):
    rows = ask("indicator_by_district", indicator_code=RATE, year=2024, settlement="total")
    for row in rows.itertuples():
        if row.level == "district":
            change = formats.change_in_words(row.value - row.baseline_value, "%")
            assert change in profile.profile(row.area_code, 2024).finding
    whole = rows.iloc[-1]
    pace_a_year = formats.change_in_words((whole["value"] - whole["baseline_value"]) / 3, "%")
    assert pace_a_year in districts.movement_over_years(RATE, "52", "total").finding
    assert pace_a_year in trends.beside_average(RATE, None, "total", "Không").finding
    assert formats.change_in_words(whole["value"] - whole["baseline_value"], "%") in (
        contributions.contribution(2024, "total", None).finding
    )
    poor = ask(
        "indicator_by_district", indicator_code="poor_households", year=2024, settlement="total"
    ).iloc[-1]
    assert formats.change_in_words(poor["value"] - poor["baseline_value"], "hộ") in (
        overview.overview(2024, "total").finding
    )


def test_the_definition_says_how_changes_are_printed(data):
    lines = dict(common.indicator_card(RATE))
    assert "chưa làm tròn" in lines["Mức tăng, giảm, chênh lệch"]
