"""A new user installs the bundle where there is no network, and comes in. Run by test_offline_bundle.py, in namespaces
of its own, by the machine's bare Python: nothing but the standard library is here to be imported.

`enter UID ARCHIVE FOLDER` is begun as root of the namespaces: brings loopback up, takes ensurepip away as a bare Debian
has none, and goes on as user UID with `walk`. What was seen is printed as one line of JSON.
"""

import base64
import fcntl
import hmac
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

BRING_UP, UP = 0x8914, 1
ELSEWHERE = ("192.0.2.1", 80)  # set aside for documentation (RFC 5737)
PASSWORD = "枢纽-Offline-2026"
PATIENCE = 60


def enter(uid, archive, folder):
    """Make the namespaces like a bare machine, and go on as an ordinary user."""
    with socket.socket() as loopback:
        fcntl.ioctl(loopback, BRING_UP, struct.pack("16sH14x", b"lo", UP))
    hidden = importlib.util.find_spec("ensurepip")
    if hidden is not None:
        place = Path(hidden.origin).parent
        subprocess.run([program("mount"), "-t", "tmpfs", "-o", "mode=755", "none", str(place)], check=True)
    words = [sys.executable, "-s", "-B", __file__, "walk", archive, folder]
    if Path("/proc/self/uid_map").read_text().split()[2] == "1":
        # We are root only in a namespace of our own: another one makes us ordinary again.
        words = [program("unshare"), "--user", f"--map-user={uid}", f"--map-group={uid}", *words]
        os.execv(words[0], words)
    os.setgroups([])
    os.setgid(int(uid))
    os.setuid(int(uid))
    os.execv(words[0], words)


def program(name):
    """A program of the system; the path that the walk is given holds python3 alone."""
    return shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")


def codes(secret, moment):
    """The six digits of an authenticator at that moment (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.digest(key, struct.pack(">Q", int(moment) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1000000:06}"


class Visitor:
    """Somebody at a browser: keeps cookies, follows redirects, sends forms with their token."""

    def __init__(self, port):
        self.site = f"http://127.0.0.1:{port}"
        self.jar = CookieJar()
        nothing_between = urllib.request.ProxyHandler({})
        self.opener = urllib.request.build_opener(
            nothing_between, urllib.request.HTTPCookieProcessor(self.jar)
        )

    def get(self, path):
        """The address where it ends, and the page."""
        with self.opener.open(self.site + path, timeout=PATIENCE) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode("utf-8")

    def post(self, path, **fields):
        """Send a form; as `get`."""
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        try:
            with self.opener.open(self.site + path, body, timeout=PATIENCE) as answer:
                return urllib.parse.urlsplit(answer.url).path, answer.read().decode("utf-8")
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{path}: {refused.code}\n{refused.read().decode()}") from None


class Machine:
    """The machine of the walk: where the bundle was unpacked and where it is installed."""

    def __init__(self, archive, folder):
        self.folder = Path(folder)
        with tarfile.open(archive) as tar:
            tar.extractall(self.folder / "unpacked")  # our own; this Python may be too old to filter
        (self.bundle,) = (self.folder / "unpacked").iterdir()
        self.prefix, self.home = self.folder / "程序 1", self.folder / "data"
        self.shuniu = self.prefix / "bin" / "shuniu"
        self.server = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def install(self, *words, code=0):
        """Run install.sh as the manual says; what it said."""
        words = ["./install.sh", "--no-systemd", "--prefix", str(self.prefix), *words]
        return self.said(words, cwd=self.bundle, code=code)

    def said(self, words, code=0, **options):
        """What a command printed. Ends the walk when it ends otherwise than with *code*."""
        done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, **options)
        if done.returncode != code:
            raise SystemExit(f"{words} -> {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout + done.stderr

    def start(self):
        """Serve, and wait until it answers; who visits."""
        log = (self.folder / "serve.log").open("ab")
        self.server = subprocess.Popen([self.shuniu, "serve"], stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                visitor = Visitor(self.port)
                visitor.get("/sign-in/")
                return visitor
            except OSError:
                if self.server.poll() is not None or time.monotonic() > deadline:
                    log.close()
                    raise SystemExit((self.folder / "serve.log").read_text()) from None
                time.sleep(0.1)

    def stop(self):
        """End it as an administrator would."""
        if self.server is not None and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGTERM)
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.server.pid, signal.SIGKILL)


def come_in(visitor, one_time):
    """The first sign-in of the system administrator: new password, second factor; the secret and the last page."""
    seen = [visitor.post("/sign-in/", username="sysadmin", password=one_time)[0]]
    place, page = visitor.post("/password/", old=one_time, new=PASSWORD, again=PASSWORD)
    seen.append(place)
    secret = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)[0].replace(" ", "")
    place, page = visitor.post("/second-factor/", code=codes(secret, time.time()))
    return secret, [*seen, place], page


def walk(archive, folder):
    """The whole way; what was seen."""
    seen = {
        "uid": os.getuid(),
        "path": sorted(p.name for p in Path(os.environ["PATH"]).iterdir()),
        "ensurepip": getattr(importlib.util.find_spec("ensurepip"), "origin", None),
    }
    with socket.socket() as out:
        seen["outside"] = out.connect_ex(ELSEWHERE)
    machine = Machine(archive, folder)
    try:
        return seen | first_day(machine)
    finally:
        machine.stop()


def first_day(machine):
    """Install, come in, upgrade, come in again, remove, install again."""
    begun = time.monotonic()
    seen = {"installed": machine.install("--home", str(machine.home)), "seconds": time.monotonic() - begun}
    settings = machine.prefix / "etc" / "shuniu.env"
    settings.write_text(settings.read_text().replace("PORT=8000", f"PORT={machine.port}"))
    said = machine.said([machine.shuniu, "init"])
    passwords = dict(re.findall(r"\t(\w+)\t(\S+)", said))

    visitor = machine.start()
    secret, seen["way"], seen["console"] = come_in(visitor, passwords["sysadmin"])
    seen["style"] = len(visitor.get("/static/dist/app.css")[1])
    seen["help"] = visitor.get(f"/help/{urllib.parse.quote('安装与命令行')}/")[1]
    seen["while_running"] = machine.install(code=1)
    machine.stop()

    begun = time.monotonic()
    seen["upgraded"], seen["upgrade_seconds"] = machine.install(), time.monotonic() - begun
    visitor = machine.start()
    place, _ = visitor.post("/sign-in/", username="sysadmin", password=PASSWORD)
    seen["asked"] = place
    # A code counts once; the next one counts already, since clocks differ.
    seen["again"], seen["console_again"] = visitor.post(
        "/sign-in/code/", code=codes(secret, time.time() + 30)
    )
    machine.stop()

    (machine.bundle / "wheels" / "extra.whl").write_bytes(b"")
    seen["tampered"] = machine.install(code=1)
    (machine.bundle / "wheels" / "extra.whl").unlink()
    before = sorted(p.name for p in machine.home.iterdir())
    seen["removed"] = machine.install("--uninstall")
    seen["left"] = sorted(p.name for p in machine.prefix.iterdir())
    seen["data_kept"] = sorted(p.name for p in machine.home.iterdir()) == before
    seen["installed_again"] = machine.install("--home", str(machine.home))
    seen["records"] = machine.said([machine.shuniu, "records", "verify"])
    seen["check"] = machine.said([machine.shuniu, "check"])
    return seen


if __name__ == "__main__":
    if sys.argv[1] == "enter":
        enter(*sys.argv[2:])
    print(json.dumps(walk(*sys.argv[2:]), ensure_ascii=False))
