"""`labkit hub demo`: a real JupyterHub on this machine, without root or containers, to try a whole course on."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import requests

from labkit.content import Content, assignment_of
from labkit.course.release.course_folder import make_course
from labkit.course.source.lab_source import read_source
from labkit.errors import CourseError
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.writer import generate
from labkit.hub import left_running
from labkit.hub.exchange.bundle import read_folder
from labkit.hub.exchange.store import Store
from labkit.hub.ports import free_ports, is_free
from labkit.hub.settings import write_settings
from labkit.language import LANGUAGES, catalogue

_ = catalogue("hub")

COURSE, INSTRUCTOR = "ai4health", "prof"
# One reads English, the other French.
LEARNERS = {"ada": "en", "benoit": "fr"}
_STOP = (signal.SIGINT, signal.SIGTERM)

_HUB = """\
import os
import sys
from pathlib import Path

from labkit.hub.courses import servers_by_course
from labkit.hub.exchange.on_the_hub import exchange_with

here = Path(__file__).resolve().parent
c = get_config()  # noqa: F821
exchange_with(c, here / "exchange", zone={zone!r}, url="http://127.0.0.1:{exchange}")

c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.JupyterHub.cookie_secret_file = str(here / "cookie_secret")
c.JupyterHub.db_url = f"sqlite:///{{here / 'jupyterhub.sqlite'}}"
c.JupyterHub.log_level = "WARN"
# A new hub starts a new proxy, and a server that was slow to answer it has its route no later than that.
c.JupyterHub.last_activity_interval = 30
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
# Of itself it cuts an answer off after 20 s: the page that waits for a server is one long answer, and would wait for ever.
c.ConfigurableHTTPProxy.command = [str(Path(sys.executable).parent / "configurable-http-proxy"), "--proxy-timeout", "600000"]
c.ConfigurableHTTPProxy.pid_file = str(here / "proxy.pid")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = {password!r}
c.Authenticator.allowed_users = {people!r}
c.JupyterHub.load_groups = {{
    "formgrade-{course}": {{"users": ["{instructor}"]}},
    "nbgrader-{course}": {{"users": {learners!r}}},
}}

# Everybody's server runs as whoever started the hub: homes are apart, rights are not.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(here / "homes" / "{{username}}")
c.Spawner.default_url = "/lab"
c.Spawner.args = ["--allow-root"] if os.name == "posix" and os.geteuid() == 0 else []
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
servers_by_course(c, here / "settings" / "en", here / "homes" / "{instructor}")
by_course = c.Spawner.pre_spawn_hook


def in_their_language(spawner):
    by_course(spawner)
    language = {languages!r}[spawner.user.name]
    role = Path(spawner.environment["JUPYTER_CONFIG_PATH"]).name
    theirs = {{"JUPYTER_CONFIG_PATH": str(here / "settings" / language / role), "LABKIT_LANGUAGE": language}}
    spawner.environment = {{**spawner.environment, **theirs}}


c.Spawner.pre_spawn_hook = in_their_language
"""


def play(
    labs: list[str],
    folder: Path | None,
    language: str,
    port: int,
    show: Callable[[str], None],
) -> int:
    """Make the course and the hub in a folder, start it, and stop it again when Ctrl+C is pressed.

    Parameters
    ----------
    labs : list of str
        Released at once, in both languages and on both pathways.
    folder : Path, optional
        A new temporary one by default.
    language : {"en", "fr"}
    port : int
        0 for one that is free.
    show : callable

    Raises
    ------
    CourseError
        If the port is taken, or a demo is at work in the folder, or the hub does not start.
    """
    named = folder.expanduser().resolve() if folder else None
    left_running.stop_what_was_left(named, show)
    if port and not is_free(port):
        raise CourseError(
            _(
                "Something listens on port {port} already: name another one, or none for one that is free."
            ).format(port=port)
        )
    root = named or Path(tempfile.mkdtemp(prefix=left_running.PREFIX)).resolve()
    password = prepare(root, labs, language, port)
    url = json.loads((root / "demo.json").read_text("utf-8"))["url"]
    log = root / "hub.log"
    # In a session of its own: Ctrl+C comes to us alone, and the hub stops its servers in order.
    with log.open("a") as output:
        hub = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(root / "jupyterhub_config.py")],
            cwd=root,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env=_environment(),
        )
        left_running.note(root, hub.pid)
        before = {number: signal.signal(number, signal.default_int_handler) for number in _STOP}
        try:
            _wait(f"{url}/hub/health", hub, log)
            for line in _told(url, root, password):
                show(line)
            sys.stdout.flush()
            return hub.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            _stop(hub)
            left_running.stop_rest(root, hub.pid)
            left_running.forget(root)
            for number, handler in before.items():
                signal.signal(number, handler)
            show(_("The hub has stopped. All is kept in {folder}.").format(folder=root))


def prepare(
    root: Path, labs: list[str], language: str, port: int = 0, learners: Mapping[str, str] = LEARNERS
) -> str:
    """The course with its labs released, settings for each person, the hub's configuration; returns the password.

    `learners` are names and the language of each.
    """
    course = root / "homes" / INSTRUCTOR / COURSE
    content = Content.find()
    for line in make_course(content, course, language, labs):
        print(line)
    root.chmod(0o700)
    for learner in learners:
        (root / "homes" / learner).mkdir(parents=True, exist_ok=True)
    for spoken in LANGUAGES:
        write_settings(root / "settings" / spoken, spoken)
    store = Store(root / "exchange")
    for lab in labs:
        for pathway in read_source(content, lab).pathways():
            assignment = assignment_of(lab, pathway)
            generate(CourseSettings.load(course), assignment)
            store.release(COURSE, assignment, read_folder(course / "release" / assignment))
    store.index.close()
    ports = dict(zip(("port", "hub", "proxy", "exchange"), free_ports(4), strict=True))
    if port:
        ports["port"] = port
    password = secrets.token_urlsafe(9)
    (root / "jupyterhub_config.py").write_text(
        _HUB.format(
            **ports,
            zone=_zone(),
            password=password,
            people={INSTRUCTOR, *learners},
            course=COURSE,
            instructor=INSTRUCTOR,
            learners=list(learners),
            languages={INSTRUCTOR: language, **learners},
        ),
        encoding="utf-8",
    )
    about = {"url": f"http://127.0.0.1:{ports['port']}", "password": password}
    (root / "demo.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    return password


def _told(url: str, root: Path, password: str) -> list[str]:
    return [
        _("JupyterHub: {url}").format(url=url),
        _("Instructor: {name}; learners: {learners}; password of all: {password}").format(
            name=INSTRUCTOR, learners=", ".join(LEARNERS), password=password
        ),
        _(
            "A learner finds the labs in JupyterLab's menu Nbgrader, Assignment List: fetch, submit, fetch feedback."
        ),
        _("Marks, feedback and receipts: JupyterLab's menu My labs, or {url}").format(
            url=f"{url}/services/exchange/"
        ),
        _(
            "The instructor opens a terminal: cd {course}; nbgrader collect LAB; labkit grade LAB; nbgrader release_feedback LAB."
        ).format(course=COURSE),
        _("Formgrader needs a tab of its own: {url}").format(url=f"{url}/user/{INSTRUCTOR}/formgrader"),
        _(
            "This is for trying out. All servers run as you, under one uid: whoever opens a terminal in one can read everything, "
            "the answers and other people's work included. Nobody is kept apart from anybody. For a class, see docs/hub.md."
        ),
        _("All is kept in {folder}. Ctrl+C stops the hub and all servers.").format(folder=root),
    ]


def _wait(url: str, hub: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + 600
    while time.monotonic() < until and hub.poll() is None:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.25)
    last = "\n".join(log.read_text("utf-8", "replace").splitlines()[-5:])
    raise CourseError(_("The hub did not start; {log} says why:").format(log=log) + f"\n{last}")


def _stop(hub: subprocess.Popen) -> None:
    """Let the hub stop its servers, proxy and services; after half a minute, stop all of its session."""
    hub.terminate()
    try:
        hub.wait(30)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        os.killpg(hub.pid, signal.SIGKILL)
        hub.wait()


def _environment() -> dict[str, str]:
    """nbgrader looks for its helpers on the PATH."""
    scripts = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")])}


def _zone() -> str:
    """This machine's time zone, by its name."""
    place = Path("/etc/localtime").resolve().as_posix()
    return os.environ.get("TZ") or (place.partition("/zoneinfo/")[2] or "UTC")
