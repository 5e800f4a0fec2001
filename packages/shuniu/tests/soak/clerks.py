"""The people of the kill run: they press what a matter's state calls for, over the API, and never give up.

Whoever gets no answer presses again with the same command id, as a person does whose page did not come back.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from soak.outgoing_clerks import OutgoingWay

PEOPLE = (
    "clerk", "handler", "director", "deputy", "mayor", "water_clerk", "water_handler", "handler2",
    "yunxi_clerk", "qingshan_clerk", "baishui_clerk",
)  # fmt: skip
OUTGOING = 0.6
"""How much of the pressing is about outgoing documents, whose way is long."""
AT_ONCE = 30
TOKEN = "k" * 32
PATIENCE = 600.0
"""Seconds of pressing again. A busy machine takes minutes to start a killed server; a hanging one never ends."""


@dataclass
class Ledger:
    """What was pressed and what was answered, by command id; the clerks' own knowledge."""

    pressed: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    unanswered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Desk:
    """Somebody's browser: a session in the post's hat, one connection, a press that is repeated until answered."""

    def __init__(self, post: Any, port: int, ledger: Ledger) -> None:
        self.port, self.ledger = port, ledger
        self.cookie = f"sessionid={session_of(post)}; csrftoken={TOKEN}"

    def press(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """The answer to the action *name*."""
        command = str(uuid4())
        with self.ledger.lock:
            self.ledger.pressed[command] = {"name": name, "data": data}
        end, seen = time.monotonic() + PATIENCE, False
        while time.monotonic() < end:
            answer = self._once(name, data | {"command_id": command})
            if answer is None or answer.get("code") in {"busy", "storage"}:
                self.ledger.unanswered += not seen
                seen = True
                time.sleep(0.2)
                continue
            with self.ledger.lock:
                self.ledger.answered[command] = answer
            return answer
        raise TimeoutError(f"no answer to {name} in {PATIENCE:.0f} s")

    def _once(self, name: str, data: dict[str, Any]) -> dict[str, Any] | None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}
        try:
            line.request("POST", f"/api/actions/{name}", json.dumps(data), headers)
            answer = line.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
        expected = {200, 403, 404, 409, 422, 503, 507}
        assert answer.status in expected, (answer.status, name, data, body[:400])
        found: dict[str, Any] = json.loads(body)
        return found


def session_of(post: Any) -> str:
    """A session of the post's account, in the post's hat."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from shuniu.kernel.platform.session import POST

    account = post.person.account
    store = SessionStore()
    store["_auth_user_id"] = str(account.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = account.get_session_auth_hash()
    store[POST] = post.pk
    store.create()
    return str(store.session_key)


class Office:
    """Everybody, with several pairs of hands at work at once until `enough` actions were answered and nobody has to
    be killed any more (`closing`)."""

    def __init__(self, posts: dict[str, Any], port: int, enough: int, way: OutgoingWay) -> None:
        self.posts, self.enough, self.ledger, self.way = posts, enough, Ledger(), way
        self.closing = False
        self.desks = {key: Desk(posts[key], port, self.ledger) for key in PEOPLE}
        self.failed: list[BaseException] = []

    @property
    def answered(self) -> int:
        return len(self.ledger.answered)

    def open_up(self, hands: int) -> list[threading.Thread]:
        """Begin; the threads end when enough was answered, or with an error in `failed`."""
        threads = [threading.Thread(target=self._work, args=(Random(i),), daemon=True) for i in range(hands)]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, chooser: Random) -> None:
        from django.db import connection

        try:
            while self.answered < self.enough or not self.closing:
                self.desks_press(chooser)
        except BaseException as error:
            self.failed.append(error)
        finally:
            connection.close()

    def desks_press(self, chooser: Random) -> None:
        """One press that a matter calls for, or something new."""
        from shuniu.kernel.flow.models import Matter

        if chooser.random() < OUTGOING:
            who, name, data = self.way.next_press(chooser)
            self.desks[who].press(name, data)
            return
        errands = Matter.objects.filter(kind="errand", closed_at=None)
        open_ones = list(errands.select_related("unit").order_by("pk"))
        if len(open_ones) < AT_ONCE or chooser.random() > 0.9:
            own = [m.pk for m in open_ones if m.unit.code == "office"][:5]
            parent = chooser.choice([None, *own])
            below = {"matter": parent, "unit": self.posts["water_clerk"].unit_id} if parent else {}
            self.desks["clerk"].press("sample.ask", {"title": "一件事", **below})
            return
        who, name, data = self._what_for(chooser.choice(open_ones), chooser)
        self.desks[who].press(name, data)

    def _what_for(self, matter: Any, chooser: Random) -> tuple[str, str, dict[str, Any]]:
        from shuniu.kernel.flow.models import Round, RoundMember

        at = {"matter": matter.pk, "version": matter.version}
        own = matter.unit.code == "office"
        clerk, head = ("clerk", "director") if own else ("water_clerk", "mayor")
        reader = RoundMember.objects.filter(round__matter=matter, state="active").exists()
        turn = chooser.random()
        if reader and turn < 0.6:
            return "mayor", "flow.read", at | {"result": "opinion", "text": "请抓紧"}
        if turn < 0.1:
            return clerk, "flow.void", at | {"reason": "不用办了"}
        if turn < 0.2 and not Round.objects.filter(matter=matter, closed_at=None).exists():
            return clerk, "flow.circulate", at | {"members": [self.posts["mayor"].pk]}
        to = self.posts[head].pk
        return {
            "asked": ("handler" if own else "water_handler", "sample.report", at | {"text": "办好了", "to": to}),
            "reported": (head, "sample.approve", at | {"text": "同意"}),
            "approved": (clerk, "sample.finish", at),
        }.get(matter.state, (head, "flow.return", at | {"reason": "再核"}))  # fmt: skip
