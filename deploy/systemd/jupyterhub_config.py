"""JupyterHub for one server with real users: /etc/labkit/jupyterhub_config.py. What each part is for: README.md beside this file."""

import os
import subprocess
from pathlib import Path

from labkit.hub.courses import groups_of_the_system, instructed, servers_by_course
from labkit.hub.exchange.on_the_hub import exchange_at
from labkit.hub.lti.sign_in import sign_in_with

c = get_config()  # noqa: F821

LTI = Path("/etc/labkit/lti.toml")
COURSES = Path("/srv/labkit/courses")

# ---- the hub and its proxy, a unit each: when one starts again, nobody's server is cut off ----
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"
c.JupyterHub.db_url = "sqlite:////var/lib/labkit-hub/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "/var/lib/labkit-hub/cookie_secret"
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:8001"
c.ConfigurableHTTPProxy.auth_token = os.environ["CONFIGPROXY_AUTH_TOKEN"]
c.JupyterHub.cleanup_servers = False

# ---- who comes in ----
if LTI.exists():
    # Names begin with `lti-` or `lti_`, so that no launch is ever another account of this machine.
    sign_in_with(c, LTI)
else:
    c.JupyterHub.authenticator_class = "pam"
    c.PAMAuthenticator.open_sessions = False
    c.Authenticator.manage_groups = True
    c.Authenticator.post_auth_hook = groups_of_the_system
    # The hook refuses whoever is in no course's group.
    c.Authenticator.allow_all = True

# ---- courses and the exchange ----
exchange_at(c, "http://127.0.0.1:8089", os.environ["LABKIT_EXCHANGE_TOKEN"])
servers_by_course(c, "/etc/labkit/settings", COURSES, "/opt/labkit/{role}/bin")

# ---- a server for each: a unit of systemd under the person's own account ----
c.JupyterHub.spawner_class = "systemd"
c.SystemdSpawner.slice = "labkit-learners.slice"
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
# Homes are closed (0700), so group rights reach as far as a course's folder, where instructors write beside each other.
c.SystemdSpawner.unit_extra_properties = {"UMask": "0007", "ProtectProc": "invisible"}
# From docs/sizing.md: a server at rest and one kernel of the heaviest lab, twice over.
c.Spawner.mem_limit = "2G"
c.Spawner.cpu_limit = 2.0
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# ---- a class that arrives in one minute ----
c.JupyterHub.concurrent_spawn_limit = 20
c.JupyterHub.init_spawners_timeout = 1
c.JupyterHub.activity_resolution = 600
c.JupyterHub.last_activity_interval = 300
c.Spawner.environment.update({"JUPYTERHUB_ACTIVITY_INTERVAL": "3600"})


if LTI.exists():
    by_course = c.Spawner.pre_spawn_hook

    def with_an_account(spawner):
        """An account of this machine for who comes from the LMS, in the groups of the courses that they instruct and in no other."""
        name = spawner.user.name
        if subprocess.run(["id", name], capture_output=True).returncode:
            home = ["--create-home", "--key", "HOME_MODE=0700"]
            subprocess.run(["useradd", *home, "--shell", "/bin/bash", name], check=True)
        groups = [f"formgrade-{course}" for course in instructed(g.name for g in spawner.user.groups)]
        everybody = ["labkit-instructors"] if groups else []
        subprocess.run(["usermod", "--groups", ",".join(groups + everybody), name], check=True)
        by_course(spawner)

    c.Spawner.pre_spawn_hook = with_an_account
