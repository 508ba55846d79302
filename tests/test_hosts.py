"""Only requests under the server's own names are served, and no name is ever looked up."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from dashboard.web import hosts
from dashboard.web.hosts import LOOPBACK, Allowed
from tests.conftest import ROOT

CLOSED = Allowed(LOOPBACK, is_open=False)
OPEN = Allowed(LOOPBACK | {"may-chu"}, is_open=True)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "LOCALHOST:80", "127.0.0.1:9", "[::1]:8501", "[::1]"]
)
def test_this_machine_is_served_at_any_port(host):
    assert CLOSED.request([host], [], "127.0.0.1")
    assert CLOSED.request([host], [f"http://{host}"], "127.0.0.1")


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example", "localhost.evil.example", "evil.example:8501", "localhost@evil"),
        *("localhost/x", "localhost:", "localhost:port", "[::1", "::1", "127.0.0.1.nip.io"),
        *("10.0.0.5", "127.0.0.2", "0.0.0.0", "localhost evil", "localhost\t", "ｌocalhost"),
    ],
)
def test_any_other_host_is_refused(host):
    assert not CLOSED.request([host], [], "127.0.0.1")
    assert not CLOSED.request(["localhost"], [f"http://{host}"], "127.0.0.1")


@pytest.mark.parametrize("origin", ["", "null", "file://", "localhost", "ftp://localhost", "//x"])
def test_an_origin_that_is_no_page_of_ours_is_refused(origin):
    assert not CLOSED.request(["localhost"], [origin], "127.0.0.1")


@pytest.mark.parametrize("named", [[], ["localhost", "localhost"], ["localhost", "evil.example"]])
def test_a_request_names_one_host(named):
    assert not CLOSED.request(named, [], "127.0.0.1")


def test_two_origins_are_refused():
    assert not CLOSED.request(["localhost"], ["http://localhost"] * 2, "127.0.0.1")


def test_the_machine_s_own_address_is_served_where_the_network_may_come_in():
    for allowed, served in ((OPEN, True), (CLOSED, False)):
        assert allowed.request(["10.0.0.5:8501"], ["http://10.0.0.5:8501"], "10.0.0.5") == served
        assert allowed.request(["10.0.0.5"], [], "::ffff:10.0.0.5") == served
        assert not allowed.request(["10.0.0.6"], [], "10.0.0.5")
        assert not allowed.request([""], [], "")


def test_the_settings_name_further_hosts(monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOSTS", " giam-ngheo.Example ,10.0.0.7:443,, *, [fe80::1]")
    assert Allowed.configured().names >= {"giam-ngheo.example", "10.0.0.7", "fe80::1"}
    assert "*" not in Allowed.configured().names


def test_the_start_says_who_can_open_it():
    assert "chỉ máy này mở được" in hosts.announcement(CLOSED)
    said = hosts.announcement(OPEN)
    assert "mọi máy trong mạng đều xem được" in said
    assert "http://may-chu:" in said


@pytest.fixture(scope="module")
def knocked(complete_data):
    """Give what strangers were answered in a network whose name server never answers."""
    command = ["unshare", "--net", "--mount", sys.executable, "-m", "tests.strangers"]
    able = (
        all(map(shutil.which, ("unshare", "ip", "mount")))
        and not subprocess.run(
            ["unshare", "--net", "--mount", "true"], check=False, capture_output=True
        ).returncode
    )
    if not able:
        reason = "needs root and unshare, ip and mount for a network of its own"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    done = subprocess.run(
        [*command, str(complete_data)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_strangers_are_refused_and_friends_are_served(knocked):
    assert {tuple(each[2:]) for each in knocked["foreign"][:-1]} == {(403, 403)}
    assert all(status in {400, 403} for status in knocked["foreign"][-1][2:])
    assert {tuple(each[2:]) for each in knocked["friends"]} == {(200, 101)}


def test_the_machine_s_own_names_are_served_where_it_is_open_to_the_network_only(knocked):
    assert {tuple(each[2:]) for each in knocked["own"]} == {(200, 101)}
    assert {tuple(each[2:]) for each in knocked["closed"]} == {(403, 403)}
    assert "mọi máy trong mạng đều xem được" in knocked["start"]
    assert "http://giam-ngheo.example:" in knocked["start"]


def test_no_name_is_looked_up(knocked):
    assert knocked["looked_up"] == []
