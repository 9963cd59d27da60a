"""`labkit hub demo`, as a person runs it: started, its sentences read, used, stopped with Ctrl+C; nothing runs on."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import requests

from tests.hub.sign_in import signed_in


def belonging_to(folder):
    """Processes that know the demo's folder from their command line, their environment or where they stand."""
    found = []
    for process in psutil.process_iter():
        try:
            told = [*process.cmdline(), process.cwd(), *process.environ().values()]
            if process.pid != os.getpid() and any(str(folder) in text for text in told):
                found.append(process)
        except psutil.Error:
            continue
    return found


def server_of(name, folder):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for process in belonging_to(folder):
            with suppress(psutil.Error):
                if process.environ().get("JUPYTERHUB_USER") == name:
                    return process
        time.sleep(0.3)
    raise AssertionError((folder / "hub.log").read_text())


def test_the_demo_starts_serves_and_stops_without_a_trace_of_a_process(tmp_path):
    folder = tmp_path / "demo"
    line = [sys.executable, "-m", "labkit.cli", "hub", "demo", "--language", "en", "--folder", str(folder)]
    # Lines are read as they come: without a terminal Python would keep them back.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment) as demo:
        said = []
        try:
            for text in demo.stdout:
                said.append(text)
                if "Ctrl+C stops the hub" in text:
                    break
            told = "".join(said)
            url = re.search(r"JupyterHub: (\S+)", told)[1]
            password = re.search(r"password of all: (\S+)", told)[1]
            assert "Nobody is kept apart from anybody" in told
            assert belonging_to(folder)
            assert requests.get(f"{url}/hub/health", timeout=20).ok
            ada = signed_in(url, "ada", password)
            assert ada.get(f"{url}/hub/spawn/ada", timeout=60).ok
            server = server_of("ada", folder)
            assert server.environ()["JUPYTER_CONFIG_PATH"] == str(folder / "settings" / "en" / "learner")
            demo.send_signal(signal.SIGINT)
            assert demo.wait(60) == 0, told
            assert str(folder) in demo.stdout.read()
        finally:
            # Killed, it would leave its hub, which is in a session of its own.
            if demo.poll() is None:
                demo.send_signal(signal.SIGINT)
                demo.wait(60)
    assert belonging_to(folder) == []
    assert (folder / "exchange" / "courses" / "ai4health" / "released" / "m4_threshold.zip").is_file()
