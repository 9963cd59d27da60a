"""``python -m labkit.hub.exchange``: the service, as the hub or a unit of systemd starts it (`labkit.hub.exchange.on_the_hub`)."""

import asyncio
import json
import logging
import os
import signal
from pathlib import Path
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubAuth, HubOAuth

from labkit.hub.exchange.deadlines import zone
from labkit.hub.exchange.service import LARGEST_BODY, application
from labkit.hub.exchange.store import Store

# A learner who leaves a course, or a teacher who joins one, is known that many seconds later at the latest.
RIGHTS_LAG = 60
# `LABKIT_EXCHANGE` is JSON; `folder` has to be said, these need not.
_DEFAULTS = {"database": "", "zone": "UTC", "most": 200, "largest": 0}


async def serve() -> None:
    """Serve until a signal comes."""
    said = _DEFAULTS | json.loads(os.environ["LABKIT_EXCHANGE"])
    store = Store(Path(said["folder"]), said["database"], zone(said["zone"]), said["most"])
    if token := os.environ.get(
        "LABKIT_EXCHANGE_TOKEN"
    ):  # not started by the hub, which would have given its own
        os.environ["JUPYTERHUB_API_TOKEN"] = token
    auth = HubAuth(cache_max_age=RIGHTS_LAG)
    HubOAuth.instance(cache_max_age=RIGHTS_LAG)  # of the pages
    largest = said["largest"] or LARGEST_BODY
    app = application(store, auth, os.environ["JUPYTERHUB_SERVICE_PREFIX"], largest)
    address = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    server = app.listen(address.port or 80, address.hostname or "127.0.0.1", max_body_size=64 * largest)
    stopped = asyncio.Event()
    watch = asyncio.create_task(_orphaned(stopped))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    watch.cancel()
    server.stop()
    await server.close_all_connections()
    store.index.close()


async def _orphaned(stopped: asyncio.Event) -> None:
    """Stop once the hub is gone without a word: the one that is started next has another token for us, and needs our port."""
    hub = os.getppid()
    while os.getppid() == hub:
        await asyncio.sleep(0.5)
    stopped.set()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="[exchange %(asctime)s] %(message)s")
    asyncio.run(serve())
