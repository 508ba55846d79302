"""Words, signs and colours of a judgement, with the rules as they are shown on screen.

The rules themselves are functions of the snapshot (`queries/build/00_judgements.sql`), so that
every question follows the same ones.
"""

from dataclasses import dataclass

from dashboard.charts import theme
from dashboard.words import formats

SIMILAR_WITHIN = 0.05
SMALL_NUMBER = 20


@dataclass(frozen=True)
class Judgement:
    """How a comparison with the province looks: the sign is obligatory, grey print has no hue.

    `symbol` is Plotly's name of the shape, `sign` the same shape as text.
    """

    word: str
    sign: str
    symbol: str
    colour: str


COMPARISONS = {
    "better": Judgement("tốt hơn", "▲", "triangle-up", theme.STATUS["exceeded"].colour),
    "similar": Judgement("tương đương", "●", "circle", theme.STATUS["not_assessed"].colour),
    "worse": Judgement("kém hơn", "▼", "triangle-down", theme.STATUS["not_met"].colour),
    "neutral": Judgement("không đánh giá", "◆", "diamond", theme.STATUS["met"].colour),
}
COMPARISON_RULE = (
    f"▲ tốt hơn, ● tương đương (chênh dưới {formats.number(SIMILAR_WITHIN, 2)}), "
    "▼ kém hơn mức toàn tỉnh"
)
SMALL_RULE = (
    f"số nhỏ: dưới {SMALL_NUMBER} hộ nghèo, hộ cận nghèo hoặc người mà chỉ tiêu đếm, "
    "không xếp hạng mức giảm theo %"
)
SMALL_POOR = f"số nhỏ: dưới {SMALL_NUMBER} hộ nghèo"


def in_words(comparison: object) -> str:
    """Say a comparison with its sign: `▲ tốt hơn`; none is `–`."""
    if not isinstance(comparison, str):
        return formats.NOT_APPLICABLE
    judged = COMPARISONS[comparison]
    return f"{judged.sign} {judged.word}"
