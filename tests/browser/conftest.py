"""A learner's JupyterLab, started as a learner starts it, and a real browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

TOKEN = "labkit-test"


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1280, "height": 1000}}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(command, port, log):
    """Run a server until it answers; stop it and what it started afterwards."""
    environment = {**os.environ, "JUPYTER_TOKEN": TOKEN}
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{url}/api/status?token={TOKEN}", timeout=2)
                break
            except (urllib.error.URLError, OSError):
                assert server.poll() is None, log.read_text(errors="replace")
                time.sleep(0.5)
        else:
            pytest.fail(f"no answer from {command}: {log.read_text(errors='replace')}")
        yield url
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def start_learner(tmp_path_factory):
    """Start JupyterLab as `labkit start` does, in a learner's folder of its own; gives its address and the folder."""

    @contextmanager
    def start(language, path):
        port, home = free_port(), tmp_path_factory.mktemp(f"{language}-{path}")
        labs = home / "labs"
        command = [sys.executable, "-m", "labkit.cli", "start", "--to", str(labs), "--language", language]
        command += ["--pathway", path, "--no-browser", "--port", str(port)]
        with serving(command, port, home / "server.log") as url:
            yield url, labs

    return start
