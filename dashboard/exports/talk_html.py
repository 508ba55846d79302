"""The talk as one HTML file that needs no server and no network: scenes, script and type inside."""

import base64
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from dashboard.charts.figures import SIGNATURE_GAP, SIGNATURE_LINE, Figure, plotly_script
from dashboard.exports import printing
from dashboard.talk.talks import Slide, Talk
from dashboard.words import formats, markup

FOLDER = Path(__file__).parents[1] / "talk" / "stage"
# The place of a chart on the stage, and the size it is laid out at: labels of 18 px become 24.
CHART_WIDTH, CHART_HEIGHT = 1792, 820
LAID_OUT_WIDTH, LAID_OUT_HEIGHT = 1344, 615
FONT = "SourceSansVF-Upright*.woff2"


def staged(figure: Figure) -> dict[str, Any]:
    """Lay a figure out for the stage: without its signature, the template and the page's width.

    A figure that needs more height than the stage gives at full size is laid out at its own height
    and wider, so that its labels keep their distance; they are then a little smaller.

    Returns:
        `{"data", "layout"}` as plain JSON values; `layout.width / layout.height` is the stage's.
    """
    held = json.loads(figure.to_json())
    layout = held["layout"]
    signature = layout.pop("title", {}).get("text", "")
    room = SIGNATURE_LINE * len(signature.split("<br>")) + SIGNATURE_GAP if signature else 0
    layout.pop("template", None)
    layout["margin"]["b"] = layout.get("margin", {}).get("b", 0) - room
    height = max(layout.get("height", LAID_OUT_HEIGHT) - room, LAID_OUT_HEIGHT)
    layout |= {
        "height": height,
        "width": round(height * CHART_WIDTH / CHART_HEIGHT),
        "autosize": False,
    }
    return {"data": held["data"], "layout": layout}


def scene(slide: Slide) -> dict[str, Any]:
    """Give a scene as the stage reads it."""
    return {
        "id": slide.scene_id,
        "number": slide.number,
        "part": slide.part,
        "question": slide.question,
        "note": slide.note,
        "takes_district": slide.takes_district,
        "views": {
            code: {
                "message": view.message,
                "alt": view.picture.alt,
                "subtitle": view.picture.line,
                "figure": staged(view.picture.figure),
            }
            for code, view in slide.views.items()
        },
    }


def talk_data(talk: Talk) -> dict[str, Any]:
    """Give the talk as the stage reads it; the template of its figures stands there once."""
    first = talk.slides[0].views[""].picture.figure
    return {
        "title": talk.title,
        "subtitle": talk.subtitle,
        "as_of": talk.as_of,
        "source": talk.source,
        "mark": formats.ILLUSTRATIVE if talk.illustrative else "",
        "version": f"số liệu {talk.version}",
        "publication": talk.publication,
        "made_at": talk.made_at,
        "districts": list(talk.districts.items()),
        "template": json.loads(first.to_json())["layout"]["template"],
        "scenes": [scene(slide) for slide in talk.slides],
    }


def in_script(data: dict[str, Any]) -> str:
    """Give data as JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def font() -> str:
    """Give the app's own type as base64: labels are as wide in the file as in the app."""
    media = Path(str(files("streamlit"))) / "static" / "static" / "media"
    return base64.b64encode(next(media.glob(FONT)).read_bytes()).decode()


def html(talk: Talk) -> str:
    """Give the file."""
    return markup.filled(
        "exports/templates/talk.html",
        title=talk.title,
        font=font(),
        plotly=plotly_script(),
        css=(FOLDER / "stage.css").read_text(encoding="utf-8"),
        stage=(FOLDER / "stage.js").read_text(encoding="utf-8"),
        talk=in_script(talk_data(talk)),
    )


def pdf(talk: Talk) -> bytes:
    """Print the file, one scene a page.

    Raises:
        NoBrowserError: no Chromium is installed.
    """
    return printing.pdf(html(talk))
