"""A PostgreSQL of its own, from this machine's packages: a cluster in a folder of /tmp that goes with it."""

import contextlib
import glob
import os
import shutil
import subprocess
import tempfile

from berth import free_port

PASSWORD = "by heart"


class Postgres:
    def __init__(self):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        if not programs:
            raise RuntimeError("no PostgreSQL is here (Debian: postgresql)")
        self.programs, self.port = programs[-1], free_port()
        self.folder = tempfile.mkdtemp(prefix="berth-bench-postgres-")
        self.password = os.path.join(self.folder, "password")
        with open(self.password, "w", encoding="ascii") as file:
            file.write(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            shutil.chown(self.password, "postgres")
        self.data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", self.data, "-U", "berth", "-A", "scram-sha-256", f"--pwfile={self.password}", "-E", "UTF8",
                 "--locale=C.UTF-8")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c max_connections=200 -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.folder, "log"), "-o", options, "start")
        self.run("createdb", *self.door(), "-T", "template0", "-E", "UTF8", "berth")

    def door(self):
        return "-h", "127.0.0.1", "-p", str(self.port), "-U", "berth"

    def run(self, program, *words):
        """A server keeps what its starter has open: what is said goes to a file."""
        owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        with tempfile.TemporaryFile() as said:
            done = subprocess.run([*owner, os.path.join(self.programs, program), *words], cwd="/tmp", stdin=subprocess.DEVNULL,
                                  stdout=said, stderr=said, env={**os.environ, "PGPASSWORD": PASSWORD}, check=False)
            said.seek(0)
            text = said.read().decode()
        if done.returncode:
            raise RuntimeError(f"{program}: {text}")
        return text

    def url(self):
        return f"jdbc:postgresql://127.0.0.1:{self.port}/berth"

    def ask(self, question):
        return self.run("psql", *self.door(), "-AtXc", question, "berth").strip()

    def close(self):
        with contextlib.suppress(RuntimeError):
            self.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
