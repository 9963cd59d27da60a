"""deploy/systemd: its units are what systemd takes, its configuration names nothing unknown, and a real hub starts from them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.kernelmanager import MappingKernelManager
from jupyter_server_terminals.terminalmanager import TerminalManager
from jupyterhub.roles import get_default_roles

from labkit.errors import CourseError
from labkit.hub.courses import groups_of_the_system
from labkit.hub.exchange.bundle import pack
from labkit.hub.exchange.client import Client
from labkit.hub.exchange.on_the_hub import ROLES
from labkit.hub.settings import ROLES as KINDS
from labkit.hub.settings import write_settings
from tests.deploy.systemd_here import PASSWORD, SYSTEMD, UNITS, entries, running
from tests.deploy.traits import loaded, unknown
from tests.hub.sign_in import signed_in

NOTEBOOK = {"lab1.ipynb": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'}


# ---- units ----

# systemd.unit(5), .service(5), .exec(5), .resource-control(5): what the units use, where no systemd is there to say so.
KNOWN = {
    "Unit": {"Description", "After", "Wants"},
    "Install": {"WantedBy"},
    "Slice": {"MemoryMax", "CPUWeight", "TasksMax"},
    "Service": {
        "ExecStart",
        "EnvironmentFile",
        "Environment",
        "User",
        "StateDirectory",
        "StateDirectoryMode",
        "WorkingDirectory",
        "UMask",
        "Restart",
        "RestartSec",
        "TimeoutStopSec",
        "NoNewPrivileges",
        "CapabilityBoundingSet",
        "ProtectSystem",
        "ProtectHome",
        "ProtectClock",
        "ProtectControlGroups",
        "ProtectKernelModules",
        "ProtectKernelTunables",
        "PrivateDevices",
        "PrivateTmp",
        "RestrictAddressFamilies",
        "RestrictNamespaces",
        "RestrictRealtime",
        "SystemCallFilter",
        "IPAddressAllow",
        "IPAddressDeny",
        "MemoryMax",
        "LimitNOFILE",
    },
}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_says_what_systemd_takes(unit, tmp_path):
    """`systemd-analyze verify` where there is systemd; its programs are put in the place of the installed ones, which it wants to see."""
    sections = entries(unit)
    for section, settings in sections.items():
        assert {key for key, _value in settings} <= KNOWN[section]
    if unit.suffix == ".service":
        said = dict(sections["Service"])
        assert said["ExecStart"].split()[0].startswith("/opt/labkit/hub/bin/")
        for key, value in sections["Service"]:
            if key == "Environment":
                assert value.startswith("'") == (" " in value), f"{unit.name}: quote {value}"
    if shutil.which("systemd-analyze"):
        text = unit.read_text("utf-8").replace("/opt/labkit/hub/bin", str(Path(sys.executable).parent))
        (tmp_path / unit.name).write_text(text)
        done = subprocess.run(
            ["systemd-analyze", "verify", "--recursive-errors=no", tmp_path / unit.name],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0 and not done.stderr, done.stderr


@pytest.mark.parametrize("name", ["labkit-exchange", "labkit-proxy"])
def test_what_needs_no_right_has_none(name):
    said = dict(entries(SYSTEMD / f"{name}.service")["Service"])
    assert said["User"] == name != "root"
    assert said["CapabilityBoundingSet"] == "" and said["NoNewPrivileges"] == "yes"
    assert said["ProtectSystem"] == "strict" and said["ProtectHome"] == "yes"
    if name == "labkit-exchange":
        assert said["StateDirectoryMode"] == "0700" and said["EnvironmentFile"] == "/etc/labkit/exchange.env"


def test_whoever_waits_for_a_server_is_not_cut_off(secret):
    """The page tells how the start goes in one long answer; the proxy of itself ends each after 20 s. A hub starts from both in other tests."""
    from labkit.hub import demo

    starts = loaded(SYSTEMD / "jupyterhub_config.py").Spawner.start_timeout
    for text in ((SYSTEMD / "labkit-proxy.service").read_text("utf-8"), demo._HUB):
        (said,) = re.findall(r'--proxy-timeout"?,? "?(\d+)', text)
        assert int(said) / 1000 > 2 * starts


# ---- the configuration ----


@pytest.fixture
def secret(monkeypatch):
    monkeypatch.setenv("CONFIGPROXY_AUTH_TOKEN", "x")
    monkeypatch.setenv("LABKIT_EXCHANGE_TOKEN", "y")


def test_the_configuration_sets_nothing_unknown(secret, tmp_path):
    assert unknown(loaded(SYSTEMD / "jupyterhub_config.py")) == []
    wrong = tmp_path / "jupyterhub_config.py"
    text = (SYSTEMD / "jupyterhub_config.py").read_text("utf-8")
    wrong.write_text(text + 'c.SystemdSpawner.isolate_tpm = True\nc.Spawner.http_timeout = "soon"\n')
    found = unknown(loaded(wrong))
    assert {text.partition(":")[0] for text in found} == {
        "SystemdSpawner.isolate_tpm",
        "Spawner.http_timeout",
    }


def test_every_server_has_its_limits(secret):
    said = loaded(SYSTEMD / "jupyterhub_config.py")
    assert said.Spawner.mem_limit == "2G" and said.Spawner.cpu_limit == 2
    assert (SYSTEMD / said.SystemdSpawner.slice).exists()
    assert not any("admin" in name for section in said.values() for name in section), (
        "nobody is an administrator"
    )


def test_what_servers_read_is_known_to_them(tmp_path):
    import json

    write_settings(tmp_path, "fr", 3600)
    for role in KINDS:
        said = json.loads((tmp_path / role / "jupyter_server_config.json").read_text())
        for each in (ServerApp, MappingKernelManager, TerminalManager):
            assert set(said.pop(each.__name__)) <= set(each.class_traits(config=True))
        assert said == {}


def test_a_persons_groups_are_those_of_their_account_that_name_a_course(monkeypatch):
    import grp
    import pwd

    me = pwd.getpwuid(os.getuid())
    with pytest.raises(Exception, match="no course's group"):
        groups_of_the_system(None, None, {"name": me.pw_name})
    numbers = {1: "nbgrader-alpha", 2: "sudo", 3: "formgrade-beta", 4: "nbgrader-"}
    monkeypatch.setattr(os, "getgrouplist", lambda _name, _number: list(numbers))
    monkeypatch.setattr(grp, "getgrgid", lambda n: grp.struct_group((numbers[n], "x", n, [])))
    said = groups_of_the_system(None, None, {"name": me.pw_name})
    assert said["groups"] == ["formgrade-beta", "nbgrader-alpha"]


# ---- a real hub, started from these very files ----


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    with running(tmp_path_factory.mktemp("systemd")) as installed:
        yield installed


@pytest.fixture(scope="module")
def people(installed):
    """Sessions of those who signed in."""
    return {name: signed_in(installed.hub, name, PASSWORD) for name in ("ada", "bob", "prof", "carol")}


def token(installed, name, scopes):
    made = installed.ask("POST", f"users/{name}/tokens", json={"scopes": scopes})
    assert made.ok, made.text
    return made.json()["token"]


ACCESS = "access:services!service=exchange"


@pytest.fixture(scope="module")
def exchange(installed, people, tmp_path_factory):
    outbox = tmp_path_factory.mktemp("outbox")
    return {
        name: Client(installed.exchange, token(installed, name, [ACCESS]), 300.0, outbox / name)
        for name in people
    }


def test_who_is_in_one_course_sees_nothing_of_another(exchange):
    for who, course in (("prof", "alpha"), ("carol", "beta")):
        exchange[who].said("PUT", "released", course, "lab1", data=pack(NOTEBOOK))
    assert list(exchange["ada"].tree()) == ["alpha"] and list(exchange["bob"].tree()) == ["beta"]
    assert set(exchange["prof"].tree()) == {"alpha", "gamma"}
    id = "1" * 32
    exchange["ada"].said("POST", "submit", "alpha", "lab1", id, data=pack(NOTEBOOK))
    refused = [
        ("bob", "GET", ("released", "alpha", "lab1")),
        ("bob", "GET", ("submission", "alpha", "ada", id)),
        ("bob", "POST", ("submit", "alpha", "lab1", "2" * 32)),
        ("carol", "GET", ("submission", "alpha", "ada", id)),
        ("carol", "PUT", ("released", "alpha", "lab1")),
        ("ada", "GET", ("released", "beta", "lab1")),
    ]
    for who, method, where in refused:
        with pytest.raises(CourseError, match="not in the course"):
            exchange[who].said(method, *where, data=pack(NOTEBOOK))
    for who in ("bob", "carol"):
        with pytest.raises(CourseError):
            exchange[who].tree("alpha")


def test_who_is_signed_in_opens_the_exchanges_pages_and_nobody_else_does(installed, people):
    page = f"{installed.hub}/services/exchange/"
    for name, course in (("ada", "alpha"), ("bob", "beta")):
        answer = people[name].get(page, timeout=180)
        assert answer.ok and f"<h2>{course}</h2>" in answer.text, answer.text
    stranger = requests.get(page, timeout=180)
    assert "/hub/login" in stranger.url and "alpha" not in stranger.text


def test_a_learner_has_one_server_and_an_instructor_one_a_course(installed, people):
    assert installed.ask("POST", "users/ada/server").status_code in (201, 202)
    ada = started(installed, "ada")
    assert ada["JUPYTER_CONFIG_PATH"].endswith("/learner") and ada["LABKIT_COURSE_FOLDER"] == ""
    refused = installed.ask("POST", "users/ada/servers/beta")
    assert refused.status_code == 403 and "instructor" in refused.text
    assert installed.ask("POST", "users/prof/servers/beta").status_code == 403, "not a course of theirs"
    made = installed.ask("POST", "users/prof/servers/gamma")
    assert made.status_code in (201, 202), (made.text, (installed.folder / "hub.log").read_text()[-3000:])
    prof = started(installed, "prof", "gamma")
    assert prof["JUPYTER_CONFIG_PATH"].endswith("/instructor")
    assert prof["LABKIT_COURSE_FOLDER"] == str(installed.folder / "courses" / "gamma")
    check_scopes_of(installed, "ada", ada["JUPYTERHUB_API_TOKEN"])


def started(installed, name, server=""):
    from tests.hub.exchange_hub import wait_for

    path = f"{installed.hub}/user/{name}/{server + '/' if server else ''}api"
    wait_for(path, installed.folder)
    return installed.server(name).environ()


def check_scopes_of(installed, name, token):
    """A server's token holds what its role says, for its owner, and nothing besides that any token holds."""
    held = set(installed.ask("GET", "user", token=token).json()["scopes"])
    given = {f"users:activity!user={name}", f"access:servers!server={name}/", ACCESS}
    every_token = {f"read:users:{field}!user={name}" for field in ("name", "groups", "activity")}
    assert given <= held <= given | every_token, held


def test_without_its_one_scope_a_token_does_not_reach_the_exchange(installed, people, tmp_path):
    other = "read:users!user"
    assert Client(installed.exchange, token(installed, "ada", [ACCESS]), 300.0, tmp_path).tree("alpha")
    with pytest.raises(CourseError):
        Client(installed.exchange, token(installed, "ada", [other]), 300.0, tmp_path).tree("alpha")


def test_roles_are_jupyterhubs_own_with_that_one_scope(installed, people):
    default = {role["name"]: role["scopes"] for role in get_default_roles()}
    held = {role["name"]: set(role["scopes"]) for role in ROLES}
    assert held == {name: {*default[name], ACCESS} for name in ("user", "server")}
    assert installed.ask("GET", "services/exchange").json()["roles"] == [], (
        "the exchange has no right of its own"
    )
    assert all(not user["admin"] for user in installed.ask("GET", "users").json())
    for language in ("README.md", "README.fr.md"):
        text = (SYSTEMD / language).read_text("utf-8")
        assert set(re.findall(r"^\|[^|]*\| `(self|[a-z:]+![^`]+)`", text, re.MULTILINE)) == set().union(
            *held.values()
        )
