"""Strangers knock at a server in a network whose name server hears all and answers nothing.

Run as root in fresh namespaces (`unshare --net --mount`); prints what each was answered and which
names were looked up; fails when another viewer's page does not load.
"""

import json
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.benchmarks.page_load import load_page
from tests.browser.server import AppServer

OWN = "10.77.0.2"
NETWORK = ("ip link set lo up", f"ip addr add {OWN}/32 dev lo")
HANDSHAKE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
)
FOREIGN = (
    ("evil.example", None),
    ("evil.example", "http://evil.example"),
    ("localhost", "http://evil.example"),
    ("localhost", "https://localhost.evil.example"),
    ("localhost", "null"),
    ("localhost", "http://localhost@evil.example"),
    ("localhost", "file://localhost"),
    ("localhost.", "http://localhost."),
    ("10.9.9.9", "http://10.9.9.9"),
    (None, None),
)
FRIENDS = (
    ("localhost", None),
    ("localhost", "http://localhost"),
    ("127.0.0.1", "http://localhost:1"),
    ("localhost", "http://[::1]"),
    ("giam-ngheo.example", "https://giam-ngheo.example"),
    ("127.0.0.1", "https://giam-ngheo.example"),
)
OWN_NAMES = ((OWN, f"http://{OWN}"), (socket.gethostname(), f"http://{socket.gethostname()}"))


def answer(port: int, path: str, host: str | None, origin: str | None, at: str) -> int:
    """Give the status that a request, or a handshake, under these names is answered with."""
    lines = [f"GET {path} HTTP/1.1"]
    lines += [f"Host: {host}"] if host is not None else []
    lines += [f"Origin: {origin}"] if origin is not None else []
    lines += HANDSHAKE if path.endswith("/stream") else []
    with socket.create_connection((at, port), timeout=60) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(connection.recv(64).split()[1])


def answers(port: int, names: tuple, at: str) -> list[tuple[object, ...]]:
    """Give what a page and a handshake under each of some names are answered with."""
    return [
        (host, origin, *(answer(port, path, host, origin, at) for path in ("/", "/_stcore/stream")))
        for host, origin in names
    ]


def listen(asked: list[str]) -> None:
    """Be the name server: note what is asked and answer nothing."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))

    def hear() -> None:
        while True:
            asked.append(repr(server.recv(512)))

    threading.Thread(target=hear, daemon=True).start()


def main(data: str) -> None:
    """Set the network up, let everybody knock, print the answers."""
    for command in NETWORK:
        subprocess.run(command.split(), check=True)
    with tempfile.NamedTemporaryFile("w") as resolver:
        Path(resolver.name).write_text("nameserver 127.0.0.1\n", encoding="utf-8")
        subprocess.run(["mount", "--bind", resolver.name, "/etc/resolv.conf"], check=True)
        asked: list[str] = []
        listen(asked)
        environment = {"DASHBOARD_DATA": data, "DASHBOARD_HOSTS": "giam-ngheo.example"}
        with AppServer(environment=environment, address="0.0.0.0") as server:
            said = {
                "foreign": answers(server.port, FOREIGN, "127.0.0.1"),
                "friends": answers(server.port, FRIENDS, "127.0.0.1"),
                "own": answers(server.port, OWN_NAMES, OWN),
            }
            load_page(server, "/")
            said["start"] = server.log_tail()
        with AppServer(environment={"DASHBOARD_DATA": data}) as closed:
            said["closed"] = answers(closed.port, OWN_NAMES, "127.0.0.1")
        said["looked_up"] = asked
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])
