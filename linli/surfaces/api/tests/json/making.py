"""Another system with its key, asking the JSON API as programs do."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from linli.domains.cases import services as cases
from linli.domains.cases.models import Attachment
from linli.domains.cases.tests.making import MORNING, again, open_case, whistled
from linli.foundation.audit import services as audit
from linli.foundation.partners.tests.making import issued, partner, signed
from linli.surfaces.api.permissions import CALLS, DESK, OPEN, READ, WATCH, WORK

__all__ = ["ALL", "MORNING", "System", "again", "deliver_all", "open_case", "picture", "pictured", "whistled"]

ALL = (READ, OPEN, WORK, DESK, WATCH)
BASE = "/api/v1/"


def deliver_all() -> int:
    """What the worker does until nothing waits; how many events."""
    done = 0
    while audit.deliver_next():
        done += 1
    return done


def picture(colour: str = "red", side: int = 40) -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "JPEG")
    return out.getvalue()


def pictured(cast: Any, case: Any) -> int:
    """The number of a picture that Li adds to a case."""
    cases.attach_photos(cast.li_grid_worker.actor, case=case, photos=(picture("blue"),))
    return int(Attachment.objects.get(case=case).pk)


class System:
    """A system of the county, or of an organization (`body`), with a key for `scopes`."""

    def __init__(self, cast: Any, *scopes: str, body: Any = None, kind: str = "bearer", name: str = "") -> None:
        cache.clear()  # brakes count per process
        name = name or (f"{body.name}系统" if body else "区里的业务系统")
        self.owner = partner(cast, name, organization=body)
        self.issued = issued(cast, kind, scopes or ((READ, WORK, CALLS) if body else ALL), of=self.owner)
        self.client = Client()

    def headers(self, body: bytes = b"") -> dict[str, str]:
        """How the key is shown."""
        if self.issued.key.kind == "hmac":
            return signed(self.issued, body)
        return {"Authorization": f"Bearer {self.issued.secret}"}

    def get(self, path: str, asked: Any = None, **headers: str) -> Any:
        """Ask."""
        return self.client.get(BASE + path, asked, headers=self.headers() | _named(headers))

    def post(self, path: str, said: Any = None, *, kind: str = "application/json", **headers: str) -> Any:
        """Send."""
        body = said if isinstance(said, bytes) else json.dumps(said or {}, ensure_ascii=False).encode()
        return self.client.post(BASE + path, body, content_type=kind, headers=self.headers(body) | _named(headers))

    def send(self, path: str, files: Any, /, **said: Any) -> Any:
        """Send pictures with the key: name → bytes, or several of them."""
        rows = [(name, one) for name, given in files.items() for one in (given if isinstance(given, list) else [given])]
        parts: dict[str, Any] = {}
        for number, (name, data) in enumerate(rows):
            parts.setdefault(name, []).append(SimpleUploadedFile(f"{number}.jpg", data, "image/jpeg"))
        headers = {name: said.pop(name) for name in list(said) if name[0].isupper()}
        body = encode_multipart(BOUNDARY, said | parts)
        return self.client.generic(
            "POST", BASE + path, body, MULTIPART_CONTENT, headers=self.headers(body) | _named(headers)
        )

    def done(self, path: str, said: Any = None, **headers: str) -> Any:
        """Send, and be heard."""
        answer = self.post(path, said, **headers)
        assert answer.status_code in (200, 201), answer.content.decode()
        return answer.json()


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def code(answer: Any) -> tuple[int, str]:
    """Status and code of a problem."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content[:300]
    return answer.status_code, answer.json()["code"]
