"""Whether a GPU can serve here, found out without the seconds that importing torch takes."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

# One of these is there wherever CUDA can work: the control device, the loaded kernel module (whose
# devices may be made only at first use), and the device through which WSL reaches Windows' driver.
_DRIVERS = (Path("/dev/nvidiactl"), Path("/proc/driver/nvidia"), Path("/dev/dxg"))


def gpu_device() -> str | None:
    """Torch's name of the GPU, or None without one, without the `train` extra, or before Ampere.

    Older GPUs have no bf16 arithmetic of their own.
    """
    # Importing torch takes 2.9 s, longer than a short note takes to score on a processor: only a
    # machine with a driver pays for it.
    if not any(driver.exists() for driver in _DRIVERS):
        return None
    if find_spec("torch") is None or find_spec("transformers") is None:
        return None
    import torch

    usable = torch.cuda.is_available() and torch.cuda.is_bf16_supported(including_emulation=False)
    return "cuda" if usable else None
