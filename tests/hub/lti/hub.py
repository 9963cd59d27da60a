"""A real JupyterHub, configured as docs/lti.md says, and a browser that signs in to it."""

import html
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from labkit.hub.ports import free_ports
from tests.hub.exchange_hub import wait_for
from tests.hub.lti.conftest import block, write_registration
from tests.hub.platform.strict import StrictPlatform, keys_at

TOKEN = "a-token-of-the-tests"


class Hub:
    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    def users(self) -> dict[str, dict[str, Any]]:
        headers = {"Authorization": f"token {TOKEN}"}
        found = requests.get(f"{self.url}/api/users", headers=headers, timeout=180)
        found.raise_for_status()
        return {user["name"]: user for user in found.json()}


@contextmanager
def running(folder: Path, platform: StrictPlatform) -> Iterator[Hub]:
    ports = free_ports(3)
    url = f"http://127.0.0.1:{ports[0]}/hub"
    registration = write_registration(folder, platform, url)
    said = block("python").replace("/srv/labkit/lti.toml", str(registration))
    config = folder / "jupyterhub_config.py"
    config.write_text(
        f"""{said}
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.services = [{{"name": "tests", "api_token": "{TOKEN}"}}]
c.JupyterHub.load_roles = [{{"name": "tests", "services": ["tests"], "scopes": ["list:users", "read:users"]}}]
""",
        encoding="utf-8",
    )
    with (folder / "hub.log").open("w") as log:
        hub = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=folder,
            stdout=log,
            stderr=log,
            env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        )
        try:
            wait_for(f"{url}/api/", folder, hub)
            platform.redirect_uri = f"{url}/lti13/oauth_callback"
            platform.tool_keys = keys_at(f"{url}/lti13/keys")
            yield Hub(url, folder)
        finally:
            hub.terminate()
            hub.wait(180)


def _wait(url: str, hub: subprocess.Popen, folder: Path) -> None:
    for _ in range(1200):
        assert hub.poll() is None, (folder / "hub.log").read_text()
        try:
            if requests.get(f"{url}/api/", timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.25)
    raise AssertionError((folder / "hub.log").read_text())


class Browser(requests.Session):
    """Follows a launch step by step, as a browser sent by the LMS does."""

    def __init__(self, hub: Hub, platform: StrictPlatform) -> None:
        super().__init__()
        self.hub, self.platform = hub, platform

    def form(self, sub: str, target: str = "", **claims: Any) -> dict[str, str]:
        """Up to the form that the LMS has the browser post to the hub: ``id_token`` and ``state``."""
        start = self.platform.start(sub, target or f"{self.hub.url}/user-redirect/lab", **claims)
        first = self.post(f"{self.hub.url}/lti13/oauth_login", data=start, allow_redirects=False)
        assert first.status_code == 302, first.text
        page = self.get(first.headers["Location"])
        assert page.ok, page.text
        return hidden(page.text)

    def hand_over(self, form: dict[str, str]) -> requests.Response:
        return self.post(f"{self.hub.url}/lti13/oauth_callback", data=form, allow_redirects=False)

    def launch(self, sub: str, target: str = "", **claims: Any) -> requests.Response:
        return self.hand_over(self.form(sub, target, **claims))

    def forged(self, change: Callable[[dict[str, Any]], str | None], sub: str = "17") -> requests.Response:
        """A launch whose claims are changed, and signed again by the platform's key unless `change` gives a token."""
        import jwt

        form = self.form(sub)
        claims = jwt.decode(form["id_token"], options={"verify_signature": False})
        form["id_token"] = change(claims) or self.platform.sign(claims)
        return self.hand_over(form)

    def signed_in(self) -> bool:
        return self.get(f"{self.hub.url}/home", allow_redirects=False).status_code == 200


def hidden(page: str) -> dict[str, str]:
    """A form's hidden fields."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}
