"""The contest as a service of a real JupyterHub: a user of the hub is a member of a team, an administrator organises."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from labkit.contest.folder import begin
from labkit.hub.ports import free_ports
from tests.contest.conftest import recipe_text
from tests.waiting import PATIENCE, STEP

CONFIG = """
import sys
c.JupyterHub.bind_url = "http://127.0.0.1:{0}"
c.JupyterHub.hub_port = {1}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{2}"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.Authenticator.admin_users = {{"boss"}}
command = [sys.executable, "-m", "labkit.cli", "contest", "serve", {4!r}]
c.JupyterHub.services = [
    {{"name": "contest", "url": "http://127.0.0.1:{3}", "command": command, "oauth_no_confirm": True}}
]
c.JupyterHub.load_groups = {{"reds": {{"users": ["rosa"]}}}}
c.JupyterHub.load_roles = [{{"name": "user", "scopes": ["self", "access:services!service=contest"]}}]
"""


@pytest.fixture
def contest(tmp_path):
    """The service's address under the hub."""
    folder = tmp_path / "contest"
    folder.mkdir()
    (folder / "contest.toml").write_text(recipe_text(stays=500), encoding="utf-8")
    (folder / "teams.toml").write_text(
        '[two]\nname = "Two"\nmembers = ["lea"]\n[red]\nname = "Reds"\nhub_group = "reds"\n', encoding="utf-8"
    )
    begin(folder)
    ports = free_ports(4)
    (tmp_path / "config.py").write_text(CONFIG.format(*ports, str(folder)), encoding="utf-8")
    environment = os.environ | {"PATH": f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}"}
    with (tmp_path / "log").open("wb") as log:
        hub = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", "config.py"],
            cwd=tmp_path,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{ports[0]}/services/contest/"
    try:
        for _attempt in range(2 * PATIENCE):
            try:
                urllib.request.urlopen(f"{address}en/", timeout=STEP)
                break
            except (urllib.error.URLError, OSError):
                assert hub.poll() is None, (tmp_path / "log").read_text(errors="replace")
                time.sleep(0.5)
        yield address
    finally:
        if hub.poll() is None:
            os.killpg(hub.pid, signal.SIGTERM)
        hub.wait(timeout=PATIENCE)


@pytest.mark.browser
@pytest.mark.xdist_group("contest-served")
def test_the_hub_says_who_it_is(contest, new_context):
    def signed_in(who):
        page = new_context().new_page()
        page.set_default_timeout(300_000)
        page.goto(f"{contest}en/")
        page.get_by_role("link", name="Sign in").click()
        page.locator("#username_input").fill(who)
        page.locator("#password_input").fill("any")
        page.locator("#login_submit").click()
        page.get_by_role("heading", level=1).wait_for()
        return page

    assert "Attempts left: 20 of 20" in signed_in("lea").locator("main").inner_text()
    assert signed_in("rosa").get_by_role("heading", level=1).inner_text() == "Reds", "by the hub's group"
    assert signed_in("boss").get_by_role("heading", level=1).inner_text() == "Rounds"
    assert "for those who have signed in" in signed_in("nobody").locator("main").inner_text()
