"""What a Berth of the model stands on, each part to be broken: an engine, a clock, a disk. In namespaces of their own."""

import contextlib
import glob
import json
import os
import shutil
import signal
import struct
import subprocess
import time
import urllib.parse

import engine

WORK = os.environ.get("MODEL_WORK", "")
KEPT = os.path.join(os.environ["ROOT"], "target/model")


class Engine:
    """An engine of this run's own, in a namespace that has no other."""

    log = os.path.join(WORK, "dockerd.log")

    def __init__(self):
        self.process = None
        self.lost_networks = 0

    def start(self):
        """Killed at a wrong moment, 20.10 falls over its own file of networks at each start: then without it, as its operators do."""
        is_up = self.comes_up()
        if not is_up and self.fell_over_networks():
            self.lost_networks += 1
            shutil.move("/var/lib/docker/network/files/local-kv.db", self.proofs())
            is_up = self.comes_up()
        if not is_up:
            raise SystemError(f"the engine did not start, it ended with {self.process.poll()}")

    def comes_up(self, seconds=90):
        with contextlib.suppress(FileNotFoundError):
            os.unlink("/run/docker.pid")  # Of one that was killed: its number may be somebody's again.
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["dockerd", "--live-restore"], stdout=log, stderr=log, start_new_session=True)
        limit = time.monotonic() + seconds
        while time.monotonic() < limit and self.process.poll() is None:
            with contextlib.suppress(*engine.UNREACHABLE):
                engine.forget()
                engine.call("GET", "/_ping")
                return True
            time.sleep(0.1)
        return False

    def fell_over_networks(self):
        with open(self.log, "rb") as log:
            log.seek(max(0, os.path.getsize(self.log) - 8000))
            return self.process.poll() is not None and b"libnetwork.(*controller).reservePools" in log.read()

    @staticmethod
    def proofs():
        """A new folder for what tells of the engine's own faults."""
        folder = os.path.join(WORK, "hangs", time.strftime("%H%M%S"))
        os.makedirs(folder, exist_ok=True)
        return folder

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def freeze(self, seconds):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)

    def hangs(self, seconds=30):
        """Whether it leaves an operator waiting. An engine that waits for its own locks still lists containers."""
        try:
            ids = self.ask("ps", "--all", "--quiet", seconds=seconds).split()
            for what in (["network", "ls"], ["volume", "ls"], ["inspect", "none", *ids]):
                self.ask(*what, seconds=seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def stuck_networks(self):
        """Networks with a label that it does not let go for endpoints, though no container is on them: what a kill at a wrong moment leaves of 20.10, until its next start counts anew."""
        stuck = []
        for network in engine.call("GET", "/networks"):
            users = {"network": [network["Id"]]}
            query = urllib.parse.urlencode({"all": 1, "filters": json.dumps(users)})
            if network["Labels"] and not engine.call("GET", "/containers/json?" + query):
                said = engine.call("DELETE", f"/networks/{network['Id']}", good=(204, 403, 404, 409))
                if isinstance(said, dict) and "active endpoints" in said.get("message", ""):
                    stuck.append(network["Name"])
        return stuck

    @staticmethod
    def ask(*what, seconds):
        return subprocess.run(["docker", *what], capture_output=True, text=True, timeout=seconds, check=False).stdout

    def testify(self):
        """What each of its threads waits for, and those of its containerd, in the folder of proofs; answers its name."""
        proofs = self.proofs()
        self.process.send_signal(signal.SIGUSR1)
        self.signal_containerd(signal.SIGUSR1)
        limit = time.monotonic() + 20
        while not (stacks := glob.glob("/run/docker/goroutine-stacks-*")) and time.monotonic() < limit:
            time.sleep(0.1)
        for file in stacks:
            shutil.move(file, proofs)
        with open(os.path.join(proofs, "processes"), "wb") as file:
            subprocess.run(["ps", "-eLo", "pid,ppid,tid,stat,wchan:32,lstart,args"], stdout=file, check=False)
        return proofs

    def restart(self):
        """As an operator does it whom it does not answer: asked first, then forced, with its containerd."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.signal_containerd(signal.SIGKILL)
        self.kill()
        self.start()

    @staticmethod
    def signal_containerd(number):
        with contextlib.suppress(OSError), open("/run/docker/containerd/containerd.pid", encoding="ascii") as file:
            os.kill(int(file.read()), number)


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
    shutil.rmtree(KEPT, ignore_errors=True)
    shutil.copytree(home, KEPT)
    shutil.copy(Engine.log, KEPT)
    for log in ("berth.log", "dockerd.log"):
        subprocess.run(["tail", "-n", "40", os.path.join(KEPT, log)], check=False)
    print(f"All of both logs, and Berth's home: {KEPT}", flush=True)


def keep_proofs():
    """What tells of an engine that hung, or fell over what it had written."""
    proofs = os.path.join(WORK, "hangs")
    if os.path.exists(proofs):
        shutil.copytree(proofs, os.path.join(KEPT, "hangs"), dirs_exist_ok=True)
        shutil.copy(Engine.log, os.path.join(KEPT, "hangs"))
