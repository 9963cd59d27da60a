"""Several courses on one hub: what a person's server is given follows from their groups.

In ``jupyterhub_config.py``::

    from labkit.hub.courses import servers_by_course

    servers_by_course(c, "/etc/labkit/settings", "/srv/labkit/courses")
"""

import grp
import os
import pwd
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tornado.web import HTTPError

from labkit.hub.exchange.people import INSTRUCTOR, LEARNER, roles
from labkit.language import catalogue

_ = catalogue("hub")


def instructed(groups: Iterable[str]) -> list[str]:
    """The courses whose instructor these groups make."""
    return sorted(course for course, role in roles(groups).items() if role == INSTRUCTOR)


def servers_by_course(c: Any, settings: str | Path, courses: str | Path, programs: str = "") -> None:
    """Give each server what its owner's role asks for, and an instructor one server a course.

    An instructor's server opens in the folder of the courses, with one course's ``nbgrader_config.py``: the first, by
    its name, or the one after which a further server (`allow_named_servers`) is called. A learner has one server.

    Parameters
    ----------
    c : traitlets.config.Config
        As in ``jupyterhub_config.py``.
    settings : path
        What ``labkit hub settings`` wrote.
    courses : path
        Holds a folder a course, named as the course is in the groups.
    programs : str, optional
        Folder of the programs for a role, such as ``/opt/labkit/{role}/bin``; the hub's own by default.
    """

    def prepare(spawner: Any) -> None:
        mine = instructed(group.name for group in spawner.user.groups)
        if spawner.name and spawner.name not in mine:
            raise HTTPError(403, _("A further server is for an instructor, and named after their course."))
        course, role = spawner.name or next(iter(mine), ""), INSTRUCTOR if mine else LEARNER
        # Every value is set each time: a server outlives its owner's role.
        given = {
            "JUPYTER_CONFIG_PATH": str(Path(settings, role)),
            "LABKIT_COURSE_FOLDER": str(Path(courses, course)) if course else "",
        }
        spawner.notebook_dir = str(courses) if course else c.Spawner.get("notebook_dir", "")
        if programs:
            place = programs.format(role=role)
            spawner.cmd = [f"{place}/jupyterhub-singleuser"]
            given["PATH"] = os.pathsep.join([place, os.environ.get("PATH", os.defpath)])
        spawner.environment = {**spawner.environment, **given}

    c.Spawner.pre_spawn_hook = prepare
    c.JupyterHub.allow_named_servers = True


def groups_of_the_system(_authenticator: Any, _handler: Any, model: dict[str, Any]) -> dict[str, Any]:
    """A ``post_auth_hook``: who signs in has, of the groups of their account on this machine, those that name a course.

    Raises
    ------
    HTTPError
        403 for who is in none.
    """
    account = pwd.getpwnam(model["name"])
    numbers = os.getgrouplist(account.pw_name, account.pw_gid)
    names = [grp.getgrgid(number).gr_name for number in numbers]
    mine = sorted(name for name in names if roles([name]))
    if not mine:
        raise HTTPError(403, _("{name} is in no course's group.").format(name=account.pw_name))
    return {**model, "groups": mine}
