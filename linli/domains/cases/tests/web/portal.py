"""The portal as a resident uses it in tests: a browser that fills in the four steps."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import category, photo
from linli.kernel.actor import Actor

TEXT = "昨晚下雨，南门外雨水口堵了，人行道积水到脚踝"


class Resident:
    """A browser without account. `key` is the idempotency key of the last page that had one."""

    def __init__(self, cast: SimpleNamespace, **options: Any) -> None:
        self.client = Client(**options)
        self.slug = cast.county.slug
        self.grid = cast.grid
        self.building = cast.building
        self.key = ""

    def url(self, step: str) -> str:
        """The address of a step."""
        return f"/c/{self.slug}/report/{step}/"

    def get(self, step: str) -> Any:
        """Open a step."""
        answer = self.client.get(self.url(step))
        found = re.search(r'name="idempotency_key" value="([^"]+)"', answer.content.decode())
        self.key = found[1] if found else self.key
        return answer

    def choose_place(self, key: str = "", words: str = "南门外") -> Any:
        """Step 1."""
        self.client.post(self.url("place"), {"place": key or f"area:{self.building.pk}"})
        return self.client.post(self.url("place"), {"words": words})

    def say(self, text: str = TEXT, card: str = "water", **more: Any) -> Any:
        """Step 2."""
        return self.client.post(self.url("what"), {"text": text, "card": card, **more})

    def reach(self, **contact: Any) -> Any:
        """Step 3."""
        return self.client.post(self.url("contact"), contact)

    def send(self) -> Any:
        """Step 4."""
        self.get("check")
        return self.client.post(self.url("check"), {"idempotency_key": self.key})

    def report(self, **what: Any) -> Any:
        """All four steps; the answer is the redirect to the receipt."""
        self.choose_place()
        self.say(**what)
        self.reach()
        return self.send()


def load_categories() -> None:
    """The shipped tables; once per test that walks through the portal."""
    services.load_shipped_categories(Actor.system())


def picture(name: str = "a.jpg", data: bytes = b"") -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    return SimpleUploadedFile(name, data or photo(), content_type="image/jpeg")


def token_on(page: Any) -> str:
    """The secret link on a receipt."""
    found = re.search(r"/f/([0-9A-Za-z_-]{16,})/", page.content.decode())
    assert found, page.content.decode()[:500]
    return found[1]


def newest() -> Case:
    """The case that was filed last."""
    return Case.unscoped.latest("id")


__all__ = ["TEXT", "Resident", "category", "load_categories", "newest", "picture", "token_on"]
