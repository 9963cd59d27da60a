"""The service as a person's own server asks it: again while the hub is down, and nothing that was handed in is lost meanwhile."""

import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from labkit.errors import CourseError
from labkit.grading.gradebook.records import write_atomically
from labkit.language import catalogue, current

_ = catalogue("hub")

# The service, or the proxy before it, is not there or has tripped.
_AGAIN = (500, 502, 503, 504)


class Unreachable(CourseError):
    """The exchange does not answer: nothing is wrong with what was asked."""


class Client:
    """One person's way to the service.

    Parameters
    ----------
    url, token : str
        By default those that the hub gives to a person's server.
    patience : float
        Seconds for which an unreachable service is asked again.
    outbox : Path, optional
        Where submissions wait that the service has not confirmed yet; in Jupyter's data folder by default.
    """

    def __init__(
        self,
        url: str = "",
        token: str = "",
        patience: float = 60.0,
        outbox: Path | None = None,
    ) -> None:
        self.url = url or os.environ.get("LABKIT_EXCHANGE_URL", "")
        self._token = token or os.environ.get("JUPYTERHUB_API_TOKEN", "")
        if not (self.url and self._token):
            raise CourseError(
                _("There is no exchange here: run this in a terminal of your server on the hub.")
            )
        self._patience, self._outbox = patience, outbox or _data_folder() / "labkit_outbox"

    def hurry(self) -> None:
        """It has been asked for long enough: once more, and no longer."""
        self._patience = 0.0

    # The hub's time zone, known once something was asked.
    zone = "UTC"

    def tree(self, course: str = "", lab: str = "", inbound: bool = False) -> dict[str, Any]:
        """Names of what one may see, by course."""
        asked = {"course": course, "lab": lab, "inbound": "1" if inbound else ""}
        said = self._ask("GET", "tree", params=asked).json()
        self.zone = said.get("zone", self.zone)  # an older service does not say it
        return said["courses"]

    def get(self, *parts: str) -> bytes:
        """An archive."""
        return self._ask("GET", *parts).content

    def said(self, method: str, *parts: str, **what: Any) -> dict[str, Any]:
        """The answer to a request, as JSON."""
        return self._ask(method, *parts, **what).json()

    # ---- handing in ----

    def keep(self, course: str, lab: str, bundle: bytes) -> Path:
        """Put a submission in the outbox before anything is sent; its id stays, so that it counts once."""
        file = self._outbox / f"{course}+{lab}+{uuid.uuid4().hex}.zip"
        write_atomically(file, bundle, durable=True)
        return file

    def send(self, file: Path) -> dict[str, str]:
        """Send what lies in the outbox and take it out once the service has it."""
        course, lab, id = file.stem.split("+")
        said = self._ask("POST", "submit", course, lab, id, data=file.read_bytes()).json()
        file.unlink(missing_ok=True)
        return said

    def send_waiting(self, done: Callable[[str, str, dict[str, str]], Any]) -> None:
        """Send what an earlier attempt left, oldest first; `done` is told the course, the lab and the answer."""
        waiting = sorted(self._outbox.glob("*+*+*.zip"), key=lambda file: file.stat().st_mtime)
        for file in waiting:
            course, lab, _id = file.stem.split("+")
            try:
                said = self.send(file)
            except Unreachable:
                raise
            except (CourseError, FileNotFoundError):
                # Refused for good, and kept beside for a person; or another of one's processes was faster.
                if file.exists():
                    file.rename(file.with_suffix(".refused"))
                continue
            done(course, lab, said)

    def _ask(self, method: str, *parts: str, **what: Any) -> requests.Response:
        url = self.url + "/".join(quote(part, safe="") for part in parts)
        headers = {"Authorization": f"token {self._token}", "Accept-Language": current()}
        until, pause = time.monotonic() + self._patience, 0.2
        while True:
            try:
                answer = requests.request(
                    method, url, headers=headers, timeout=(5, 120), allow_redirects=False, **what
                )
                if answer.ok:
                    return answer
                if (
                    answer.status_code not in _AGAIN
                    or "application/json" in answer.headers.get("Content-Type", "")
                    and answer.status_code == 429
                ):
                    raise CourseError(_error(answer))
            except (requests.ConnectionError, requests.Timeout):
                pass
            if time.monotonic() + pause > until:
                raise Unreachable(_("The exchange does not answer. Try again in a few minutes."))
            time.sleep(pause)
            pause = min(2 * pause, 5.0)


def _error(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        return f"{answer.status_code} {answer.reason}"


def _data_folder() -> Path:
    from jupyter_core.paths import jupyter_data_dir

    return Path(jupyter_data_dir())
