"""A class that arrives at once: learners and their servers on a real hub, then many more at the exchange alone, killed in the middle.

    python benchmarks/hub_load.py servers --learners 50
    python benchmarks/hub_load.py exchange --learners 500

`servers`: each learner signs in, waits for a server of their own, lists, fetches and hands in through it, as JupyterLab's menus
do; all arrive within a minute. Memory is what a learner's processes take for themselves (USS), then with a kernel that has imported pandas.
`exchange`: each learner lists, fetches, hands in and lists again through the exchange's own client, no server between; a third
of the way the service gets ``kill -9``, two thirds of the way the hub, which is started again (not with ``--calm``). Both end with what was lost: each receipt
is looked for in the list and among the files.
"""

import argparse
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import requests

from labkit.cli.grading import path_to_programs
from labkit.hub.demo import COURSE, prepare
from labkit.hub.exchange.bundle import pack, unpack
from labkit.hub.exchange.client import Client

LAB, WITHIN = "m4_threshold", 60.0
ADMIN = "a-token-of-this-benchmark"
# What the token of somebody's server holds (`labkit.hub.exchange.on_the_hub`).
SCOPES = ["access:services!service=exchange"]
_MORE = f"""
c.JupyterHub.services.append({{"name": "load", "api_token": {ADMIN!r}}})
c.JupyterHub.load_roles.append({{"name": "load", "services": ["load"], "scopes": ["admin:users", "tokens", "admin:servers"]}})
c.JupyterHub.concurrent_spawn_limit = 0
c.Spawner.start_timeout = c.Spawner.http_timeout = 600
"""


class Times:
    """Seconds of each step, and what failed."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.failed: dict[str, list[str]] = defaultdict(list)

    def of(self, step: str, work: Callable[[], Any]) -> Any:
        began = time.monotonic()
        try:
            done = work()
        except Exception as error:
            self.failed[step].append(f"{type(error).__name__}: {error}"[:200])
            raise
        self.seconds[step].append(time.monotonic() - began)
        return done

    def show(self) -> None:
        print("\n| step | times | p50 (s) | p95 (s) | longest (s) | failed |\n|---|---|---|---|---|---|")
        for step, taken in self.seconds.items():
            ordered = sorted(taken)
            p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
            row = (step, len(taken), statistics.median(taken), p95, ordered[-1], len(self.failed[step]))
            print("| {} | {} | {:.2f} | {:.2f} | {:.2f} | {} |".format(*row))
        for step, errors in self.failed.items():
            for text in sorted(set(errors)):
                print(f"failed: {step}: {errors.count(text)} times {text}")


class Hub:
    """The demo's hub, with as many learners as are asked for."""

    def __init__(self, folder: Path, learners: list[str], started: bool = True) -> None:
        self.folder = folder
        self.password = prepare(folder, [LAB], "en", learners=dict.fromkeys(learners, "en"))
        config = folder / "jupyterhub_config.py"
        config.write_text(config.read_text() + _MORE)
        self.url = json.loads((folder / "demo.json").read_text())["url"]
        self.exchange = (
            re.search(r'exchange_with\(.*url="([^"]+)"', config.read_text())[1] + "/services/exchange/"
        )
        if started:
            self.start()

    def start(self) -> None:
        with (self.folder / "hub.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "-f", "jupyterhub_config.py"],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
            )
        for url in (f"{self.url}/hub/health", f"{self.exchange}health"):
            for _ in range(600):
                try:
                    if requests.get(url, timeout=5).ok:
                        break
                except requests.RequestException:
                    pass
                time.sleep(0.2)
            else:
                raise SystemExit(f"{url} does not answer; {self.folder / 'hub.log'} says why")

    def service(self) -> psutil.Process:
        for process in psutil.Process(self.process.pid).children(recursive=True):
            if "labkit.hub.exchange" in process.cmdline():
                return process
        raise SystemExit("the exchange does not run")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(120)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)

    def token(self, name: str) -> str:
        said = requests.post(
            f"{self.url}/hub/api/users/{name}/tokens",
            json={"scopes": SCOPES},
            headers={"Authorization": f"token {ADMIN}"},
            timeout=120,
        )
        said.raise_for_status()
        return said.json()["token"]


def arrive(names: list[str], work: Callable[[str], None]) -> None:
    """Everybody within a minute, each in a thread of their own."""
    draw = random.Random(0)
    starts = sorted(draw.uniform(0, WITHIN) for _ in names)
    began = time.monotonic()

    def one(name: str, at: float) -> None:
        time.sleep(max(0.0, began + at - time.monotonic()))
        try:
            work(name)
        except Exception:  # counted where it was timed
            return

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(one, names, starts))


# ---- real servers ----


def servers(count: int, folder: Path) -> None:
    """Learners with a server each."""
    names = [f"learner{number:03d}" for number in range(count)]
    hub, times = Hub(folder, names), Times()
    try:
        tell_machine()
        sessions = {name: requests.Session() for name in names}
        sent: list[str] = []

        def one(name: str) -> None:
            session = sessions[name]
            times.of("sign in", lambda: _sign_in(hub, session, name))
            times.of("server ready", lambda: _server(hub, session, name))
            ask = f"{hub.url}/user/{name}/assignments"
            times.of("list", lambda: _ok(session.get(ask, params={"course_id": COURSE}, timeout=300)))
            about = {"course_id": COURSE, "assignment_id": LAB}
            times.of("fetch", lambda: _ok(_post(session, f"{ask}/fetch", about)))
            times.of("hand in", lambda: _handed_in(session, ask, about))
            sent.append(name)

        began = time.monotonic()
        arrive(names, one)
        print(
            f"all done after {time.monotonic() - began:.0f} s; load of the machine {os.getloadavg()[0]:.1f}"
        )
        times.show()
        _tell_memory(hub, sessions)
        kept = {file.parent.name for file in (folder / "exchange").rglob("learners/*/*.json")}
        print(f"handed in by {len(sent)}, kept of {len(kept)}; lost: {len(set(sent) - kept)}")
    finally:
        hub.stop()


def _sign_in(hub: Hub, session: requests.Session, name: str) -> None:
    page = _ok(session.get(f"{hub.url}/hub/login", timeout=300))
    form = {"username": name, "password": hub.password, "_xsrf": session.cookies.get("_xsrf", path="/hub/")}
    answer = session.post(f"{hub.url}/hub/login", data=form, allow_redirects=False, timeout=300)
    if answer.status_code != 302:
        raise RuntimeError(f"{answer.status_code} {page.status_code}")


def _server(hub: Hub, session: requests.Session, name: str) -> None:
    session.get(f"{hub.url}/hub/spawn", timeout=600)
    until = time.monotonic() + 600
    while time.monotonic() < until:
        answer = session.get(
            f"{hub.url}/user/{name}/lab", timeout=300
        )  # signs in there too, once it is there
        if answer.ok and f"/user/{name}/lab" in answer.url:
            return
        time.sleep(0.5)
    raise RuntimeError("not ready after ten minutes")


def _post(session: requests.Session, url: str, what: dict[str, Any] | None) -> requests.Response:
    token = next((c.value for c in session.cookies if c.name == "_xsrf" and c.path.startswith("/user/")), "")
    return session.post(url, json=what, headers={"X-XSRFToken": token}, timeout=300)


def _handed_in(session: requests.Session, ask: str, about: dict[str, str]) -> None:
    said = _ok(_post(session, f"{ask}/submit", about)).json()
    if not said["success"]:
        raise RuntimeError(str(said["value"])[-200:])


def _ok(answer: requests.Response) -> requests.Response:
    answer.raise_for_status()
    return answer


def _tell_memory(hub: Hub, sessions: dict[str, requests.Session]) -> None:
    """MiB of a learner: the server, and a kernel that has imported what a lab imports (of five)."""
    found = _uss(hub, "jupyterhub-singleuser")
    print(
        f"\nservers: {len(found)}; memory of one: median {statistics.median(found):.0f} MiB, most {max(found):.0f} MiB"
    )
    for name, session in list(sessions.items())[:5]:
        kernel = _ok(_post(session, f"{hub.url}/user/{name}/api/kernels", {"name": "python3"})).json()["id"]
        _import_pandas(hub, session, name, kernel)
    kernels = _uss(hub, "ipykernel_launcher")
    print(f"a kernel with pandas and labkit: median {statistics.median(kernels):.0f} MiB (of {len(kernels)})")


def _uss(hub: Hub, program: str) -> list[float]:
    """MiB that each process of the hub's tree that runs `program` has for itself."""
    found = []
    for process in psutil.Process(hub.process.pid).children(recursive=True):
        try:
            if any(program in part for part in process.cmdline()):
                found.append(process.memory_full_info().uss / 2**20)
        except psutil.Error:  # it has ended meanwhile
            continue
    return found


def _import_pandas(hub: Hub, session: requests.Session, name: str, kernel: str) -> None:
    import uuid

    import websocket

    url = f"{hub.url}/user/{name}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
    cookies = "; ".join(f"{c.name}={c.value}" for c in session.cookies if f"/user/{name}/".startswith(c.path))
    line = websocket.create_connection(url, cookie=cookies, timeout=120)
    code = "import pandas, labkit; from labkit import Lab; from labkit.data import load_stays; stays = load_stays()"
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": name,
        "session": "x",
        "version": "5.3",
    }
    content = {"code": code, "silent": False}
    line.send(
        json.dumps(
            {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        )
    )
    while json.loads(line.recv()).get("msg_type") != "execute_reply":
        pass
    line.close()


# ---- the exchange alone ----


def exchange(count: int, folder: Path, calm: bool = False) -> None:
    """Many learners at the service, without servers; service and hub are killed meanwhile, unless it is to be calm."""
    names = [f"learner{number:04d}" for number in range(count)]
    hub, times = Hub(folder, names), Times()
    try:
        tell_machine()
        notebook = unpack(Client(hub.exchange, hub.token(names[0])).get("released", COURSE, LAB))
        tokens = {name: hub.token(name) for name in names}
        confirmed: dict[str, str] = {}
        clients = {n: Client(hub.exchange, tokens[n], 180.0, folder / "outbox" / n) for n in names}

        def one(name: str) -> None:
            client = clients[name]
            times.of("list", client.tree)
            times.of("fetch", lambda: client.get("released", COURSE, LAB))
            mine = pack({**notebook, "mine.txt": name.encode()})
            waiting = client.keep(COURSE, LAB, mine)
            confirmed[name] = times.of("hand in", lambda: client.send(waiting))["stamp"]
            times.of("list again", client.tree)

        killer = threading.Thread(target=_kill, args=(hub,))
        if not calm:
            killer.start()
        began = time.monotonic()
        arrive(names, one)
        if not calm:
            killer.join()
        print(
            f"all done after {time.monotonic() - began:.0f} s; load of the machine {os.getloadavg()[0]:.1f}"
        )
        times.show()
        memory = hub.service().memory_full_info().uss / 2**20
        print(f"the service takes {memory:.0f} MiB")
        lost = [name for name, stamp in confirmed.items() if not _there(clients[name], name, stamp)]
        print(f"confirmed: {len(confirmed)} of {count}; lost: {len(lost)}")
    finally:
        hub.stop()


def _kill(hub: Hub) -> None:
    time.sleep(WITHIN / 3)
    hub.service().kill()
    print("killed: the service", flush=True)
    time.sleep(WITHIN / 3)
    hub.process.kill()
    hub.process.wait()
    print("killed: the hub; started again", flush=True)
    hub.start()


def _there(client: Client, name: str, stamp: str) -> bool:
    rows = [row for row in client.tree()[COURSE]["submissions"] if row[2] == stamp]
    return (
        len(rows) == 1
        and unpack(client.get("submission", COURSE, name, rows[0][3]))["mine.txt"] == name.encode()
    )


def tell_machine() -> None:
    memory = psutil.virtual_memory()
    print(
        f"{os.cpu_count()} processors, {memory.total / 2**30:.0f} GiB ({memory.available / 2**30:.0f} free), "
        f"load before {os.getloadavg()[0]:.1f}",
        flush=True,
    )


if __name__ == "__main__":
    path_to_programs()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["servers", "exchange"])
    parser.add_argument("--learners", type=int, default=50)
    parser.add_argument("--calm", action="store_true", help="exchange: nothing is killed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="labkit-load-") as place:
        if asked.what == "servers":
            servers(asked.learners, Path(place))
        else:
            exchange(asked.learners, Path(place), asked.calm)
