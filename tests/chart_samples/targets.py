"""Samples of the pictures of targets."""

from functools import partial

import pandas as pd

from dashboard.charts import bullets, scorecard

NAN = float("nan")
TARGETS = pd.DataFrame(
    [
        (
            "52",
            "Bình Định: Tỷ lệ hộ nghèo 2024",
            1.46,
            "1,46",
            1.13,
            "không quá 1,13",
            5.78,
            "5,78",
            "not_met",
            False,
        ),
        (
            "542",
            "An Lão: Tỷ lệ hộ nghèo 2025",
            5.74,
            "5,74 (ước)",
            6.0,
            "dưới 6,00",
            36.13,
            "36,13",
            "not_assessed",
            True,
        ),
        (
            "549",
            "An Nhơn: Tỷ lệ hộ nghèo 2024",
            0.0,
            "0,00",
            0.07,
            "không quá 0,07",
            NAN,
            "…",
            "exceeded",
            False,
        ),
        (
            "547",
            "Tây Sơn: Tỷ lệ hộ nghèo 2024",
            NAN,
            "…",
            2.0,
            "không quá 2,00",
            6.35,
            "6,35",
            "not_assessed",
            False,
        ),
    ],
    columns=list(bullets.COLUMNS),
)
SCORES = pd.DataFrame(
    [
        ("Tỷ lệ hộ nghèo (%)", "An<br>Nhơn", "549", "exceeded", "0,00", "0,00 %, vượt"),
        ("Tỷ lệ hộ nghèo (%)", "Hoài<br>Ân", "544", "not_met", "3,11", "3,11 %, chưa đạt"),
        ("Tỷ lệ hộ nghèo (%)", "An<br>Lão", "542", "not_assessed", "5,74<br> (ước)", "5,74 %"),
        ("Xã không còn hộ nghèo (xã)", "An<br>Nhơn", "549", "met", "11", "11 xã, đạt"),
        ("Xã không còn hộ nghèo (xã)", "Hoài<br>Ân", "544", "not_assessed", "…", "chưa nộp"),
        ("Xã không còn hộ nghèo (xã)", "An<br>Lão", "542", "not_assessed", "–", "không áp dụng"),
        ("Hộ nghèo (hộ)", "An<br>Nhơn", "549", None, "", ""),
    ],
    columns=list(scorecard.COLUMNS),
)
SAMPLES = {
    "bullets": (partial(bullets.bullets, unit="%"), TARGETS, bullets.COLUMNS),
    "scorecard": (scorecard.scorecard, SCORES, scorecard.COLUMNS),
}
