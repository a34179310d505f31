"""What a Berth of the model stands on, each part to be broken: an engine, a clock, a disk. In namespaces of their own."""

import contextlib
import os
import shutil
import signal
import struct
import subprocess
import time

import engine

WORK = os.environ.get("MODEL_WORK", "")


class Engine:
    """An engine of this run's own, in a namespace that has no other."""

    log = os.path.join(WORK, "dockerd.log")

    def __init__(self):
        self.process = None

    def start(self, seconds=90):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["dockerd", "--live-restore"], stdout=log, stderr=log, start_new_session=True)
        limit = time.monotonic() + seconds
        while time.monotonic() < limit and self.process.poll() is None:
            with contextlib.suppress(*engine.UNREACHABLE):
                engine.forget()
                engine.call("GET", "/_ping")
                return
            time.sleep(0.1)
        raise SystemError(f"the engine did not start, it ended with {self.process.poll()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        with contextlib.suppress(FileNotFoundError):
            os.unlink("/run/docker.pid")

    def freeze(self, seconds):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)


class Clock:
    """The clock on the wall as Berth sees it: clock.c, preloaded. The engine keeps the right one."""

    def __init__(self):
        self.file = os.path.join(WORK, "clock")
        self.ahead = 0
        self.set(0)

    def environment(self):
        return {"LD_PRELOAD": os.path.join(WORK, "clock.so"), "BERTH_CLOCK": self.file}

    def set(self, seconds):
        """From now on, also for who runs already: it looks into the same file, which stays in its place."""
        self.ahead = seconds
        with open(self.file, "r+b" if os.path.exists(self.file) else "wb") as file:
            file.write(struct.pack("l", seconds))


class Disk:
    """Berth's home on a small file system of its own."""

    def __init__(self):
        self.home = os.path.join(WORK, "home")
        os.makedirs(self.home, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m,mode=700", "tmpfs", self.home], check=True)

    @contextlib.contextmanager
    def full(self):
        filler = os.path.join(self.home, "filler")
        with contextlib.suppress(OSError), open(filler, "wb") as file:
            while True:
                file.write(b"x" * 65536)
                file.flush()
        try:
            yield
        finally:
            os.unlink(filler)


def keep(home):
    """What a run that went wrong leaves: the home and the engine's log, and the ends of both logs on the screen."""
    kept = os.path.join(os.environ["ROOT"], "target/model")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(home, kept)
    shutil.copy(Engine.log, kept)
    for log in ("berth.log", "dockerd.log"):
        subprocess.run(["tail", "-n", "40", os.path.join(kept, log)], check=False)
    print(f"All of both logs, and Berth's home: {kept}", flush=True)
