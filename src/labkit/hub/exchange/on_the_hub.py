"""The exchange in a hub's configuration.

In ``jupyterhub_config.py``::

    from labkit.hub.exchange.on_the_hub import exchange_with

    exchange_with(c, "/srv/labkit/exchange", zone="Europe/Paris")

and in the ``nbgrader_config.py`` that learners and instructors read::

    from labkit.hub.exchange.on_the_hub import use_exchange

    use_exchange(get_config())
"""

import json
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from labkit.language import catalogue, speaking

_ = catalogue("hub")

_CLASSES = {
    "list": "ExchangeList",
    "fetch_assignment": "ExchangeFetchAssignment",
    "fetch_feedback": "ExchangeFetchFeedback",
    "submit": "ExchangeSubmit",
    "collect": "ExchangeCollect",
    "release_assignment": "ExchangeReleaseAssignment",
    "release_feedback": "ExchangeReleaseFeedback",
}

# A hub whose exchange does not answer in 30 seconds stops; on a busy machine what it imports alone takes as long.
_SECONDS_TO_ANSWER = 180

_ACCESS = "access:services!service=exchange"
# JupyterHub's own two roles with what the exchange needs besides. Any token may tell its owner's name and groups, by which the exchange knows them.
ROLES: list[dict[str, Any]] = [
    {"name": "user", "scopes": ["self", _ACCESS]},
    {"name": "server", "scopes": ["users:activity!user", "access:servers!server", _ACCESS]},
]


def exchange_with(
    c: Any,
    folder: str | Path,
    *,
    zone: str = "UTC",
    database: str = "",
    url: str = "http://127.0.0.1:8089",
    largest: int = 0,
    most: int = 200,
) -> None:
    """Add the exchange to a hub as a service of its own process.

    Parameters
    ----------
    c : traitlets.config.Config
        As in ``jupyterhub_config.py``.
    folder : path
        Where files are kept; for the hub's user alone.
    zone : str
        In which deadlines are said, such as ``America/Montreal``.
    database : str, optional
        URL of the index, such as ``postgresql://user@host/exchange``; SQLite in `folder` by default.
    url : str
        Where the service listens and learners' servers reach it.
    largest : int, optional
        Bytes of one request; 32 MiB by default.
    most : int
        Submissions that are kept of one learner for one lab.
    """
    from jupyterhub.services.service import Service  # learners' servers read this module too, and have no hub

    settings = {
        "folder": str(folder),
        "zone": zone,
        "database": database,
        "largest": largest,
        "most": most,
    }
    service: dict[str, Any] = {
        "name": "exchange",
        "url": url,
        "command": [sys.executable, "-m", "labkit.hub.exchange"],
        "environment": {"LABKIT_EXCHANGE": json.dumps(settings)},
        # Pages of one's own marks and receipts: nobody is asked whether the exchange may know who they are.
        "oauth_no_confirm": True,
    }
    if "timeout" in Service.class_traits():  # since JupyterHub 6
        service["timeout"] = _SECONDS_TO_ANSWER
    c.JupyterHub.services.extend([service])
    _reach(c, url)


def exchange_at(c: Any, url: str, token: str) -> None:
    """Add an exchange that something else starts: a unit of systemd, a pod.

    Parameters
    ----------
    c : traitlets.config.Config
        As in ``jupyterhub_config.py``.
    url : str
        Where learners' servers and the hub's proxy reach it, such as ``http://127.0.0.1:8089``.
    token : str
        That it has too, as ``LABKIT_EXCHANGE_TOKEN``: with it people sign in to its pages. It holds no role, so no right at the hub.
    """
    service = {"name": "exchange", "url": url, "api_token": token, "oauth_no_confirm": True}
    c.JupyterHub.services.extend([service])
    _reach(c, url)


def _reach(c: Any, url: str) -> None:
    """What lets servers use the exchange: where it is, and the scope to reach it."""
    c.JupyterHub.load_roles.extend(deepcopy(ROLES))
    c.Spawner.environment.update({"LABKIT_EXCHANGE_URL": f"{url}/services/exchange/"})


def use_exchange(c: Any) -> None:
    """Have nbgrader exchange through the hub; its commands and JupyterLab's menus stay as they are."""
    for step, name in _CLASSES.items():
        setattr(c.ExchangeFactory, step, f"labkit.hub.exchange.steps.{name}")


def pages_in_the_menu(language: str) -> dict[str, Any]:
    """Settings of JupyterLab (``overrides.json``): a menu that opens the exchange's page of marks, feedback and receipts."""
    with speaking(language):
        menu, label = _("My labs"), _("Marks, feedback, receipts")
    opened = {"url": f"/services/exchange/?language={language}", "text": label, "newBrowserTab": True}
    items = [{"command": "help:open", "args": opened, "rank": 0}]
    menus = [{"id": "jp-mainmenu-labkit", "label": menu, "rank": 90, "items": items}]
    return {"@jupyterlab/mainmenu-extension:plugin": {"menus": menus}}
