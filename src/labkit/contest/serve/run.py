"""Serve a contest's folder until it is told to stop; under a JupyterHub, as one of its services."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from labkit.contest.folder import opened
from labkit.contest.page.page import write_pages
from labkit.contest.serve.app import MOST_BYTES, make_app
from labkit.contest.serve.live import Live
from labkit.language import catalogue

_ = catalogue("contest")


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    workers: int = 2,
    show: Callable[[str], None] = print,
) -> None:
    """Serve until SIGINT or SIGTERM; a round that is being played is ended first.

    Parameters
    ----------
    folder : Path
    host : str
        This machine alone by default.
    port : int
        0 takes one that is free.
    workers : int
        Entries asked at one time.
    show : callable
        Is given the address.
    """
    with opened(folder) as contest:
        asyncio.run(_serve(Live(contest, workers), host, port, show))
        write_pages(contest)


async def _serve(live: Live, host: str, port: int, show: Callable[[str], None]) -> None:
    prefix = "/"
    how: dict[str, Any] = {}
    if service := os.environ.get("JUPYTERHUB_SERVICE_URL"):
        from labkit.contest.serve.hub import hub_sign_in

        prefix, how = hub_sign_in()
        host, port = urlparse(service).hostname or host, urlparse(service).port or port
    server = HTTPServer(make_app(live, prefix, **how), max_buffer_size=MOST_BYTES, xheaders=bool(how))
    sockets = bind_sockets(port, host)
    server.add_sockets(sockets)
    at = sockets[0].getsockname()
    show(f"http://{host}:{at[1]}{prefix}")
    stopped = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        _on_signal(one, stopped)
    await stopped.wait()
    server.stop()
    await live.ended()


def _on_signal(which: signal.Signals, stopped: asyncio.Event) -> None:
    loop: Any = asyncio.get_running_loop()
    try:
        loop.add_signal_handler(which, stopped.set)
    except NotImplementedError:  # Windows
        signal.signal(which, lambda *_said: loop.call_soon_threadsafe(stopped.set))
