"""What the checks share: the server under test, the list of checks, and waiting with a deadline."""

import asyncio
import json
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time

SELF_ID = 10001
TOKEN = "a-token"
GROUP = 20002
USER = 30003
# Longer than any check takes; what waits longer has failed.
PATIENCE = 10


class Serve:
    """A running `serve`, or another program that prints where it listens; it is ended by its id."""

    def __init__(self, api, *args, program=None):
        command = [program, api] if program else [os.environ["SERVE"], api, "--listen", "127.0.0.1:0", *args]
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True, encoding="utf-8"
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.url = self._address()
        self.port = int(self.url.rsplit(":", 1)[1])

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def _address(self):
        line = None
        while line != "":
            try:
                line = self.lines.get(timeout=PATIENCE)
            except queue.Empty:
                break
            if line.startswith("listening on "):
                return line.removeprefix("listening on ").strip().rstrip("/")
        self.stop()
        raise SystemExit(f"the server did not start:\n{self.log()}")

    def publish(self, event):
        """Has the server send an event to all that are connected."""
        self.process.stdin.write(json.dumps(event, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def log(self):
        """What the server printed to standard error."""
        self.errors.seek(0)
        return self.errors.read()

    def stop(self):
        """Asks the server to end, and returns its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "killed, since it did not end when it was asked to"


class Checks:
    """Checks that are printed as they are made, and counted."""

    def __init__(self):
        self.made = 0
        self.failed = 0
        # How each generator does with each API: why it failed, or nothing.
        self.rows = {}
        self.row = None

    def of(self, generator, api):
        """What is checked from here on speaks of a generator and an API."""
        self.row = (generator, api)
        self.rows.setdefault(self.row, "")

    def left_out(self, why):
        """Says that a generator is not tried, and why."""
        self.rows[self.row] = f"left out: {why}"
        print(f"left out: {' of '.join(self.row)}: {why}", flush=True)

    def check(self, name, good, seen=""):
        self.made += 1
        self.failed += not good
        print(f"ok   {name}" if good else f"FAIL {name}: {seen!r}", flush=True)
        if self.row and not good:
            self.rows[self.row] = self.rows[self.row] or f"FAILED: {name.removeprefix(f'{self.row[1]}: ')}: {seen}"

    def equal(self, name, seen, expected):
        self.check(name, seen == expected, f"{seen!r} is not {expected!r}")

    async def raises(self, name, error, awaitable, holds=lambda raised: True):
        """`awaitable` must fail with `error`, of which `holds` is true."""
        try:
            answer = await asyncio.wait_for(awaitable, PATIENCE)
        except error as raised:
            self.check(name, holds(raised), raised)
        except Exception as raised:
            self.check(name, False, raised)
        else:
            self.check(name, False, answer)

    async def eventually(self, name, condition, seen=lambda: ""):
        """`condition` must become true."""
        self.check(name, await until(condition), seen())

    def end(self, server=None):
        """Ends the server and the program."""
        if server:
            self.equal("the server ends cleanly", server.stop(), 0)
            if self.failed:
                print(server.log(), file=sys.stderr)
        for (generator, api), why in self.rows.items():
            print("\t".join(["row", generator, api, " ".join(why.split()) or "passed"]))
        print(f"{self.made} checks, {self.failed} failed", flush=True)
        # The frameworks have threads and tasks that would keep the program.
        sys.stdout.flush()
        os._exit(1 if self.failed else 0)


async def until(condition):
    """Waits until `condition` is true, and returns whether it became so in time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.01)
    return True


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def group_message(text, number=1):
    """The event of a message in a group."""
    return {
        "time": 1700000000,
        "self_id": SELF_ID,
        "post_type": "message",
        "message_type": "group",
        "sub_type": "normal",
        "message_id": number,
        "group_id": GROUP,
        "user_id": USER,
        "anonymous": None,
        "message": [{"type": "text", "data": {"text": text}}],
        "raw_message": text,
        "font": 0,
        "sender": {"user_id": USER, "nickname": "Nick", "card": "", "sex": "unknown", "age": 0, "role": "member"},
    }


async def calls(checks, call, *, failed, unknown, retcode):
    """The calls that every client makes. `call(action, **params)` makes one; `failed` is what it raises for a call that
    the server answers with a failure, `unknown` for an action that there is not; `retcode(error)` is the code of a
    failure."""
    me = await call("get_login_info")
    checks.check("get_login_info", isinstance(me["user_id"], int) and isinstance(me["nickname"], str), me)
    sent = await call("send_group_msg", group_id=GROUP, message="hello [CQ:face,id=1] & 你好")
    checks.check("send_group_msg with text", isinstance(sent["message_id"], int), sent)
    segments = [{"type": "at", "data": {"qq": str(USER)}}, {"type": "text", "data": {"text": "hello"}}]
    more = await call("send_group_msg", group_id=GROUP, message=segments, auto_escape=True)
    checks.check("send_group_msg with segments", more["message_id"] > sent["message_id"], more)
    text = await call("send_group_msg", group_id=str(GROUP), message="an id as text")
    checks.check("send_group_msg to an id that is text", isinstance(text["message_id"], int), text)
    members = await call("get_group_member_list", group_id=GROUP)
    good = bool(members) and all(member["group_id"] == GROUP for member in members)
    checks.check("get_group_member_list", good, members)
    await call("set_group_card", group_id=GROUP, user_id=USER, card="a card")
    member = await call("get_group_member_info", group_id=GROUP, user_id=USER)
    checks.equal("what was set is shown", (member["user_id"], member["card"]), (USER, "a card"))
    quick = {"context": group_message("hello"), "operation": {"reply": "hello yourself", "at_sender": False}}
    checks.equal(".handle_quick_operation", await call(".handle_quick_operation", **quick), None)
    checks.equal("a call that runs on", await call("send_group_msg_async", group_id=GROUP, message="later"), None)

    def names_it(raised):
        return retcode(raised) == 1400 and "group_id" in str(raised)

    await checks.raises("a missing parameter", failed, call("send_group_msg", message="to whom?"), names_it)
    await checks.raises("an unknown action", unknown, call("no_such_action"))
    many = await asyncio.gather(*(call("get_group_info", group_id=number) for number in range(1, 65)))
    checks.equal("64 calls at once", [info["group_id"] for info in many], list(range(1, 65)))
