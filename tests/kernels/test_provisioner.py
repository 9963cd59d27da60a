"""Jupyter's own clients on forked kernels, through a kernelspec or through the default provisioner."""

import json
import os
import subprocess
import sys

import pytest
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from labkit.kernels import kernelspec
from tests.waiting import STEP, until


@pytest.fixture(scope="module", autouse=True)
def specs(tmp_path_factory):
    prefix = tmp_path_factory.mktemp("prefix")
    kernelspec.install(prefix=str(prefix), imports=["pandas"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(prefix / "share" / "jupyter"))
        yield prefix


def execute(sources, name, folder):
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    NotebookClient(
        notebook, kernel_name=name, timeout=STEP, resources={"metadata": {"path": str(folder)}}
    ).execute()
    return [
        "".join(o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in c.outputs)
        for c in notebook.cells
    ]


def test_the_kernelspecs_are_jupyters(specs):
    for name in kernelspec.NAMES:
        spec = json.loads((specs / "share" / "jupyter" / "kernels" / name / "kernel.json").read_text())
        assert spec["metadata"]["kernel_provisioner"]["provisioner_name"] == "labkit-forkserver"


@pytest.mark.parametrize("name", kernelspec.NAMES)
def test_nbclient_runs_on_a_forked_kernel(name, workdir):
    found = execute(["import sys; 'pandas' in sys.modules, 'labkit.kernels.forkserver.keeper' in sys.modules", "import subprocess; print(subprocess.run(['echo', 'shell'], capture_output=True).stdout)",
                     "import os; os.listdir('.')", "1 + 1"], name, workdir)  # fmt: skip
    assert found == ["(True, True)", "b'shell\\n'\n", "['cohort.csv']", "2"]


def test_an_open_kernel_works_in_its_folder_and_a_sandboxed_one_in_a_copy(workdir):
    execute(["open('made', 'w').write('x')"], "labkit-sandboxed", workdir)
    assert not (workdir / "made").exists()
    execute(["open('made', 'w').write('x')"], "labkit", workdir)
    assert (workdir / "made").exists()


def test_an_open_kernel_has_its_servers_environment(workdir, monkeypatch):
    monkeypatch.setenv("OF_THE_SERVER", "yes")
    assert execute(["import os; os.environ.get('OF_THE_SERVER')"], "labkit", workdir) == ["'yes'"]
    assert execute(["import os; os.environ.get('OF_THE_SERVER')"], "labkit-sandboxed", workdir) == [""]


def test_a_sandboxed_kernel_writes_nothing_beside_its_sockets(workdir):
    found = execute(
        ["import os\ntry:\n    open('/.sockets/x', 'w')\nexcept OSError as error:\n    print(len(os.listdir('/.sockets')), error.errno)",
         "[line.split()[1] for line in open('/proc/self/status') if line.startswith('CapEff')]",
         "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError:\n    print('none')"],
        "labkit-sandboxed", workdir)  # fmt: skip
    assert found == ["5 30\n", "['0000000000000000']", "none\n"]


@pytest.mark.parametrize("name", kernelspec.NAMES)
def test_interrupt_restart_and_shutdown(name, workdir):
    manager, client = start_new_kernel(kernel_name=name, cwd=str(workdir), startup_timeout=STEP)
    try:
        client.execute("x = 1")
        client.execute("print('begun', flush=True)\nwhile True: pass")
        while client.get_iopub_msg(timeout=STEP)["content"].get("text") != "begun\n":
            pass
        manager.interrupt_kernel()
        while client.get_shell_msg(timeout=STEP)["content"].get("ename") != "KeyboardInterrupt":
            pass
        # For a moment after an error ipykernel drops what waits.
        status = "aborted"
        while status == "aborted":
            status = client.execute_interactive("assert x == 1", timeout=STEP)["content"]["status"]
        assert status == "ok"
        client.stop_channels()
        manager.restart_kernel(now=True)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=STEP)
        assert (
            client.execute_interactive("x", timeout=STEP, output_hook=lambda _: None)["content"]["ename"]
            == "NameError"
        )
        assert manager.is_alive()
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert not manager.is_alive()


@pytest.mark.parametrize("name", kernelspec.NAMES)
def test_a_kernel_that_ends_itself_is_seen_dead(name, workdir):
    manager, client = start_new_kernel(kernel_name=name, cwd=str(workdir), startup_timeout=STEP)
    try:
        client.execute("import os; os._exit(1)")
        assert until(lambda: not manager.is_alive())
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_the_default_provisioner_needs_no_kernelspec(workdir, monkeypatch):
    from jupyter_client.provisioning import KernelProvisionerFactory

    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "labkit-forkserver")
    KernelProvisionerFactory.clear_instance()
    try:
        found = execute(["import sys; 'labkit.kernels.forkserver.keeper' in sys.modules"], "python3", workdir)
    finally:
        KernelProvisionerFactory.clear_instance()
    assert found == ["True"]


def test_without_fork_an_ordinary_kernel_starts(workdir, monkeypatch):
    monkeypatch.setattr("labkit.kernels.provisioner.sys.platform", "win32-like")
    assert execute(
        ["import sys; 'labkit.kernels.forkserver.keeper' in sys.modules", "3"], "labkit", workdir
    ) == [
        "False",
        "3",
    ]


def test_the_provisioner_can_be_imported_where_there_is_no_fork():
    program = (
        "import asyncio, jupyter_client.provisioning, sys\nsys.platform = 'win32'\nsys.modules['resource'] = None\n"
        "import ctypes\nctypes.CDLL = None\nimport labkit.kernels.provisioner"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_socket_files_go_with_their_kernel(workdir):
    from labkit.kernels.forkserver.pool import forkserver_for
    from labkit.kernels.provisioner import DEFAULT_IMPORTS  # noqa: F401
    from labkit.kernels.sandbox.sandbox import find_sandbox

    execute(["1"], "labkit-sandboxed", workdir)
    shared = forkserver_for(find_sandbox(), ["pandas"], zmq=True).shared
    assert shared is not None and os.listdir(shared) == []
