"""What listing takes where very many have handed in: by the clock and in processor time, on a real hub.

    python benchmarks/hub_listing.py --submissions 20000

Each submission is another learner's, written as the exchange writes it; the hub's start makes the index again from the files, and is timed.
Then `nbgrader list --inbound` runs as the instructor's terminal runs it, some times, and the service is asked alone.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import asdict
from pathlib import Path
from statistics import median

from hub_load import LAB, Hub, tell_machine

from labkit.cli.grading import path_to_programs
from labkit.hub.demo import COURSE, INSTRUCTOR
from labkit.hub.exchange.bundle import pack
from labkit.hub.exchange.client import Client
from labkit.hub.exchange.index import Submission


def write(folder: Path, count: int) -> None:
    """Submissions as they lie in the exchange."""
    bundle = pack({f"{LAB}.ipynb": b"{}", "timestamp.txt": b"x"})
    for number in range(count):
        learner, id = f"learner{number:05d}", uuid.uuid4().hex
        place = folder / "courses" / COURSE / "learners" / learner
        place.mkdir(parents=True)
        stamp = f"2026-03-{1 + number % 28:02d} 12:00:00.{number:06d} UTC"
        made = Submission(COURSE, learner, LAB, id, stamp, "0" * 64, None, [LAB])
        (place / f"{id}.zip").write_bytes(bundle)
        (place / f"{id}.json").write_text(json.dumps(asdict(made)))


def main(count: int, times: int, folder: Path) -> None:
    hub = Hub(folder, [], started=False)
    write(folder / "exchange", count)
    tell_machine()
    began = time.monotonic()
    hub.start()
    print(f"hub and exchange up, index of {count} made: {time.monotonic() - began:.1f} s", flush=True)
    try:
        service = hub.service()
        before = sum(service.cpu_times()[:2])
        token = hub.token(INSTRUCTOR)
        environment = {
            **os.environ,
            "LABKIT_EXCHANGE_URL": hub.exchange,
            "JUPYTERHUB_API_TOKEN": token,
            "JUPYTERHUB_USER": INSTRUCTOR,
            "JUPYTER_CONFIG_PATH": str(folder / "settings" / "en" / "instructor"),
            "LABKIT_COURSE_FOLDER": str(folder / "homes" / INSTRUCTOR / COURSE),
            "HOME": str(folder / "homes" / INSTRUCTOR),
        }
        line = [str(Path(sys.executable).parent / "nbgrader"), "list", LAB, "--inbound"]
        taken, processor = [], []
        for _time in range(times):
            began, spent = time.monotonic(), sum(os.times()[2:4])
            done = subprocess.run(
                line, cwd=environment["LABKIT_COURSE_FOLDER"], env=environment, capture_output=True, text=True
            )
            taken.append(time.monotonic() - began)
            processor.append(sum(os.times()[2:4]) - spent)
            found = len(re.findall(r"learner\d{5}", done.stdout + done.stderr))
            if found != count:
                raise SystemExit(f"{found} of {count} listed\n{done.stderr[-2000:]}")
        said = sum(service.cpu_times()[:2]) - before
        print(
            f"nbgrader list --inbound, {count} submissions: {median(taken):.2f} s by the clock (longest {max(taken):.2f}, of {times}), "
            f"{median(processor):.2f} s of processor, the service {said / times:.2f} s"
        )
        client = Client(hub.exchange, token)
        alone = []
        for _time in range(times):
            began = time.monotonic()
            client.tree(COURSE, LAB, True)
            alone.append(time.monotonic() - began)
        print(f"the names alone: {median(alone):.2f} s by the clock (longest {max(alone):.2f})")
        print(f"load after {os.getloadavg()[0]:.1f}")
    finally:
        hub.stop()


if __name__ == "__main__":
    path_to_programs()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--submissions", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="labkit-listing-") as place:
        main(asked.submissions, asked.times, Path(place))
