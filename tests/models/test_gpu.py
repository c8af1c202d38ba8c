from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models import gpu

PROBE = """
import sys
from models.gpu import gpu_device
print(gpu_device(), "torch" in sys.modules)
"""


@pytest.fixture
def no_gpu() -> None:
    if any(driver.exists() for driver in gpu._DRIVERS):
        pytest.skip("this machine has a GPU's driver")


@pytest.mark.usefixtures("no_gpu")
def test_a_machine_without_a_driver_is_told_so_without_importing_torch() -> None:
    found = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, check=True, text=True
    )
    assert found.stdout.split() == ["None", "False"]


@pytest.mark.usefixtures("no_gpu")
def test_a_driver_without_a_gpu_that_torch_can_use_is_not_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu, "_DRIVERS", (tmp_path,))
    assert gpu.gpu_device() is None
