"""Run pytest; ask the few tests that failed once more, by themselves: ``python tests/again.py -n 3 -- tests``.

Ten thousand tests beside real servers, kernels and browsers meet now and then what is not their subject: a port that somebody
else took, a page that the machine was too busy to draw. A test that is red by itself too fails the run. One that is green by
itself is named at the end as unsteady, so that it is mended; the run goes on. Many red ones are a fault, and are not asked again.
"""

import json
import subprocess
import sys
from pathlib import Path

FAILED = Path(".pytest_cache/v/cache/lastfailed")
MOST = 20  # as many as the journey has
SOME_FAILED = 1  # pytest's exit code; any other says that the run was stopped, misused or refused


def failed(options: list[str]) -> list[str]:
    """The tests that the last run saw fail, in its order, which some rest on; without the group that a worker was given them in."""
    names = json.loads(FAILED.read_text()) if FAILED.is_file() else {}
    grouped = "loadgroup" in options
    return [(name.rpartition("@")[0] if grouped else "") or name for name in names]


def main(arguments: list[str]) -> int:
    """Pytest's exit code: the second run's where there was one."""
    at = arguments.index("--")
    options, places = arguments[:at], arguments[at + 1 :]
    pytest = [sys.executable, "-m", "pytest"]
    FAILED.unlink(missing_ok=True)
    code = subprocess.run([*pytest, *options, *places]).returncode
    names = failed(options)
    if code != SOME_FAILED or not 0 < len(names) <= MOST:
        return code
    print("\n==== once more, by themselves:", *names, sep="\n", flush=True)
    FAILED.unlink()
    alone = _alone(options)
    code = subprocess.run([*pytest, *alone, *names]).returncode
    red = failed(alone)
    unsteady = [name for name in names if name not in red] if code in (0, SOME_FAILED) else []
    if unsteady:
        print(
            "\n==== unsteady, to be mended: red beside others, green alone", *unsteady, sep="\n", flush=True
        )
    return code


def _alone(options: list[str]) -> list[str]:
    """Pytest's options without those that run tests side by side."""
    kept = iter(options)
    return [word for word in kept if word not in ("-n", "--dist") or not next(kept)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
