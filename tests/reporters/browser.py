"""Headless Chromium over its pipe, as much of it as a picture of a page needs. Nothing of it uses the network."""

import base64
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found():
    """A browser, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page of a browser of its own."""

    def __init__(self, profile):
        down, up = os.pipe(), os.pipe()  # commands, answers: the browser has them as 3 and 4
        self._commands, self._answers = down[1], up[0]
        command = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
        switches = (
            "headless=new",
            "remote-debugging-pipe",
            "no-sandbox",
            "disable-gpu",
            "disable-dev-shm-usage",
            "no-first-run",
            "disable-background-networking",
            "disable-component-update",
            "disable-sync",
            "disable-extensions",
            "host-resolver-rules=MAP * ~NOTFOUND",
            "hide-scrollbars",
            "no-proxy-server",
        )
        options = [f"--{switch}" for switch in switches]
        self._process = subprocess.Popen(
            ["bash", "-c", command, "bash", str(down[0]), str(up[1]), found(), *options, f"--user-data-dir={profile}"],
            pass_fds=(down[0], up[1]),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(down[0])
        os.close(up[1])
        self._number, self._read, self._session = 0, b"", None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **params):
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]

    def _next(self, seconds=60):
        until = time.monotonic() + seconds
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._answers], [], [], max(until - time.monotonic(), 0))
            piece = os.read(self._answers, 1 << 20) if ready else b""
            assert piece, "the browser does not answer"
            self._read += piece
        line, _, self._read = self._read.partition(b"\0")
        answer = json.loads(line)
        if "method" in answer:
            self.events.append(answer)
        return answer

    def show(self, path, width, height=900, *, dark=False, media=""):
        """Load a file, and wait until it is there."""
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", media=media, features=scheme)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call("Page.navigate", url=Path(path).as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._next()

    def value(self, expression):
        """What a script that the page does not have sees of it: of the world of the tools."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def complaints(self):
        """What the console of the page says, and what the page asked for beside itself."""
        self.value("1")  # what was on its way is here now
        told = {"Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"}
        said = [event["params"] for event in self.events if event["method"] in told]
        asked = [e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"]
        return said, [url for url in asked if not url.startswith("file:")]

    def picture(self, path, *, whole=True):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        Path(path).write_bytes(base64.b64decode(data))

    def paper(self, path):
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
        Path(path).write_bytes(base64.b64decode(printed))

    def close(self):
        os.close(self._commands)  # the browser ends with its pipe
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, 9)
            self._process.wait(10)
        os.close(self._answers)
