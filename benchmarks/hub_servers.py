"""A class that arrives within a minute, each learner with a real server; in the middle the hub gets ``kill -9`` and is started again.

    python benchmarks/hub_servers.py --learners 50
    python benchmarks/hub_servers.py --learners 50 --calm

Each learner signs in, waits for a server of their own, lists, fetches and hands in through it, as JupyterLab's menus do, and tries again
where an error comes back, as a person does. When half of the servers are ready the hub is killed (not with ``--calm``); while there is
none, each of these saves a file. At the end: the servers of before that are the same processes and known to the new hub, files as they
were saved, each receipt in a learner's home looked for at the exchange. Memory is what a learner's processes take for themselves (USS),
then with a kernel that has imported pandas.
"""

import argparse
import json
import os
import statistics
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import requests
import websocket
from hub_load import ADMIN, LAB, Hub, Times, arrive, tell_machine

from labkit.cli.grading import path_to_programs
from labkit.hub.demo import COURSE
from labkit.hub.exchange.signature import Signature, verified


def servers(count: int, folder: Path, calm: bool) -> None:
    """The whole of it."""
    names = [f"learner{number:03d}" for number in range(count)]
    hub, times = Hub(folder, names), Times()
    sessions = {name: requests.Session() for name in names}
    killed = _Killed(hub, sessions, times, count)
    try:
        tell_machine()
        done: list[str] = []

        def one(name: str) -> None:
            session = sessions[name]
            times.until("sign in", lambda: sign_in(hub, session, name))
            times.until("server ready", lambda: server(hub, session, name))
            ask = f"{hub.url}/user/{name}/assignments"
            times.until("list", lambda: ok(session.get(ask, params={"course_id": COURSE}, timeout=300)))
            about = {"course_id": COURSE, "assignment_id": LAB}
            times.until("fetch", lambda: succeeded(post(session, f"{ask}/fetch", about), "already"))
            times.until("hand in", lambda: succeeded(post(session, f"{ask}/submit", about)))
            done.append(name)

        killer = threading.Thread(target=killed.run)
        if not calm:
            killer.start()
        began = time.monotonic()
        arrive(names, one)
        print(
            f"all done after {time.monotonic() - began:.0f} s; load of the machine {os.getloadavg()[0]:.1f}"
        )
        if not calm:
            killer.join()
        times.show()
        if not calm:
            killed.tell()
        _tell_kept(hub, folder, done)
        _tell_memory(hub, sessions)
    finally:
        hub.stop()
        left = [pid for pids in of_people(folder).values() for pid in pids]
        print(f"servers left after the hub's own stop: {len(left)}")
        for pid in left:
            with suppress(psutil.Error):
                psutil.Process(pid).terminate()


class _Killed:
    """The hub killed once half of the servers are ready."""

    def __init__(self, hub: Hub, sessions: dict[str, requests.Session], times: Times, count: int) -> None:
        self.hub, self.sessions, self.times, self.half = hub, sessions, times, count // 2
        self.before: dict[str, list[int]] = {}
        self.saved: dict[str, int] = {}
        self.outage = 0.0

    def run(self) -> None:
        while len(self.times.seconds["server ready"]) < self.half:
            time.sleep(0.2)
        ready = self._ready()
        self.before = {name: pids for name, pids in of_people(self.hub.folder).items() if name in ready}
        began = time.monotonic()
        self.hub.process.kill()
        self.hub.process.wait()
        print(
            f"killed: the hub, {len(self.before)} servers ready, {len(of_people(self.hub.folder))} processes",
            flush=True,
        )
        with ThreadPoolExecutor(16) as pool:
            told = pool.map(lambda name: save(self.hub, self.sessions[name], name, "while.txt"), self.before)
            self.saved = dict(zip(self.before, told, strict=True))
        self.hub.start()
        self.outage = time.monotonic() - began
        print(f"hub and exchange answer again {self.outage:.0f} s after the kill", flush=True)

    def _ready(self) -> set[str]:
        """Whose server the hub knows as ready."""
        said = requests.get(
            f"{self.hub.url}/hub/api/users", headers={"Authorization": f"token {ADMIN}"}, timeout=120
        )
        return {user["name"] for user in ok(said).json() if user["servers"].get("", {}).get("ready")}

    def tell(self) -> None:
        after, ready = of_people(self.hub.folder), self._ready()
        same = [name for name, pids in self.before.items() if set(pids) <= set(after.get(name, []))]
        files = {
            name: self.hub.folder / "homes" / name / "while.txt"
            for name, status in self.saved.items()
            if status < 300
        }
        kept = sum(file.exists() and file.read_text() == f"{name} while.txt" for name, file in files.items())
        later = [save(self.hub, self.sessions[name], name, "after.txt") for name in self.before]
        pages = [
            ok(self.sessions[name].get(f"{self.hub.url}/hub/home", timeout=300)).url for name in self.before
        ]
        twice = {name: pids for name, pids in after.items() if len(pids) > 1}
        print(
            f"servers ready before the kill: {len(self.before)}; the same processes after: {len(same)}, known to the new hub: "
            f"{len(set(same) & ready)}; files saved with no hub: {len(files)}, as they were saved: {kept}; saved with the new one: "
            f"{sum(status < 300 for status in later)}; still signed in: {sum('login' not in url for url in pages)}; "
            f"people with two processes (one was just starting): {len(twice)}"
        )


def _tell_kept(hub: Hub, folder: Path, done: list[str]) -> None:
    """Each receipt in a learner's home has its submission at the exchange, with the same digest."""
    public = Signature(folder / "exchange" / "key.pem").public
    at = folder / "exchange" / "courses" / COURSE / "learners"
    receipts = [
        verified(file.read_text().split()[-1], public)
        for file in (folder / "homes").glob("learner*/receipts/*")
    ]
    lost = [said for said in receipts if not (at / said["learner"] / f"{said['id']}.zip").exists()]
    people = {said["learner"] for said in receipts}
    waiting = len(list((folder / "homes").rglob("labkit_outbox/*")))
    print(
        f"handed in by {len(done)}, of whom {len(people & set(done))} have a receipt; receipts: {len(receipts)}; "
        f"lost: {len(lost)}; still in an outbox: {waiting}"
    )


def of_people(folder: Path) -> dict[str, list[int]]:
    """The processes of each person's server."""
    found: dict[str, list[int]] = defaultdict(list)
    for process in psutil.process_iter(["cmdline"]):
        try:
            if any("jupyterhub-singleuser" in part for part in process.info["cmdline"] or []):
                said = process.environ()
                if said.get("HOME", "").startswith(str(folder)):
                    found[said["JUPYTERHUB_USER"]].append(process.pid)
        except psutil.Error:
            continue
    return dict(found)


def sign_in(hub: Hub, session: requests.Session, name: str) -> None:
    ok(session.get(f"{hub.url}/hub/login", timeout=300))
    form = {"username": name, "password": hub.password, "_xsrf": session.cookies.get("_xsrf", path="/hub/")}
    answer = session.post(f"{hub.url}/hub/login", data=form, allow_redirects=False, timeout=300)
    if answer.status_code != 302:
        raise RuntimeError(str(answer.status_code))


def server(hub: Hub, session: requests.Session, name: str) -> None:
    """Ask for one's server and open it; after half a minute the page is opened anew."""
    ok(session.get(f"{hub.url}/hub/spawn", timeout=300))
    until = time.monotonic() + 30
    while time.monotonic() < until:
        answer = session.get(
            f"{hub.url}/user/{name}/lab", timeout=300
        )  # signs in there too, once it is there
        if answer.ok and f"/user/{name}/lab" in answer.url:
            return
        time.sleep(0.5)
    raise RuntimeError("not ready")


def post(session: requests.Session, url: str, what: dict[str, Any] | None) -> requests.Response:
    token = next((c.value for c in session.cookies if c.name == "_xsrf" and c.path.startswith("/user/")), "")
    return session.post(url, json=what, headers={"X-XSRFToken": token}, timeout=300)


def save(hub: Hub, session: requests.Session, name: str, file: str) -> int:
    """Save a file through the person's server, as a tab does; the answer's status."""
    token = next((c.value for c in session.cookies if c.name == "_xsrf" and c.path.startswith("/user/")), "")
    what = {"type": "file", "format": "text", "content": f"{name} {file}"}
    url = f"{hub.url}/user/{name}/api/contents/{file}"
    return session.put(url, json=what, headers={"X-XSRFToken": token}, timeout=120).status_code


def ok(answer: requests.Response) -> requests.Response:
    answer.raise_for_status()
    return answer


def succeeded(answer: requests.Response, or_said: str = "") -> None:
    """nbgrader answers 200 also when a step failed; what an earlier try had done is done."""
    said = ok(answer).json()
    if not said["success"] and not (or_said and or_said in str(said["value"])):
        raise RuntimeError(str(said["value"])[-200:])


def _tell_memory(hub: Hub, sessions: dict[str, requests.Session]) -> None:
    """MiB of a learner: the server, and a kernel that has imported what a lab imports (of five)."""
    found = _uss(hub.folder, "jupyterhub-singleuser")
    print(
        f"servers: {len(found)}; memory of one: median {statistics.median(found):.0f} MiB, most {max(found):.0f} MiB"
    )
    for name, session in list(sessions.items())[:5]:
        kernel = ok(post(session, f"{hub.url}/user/{name}/api/kernels", {"name": "python3"})).json()["id"]
        _import_pandas(hub, session, name, kernel)
    kernels = _uss(hub.folder, "ipykernel_launcher")
    print(f"a kernel with pandas and labkit: median {statistics.median(kernels):.0f} MiB (of {len(kernels)})")


def _uss(folder: Path, program: str) -> list[float]:
    """MiB that each process of these people that runs `program` has for itself."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        try:
            ours = process.environ().get("HOME", "").startswith(str(folder))
            if ours and any(program in part for part in process.info["cmdline"] or []):
                found.append(process.memory_full_info().uss / 2**20)
        except psutil.Error:  # it has ended meanwhile, or is somebody else's
            continue
    return found


def _import_pandas(hub: Hub, session: requests.Session, name: str, kernel: str) -> None:
    url = f"{hub.url}/user/{name}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
    cookies = "; ".join(f"{c.name}={c.value}" for c in session.cookies if f"/user/{name}/".startswith(c.path))
    line = websocket.create_connection(url, cookie=cookies, timeout=300)
    code = "import pandas, labkit; from labkit import Lab; from labkit.data import load_stays; stays = load_stays()"
    about = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": name,
        "session": "x",
        "version": "5.3",
    }
    content = {"code": code, "silent": False}
    sent = {"header": about, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    line.send(json.dumps(sent))
    while json.loads(line.recv()).get("msg_type") != "execute_reply":
        pass
    line.close()


if __name__ == "__main__":
    path_to_programs()
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--learners", type=int, default=50)
    parser.add_argument("--calm", action="store_true", help="nothing is killed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="labkit-load-") as place:
        servers(asked.learners, Path(place), asked.calm)
