"""Programs and packages that some tests need: found, or the test says why not."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

# No test hangs for ever; on a busy machine everything may take its time.
MOST_SECONDS = 900


def program(*names: str) -> str:
    """Give the path of the first of some programs that is installed, see `absent`."""
    return next(filter(None, map(shutil.which, names)), None) or absent(names[0])


def package(name: str) -> None:
    """Make sure that a package can be imported, see `absent`."""
    if find_spec(name) is None:
        absent(name)


def absent(name: str) -> str:
    """Skip the test for want of something; with `CI` set nothing may be wanting: fail it."""
    reason = f"needs {name}, which is not installed"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def converted(file: Path, kind: str) -> Path:
    """Give what LibreOffice makes of a file in another format, in a folder beside it."""
    folder = file.with_name("converted")
    profile = file.with_name("profile").as_uri()
    command = [program("soffice"), "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=MOST_SECONDS)
    return folder / f"{file.stem}.{kind}"
