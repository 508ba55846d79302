"""Pages of the dashboard as Streamlit's own test runner shows them."""

import html
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

from tests.tools import MOST_SECONDS

FRAME = "../dashboard/web/frame.py"
ENGLISH = re.compile(
    r"\b(the|district|year|value|none|nan|download|search|select|loading|error|total|true|false)\b",
    re.I,
)


def opened(page: str, **parameters: str) -> AppTest:
    """Open a page as a viewer with this address."""
    app = AppTest.from_file(FRAME, default_timeout=MOST_SECONDS)
    if page != "overview":
        # The runner knows the pages after a first run: one without data, which shows nothing.
        used = os.environ["DASHBOARD_DATA"]
        with TemporaryDirectory() as nothing:
            os.environ["DASHBOARD_DATA"] = nothing
            app.run()
        os.environ["DASHBOARD_DATA"] = used
        app.switch_page(f"../../pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name.replace("_", "-")] = value
    return app.run()


def words(app: AppTest) -> str:
    """Give the text that the page shows, without tags."""
    parts = [
        getattr(element.proto, "body", "") or str(getattr(element, "value", ""))
        for kind in ("title", "subheader", "markdown", "caption", "warning", "info", "html")
        for element in app.get(kind)
    ]
    shown = re.sub(r"<style>.*?</style>", " ", " ".join(parts), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", shown))


def pages() -> list[str]:
    """Give the names of the pages."""
    return sorted(path.stem for path in (Path(__file__).parents[1] / "pages").glob("*.py"))
