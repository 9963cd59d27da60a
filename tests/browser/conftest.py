"""A learner's JupyterLab, started as a learner starts it, and a real browser."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest
from playwright.sync_api import expect

from labkit.hub.ports import free_ports

expect.set_options(timeout=60_000)  # an assertion that says no time of its own
TOKEN = "labkit-test"


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1280, "height": 1000}}


@contextmanager
def serving(command, port, log):
    """Run a server until it answers; stop it and what it started afterwards."""
    environment = {**os.environ, "JUPYTER_TOKEN": TOKEN}
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(1200):  # ten minutes: a busy machine prepares all the labs first
            try:
                urllib.request.urlopen(f"{url}/api/status?token={TOKEN}", timeout=30)
                break
            except (urllib.error.URLError, OSError):
                assert server.poll() is None, log.read_text(errors="replace")
                time.sleep(0.5)
        else:
            pytest.fail(f"no answer from {command}: {log.read_text(errors='replace')}")
        yield url
    finally:
        if server.poll() is None:
            os.killpg(server.pid, 15)
        server.wait(timeout=180)


@pytest.fixture(scope="session")
def learner(tmp_path_factory):
    """The JupyterLab of one learner, by language and pathway, as `labkit start` starts it, once: its address and the labs' folder."""
    with ExitStack() as running:

        @cache
        def start(language, pathway):
            port, home = free_ports(1)[0], tmp_path_factory.mktemp(f"{language}-{pathway}")
            labs = home / "labs"
            command = [sys.executable, "-m", "labkit.cli", "start", "--to", str(labs), "--language", language]
            command += ["--pathway", pathway, "--no-browser", "--port", str(port)]
            return running.enter_context(serving(command, port, home / "server.log")), labs

        yield start
