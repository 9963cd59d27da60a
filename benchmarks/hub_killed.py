"""The hub gets ``kill -9`` while people's real servers run: do the servers live on, is what is saved meanwhile kept, does the new hub take them over?

python benchmarks/hub_killed.py --learners 6
"""

import argparse
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import requests
from hub_load import Hub, _ok, _server, _sign_in, tell_machine

from labkit.cli.grading import path_to_programs


def of_people(folder: Path) -> dict[str, int]:
    """Each person's server: its process."""
    found = {}
    for process in psutil.process_iter(["cmdline"]):
        try:
            if any("jupyterhub-singleuser" in part for part in process.info["cmdline"] or []):
                said = process.environ()
                if said.get("HOME", "").startswith(str(folder)):
                    found[said["JUPYTERHUB_USER"]] = process.pid
        except psutil.Error:
            continue
    return found


def saved(hub: Hub, session: requests.Session, name: str, file: str) -> int:
    """Save a file through the person's server, as a tab does; the answer's status."""
    token = next(c.value for c in session.cookies if c.name == "_xsrf" and c.path.startswith("/user/"))
    what = {"type": "file", "format": "text", "content": f"{name} {file}"}
    url = f"{hub.url}/user/{name}/api/contents/{file}"
    return session.put(url, json=what, headers={"X-XSRFToken": token}, timeout=120).status_code


def main(count: int, folder: Path) -> None:
    names = [f"learner{number:02d}" for number in range(count)]
    hub = Hub(folder, names)
    sessions = {name: requests.Session() for name in names}
    try:
        tell_machine()
        for name in names:
            _sign_in(hub, sessions[name], name)
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(lambda name: _server(hub, sessions[name], name), names))
        before = of_people(folder)
        print(f"servers: {len(before)}; load {os.getloadavg()[0]:.1f}", flush=True)
        hub.process.kill()
        hub.process.wait()
        with ThreadPoolExecutor(count) as pool:
            meanwhile = list(pool.map(lambda name: saved(hub, sessions[name], name, "while.txt"), names))
        began = time.monotonic()
        hub.start()
        print(
            f"killed; hub and exchange back {time.monotonic() - began:.1f} s after the start of the new one"
        )
        after = of_people(folder)
        later = [saved(hub, sessions[name], name, "after.txt") for name in names]
        kept = sum(
            (folder / "homes" / name / file).read_text() == f"{name} {file}"
            for name in names
            for file in ("while.txt", "after.txt")
            if (folder / "homes" / name / file).exists()
        )
        pages = [_ok(sessions[name].get(f"{hub.url}/hub/home", timeout=120)).url for name in names]
        print(
            f"the same processes: {sum(after.get(name) == pid for name, pid in before.items())} of {count}; "
            f"saved without a hub: {sum(status < 300 for status in meanwhile)}; with the new one: {sum(status < 300 for status in later)}; "
            f"files as they were saved: {kept} of {2 * count}; still signed in: {sum('login' not in url for url in pages)}"
        )
    finally:
        hub.stop()
        left = of_people(folder)
        print(f"servers left after the hub's own stop: {len(left)}")
        for pid in left.values():
            psutil.Process(pid).terminate()


if __name__ == "__main__":
    path_to_programs()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learners", type=int, default=6)
    with tempfile.TemporaryDirectory(prefix="labkit-killed-") as place:
        main(parser.parse_args().learners, Path(place))
