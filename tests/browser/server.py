"""Start and stop the dashboard as a local server, for tests, benchmarks and screenshots."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
START_SECONDS = 600.0
STOP_SECONDS = 60.0
LOG_LINES = 40


class ServerError(RuntimeError):
    """Raised when the server cannot be started or has died; carries the end of its log."""


class AppServer:
    """A Streamlit server in its own process, used as a context manager.

    It runs ``app.py`` in ``folder`` (this project unless told otherwise) on a free port of the
    local machine. ``environment`` is added to the variables of this process, from which every
    ``STREAMLIT_`` one is taken out: only the folder's own configuration applies. It listens on
    this machine alone unless another ``address`` is told.
    """

    def __init__(
        self,
        folder: Path = ROOT,
        environment: Mapping[str, str] | None = None,
        address: str = HOST,
    ) -> None:
        self.folder = folder
        self.address = address
        self.environment = dict(environment or {})
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Address of the server without a closing slash, as ``http://127.0.0.1:8501``."""
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """Process id of the running server; ``ServerError`` when it is not running."""
        if self._process is None or self._process.poll() is not None:
            raise ServerError(f"The server is not running.\n{self.log_tail()}")
        return self._process.pid

    def start(self) -> None:
        """Start the server and wait until it is healthy; ``ServerError`` with the log if not.

        A server that was stopped comes back at its old address.
        """
        self.port = self.port or free_port()
        # A file, not a pipe: a pipe that nobody reads blocks the server once it is full.
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "app.py"),
                *("--server.address", self.address),
                *("--server.port", str(self.port)),
                *("--server.headless", "true"),
            ],
            cwd=self.folder,
            env=clean_environment(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait_until_healthy()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, by force if it does not go; does nothing when it is not running."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._log is not None:
            self._log.close()
            self._log = None

    def log_tail(self) -> str:
        """Return the last lines the server wrote, or an empty text when there is no log."""
        if self._log is None:
            return ""
        # Read by position: seeking would move the offset that the server writes at.
        size = os.fstat(self._log.fileno()).st_size
        text = os.pread(self._log.fileno(), size, 0).decode(errors="replace")
        return "\n".join(text.splitlines()[-LOG_LINES:])

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            # Raises when the process has died.
            _ = self.pid
            if is_healthy(self.port):
                return
            time.sleep(0.1)
        raise ServerError(f"No answer within {START_SECONDS:.0f} s.\n{self.log_tail()}")


def free_port() -> int:
    """Return a port of the local machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return this process's variables without Streamlit's settings, and ``extra`` on top."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")}
    return {**kept, "PYTHONUNBUFFERED": "1", **extra}


def is_healthy(port: int) -> bool:
    """Tell whether a Streamlit server on this machine's ``port`` is ready for sessions."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
