"""deploy/systemd as it would be installed, in a folder of the tests: the same files, with other paths and ports."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from labkit.content import Content
from labkit.hub.ports import free_ports
from labkit.hub.settings import write_settings
from tests.hub.exchange_hub import wait_for

DEPLOY = Content.find().root / "deploy"
SYSTEMD = DEPLOY / "systemd"
UNITS = sorted(SYSTEMD.glob("*.service")) + sorted(SYSTEMD.glob("*.slice"))
TOKEN = "a-token-of-these-tests"
PASSWORD = "a-password-of-these-tests"
GROUPS = {
    "ada": ["nbgrader-alpha"],
    "bob": ["nbgrader-beta"],
    "prof": ["formgrade-alpha", "formgrade-gamma"],
    "carol": ["labkit-course-beta-instructors"],
}

# What the tests set besides: who comes in and how a server is started, since neither PAM nor systemd is there.
_INSTEAD = """
c = get_config()  # noqa: F821
load_subconfig({installed!r})  # noqa: F821
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.post_auth_hook = lambda _self, _handler, model: {{**model, "groups": {groups!r}[model["name"]]}}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.args = ["--allow-root"] if {root} else []
c.JupyterHub.services.extend([{{"name": "tests", "api_token": {token!r}}}])
c.JupyterHub.load_roles.extend(
    [{{"name": "tests", "services": ["tests"], "scopes": ["admin:users", "admin:servers", "tokens", "read:roles", "read:services"]}}]
)
"""


def entries(unit: Path) -> dict[str, list[tuple[str, str]]]:
    """A unit's sections, each with its settings in order, continued lines not allowed."""
    found: dict[str, list[tuple[str, str]]] = {}
    section = None
    for line in unit.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = found.setdefault(heading[1], [])
        else:
            key, equals, value = line.partition("=")
            assert section is not None and equals and re.fullmatch("[A-Za-z]+", key), f"{unit.name}: {line}"
            section.append((key, value))
    return found


@dataclass
class Installed:
    """The files with the folder's own paths, and what was started from them."""

    folder: Path
    replaced: dict[str, str]
    started: list[subprocess.Popen] = field(default_factory=list)
    hub: str = ""
    exchange: str = ""

    def here(self, text: str) -> str:
        for before, after in self.replaced.items():
            text = text.replace(before, after)
        return text

    def start(self, unit: str) -> subprocess.Popen:
        """Run a unit's ExecStart with its Environment and EnvironmentFile."""
        service = entries(SYSTEMD / unit)["Service"]
        environment = dict(os.environ)
        for key, value in service:
            if key == "Environment":
                (said,) = shlex.split(self.here(value))
                name, _equals, rest = said.partition("=")
                environment[name] = f"{rest}{os.pathsep}{os.environ['PATH']}" if name == "PATH" else rest
            if key == "EnvironmentFile":
                lines = Path(self.here(value)).read_text("utf-8").split()
                environment |= dict(line.split("=", 1) for line in lines)
        (line,) = (self.here(value) for key, value in service if key == "ExecStart")
        with (self.folder / "hub.log").open("a") as log:
            self.started.append(
                subprocess.Popen(
                    shlex.split(line), cwd=self.folder / "state", stdout=log, stderr=log, env=environment
                )
            )
        return self.started[-1]

    def ask(self, method: str, path: str, token: str = TOKEN, **what) -> requests.Response:
        headers = {"Authorization": f"token {token}"}
        return requests.request(method, f"{self.hub}/hub/api/{path}", headers=headers, timeout=180, **what)

    def server(self, name: str) -> psutil.Process:
        """A person's server, once the hub has started it."""
        for process in psutil.process_iter():
            try:
                said = process.environ()
            except psutil.Error:
                continue
            if said.get("JUPYTERHUB_USER") == name and str(self.folder) in said.get(
                "JUPYTER_CONFIG_PATH", ""
            ):
                return process
        raise AssertionError((self.folder / "hub.log").read_text())


@contextmanager
def running(folder: Path) -> Iterator[Installed]:
    ports = dict(zip(("8000", "8001", "8081", "8089"), map(str, free_ports(4)), strict=True))
    programs = str(Path(sys.executable).parent)
    etc, state = folder / "etc", folder / "state"
    replaced = {
        "/etc/labkit": str(etc),
        "/var/lib/labkit-hub": str(state),
        "/var/lib/labkit-exchange": str(folder / "exchange"),
        "/srv/labkit/courses": str(folder / "courses"),
        "/opt/labkit/hub/bin": programs,
        "/opt/labkit/{role}/bin": programs,
        **ports,
    }
    installed = Installed(folder, replaced)
    for made in (etc, state, folder / "homes", folder / "courses"):
        made.mkdir()
    write_settings(etc / "settings", "fr", 3600)
    for course in ("alpha", "beta", "gamma"):
        (folder / "courses" / course).mkdir()
        (folder / "courses" / course / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.course_id = {course!r}\n"
        )
    (etc / "proxy.env").write_text("CONFIGPROXY_AUTH_TOKEN=a-secret-of-the-tests\n")
    (etc / "exchange.env").write_text("LABKIT_EXCHANGE_TOKEN=another-secret-of-the-tests\n")
    (etc / "installed.py").write_text(installed.here((SYSTEMD / "jupyterhub_config.py").read_text("utf-8")))
    (etc / "jupyterhub_config.py").write_text(
        _INSTEAD.format(
            installed=str(etc / "installed.py"),
            password=PASSWORD,
            groups=GROUPS,
            homes=str(folder / "homes"),
            token=TOKEN,
            root=os.geteuid() == 0,
        )
    )
    installed.hub = f"http://127.0.0.1:{ports['8000']}"
    installed.exchange = f"http://127.0.0.1:{ports['8089']}/services/exchange/"
    with ExitStack() as stop:
        stop.callback(_stop, installed)
        for unit in ("labkit-proxy.service", "labkit-hub.service", "labkit-exchange.service"):
            process = installed.start(unit)
        wait_for(f"{installed.hub}/hub/health", folder, installed.started[1])
        wait_for(f"{installed.exchange}health", folder, process)
        yield installed


def _stop(installed: Installed) -> None:
    """The hub leaves its servers running, as it does for systemd: they are stopped here."""
    servers = []
    for name in GROUPS:
        try:
            servers.append(installed.server(name))
        except AssertionError:
            continue
    for process in [*installed.started, *servers]:
        process.terminate()
    for process in [*installed.started, *servers]:
        process.wait(180)
