"""An HTML file printed by an installed Chromium, as a person would print it."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-proxy-server",
    "--no-pdf-header-footer",
    "--virtual-time-budget=60000",
)
SECONDS = 180
# Chromium refuses its sandbox to the superuser of a container.
AS_ROOT = ("--no-sandbox",) if getattr(os, "geteuid", lambda: -1)() == 0 else ()


class NoBrowserError(RuntimeError):
    """Raised when there is no Chromium to print with, or it did not print."""


def chromium() -> str | None:
    """Give the program of an installed Chromium or Chrome, none when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def required_chromium() -> str:
    """Give the program of an installed Chromium.

    Raises:
        NoBrowserError: no Chromium is installed.
    """
    program = chromium()
    if program is None:
        raise NoBrowserError(
            "Máy này không có trình duyệt Chromium hoặc Chrome nên không tạo được PDF. Hãy xuất "
            "tệp HTML, mở bằng trình duyệt, bấm Ctrl+P và chọn “Lưu dưới dạng PDF”."
        )
    return program


def pdf(html: str) -> bytes:
    """Print an HTML text as it stands, offline.

    Raises:
        NoBrowserError: no Chromium is installed, or it printed nothing.
    """
    program = required_chromium()
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "source.html"), Path(folder, "printed.pdf")
        source.write_text(html, encoding="utf-8")
        command = [
            program,
            *OPTIONS,
            *AS_ROOT,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            return target.read_bytes()
        except (subprocess.SubprocessError, FileNotFoundError) as fault:
            raise NoBrowserError(f"Chromium không in được tệp: {fault}") from fault
