"""On a hub whose course has asked for it, whoever teaches sees for ten minutes which task was checked last, and whether it was right.

Nothing is told before the hub's exchange has said that a course wants it, nor once the learner has said no.
"""

import json
import os
import threading
import time
import urllib.request
from typing import Any
from urllib.parse import quote

from labkit.content import assignment_of
from labkit.language import catalogue
from labkit.notebook.progress import Progress

# Seconds for which an answer holds, and for which one is waited for.
_HOLDS, _PATIENCE = 300.0, 1.0
_EVENT = "live"
# Name of the thread that tells one outcome.
TELLING = "labkit-present"


class Present:
    """What one notebook tells the exchange of its hub.

    Parameters
    ----------
    lab, pathway : str
    progress : Progress
        Keeps whether the learner has said no.
    language : {"en", "fr"}
    """

    def __init__(self, lab: str, pathway: str, progress: Progress, language: str) -> None:
        self._lab = assignment_of(lab, pathway)
        self._progress, self._language = progress, language
        self._url = os.environ.get("LABKIT_EXCHANGE_URL", "")
        self._token = os.environ.get("JUPYTERHUB_API_TOKEN", "")
        self._asked, self._wanted, self._said = float("-inf"), False, False

    def tell(self, task: str, status: str) -> str:
        """Tell the outcome of a check; the first time, a sentence by which the learner hears of it."""
        here = (
            self._url
            and self._token
            and status != "not_started"
            and not os.environ.get("NBGRADER_VALIDATING")
        )
        if not here or self.refused() or not self._is_wanted():
            return ""
        what = {"lab": self._lab, "task": task, "status": status}
        # Nobody waits for it, and nothing is tried again: it is of no use later.
        threading.Thread(target=self._ask, args=("present", what), name=TELLING, daemon=True).start()
        first, self._said = not self._said, True
        _ = catalogue("lab", self._language)
        return first * _(
            "Your course has switched this on: whoever teaches sees which task you checked last and whether it was right, for ten minutes. "
            "Nothing of it is written down or counts for a mark. lab.show_my_checks(False) keeps it to yourself."
        )

    def choose(self, on: bool) -> str:
        """Keep what the learner chose; returns what that means."""
        self._progress.add(_EVENT, "", on=bool(on))
        _ = catalogue("lab", self._language)
        if on:
            return _("Where a course has asked for it, your checks are shown to whoever teaches.")
        return _(
            "From now on your checks are shown to nobody. What was shown is forgotten within ten minutes."
        )

    def refused(self) -> bool:
        """Whether the learner keeps it to themselves, in all labs."""
        said = self._progress.everywhere(_EVENT)
        return bool(said) and said[-1].get("on") is False

    def _is_wanted(self) -> bool:
        if time.monotonic() - self._asked > _HOLDS:
            said = self._ask(f"present?lab={quote(self._lab)}")
            self._asked, self._wanted = time.monotonic(), bool(said.get("courses"))
        return self._wanted

    def _ask(self, path: str, what: dict[str, Any] | None = None) -> dict[str, Any]:
        """The exchange's answer; nothing where there is none, since a check is never held up or spoilt by it."""
        data = None if what is None else json.dumps(what).encode()
        asked = urllib.request.Request(
            self._url + path, data, headers={"Authorization": f"token {self._token}"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer:
                said = json.load(answer)
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}
