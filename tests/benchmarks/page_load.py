"""Measure what one page load costs the server, against an empty Streamlit app, and its memory.

Run ``python tests/benchmarks/page_load.py`` (Linux). A page load is what a browser with a warm
cache does on opening a link: the page, the requests for the server's health and configuration, then
a session over the WebSocket until the script has finished. The servers take turns, batch by batch,
so that anything else going on in the machine falls on all of them alike.

The ratio that counts is that to an unmodified empty app. Half of that app's cost is its file
watcher, which looks at every loaded module for each new session and which any public server
switches off; so a stricter ratio, to the empty app without it, stands beside.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

# This file is run by its path, which leaves the project's root out of the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.server import HOST, ROOT, AppServer

PAGES = (
    "/",
    "/so-sanh-huyen",
    "/xu-huong",
    "/ho-so-huyen",
    "/ngheo-da-chieu",
    "/khoang-cach",
    "/muc-tieu",
    "/nguon-von-va-du-an",
    "/chinh-sach-quy-thi-dua",
    "/de-xuat-2026-2030",
    "/trinh-chieu",
    "/tien-do-tong-ket",
    "/kiem-tra-va-nop-so-lieu",
    "/so-lieu-va-nguon",
)
EMPTY_APP = "import streamlit as st\n"
UNWATCHED = '[server]\nfileWatcherType = "none"\n'
TARGET_RATIO = 0.5
GROWTH_LIMIT = 0.1
BATCH = 5
WARM_UP = 10
SETTLE_SECONDS = 0.2
ANSWER_SECONDS = 30.0
MEMORY_STEP = 100
MEMORY_MINIMUM = 800
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
# The title of the page that stands for every other while there is no snapshot.
NO_DATA_TITLE = "Chưa có dữ liệu"
MEGABYTE = 1024 * 1024


class PageError(RuntimeError):
    """Raised when a page load fails, shows an exception or lands on no page."""


@dataclass(frozen=True)
class Target:
    """One thing to measure: its name, its server and the address to open there.

    ``is_page`` tells a page of ours, held to the target, from an app to compare it with.
    """

    name: str
    server: AppServer
    address: str
    is_page: bool


@dataclass(frozen=True)
class Cost:
    """Server CPU per page load in ms: quartiles over batches; the median against the empty app.

    ``ratio`` compares with the unmodified app, ``strict_ratio`` with that without file watcher.
    """

    name: str
    is_page: bool
    lower: float
    median: float
    upper: float
    ratio: float
    strict_ratio: float

    @property
    def verdict(self) -> str:
        """Say whether a page keeps to the target; empty for an app to compare with."""
        if not self.is_page:
            return ""
        return "ok" if self.ratio <= TARGET_RATIO else f"above {TARGET_RATIO}"


@dataclass(frozen=True)
class Memory:
    """Resident memory in MB: after so many loads each, and its rise per 1,000 loads when warm."""

    loads: list[int]
    megabytes: list[float]
    slope: float
    growth: float

    @property
    def is_flat(self) -> bool:
        """Tell whether memory rose by no more than the limit once caches and store were full."""
        return self.growth <= GROWTH_LIMIT


def load_page(server: AppServer, address: str) -> None:
    """Open ``address`` on ``server`` as a browser's first visit does and read its last message.

    ``address`` is a path with or without a query, percent-encoded. Raises ``PageError`` when a
    request fails, the script fails, or the page shows an exception or is not found.
    """
    try:
        fetch_page(server, address)
        run_session(server, address)
    except PageError as error:
        # What a page shows of an exception may be redacted; the server's log has it.
        error.add_note(server.log_tail())
        raise


def fetch_page(server: AppServer, address: str) -> None:
    """Make the requests that come before the WebSocket; ``PageError`` if an answer is unusual."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=ANSWER_SECONDS)
    try:
        for request, expected in first_requests(address):
            connection.request("GET", request, headers={"Accept-Encoding": "gzip, deflate, br"})
            # Without it each answer after the first waits 40 ms for our delayed acknowledgement.
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            answer = connection.getresponse()
            answer.read()
            if answer.status != expected:
                raise PageError(f"{request}: status {answer.status}, not {expected}")
    finally:
        connection.close()


def run_session(server: AppServer, address: str) -> None:
    """Run the script once over the WebSocket; ``PageError`` when it tells of a fault."""
    with connect(
        f"ws://{HOST}:{server.port}/_stcore/stream",
        origin=Origin(server.url),
        # The browser repurposes this header: the protocol, then a token that is not yet given.
        subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
        proxy=None,
        max_size=None,
    ) as session:
        session.send(first_run(f"{server.url}{address}").SerializeToString())
        while True:
            message = ForwardMsg.FromString(session.recv(ANSWER_SECONDS, decode=False))
            if is_last(message, address):
                return


def first_requests(address: str) -> Iterator[tuple[str, HTTPStatus]]:
    """Give what a browser requests before it opens the WebSocket, each with the usual answer."""
    yield address, HTTPStatus.OK
    path = urlsplit(address).path.rstrip("/")
    for name in ("health", "host-config"):
        if path:
            # On a deep link the browser first takes the page's path for the server's base.
            yield f"{path}/_stcore/{name}", HTTPStatus.NOT_FOUND
        yield f"/_stcore/{name}", HTTPStatus.OK


def first_run(url: str) -> BackMsg:
    """Return the message by which a browser asks for a page that it knows only by its ``url``."""
    parts = urlsplit(url)
    message = BackMsg()
    run = message.rerun_script
    run.query_string = parts.query
    run.page_name = parts.path.strip("/")
    run.widget_states.SetInParent()
    run.context_info.url = url
    run.context_info.locale = "vi-VN"
    run.context_info.timezone = "Asia/Ho_Chi_Minh"
    run.context_info.timezone_offset = -420
    run.context_info.is_embedded = False
    run.context_info.color_scheme = "light"
    return message


def is_last(message: ForwardMsg, address: str) -> bool:
    """Tell whether ``message`` ends the page load; raise ``PageError`` if it tells of a fault."""
    kind = message.WhichOneof("type")
    if kind == "page_not_found":
        raise PageError(f"{address}: page not found")
    if kind == "delta":
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise PageError(f"{address}: {element.exception.type} {element.exception.message}")
        if element.WhichOneof("type") == "heading" and element.heading.body == NO_DATA_TITLE:
            raise PageError(f"{address}: nothing was built yet, run: python -m dashboard build")
    if kind != "script_finished":
        return False
    if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        raise PageError(f"{address}: the script does not compile")
    # Finished early means that the script asked for another run: the load goes on.
    return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def cpu_seconds(pid: int) -> float:
    """Return the CPU time, user and system, of process ``pid`` with all threads, ended or not.

    This is the process's own clock as Linux keeps it, exact to less than a microsecond where
    ``/proc/PID/stat`` counts in steps of 10 ms.
    """
    scheduler_clock = 2
    return time.clock_gettime((~pid << 3) | scheduler_clock)


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of process ``pid`` in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * PAGE_SIZE / MEGABYTE


def batch_cost(target: Target, loads: int = BATCH) -> float:
    """Return the server's CPU ms per page load over one batch, with what follows each load."""
    before = cpu_seconds(target.server.pid)
    for _ in range(loads):
        load_page(target.server, target.address)
    # The last session is closed, and its garbage collected, after its page has been delivered.
    time.sleep(SETTLE_SECONDS)
    return 1000 * (cpu_seconds(target.server.pid) - before) / loads


def measure(targets: Sequence[Target], loads: int) -> list[Cost]:
    """Return the cost of each of ``targets`` over ``loads`` warm loads.

    The first target is the unmodified empty app, the second that app without file watcher.
    """
    for target in targets:
        batch_cost(target, WARM_UP)
    rounds = [[batch_cost(target) for target in targets] for _ in range(max(2, loads // BATCH))]
    batches = list(zip(*rounds, strict=True))
    unmodified, unwatched = (statistics.median(values) for values in batches[:2])
    costs = []
    for target, values in zip(targets, batches, strict=True):
        lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
        ratios = (median / unmodified, median / unwatched)
        costs.append(Cost(target.name, target.is_page, lower, median, upper, *ratios))
    return costs


def watch_memory(server: AppServer, loads: int, report: Callable[[str], None]) -> Memory:
    """Return how ``server``'s memory develops over ``loads`` page loads, the pages in turn.

    Each load is a closed tab: Streamlit keeps the sessions of the last 128 of them, or of the
    last ``server.disconnectedSessionTTL`` seconds if those are fewer. The first quarter fills
    that store and the caches; the slope is that of the rest.
    """
    counts, sizes = [0], [resident_megabytes(server.pid)]
    for count in range(1, loads + 1):
        load_page(server, PAGES[count % len(PAGES)])
        if count % MEMORY_STEP == 0:
            counts.append(count)
            sizes.append(resident_megabytes(server.pid))
            report(f"{count:6d} loads  {sizes[-1]:7.1f} MB")
    warm = len(sizes) // 4
    slope = statistics.linear_regression(counts[warm:], sizes[warm:]).slope * 1000
    return Memory(counts, sizes, slope, sizes[-1] / sizes[warm] - 1)


@contextmanager
def empty_app(configuration: str) -> Generator[AppServer, None, None]:
    """Run an empty Streamlit app with this text as its ``config.toml``; empty for the defaults."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "app.py").write_text(EMPTY_APP)
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "config.toml").write_text(configuration, encoding="utf-8")
        with AppServer(folder) as server:
            yield server


def cost_table(costs: Sequence[Cost]) -> str:
    """Return the costs as a text table, each page with its verdict."""
    lines = [f"{'CPU ms per page load':34}{'median':>8}  {'quartiles':15}{'ratio':>7}{'strict':>8}"]
    for cost in costs:
        quartiles = f"{cost.lower:.1f} to {cost.upper:.1f}"
        lines.append(
            f"{cost.name:34}{cost.median:8.1f}  {quartiles:15}"
            f"{cost.ratio:7.2f}{cost.strict_ratio:8.2f}  {cost.verdict}".rstrip()
        )
    return "\n".join(lines)


def memory_summary(memory: Memory) -> str:
    """Return the memory figures as one paragraph of text."""
    return (
        f"{memory.megabytes[0]:.1f} MB at the start, {memory.megabytes[-1]:.1f} MB after"
        f" {memory.loads[-1]} loads, at most {max(memory.megabytes):.1f} MB;\nonce warm"
        f" {memory.slope:+.2f} MB per 1,000 loads, {memory.growth:+.1%} in all"
        f" ({'flat' if memory.is_flat else 'NOT FLAT'})"
    )


def machine() -> str:
    """Say what the figures were measured with."""
    return (
        f"Python {platform.python_version()}, Streamlit {version('streamlit')},"
        f" {os.cpu_count()} processors"
    )


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--loads", type=int, default=40, help="warm loads of each page")
    parser.add_argument(
        "--memory", type=int, default=0, metavar="N", help="then watch the memory over N loads"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    parser.add_argument(
        "--folder", type=Path, default=ROOT, help="the app to measure, this project by default"
    )
    options = parser.parse_args(arguments)
    if options.memory and options.memory < MEMORY_MINIMUM:
        parser.error(f"--memory needs at least {MEMORY_MINIMUM} loads")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0 when every page keeps to the target and memory is flat."""
    options = parse(arguments)
    settings = options.folder / ".streamlit" / "config.toml"
    print(machine())
    memory = None
    with ExitStack() as servers:
        plain = servers.enter_context(empty_app(""))
        unwatched = servers.enter_context(empty_app(UNWATCHED))
        configured = servers.enter_context(empty_app(settings.read_text(encoding="utf-8")))
        dashboard = servers.enter_context(AppServer(options.folder))
        costs = measure(
            [
                Target("(a) empty app, unmodified", plain, "/", is_page=False),
                Target("    the same, file watcher off", unwatched, "/", is_page=False),
                Target("(b) empty app, our configuration", configured, "/", is_page=False),
                *(Target(f"(c) {path}", dashboard, path, is_page=True) for path in PAGES),
            ],
            options.loads,
        )
        print(cost_table(costs))
        if options.memory:
            memory = watch_memory(dashboard, options.memory, print)
            print(memory_summary(memory))
    if options.json:
        figures = {"machine": machine(), "costs": [asdict(cost) for cost in costs]}
        figures["memory"] = asdict(memory) if memory else None
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    within = all(cost.ratio <= TARGET_RATIO for cost in costs if cost.is_page)
    return 0 if within and (memory is None or memory.is_flat) else 1


if __name__ == "__main__":
    sys.exit(main())
