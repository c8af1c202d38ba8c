"""The engine of many machines: Ray Data deals an archive out to workers, one process stores.

files listed here ─Ray Data─▶ read on any machine ─▶ scored by a pool of workers ─▶ in order, here

A worker is the engine of one machine with one process, so a note is read, tried again and refused
as it is there, and results are the same to the byte. What Ray adds is the machines: where one
dies, its parts of the archive are dealt out anew.
"""

from __future__ import annotations

from tapecheck.batch.on_ray.engine import Past, RayEngine

__all__ = ["Past", "RayEngine"]
