"""The settings under which `make labs` runs the notebooks again really make another processor of this one."""

import json
import os
import platform
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from tests.notebooks.forked import forked_kernels

TOLD = """
import json, numpy, torch, threadpoolctl
blas = {found["architecture"] for found in threadpoolctl.threadpool_info() if found["internal_api"] == "openblas"}
simd = numpy.show_config("dicts")["SIMD Extensions"].get("found", [])
print(json.dumps({"blas": sorted(blas), "torch": torch.backends.cpu.get_cpu_capability(), "numpy": simd}))
"""


def processor(**settings):
    done = subprocess.run(
        [sys.executable, "-c", TOLD], env=os.environ | settings, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


OLD = {
    "ATEN_CPU_CAPABILITY": "default",
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
}


def in_a_forked_kernel(**settings):
    cell = nbformat.v4.new_code_cell(TOLD)
    with pytest.MonkeyPatch.context() as patch, forked_kernels(["numpy", "torch", "threadpoolctl"]) as kernel:
        for name, value in settings.items():
            patch.setenv(name, value)
        NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name=kernel).execute()
    return json.loads(cell.outputs[0].text)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="OpenBLAS's kernels of x86_64")
@pytest.mark.parametrize("asked", [processor, in_a_forked_kernel])
def test_every_setting_takes_effect(asked):
    told = asked(**OLD)
    assert told["torch"] == "DEFAULT"
    assert set(told["blas"]) <= {"Prescott", "Katmai"}  # OpenBLAS calls its SSE kernels by either name
    assert told["blas"]
    assert told["numpy"] == []
