"""A class that arrives at once at the exchange alone, killed in the middle; real servers: benchmarks/hub_servers.py.

    python benchmarks/hub_load.py --learners 500

Each learner lists, fetches, hands in and lists again through the exchange's own client, no server between; a third of the way the
service gets ``kill -9``, two thirds of the way the hub, which is started again (not with ``--calm``). It ends with what was lost: each
receipt is looked for in the list and among the files.
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
from collections import Counter, defaultdict
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
        self.again: Counter[str] = Counter()

    def of(self, step: str, work: Callable[[], Any]) -> Any:
        began = time.monotonic()
        try:
            done = work()
        except Exception as error:
            self.failed[step].append(f"{type(error).__name__}: {error}"[:200])
            raise
        self.seconds[step].append(time.monotonic() - began)
        return done

    def until(self, step: str, work: Callable[[], Any], seconds: float = 900) -> Any:
        """Once more after each failure, as a person does who sees an error page; the time is that until it came about."""

        def patiently() -> Any:
            end = time.monotonic() + seconds
            while True:
                try:
                    return work()
                except Exception:
                    if time.monotonic() > end:
                        raise
                    self.again[step] += 1
                    time.sleep(1)

        return self.of(step, patiently)

    def show(self) -> None:
        print("\n| step | times | p50 (s) | p95 (s) | longest (s) | failed |\n|---|---|---|---|---|---|")
        for step, taken in self.seconds.items():
            ordered = sorted(taken)
            p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
            row = (step, len(taken), statistics.median(taken), p95, ordered[-1], len(self.failed[step]))
            print("| {} | {} | {:.2f} | {:.2f} | {:.2f} | {} |".format(*row))
        if self.again:
            print(f"tried again: {dict(self.again)}")
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
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--learners", type=int, default=500)
    parser.add_argument("--calm", action="store_true", help="nothing is killed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="labkit-load-") as place:
        exchange(asked.learners, Path(place), asked.calm)
