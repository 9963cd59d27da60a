"""Real single-user servers on a hub started from deploy/systemd: they outlive a killed hub, and stop by themselves when nobody uses them."""

import json
import time
import uuid

import psutil
import pytest
import websocket

from labkit.hub.settings import write_settings
from tests.deploy.systemd_here import PASSWORD, running
from tests.hub.exchange_hub import wait_for
from tests.hub.sign_in import signed_in
from tests.waiting import until

# The hub's server asks whether anybody is there once a minute; that cannot be set. Longer than a slow machine takes from a kernel to its tab.
IDLE = 20


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    with running(tmp_path_factory.mktemp("servers")) as installed:
        yield installed


class Server:
    """Somebody's own server, with a kernel and a tab left open on it."""

    def __init__(self, installed, name):
        self.session = signed_in(installed.hub, name, PASSWORD)
        made = installed.ask("POST", f"users/{name}/server")
        assert made.status_code in (201, 202), made.text
        self.url = f"{installed.hub}/user/{name}/api"
        wait_for(self.url, installed.folder)
        self.process = installed.server(name)
        lab = f"{installed.hub}/user/{name}/lab"
        while not self.session.get(lab, timeout=180).url.startswith(
            lab
        ):  # signs in there too, once the hub has it
            time.sleep(0.5)
        mine = [c for c in self.session.cookies if f"/user/{name}/".startswith(c.path)]
        token = next(c.value for c in mine if c.name == "_xsrf" and c.path.startswith("/user/"))
        self.headers = {"X-XSRFToken": token}
        self.kernel = self.ask("POST", "kernels", json={"name": "python3"})["id"]
        line = f"{self.url}/kernels/{self.kernel}/channels".replace("http", "ws", 1)
        cookies = "; ".join(f"{c.name}={c.value}" for c in mine)
        self.line = websocket.create_connection(line, cookie=cookies, timeout=180)

    def ask(self, method, path, **what):
        answer = self.session.request(method, f"{self.url}/{path}", headers=self.headers, timeout=180, **what)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def run(self, code):
        """What the kernel prints."""
        sent = uuid.uuid4().hex
        header = {
            "msg_id": sent,
            "msg_type": "execute_request",
            "username": "",
            "session": "x",
            "version": "5.3",
        }
        content = {"code": code, "silent": False}
        self.line.send(
            json.dumps(
                {
                    "header": header,
                    "parent_header": {},
                    "metadata": {},
                    "content": content,
                    "channel": "shell",
                }
            )
        )
        said = ""
        while True:
            came = json.loads(self.line.recv())
            if came["parent_header"].get("msg_id") == sent:
                said += came["content"].get("text", "") if came["msg_type"] == "stream" else ""
                if (
                    came["content"].get("execution_state") == "idle"
                ):  # the reply may come before what is printed
                    return said

    def save(self, name, text):
        self.ask("PUT", f"contents/{name}", json={"type": "file", "format": "text", "content": text})


def test_servers_outlive_a_killed_hub_and_stop_when_nobody_uses_them(installed):
    write_settings(installed.folder / "etc" / "settings", "fr", IDLE)
    idle = Server(installed, "bob")
    write_settings(installed.folder / "etc" / "settings", "fr", 3600)
    ada = Server(installed, "ada")
    ada.run("answer = 42")

    hub = installed.started[1]
    hub.kill()
    hub.wait()
    ada.save("while.txt", "written without a hub")
    assert ada.run("print(answer)").strip() == "42", "the line and the kernel are still there"
    hub = installed.start("labkit-hub.service")
    wait_for(f"{installed.hub}/hub/health", installed.folder, hub)
    home = installed.folder / "homes" / "ada"
    assert (home / "while.txt").read_text() == "written without a hub"
    ada.save("after.txt", "written with the new hub")
    assert ada.run("print(answer + 1)").strip() == "43"
    said = installed.ask("GET", "users/ada").json()["servers"][""]
    assert said["ready"] and installed.server("ada").pid == ada.process.pid, "the new hub has taken it over"

    ended = until(lambda: not idle.process.is_running() or idle.process.status() == psutil.STATUS_ZOMBIE, 900)
    assert ended, (installed.folder / "hub.log").read_text()[-3000:]
    assert idle.line.connected, "its tab had been left open"
    assert ada.process.is_running() and ada.run("print(answer)").strip() == "42", "who works is left alone"
