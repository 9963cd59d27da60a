"""Read by the chart's hub after its own configuration (values.yaml, `hub.extraFiles`): sign-in, exchange, courses."""

import os
from pathlib import Path

from labkit.hub.courses import instructed, servers_by_course
from labkit.hub.exchange.on_the_hub import exchange_at
from labkit.hub.lti.sign_in import sign_in_with

c = get_config()  # noqa: F821

LTI = Path("/etc/labkit/lti/lti.toml")
COURSES = "/srv/labkit/courses"
ROLE = "labkit-role"

if LTI.exists():
    sign_in_with(c, LTI)
exchange_at(c, "http://exchange:8089", os.environ["LABKIT_EXCHANGE_TOKEN"])
servers_by_course(c, "/etc/labkit/settings", COURSES)
by_course = c.Spawner.pre_spawn_hook


def with_courses(spawner):
    """Instructors have their own image, the volumes of their own courses, and the label that the grading scheduler lets in.

    Each start begins anew from the chart's values: a role that ended leaves nothing behind.
    """
    by_course(spawner)
    mine = instructed(group.name for group in spawner.user.groups)
    chart = spawner.config.KubeSpawner
    spawner.image = os.environ["LABKIT_INSTRUCTOR_IMAGE"] if mine else chart.image
    spawner.extra_labels = {**chart.get("extra_labels", {}), **({ROLE: "instructor"} if mine else {})}
    volumes = [v for v in listed(spawner.volumes) if not v["name"].startswith("course-")]
    mounts = [m for m in listed(spawner.volume_mounts) if not m["name"].startswith("course-")]
    for course in mine:
        name = f"course-{course}"
        volumes.append({"name": name, "persistentVolumeClaim": {"claimName": name}})
        mounts.append({"name": name, "mountPath": f"{COURSES}/{course}"})
    spawner.volumes, spawner.volume_mounts = volumes, mounts


def listed(volumes):
    """KubeSpawner takes a list, or a map whose names order it."""
    return [volumes[key] for key in sorted(volumes)] if isinstance(volumes, dict) else list(volumes)


c.Spawner.pre_spawn_hook = with_courses
