"""What a learner's server takes on a real hub: processor time of its start, memory at rest and with a lab's kernel, disk.

    python benchmarks/server_costs.py
    python benchmarks/server_costs.py grading

Starts ``labkit hub demo``, two learners' servers, and in each a lab run from top to bottom through the server's own address, without a
browser. Then grades the same notebooks, for seconds and bytes a submission. Prints a line of JSON a measure; benchmarks/sizing.py
computes from it.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path

import nbformat
import psutil
import requests
import websocket

from labkit.hub.exchange.bundle import pack, read_folder

LABS = {"ada": "m4_threshold", "benoit": "m2_finetune"}
MIB = 2**20


def memory(process: psutil.Process) -> dict[str, float]:
    """MiB: what is resident, and what would be free again if the process ended."""
    said = process.memory_full_info()
    return {"resident": round(said.rss / MIB), "own": round(said.uss / MIB)}


def processor(process: psutil.Process) -> float:
    """Seconds of processor time of a process and of the children that it waited for."""
    return round(sum(process.cpu_times()[:4]), 1)


class Learner:
    """One signed-in learner, their server, its processes."""

    def __init__(self, url: str, name: str, password: str, root: Path) -> None:
        self.url, self.name, self.root, self.session = url, name, root, requests.Session()
        self.session.get(f"{url}/hub/login").raise_for_status()
        xsrf = self.session.cookies.get("_xsrf", path="/hub/")
        form = {"username": name, "password": password, "_xsrf": xsrf}
        self.session.post(f"{url}/hub/login", data=form, allow_redirects=False).raise_for_status()
        self.session.get(f"{url}/hub/home").raise_for_status()
        xsrf = self.session.cookies.get("_xsrf", path="/hub/")
        made = self.session.post(
            f"{url}/hub/api/users/{name}/tokens", headers={"X-XSRFToken": xsrf}, json={"note": "measuring"}
        )
        made.raise_for_status()
        self.headers = {"Authorization": f"token {made.json()['token']}"}

    def is_server(self, environment: dict[str, str]) -> bool:
        """By its owner and this hub's folder: other hubs may run on the machine."""
        here = environment.get("JUPYTER_CONFIG_PATH", "").startswith(str(self.root))
        return here and environment.get("JUPYTERHUB_USER") == self.name

    def start(self) -> dict[str, float]:
        began = time.monotonic()
        asked = requests.post(f"{self.url}/hub/api/users/{self.name}/server", headers=self.headers)
        asked.raise_for_status()
        while not requests.get(f"{self.url}/user/{self.name}/api/status", headers=self.headers).ok:
            time.sleep(0.2)
        self.process = next(
            process
            for process in psutil.process_iter(["environ"])
            if self.is_server(process.info["environ"] or {})
        )
        return {"seconds": round(time.monotonic() - began, 1), "processor": processor(self.process)}

    def run(self, notebook: Path) -> psutil.Process:
        """Start a kernel beside the notebook and send it each code cell."""
        before = set(self.process.children(recursive=True))
        place = f"{self.url}/user/{self.name}/api/kernels"
        made = requests.post(
            place, headers=self.headers, json={"path": f"{notebook.parent.name}/{notebook.name}"}
        )
        made.raise_for_status()
        address = f"{place}/{made.json()['id']}/channels".replace("http://", "ws://")
        line = websocket.create_connection(
            address, header=[f"{k}: {v}" for k, v in self.headers.items()], timeout=300
        )
        for cell in nbformat.read(notebook, 4).cells:
            if cell.cell_type == "code":
                execute(line, cell.source)
        (kernel,) = set(self.process.children(recursive=True)) - before
        line.close()
        return kernel


def execute(line: websocket.WebSocket, code: str) -> None:
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "session": "measuring",
        "username": "",
        "version": "5.3",
    }
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "allow_stdin": False,
        "stop_on_error": True,
    }
    message = {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "channel": "shell",
        "buffers": [],
    }
    line.send(json.dumps(message))
    while True:
        answer = json.loads(line.recv())
        if (
            answer["parent_header"].get("msg_id") == header["msg_id"]
            and answer["msg_type"] == "execute_reply"
        ):
            if answer["content"]["status"] != "ok":
                raise SystemExit(answer["content"])
            return


def solved(lab: str, folder: Path) -> Path:
    """A learner's folder of a lab, as they fetch it, with every task answered and the outputs in place."""
    line = [
        sys.executable,
        "-m",
        "labkit.cli",
        "release",
        lab,
        "--pathway",
        "builder",
        "--language",
        "en",
        "--to",
    ]
    with tempfile.TemporaryDirectory() as answered:
        subprocess.run([*line, str(folder)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*line, answered, "--solved"], check=True, stdout=subprocess.DEVNULL)
        notebook = next(folder.rglob(f"{lab}.ipynb"))
        shutil.copyfile(next(Path(answered).rglob(f"{lab}.ipynb")), notebook)
    return notebook


class Spent(threading.Thread):
    """Processor seconds of a process and all below it, each looked at five times a second until it ends."""

    def __init__(self, root: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.root, self.seconds = root, {}
        self.start()

    def run(self) -> None:
        while self.root.is_running() and self.root.status() != psutil.STATUS_ZOMBIE:
            with suppress(psutil.Error):
                for process in [self.root, *self.root.children(recursive=True)]:
                    with suppress(psutil.Error):
                        self.seconds[process.pid, process.create_time()] = sum(process.cpu_times()[:2])
            time.sleep(0.2)


def grading(root: Path, lab: str, sizes: tuple[int, int] = (1, 5)) -> dict[str, float]:
    """Processor seconds that a further right submission takes, of one worker; KiB that it leaves in the course's folder."""
    program = [sys.executable, "-m", "labkit.cli"]
    course = root / "course"
    subprocess.run([*program, "course", str(course), lab], check=True, stdout=subprocess.DEVNULL)
    notebook = solved(lab, root / "answered")
    taken = []
    for size in sizes:
        for folder in ("submitted", "autograded", "feedback"):
            shutil.rmtree(course / folder, ignore_errors=True)
        (course / "gradebook.db").unlink(missing_ok=True)
        for number in range(size):
            place = course / "submitted" / f"learner{number:03d}" / lab
            place.mkdir(parents=True)
            shutil.copyfile(notebook, place / notebook.name)
        run = psutil.Popen([*program, "grade", lab, "--workers", "1"], cwd=course, stdout=subprocess.DEVNULL)
        spent = Spent(run)
        if run.wait() != 0:
            raise SystemExit(run.returncode)
        spent.join()
        taken.append(sum(spent.seconds.values()))
    files = [file for part in ("autograded", "feedback") for file in (course / part).rglob("*")]
    kept = (
        sum(file.stat().st_size for file in files if file.is_file())
        + (course / "gradebook.db").stat().st_size
    )
    return {
        "processor": round((taken[1] - taken[0]) / (sizes[1] - sizes[0]), 2),
        "kept_kib": round(kept / sizes[1] / 1024),
    }


def found(what: str, said: dict[str, float]) -> None:
    """Print at once: a measure that takes long may be stopped."""
    print(json.dumps({what: said}), flush=True)


def servers(root: Path) -> None:
    """The demo's hub, two servers, a lab in each."""
    line = [
        sys.executable,
        "-m",
        "labkit.cli",
        "hub",
        "demo",
        *LABS.values(),
        "--folder",
        str(root),
        "--language",
        "en",
    ]
    demo = subprocess.Popen(
        line, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        told = ""
        while "Ctrl+C" not in told:
            told += demo.stdout.readline()
        url, password = (
            re.search(r"JupyterHub: (\S+)", told)[1],
            re.search(r"password of all: (\S+)", told)[1],
        )
        notebooks = {name: solved(lab, root / "homes" / name) for name, lab in LABS.items()}
        learners = {name: Learner(url, name, password, root) for name in LABS}
        for name, learner in learners.items():
            found(f"start {name}", learner.start())
        time.sleep(30)
        for name, learner in learners.items():
            found(f"rest {name}", memory(learner.process))
        for name, learner in learners.items():
            kernel = learner.run(notebooks[name])
            time.sleep(5)
            found(f"kernel {LABS[name]}", {**memory(kernel), "processor": processor(kernel)})
            found(f"server {LABS[name]}", memory(learner.process))
            folder = notebooks[name].parent
            found(
                f"folder {LABS[name]}",
                {
                    "notebook_kib": round(notebooks[name].stat().st_size / 1024),
                    "submitted_kib": round(len(pack(read_folder(folder))) / 1024),
                    "folder_kib": round(
                        sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1024
                    ),
                },
            )
        for process in psutil.Process(demo.pid).children(recursive=True):
            line = " ".join(process.cmdline())
            for part in ("-m jupyterhub", "configurable-http-proxy", "labkit.hub.exchange"):
                if part in line and "singleuser" not in line:
                    found(part, memory(process))
        demo.send_signal(signal.SIGINT)
        demo.wait(60)
    finally:
        # The hub is in a session of its own and would run on if the demo were killed.
        if demo.poll() is None:
            demo.send_signal(signal.SIGINT)
            demo.wait(60)


def main() -> None:
    for part in sys.argv[1:] or ("servers", "grading"):
        with tempfile.TemporaryDirectory(prefix="labkit-costs-") as folder:
            if part == "servers":
                servers(Path(folder))
                continue
            for lab in LABS.values():
                found(f"grading {lab}", grading(Path(folder) / lab, lab))


if __name__ == "__main__":
    main()
