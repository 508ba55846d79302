"""What a viewer and the log are told when a page fails, and the log file itself."""

import logging
import secrets
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

import streamlit as st

LOG_NAME = "dashboard.log"
MEGABYTE = 1024 * 1024
LOG_BYTES, LOG_FILES = 2 * MEGABYTE, 5
LINE = "%(asctime)s %(levelname)s %(message)s"
log = logging.getLogger(__name__)


def log_folder(data: Path) -> Path:
    """Give the folder of the log in a data folder."""
    return data / "logs"


def keep_log(data: Path) -> str:
    """Write what the dashboard logs into a file that is rotated; give why not, if it cannot be.

    Texts of exceptions may quote a workbook: lines of the program go there, their texts do not.
    """
    root = logging.getLogger("dashboard")
    if any(isinstance(each, RotatingFileHandler) for each in root.handlers):
        return ""
    file = log_folder(data) / LOG_NAME
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8"
        )
    except OSError as fault:
        return f"Không ghi được nhật ký vào {file} ({fault.strerror}); bảng số liệu vẫn chạy."
    handler.setFormatter(logging.Formatter(LINE))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return ""


def where(fault: BaseException) -> str:
    """Say what kind of fault it is and on which lines it arose, without its text."""
    frames = traceback.extract_tb(fault.__traceback__)
    lines = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
    return f"{type(fault).__name__} < " + " < ".join(reversed(lines))


def page_name() -> str:
    """Give the path of the page that is running, without what was asked of it."""
    path = st.context.url or ""
    return repr(path.partition("?")[0].partition("://")[2].partition("/")[2] or "tong-quan")[:80]


def tell(fault: Exception) -> bool:
    """Show the viewer a sentence with an identifier that stands in the log; the fault is told."""
    identifier = secrets.token_hex(4)
    log.error("lỗi=%s trang=%s %s", identifier, page_name(), where(fault))
    st.error(
        "Trang này gặp lỗi; các trang khác vẫn dùng được. Hãy tải lại trang; nếu vẫn lỗi, báo cán "
        f"bộ phụ trách phần mềm mã lỗi {identifier}."
    )
    return True
