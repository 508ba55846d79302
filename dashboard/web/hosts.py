"""Which names the server answers to; a request under another, or from a page of one, is refused.

Streamlit looks up the address of the machine at an outside service, inside the event loop, when the
handshake of a WebSocket comes from a page it does not know: without an answering network every
viewer waits. `HostGuard` stands before it and looks nothing up.
"""

import ipaddress
import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERY_ADDRESS = ("0.0.0.0", "::")
VARIABLE = "DASHBOARD_HOSTS"
# A host and perhaps a port, as the header has them: [::1]:8501, 10.0.0.5, may-chu.binhdinh.vn:80.
NAMED = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(?::\d{1,5})?", re.I)
REFUSAL = "Máy chủ không phục vụ tên miền hoặc trang web này."


@dataclass(frozen=True)
class Allowed:
    """The names the server answers to, and whether it stands open to the network.

    Open, it also answers to the address at which a connection arrived: that is one of the
    machine's own, so that none has to be listed or looked up.
    """

    names: frozenset[str]
    is_open: bool

    @classmethod
    def configured(cls) -> Self:
        """Give what the settings say: `[server] address` and the variable `DASHBOARD_HOSTS`."""
        address = str(config.get_option("server.address") or EVERY_ADDRESS[0])
        listed = os.environ.get(VARIABLE, "").split(",")
        names = LOOPBACK | {host for name in listed if (host := host_of(name.strip()))}
        if is_open := not is_loopback(address):
            own = socket.gethostname().lower()
            names |= {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"}
            names |= {address.lower()} - set(EVERY_ADDRESS)
        return cls(frozenset(names), is_open)

    def host(self, name: str, arrived_at: str) -> bool:
        """Tell whether a host is one of the server's own.

        Args:
            name: host without port.
            arrived_at: address of this machine at which the connection arrived.
        """
        return name in self.names or (self.is_open and bool(name) and name == plain(arrived_at))

    def request(self, hosts: Sequence[str], origins: Sequence[str], arrived_at: str) -> bool:
        """Tell whether a request with these `Host` and `Origin` headers may go on.

        It names one host, which is the server's own, and comes from no page or from one of it.
        """
        if len(hosts) != 1 or len(origins) > 1:
            return False
        named = [host_of(hosts[0]), *map(host_of_origin, origins)]
        return all(self.host(name, arrived_at) for name in named)


def announcement(allowed: Allowed) -> str:
    """Say where the dashboard can be opened and by whom, for who starts it."""
    if not allowed.is_open:
        listed = ", ".join(url_of(name) for name in sorted(allowed.names - LOOPBACK))
        behind = f" Máy chủ đứng trước được phép dùng tên: {listed}." if listed else ""
        return f"Mở bảng số liệu tại {url_of('localhost')} (chỉ máy này mở được).{behind}"
    own = [address] if (address := own_address()) else []
    names = [*own, *sorted(allowed.names - LOOPBACK)]
    return (
        "Bảng số liệu ĐANG MỞ CHO MẠNG: mọi máy trong mạng đều xem được. Địa chỉ: "
        f"{', '.join(map(url_of, dict.fromkeys(names)))}. Muốn chỉ máy này mở được: đặt "
        "[server] address là 127.0.0.1 trong .streamlit/config.toml."
    )


def url_of(host: str) -> str:
    """Give the address of the dashboard under a host name."""
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    named = f"[{host}]" if ":" in host else host
    return f"{scheme}://{named}:{config.get_option('server.port')}" + (f"/{base}" if base else "")


def own_address() -> str:
    """Give the address of this machine in its network, or an empty text; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def is_loopback(address: str) -> bool:
    """Tell whether nobody but this machine reaches a server that listens at an address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address.lower() == "localhost"


def host_of(header: str) -> str:
    """Give the host that a `Host` header names, in lower case; an empty text for no valid one."""
    found = NAMED.fullmatch(header)
    return plain(found["six"] or found["name"]) if found else ""


def host_of_origin(header: str) -> str:
    """Give the host of an `Origin` header; an empty text where there is none, as in `null`."""
    scheme, separator, rest = header.partition("://")
    return host_of(rest) if separator and scheme.lower() in {"http", "https"} else ""


def plain(address: str) -> str:
    """Give an address as it is compared: lower case, an IPv4 one not wrapped into IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address.lower()
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


class HostGuard:
    """Refuses requests and handshakes under foreign names before Streamlit sees them."""

    def __init__(self, app: ASGIApp, allowed: Allowed | None = None) -> None:
        """Stand before an application; what is allowed is what the settings say unless given."""
        self.app = app
        self.allowed = allowed or Allowed.configured()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on or answer 403 at once."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        hosts, origins = headers(scope, b"host"), headers(scope, b"origin")
        arrived_at = str((scope.get("server") or ("",))[0])
        if not self.allowed.request(hosts, origins, arrived_at):
            await refuse(scope, receive, send)
            return
        if scope["type"] == "websocket" and origins:
            scope = same_origin(scope, origins[0])
        await self.app(scope, receive, send)


def headers(scope: Scope, name: bytes) -> list[str]:
    """Give the values of all headers of a name."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def same_origin(scope: Scope, origin: str) -> Scope:
    """Give a handshake that was let in as one of the same origin.

    Behind a proxy, or from `localhost` to `127.0.0.1`, the two names differ; Streamlit would then
    look for the machine's address.
    """
    kept = [(key, value) for key, value in scope["headers"] if key != b"host"]
    host = urlsplit(origin).netloc.encode("latin-1")
    return {**scope, "headers": [(b"host", host), *kept]}


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 403: to a handshake by closing it before it is accepted."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    await PlainTextResponse(REFUSAL, status_code=403)(scope, receive, send)
