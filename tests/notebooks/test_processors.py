"""The settings under which `make labs` runs the notebooks again really make another processor of this one."""

import json
import os
import platform
import subprocess
import sys

import pytest

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


@pytest.mark.skipif(platform.machine() != "x86_64", reason="OpenBLAS's kernels of x86_64")
def test_every_setting_takes_effect():
    told = processor(
        ATEN_CPU_CAPABILITY="default",
        OPENBLAS_CORETYPE="Prescott",
        NPY_DISABLE_CPU_FEATURES="X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
    )
    assert told["torch"] == "DEFAULT"
    assert set(told["blas"]) <= {"Prescott", "Katmai"}  # OpenBLAS calls its SSE kernels by either name
    assert told["blas"]
    assert told["numpy"] == []
