"""`labkit hub demo`, as a person runs it: started, its sentences read, used, stopped with Ctrl+C or killed; nothing runs on."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress

import psutil
import pytest
import requests

from labkit.errors import CourseError
from labkit.hub.demo import play
from labkit.hub.first_page import PAGE
from labkit.hub.left_running import FILE, stop_rest, stop_what_was_left
from tests.hub.sign_in import signed_in
from tests.waiting import until


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
    def look():
        for process in belonging_to(folder):
            with suppress(psutil.Error):
                if process.environ().get("JUPYTERHUB_USER") == name:
                    return process
        return None

    found = until(look, every=0.3)
    assert found, (folder / "hub.log").read_text()
    return found


@contextmanager
def demo(folder):
    """The command, what it said until all runs, and the process; interrupted at the end if it still runs."""
    line = [sys.executable, "-m", "labkit.cli", "hub", "demo", "--language", "en", "--folder", str(folder)]
    # Lines are read as they come: without a terminal Python would keep them back.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environment) as process:
        said = []
        try:
            for text in process.stdout:
                said.append(text)
                if "Ctrl+C stops the hub" in text:
                    break
            yield "".join(said), process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(300)


def signed_in_and_served(told, name, folder):
    """Somebody's server, and the password of all."""
    url = re.search(r"JupyterHub: (\S+)", told)[1]
    password = re.search(r"password of all: (\S+)", told)[1]
    assert requests.get(f"{url}/hub/health", timeout=180).ok
    assert signed_in(url, name, password).get(f"{url}/hub/spawn/{name}", timeout=300).ok
    return server_of(name, folder)


def page_of(home):
    """Where a person's running server sends who opens it; nothing while the hub still answers in its place."""
    where = requests.get(home, timeout=180, allow_redirects=False).headers.get("Location", "")
    return where if "/user/" in where and "/hub/" not in where else None


def test_the_demo_starts_serves_and_stops_without_a_trace_of_a_process(tmp_path):
    """Also when the one before it was killed, and left its hub with a server at work."""
    folder = tmp_path / "demo"
    with demo(folder) as (told, process):
        assert "Nobody is kept apart from anybody" in told and "killed" not in told
        left = signed_in_and_served(told, "ada", folder)
        # Her folder was empty: it says how a lab comes into it, and her server opens on that.
        home = re.search(r"JupyterHub: (\S+)", told)[1] + "/user/ada/"
        opened = until(lambda: page_of(home), every=0.3)
        assert opened.endswith(f"/lab/tree/{PAGE}?") and (folder / "homes" / "ada" / PAGE).is_file()
        with pytest.raises(CourseError, match="at work"):
            stop_what_was_left(folder, print)
        process.kill()
        process.wait()
    before = belonging_to(folder)
    assert left in before and left.is_running()
    kept = folder / "homes" / "ada" / "kept.txt"
    kept.write_text("kept")
    with demo(folder) as (told, process):
        assert told.startswith("An earlier demo had been killed"), told
        assert not [each for each in before if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]
        server = signed_in_and_served(told, "ada", folder)
        home = re.search(r"JupyterHub: (\S+)", told)[1] + "/user/ada/"
        assert until(lambda: page_of(home), every=0.3).endswith("/lab?")
        assert server.environ()["JUPYTER_CONFIG_PATH"] == str(folder / "settings" / "en" / "learner")
        process.send_signal(signal.SIGINT)
        assert process.wait(300) == 0, told
        assert str(folder) in process.stdout.read()
    until(lambda: not belonging_to(folder))  # what was told to end may need a moment
    assert belonging_to(folder) == []
    assert kept.read_text() == "kept"
    assert (folder / "exchange" / "courses" / "ai4health" / "released" / "m4_threshold.zip").is_file()


def test_a_note_of_other_processes_stops_nothing(tmp_path):
    me = psutil.Process()
    (tmp_path / FILE).write_text(f'{{"demo": [{2**22 - 3}, 0.0], "hub": [{me.pid}, {me.create_time()}]}}')
    said = []
    stop_what_was_left(tmp_path, said.append)
    assert said == [] and not (tmp_path / FILE).exists()
    (tmp_path / FILE).write_text("[]")
    stop_what_was_left(tmp_path, said.append)
    assert said == []


def test_what_a_hub_leaves_that_ends_by_itself_is_stopped(tmp_path):
    """Its proxy would keep the port, and the next demo would not start."""
    waits = [sys.executable, "-c", "import time; time.sleep(600)"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with (
        subprocess.Popen([*waits, "configurable-http-proxy"], cwd=tmp_path) as proxy,
        subprocess.Popen([*waits, "configurable-http-proxy"], cwd=elsewhere) as anothers,
    ):
        try:
            stop_rest(tmp_path, 2**22 - 3)
            assert proxy.poll() is not None and anothers.poll() is None
        finally:
            for left in (proxy, anothers):
                left.kill()


def test_a_port_that_is_taken_is_told_before_anything_is_made(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CourseError, match=f"port {port}"):
            play([], tmp_path / "demo", "en", port, print)
    assert not (tmp_path / "demo").exists()
