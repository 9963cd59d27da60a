"""deploy/kubernetes: manifests that the API's schemas take, values whose settings exist, pods as KubeSpawner makes them from both."""

import asyncio
import shlex
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import kubernetes_validate
import pytest
import yaml
from distributed.cli.dask_scheduler import main as dask_scheduler
from distributed.cli.dask_worker import main as dask_worker
from kubespawner import KubeSpawner
from tornado.web import HTTPError
from traitlets.config import Config

from tests.deploy.systemd_here import DEPLOY
from tests.deploy.traits import CLASSES, loaded, unknown

KUBERNETES = DEPLOY / "kubernetes"
MANIFESTS = [
    (file.name, manifest)
    for file in sorted(KUBERNETES.glob("*.yaml"))
    if file.name != "values.yaml"
    for manifest in yaml.safe_load_all(file.read_text("utf-8"))
]
VALUES = yaml.safe_load((KUBERNETES / "values.yaml").read_text("utf-8"))
VERSION = "1.33"
HUB, GRADING = "labkit", "labkit-grading"

# What the chart makes of a value: a trait of a class, or something of its own (None). Paths were read in the chart's schema; one that is
# not here is a slip, or has to be read there first.
CHART = {
    "hub.image": None,
    "hub.concurrentSpawnLimit": "JupyterHub.concurrent_spawn_limit",
    "hub.consecutiveFailureLimit": "Spawner.consecutive_failure_limit",
    "hub.allowNamedServers": "JupyterHub.allow_named_servers",
    "hub.db.type": None,
    "hub.config": None,
    "hub.extraEnv": None,
    "hub.extraFiles": None,
    "hub.extraVolumes": None,
    "hub.extraVolumeMounts": None,
    "singleuser.image": None,
    "singleuser.cmd": "KubeSpawner.cmd",
    "singleuser.defaultUrl": "KubeSpawner.default_url",
    "singleuser.startTimeout": "KubeSpawner.start_timeout",
    "singleuser.memory.guarantee": "KubeSpawner.mem_guarantee",
    "singleuser.memory.limit": "KubeSpawner.mem_limit",
    "singleuser.cpu.guarantee": "KubeSpawner.cpu_guarantee",
    "singleuser.cpu.limit": "KubeSpawner.cpu_limit",
    "singleuser.events": "KubeSpawner.events_enabled",
    "singleuser.storage.capacity": "KubeSpawner.storage_capacity",
    "singleuser.extraEnv": "KubeSpawner.environment",
    "singleuser.networkPolicy.egressAllowRules.nonPrivateIPs": None,
    "singleuser.networkPolicy.egress": None,
    "scheduling.userScheduler.enabled": None,
    "scheduling.podPriority.enabled": None,
    "scheduling.userPlaceholder.enabled": None,
    "scheduling.userPlaceholder.replicas": None,
    "prePuller.continuous.enabled": None,
    "prePuller.extraImages": None,
    "cull.enabled": None,
    "cull.timeout": None,
    "cull.every": None,
    "cull.concurrency": None,
}


def paths(values, before=""):
    """Each value by its path, no deeper than what the chart takes whole."""
    for key, value in values.items():
        path = f"{before}{key}"
        if path in CHART or not isinstance(value, dict):
            yield path, value
        else:
            yield from paths(value, f"{path}.")


@pytest.fixture(autouse=True)
def of_the_hub(monkeypatch):
    """What the hub's pod has in its environment."""
    monkeypatch.setenv("LABKIT_EXCHANGE_TOKEN", "x")


def chart(**others):
    """The settings that the chart's hub would have: its own for labels, what `values.yaml` says, and what comes last, labkit_config.py."""
    config = Config(
        {
            "KubeSpawner": {
                "common_labels": {"app": "jupyterhub"},
                "extra_labels": {"hub.jupyter.org/network-access-hub": "true"},
                "image": "{name}:{tag}".format(**VALUES["singleuser"]["image"]),
                "volumes": [{"name": "volume-ada", "persistentVolumeClaim": {"claimName": "claim-ada"}}],
                "volume_mounts": [{"name": "volume-ada", "mountPath": "/home/jovyan"}],
                **others,
            }
        }
    )
    for path, value in paths(VALUES):
        if CHART[path]:
            section, _dot, name = CHART[path].partition(".")
            config[section][name] = value
    config.merge(Config(VALUES["hub"]["config"]))
    config.merge(loaded(KUBERNETES / "labkit_config.py"))
    return config


# ---- manifests ----


@pytest.mark.parametrize(
    ("file", "manifest"), MANIFESTS, ids=lambda each: each if isinstance(each, str) else each["kind"]
)
def test_a_manifest_is_what_the_api_takes(file, manifest):
    kubernetes_validate.validate(manifest, VERSION, strict=True)
    if "spec" in manifest:
        wrong = {**manifest, "spec": {**manifest["spec"], "replcas": 1}}
        with pytest.raises(kubernetes_validate.ValidationError):
            kubernetes_validate.validate(wrong, VERSION, strict=True)


def named(kind, name):
    (found,) = (m for _file, m in MANIFESTS if m["kind"] == kind and m["metadata"]["name"] == name)
    return found


def pods():
    """Every pod of the manifests: its namespace, labels, containers."""
    return {
        m["metadata"]["name"]: (m["metadata"].get("namespace", HUB), m["spec"]["template"])
        for _file, m in MANIFESTS
        if m["kind"] == "Deployment"
    }


def test_what_the_manifests_name_is_there():
    for _file, service in MANIFESTS:
        if service["kind"] == "Service":
            space, pod = pods()[service["metadata"]["name"]]
            assert space == service["metadata"].get("namespace", HUB)
            assert service["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
            ports = {p["name"]: p["containerPort"] for c in pod["spec"]["containers"] for p in c["ports"]}
            assert all(ports[p["targetPort"]] == p["port"] for p in service["spec"]["ports"])
    exchange = named("Deployment", "exchange")["spec"]["template"]["spec"]
    claims = [
        v["persistentVolumeClaim"]["claimName"] for v in exchange["volumes"] if "persistentVolumeClaim" in v
    ]
    assert [named("PersistentVolumeClaim", claim) for claim in claims]
    assert named("Deployment", "exchange")["spec"]["strategy"]["type"] == "Recreate"


def test_no_secret_is_written_down():
    assert not [m for _file, m in MANIFESTS if m["kind"] == "Secret"]
    said = {key.lower() for tree in (VALUES, [m for _file, m in MANIFESTS]) for key in keys(tree)}
    assert not {key for key in said if "password" in key or "token" in key} - {"automountserviceaccounttoken"}


def keys(tree):
    if isinstance(tree, dict):
        yield from (
            key for key, value in tree.items() if not isinstance(value, dict) or "valueFrom" not in value
        )
        yield from (key for value in tree.values() for key in keys(value))
        yield from [tree["name"]] if "value" in tree and "name" in tree else []
    elif isinstance(tree, list):
        yield from (key for value in tree for key in keys(value))


@pytest.mark.parametrize("name", ["exchange", "dask-scheduler", "dask-worker"])
def test_a_pod_has_no_right_it_does_not_need(name):
    _space, pod = pods()[name]
    spec = pod["spec"]
    assert spec["automountServiceAccountToken"] is False and spec["securityContext"]["runAsNonRoot"]
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in spec["containers"]:
        said = container["securityContext"]
        assert said["allowPrivilegeEscalation"] is False and said["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]


@pytest.mark.parametrize(
    ("name", "program"), [("dask-scheduler", dask_scheduler), ("dask-worker", dask_worker)]
)
def test_dask_knows_each_option(name, program):
    line = pods()[name][1]["spec"]["containers"][0]["command"]
    assert line[:2] == ["dask", name.removeprefix("dask-")]
    with program.make_context(shlex.join(line[:2]), line[2:]) as parsed:
        assert parsed.params["dashboard"] is False


# ---- who reaches whom ----


def selects(selector, labels):
    assert set(selector) <= {"matchLabels"}
    return selector.get("matchLabels", {}).items() <= labels.items()


def reaches(rules, side, other, space, here, port):
    """Whether one of a policy's rules names that pod of that namespace, and that port."""
    for rule in rules:
        if any(each["port"] == port for each in rule["ports"]):
            for peer in rule[side]:
                where = peer.get("namespaceSelector")
                there = selects(where, {"kubernetes.io/metadata.name": space}) if where else space == here
                if there and selects(peer.get("podSelector", {}), other):
                    return True
    return False


def lets_in(space, labels, name, port):
    """Whether the policies of pod `name` let in a pod of `space` with these labels."""
    here, pod = pods()[name]
    mine = [
        m["spec"]
        for _file, m in MANIFESTS
        if m["kind"] == "NetworkPolicy"
        and m["metadata"].get("namespace", HUB) == here
        and selects(m["spec"]["podSelector"], pod["metadata"]["labels"])
    ]
    assert mine, f"{name} is open to all"
    return any(reaches(policy.get("ingress", []), "from", labels, space, here, port) for policy in mine)


def test_learners_servers_reach_the_exchange_and_instructors_the_scheduler():
    server = {"app": "jupyterhub", "component": "singleuser-server"}
    teaches = {**server, "labkit-role": "instructor"}
    assert lets_in(HUB, server, "exchange", 8089) and lets_in(HUB, teaches, "exchange", 8089)
    assert lets_in(HUB, {"app": "jupyterhub", "component": "proxy"}, "exchange", 8089), "its pages"
    assert not lets_in("elsewhere", server, "exchange", 8089)
    assert lets_in(HUB, teaches, "dask-scheduler", 8786)
    assert not lets_in(HUB, server, "dask-scheduler", 8786), "a scheduler runs what it is asked to"
    assert not lets_in("elsewhere", teaches, "dask-scheduler", 8786)
    for port in (8790, 8791):
        assert lets_in(GRADING, {"app": "dask-scheduler"}, "dask-worker", port)
        assert not lets_in(HUB, teaches, "dask-worker", port)
    assert pods()["dask-worker"][0] == GRADING != HUB
    egress = VALUES["singleuser"]["networkPolicy"]
    assert egress["egressAllowRules"] == {"nonPrivateIPs": False}
    for name, port in (("exchange", 8089), ("dask-scheduler", 8786)):
        space, pod = pods()[name]
        assert reaches(egress["egress"], "to", pod["metadata"]["labels"], space, HUB, port)


# ---- the chart's values ----


def test_every_value_is_one_that_the_chart_or_a_class_knows(monkeypatch):
    monkeypatch.setenv("LABKIT_INSTRUCTOR_IMAGE", "x")
    for path, _value in paths(VALUES):
        assert path in CHART, f"{path}: read it in the chart's schema first"
        if CHART[path]:
            section, _dot, name = CHART[path].partition(".")
            assert name in CLASSES[section].class_traits(config=True), CHART[path]
    assert unknown(chart()) == []
    assert unknown(Config({"JupyterHub": {"activty_resolution": 1}})) == ["JupyterHub.activty_resolution"]


def test_values_and_configuration_say_the_same():
    config = loaded(KUBERNETES / "labkit_config.py")
    address = config.Spawner.environment.get_value({})["LABKIT_EXCHANGE_URL"]
    assert VALUES["singleuser"]["extraEnv"]["LABKIT_EXCHANGE_URL"] == address
    assert address == "http://{metadata[name]}:{spec[ports][0][port]}/services/exchange/".format(
        **named("Service", "exchange")
    )
    instructor = VALUES["prePuller"]["extraImages"]["instructor"]
    assert VALUES["hub"]["extraEnv"]["LABKIT_INSTRUCTOR_IMAGE"] == "{name}:{tag}".format(**instructor)
    images = {pod["spec"]["containers"][0]["image"] for _space, pod in pods().values()}
    assert images == {"{name}:{tag}".format(**VALUES["hub"]["image"]), "{name}:{tag}".format(**instructor)}


@pytest.fixture
def given(monkeypatch):
    monkeypatch.setenv("LABKIT_INSTRUCTOR_IMAGE", VALUES["hub"]["extraEnv"]["LABKIT_INSTRUCTOR_IMAGE"])
    # No cluster is asked: what is looked at is what would be sent to it.
    monkeypatch.setattr("kubespawner.spawner.load_config", lambda **_given: None)
    with ALoop() as loop:
        spawner = loop.run(_in_a_loop(KubeSpawner, config=chart(), _mock=True))
        yield lambda *groups, server="": pod_of(loop, spawner, groups, server)
        loop.run(spawner.api.api_client.close())


class ALoop:
    """An event loop in a thread of its own: this one may have a browser's."""

    def __enter__(self):
        self._thread, self._runner = ThreadPoolExecutor(1), asyncio.Runner()
        return self

    def run(self, work):
        return self._thread.submit(self._runner.run, work).result()

    def __exit__(self, *_how):
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()


async def _in_a_loop(make, **given):
    return make(**given)


def pod_of(loop, spawner, groups, server):
    """The pod that a person of these groups is given, checked by the API's schema."""
    spawner.orm_spawner = SimpleNamespace(name=server, server=None)
    spawner.user.groups = [SimpleNamespace(name=group) for group in groups]
    spawner.pre_spawn_hook(spawner)
    manifest = spawner.api.api_client.sanitize_for_serialization(loop.run(spawner.get_pod_manifest()))
    kubernetes_validate.validate(manifest, VERSION, strict=True)
    return manifest


def test_a_learners_pod_holds_nothing_of_a_courses_folder(given):
    pod = given("nbgrader-alpha", "labkit-course-beta-learners")
    (container,) = pod["spec"]["containers"]
    assert container["image"] == "labkit-learner:0.1.0"
    assert [m["name"] for m in container["volumeMounts"]] == ["volume-ada"]
    assert "labkit-role" not in pod["metadata"]["labels"]
    said = {each["name"]: each.get("value") for each in container["env"]}
    assert said["JUPYTER_CONFIG_PATH"] == "/etc/labkit/settings/learner"
    assert said["LABKIT_EXCHANGE_URL"] == "http://exchange:8089/services/exchange/"
    assert container["resources"]["limits"] == {"memory": 2 * 2**30, "cpu": 2}
    assert pod["spec"]["automountServiceAccountToken"] is False


def test_an_instructors_pod_has_their_own_courses_until_they_leave(given):
    for _again in range(2):
        pod = given("formgrade-alpha", "labkit-course-gamma-instructors", "nbgrader-beta")
        (container,) = pod["spec"]["containers"]
        assert container["image"] == "labkit-instructor:0.1.0"
        mounts = {m["name"]: m["mountPath"] for m in container["volumeMounts"]}
        assert mounts == {
            "volume-ada": "/home/jovyan",
            "course-alpha": "/srv/labkit/courses/alpha",
            "course-gamma": "/srv/labkit/courses/gamma",
        }
        assert pod["metadata"]["labels"]["labkit-role"] == "instructor"
    pod = given("nbgrader-beta")
    assert [v["name"] for v in pod["spec"]["volumes"]] == ["volume-ada"]
    assert "labkit-role" not in pod["metadata"]["labels"]
    assert pod["spec"]["containers"][0]["image"] == "labkit-learner:0.1.0"
    with pytest.raises(HTTPError, match="403"):
        given("nbgrader-alpha", server="alpha")
