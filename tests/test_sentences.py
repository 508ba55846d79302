"""Every sentence has a worked answer; none states a cause."""

import re
from pathlib import Path

import pytest

from dashboard.words import district_sentences, gap_sentences, programme_sentences

CAUSES = re.compile(r"\b(do|nhờ|vì|bởi|dẫn đến|nguyên nhân là)\b")
CASES = [
    (
        district_sentences.above_start(
            5.78, "%", first=5, last=3, last_when="cuối năm 2024", known=11, expected=11
        ),
        "Cao hơn mức đầu kỳ của tỉnh (5,78 %): 5 huyện ở đầu kỳ, 3 huyện cuối năm 2024",
    ),
    (
        district_sentences.above_start(
            5.78, "%", first=5, last=2, last_when="cuối năm 2024", known=10, expected=11
        ),
        "Cao hơn mức đầu kỳ của tỉnh (5,78 %): 5 huyện ở đầu kỳ, 2 huyện cuối năm 2024 "
        "(mới có 10/11 huyện)",
    ),
    (
        district_sentences.highest_communes(
            ["An Vinh", "An Toàn"], 16.475, "cuối năm 2024", known=10, expected=10
        ),
        "Tỷ lệ hộ nghèo cuối năm 2024 cao nhất ở An Vinh và An Toàn: 16,48 %",
    ),
    (
        district_sentences.highest_communes(["An Vinh"], 16.0, "đầu kỳ", known=9, expected=10),
        "Tỷ lệ hộ nghèo đầu kỳ cao nhất ở An Vinh: 16,00 % (mới có 9/10 xã)",
    ),
    (
        district_sentences.two_districts(
            "An Lão", "Vân Canh", first_better=8, other_better=6, even=0
        ),
        "An Lão tốt hơn Vân Canh ở 8/14 chỉ tiêu, kém hơn ở 6",
    ),
    (
        district_sentences.two_districts(
            "An Lão", "Vân Canh", first_better=1, other_better=0, even=2
        ),
        "An Lão tốt hơn Vân Canh ở 1/3 chỉ tiêu, kém hơn ở 0, ngang nhau ở 2",
    ),
    (
        district_sentences.two_districts(
            "An Lão", "Tây Sơn", first_better=0, other_better=0, even=0
        ),
        "An Lão và Tây Sơn: chưa đủ số liệu để so sánh",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_a_sentence_says_what_was_found(sentence, expected):
    assert sentence == expected


@pytest.mark.parametrize("module", [district_sentences, gap_sentences, programme_sentences])
def test_no_sentence_states_a_cause(module):
    text = re.sub(
        r'""".*?"""', "", Path(module.__file__).read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert not CAUSES.search(text)


@pytest.mark.parametrize(
    "sentence",
    [
        district_sentences.highest_communes(["An Vinh"], 16.0, "đầu kỳ", known=1, expected=10),
        district_sentences.fastest(
            ["An Lão"], 2.5, ["An Lão"], 40.0, end="cuối năm 2024", known=1, expected=11
        ),
        gap_sentences.group_gap(
            "nông thôn",
            "thành thị",
            "cuối năm 2024",
            province=float("nan"),
            higher=1,
            compared=1,
            names=["An Lão"],
            widest=3.68,
            known=1,
            expected=11,
        ),
        programme_sentences.houses_removed(
            "năm 2024",
            "năm 2024",
            state="reported",
            completed=90,
            to_remove=120,
            rate=75,
            behind=["An Lão"],
            lowest=75,
            known=1,
            expected=11,
        ),
        programme_sentences.lowest_disbursement(["Sinh kế ở An Lão"], 70.5, 2024, is_alone=True),
        gap_sentences.most_deprivations(["An Lão"], 3.2, None, "cuối năm 2024", is_alone=True),
        programme_sentences.most_raised(
            "năm 2024", "Quỹ", ["An Lão"], 1500, state="reported", is_alone=True
        ),
    ],
)
def test_a_place_alone_is_neither_the_first_nor_the_last(sentence):
    assert "nhất" not in sentence
    assert "An Lão" in sentence or "mới có 1/1" in sentence
