"""A real JupyterHub with the exchange, as `exchange_with` configures it, and people with the tokens their servers would have."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import requests

from labkit.hub.exchange.bundle import pack
from labkit.hub.exchange.client import Client
from labkit.hub.ports import free_ports
from tests.waiting import STEP

NOTEBOOK = {"lab1.ipynb": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'}
ADMIN = "a-token-of-these-tests"
GROUPS = {
    "formgrade-c1": ["prof"],
    "nbgrader-c1": ["ada", "bob", "prof"],
    "labkit-course-c2-instructors": ["carol"],
    "labkit-course-c2-learners": ["ada"],
}
PEOPLE = ("prof", "ada", "bob", "carol", "zed")
LARGEST = 2**20
# What the hub's role `server` holds (`exchange_with` sets it).
SCOPES = ["access:services!service=exchange"]

_CONFIG = """
from labkit.hub.exchange.on_the_hub import exchange_with

c = get_config()  # noqa: F821
c.JupyterHub.services.extend([{{"name": "tests", "api_token": {admin!r}}}])
exchange_with(c, {folder!r}, zone="Europe/Paris", url="http://127.0.0.1:{exchange}", largest={largest}, most=30)
c.JupyterHub.load_roles.extend([{{"name": "tests", "services": ["tests"], "scopes": ["admin:users", "tokens", "groups"]}}])
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = [{command!r}]
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allowed_users = {people!r}
c.JupyterHub.load_groups = {groups!r}
c.JupyterHub.spawner_class = "simple"
"""


class Hub:
    """The hub, and `url` of the exchange as the service itself listens to it."""

    def __init__(self, folder: Path, port: int, exchange: int) -> None:
        self.folder, self.store = folder, folder / "exchange"
        self.hub, self.url = f"http://127.0.0.1:{port}/hub", f"http://127.0.0.1:{exchange}/services/exchange/"
        self.by_proxy = f"http://127.0.0.1:{port}/services/exchange/"
        self.tokens: dict[str, str] = {}

    def token(self, name: str, scopes: list[str] = SCOPES) -> str:
        made = requests.post(
            f"{self.hub}/api/users/{name}/tokens",
            json={"scopes": scopes},
            headers={"Authorization": f"token {ADMIN}"},
            timeout=120,
        )
        made.raise_for_status()
        return made.json()["token"]

    def ask(self, who: str, method: str, path: str, **what) -> requests.Response:
        headers = {"Authorization": f"token {self.tokens[who]}"}
        return requests.request(method, self.url + path, headers=headers, timeout=120, **what)

    def client(self, who: str, patience: float = 30.0) -> Client:
        return Client(self.url, self.tokens[who], patience, self.folder / "outbox" / who)

    def service(self) -> psutil.Process:
        """The exchange's own process; the hub starts it again when it ends."""
        for process in psutil.process_iter(["cmdline", "environ"]):
            said = process.info["environ"] or {}
            if "labkit.hub.exchange" in (process.info["cmdline"] or []) and str(self.store) in said.get(
                "LABKIT_EXCHANGE", ""
            ):
                return process
        raise AssertionError((self.folder / "hub.log").read_text())


@contextmanager
def running(folder: Path) -> Iterator[Hub]:
    ports = dict(zip(("port", "hub", "proxy", "exchange"), free_ports(4), strict=True))
    hub = Hub(folder, ports["port"], ports["exchange"])
    scripts = Path(sys.executable).parent
    config = folder / "jupyterhub_config.py"
    config.write_text(
        _CONFIG.format(
            **ports,
            admin=ADMIN,
            folder=str(hub.store),
            largest=LARGEST,
            people=set(PEOPLE),
            groups={name: {"users": users} for name, users in GROUPS.items()},
            command=str(scripts / "configurable-http-proxy"),
        ),
        encoding="utf-8",
    )
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        )
        try:
            wait_for(f"{hub.hub}/health", folder, process)
            wait_for(f"{hub.url}health", folder, process)
            hub.tokens = {name: hub.token(name) for name in PEOPLE}
            yield hub
        finally:
            process.terminate()
            try:
                process.wait(STEP)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(url: str, folder: Path, process: subprocess.Popen | None = None) -> None:
    for _ in range(1500):
        assert process is None or process.poll() is None, (folder / "hub.log").read_text()
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.2)
    raise AssertionError((folder / "hub.log").read_text())


def refused(answer, *statuses):
    assert answer.status_code in statuses, (answer.status_code, answer.text)
    assert "Traceback" not in answer.text


def hand_in(hub, who="ada", id="0" * 32, files=None, course="c1", lab="lab1"):
    return hub.ask(who, "POST", f"submit/{course}/{lab}/{id}", data=pack(files or NOTEBOOK))
