"""CPU seconds and memory of one piece of work in this process; importable without anything of ours."""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def resident_mb() -> float:
    """Memory in use now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


class _Watch(threading.Thread):
    """Looks at the memory every few milliseconds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.running = resident_mb(), True

    def run(self) -> None:
        while self.running:
            self.peak = max(self.peak, resident_mb())
            time.sleep(0.005)


def measured(work: Callable[[], dict[str, Any]]) -> None:
    """Run `work` and print one JSON line: what it returns, with CPU, wall time and memory over the start."""
    before, cpu, wall = resident_mb(), time.process_time(), time.perf_counter()
    watch = _Watch()
    watch.start()
    found = work()
    figures = {
        "cpu_s": round(time.process_time() - cpu, 2),
        "wall_s": round(time.perf_counter() - wall, 2),
        "peak_mb": round(max(watch.peak, resident_mb()) - before),
    }
    watch.running = False
    watch.join()
    json.dump({**figures, "quality": found}, sys.stdout)
    sys.stdout.write("\n")
