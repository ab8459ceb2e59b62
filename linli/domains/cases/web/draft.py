"""The report that is being written: kept in the session, so that back, reload and a closed phone lose nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.domains.cases import services
from linli.kernel import crypto

#: The four steps, in order; the last has nothing to fill in.
STEPS = ("place", "what", "contact", "check")


@dataclass
class Draft:
    """What was said so far. `phone` is sealed; `photos` are names in the drafts' store; `told` are hints that were seen."""

    place: str = ""
    words: str = ""
    lat: float | None = None
    lng: float | None = None
    text: str = ""
    card: str = ""
    danger: bool = False
    photos: list[str] = field(default_factory=list)
    called: str = ""
    phone: str = ""
    kind: str = ""
    done: list[str] = field(default_factory=list)
    told: str = ""
    route: str = ""

    #: The place that `place` named in this request, with that key; not kept.
    found: ClassVar[tuple[str, Any]] = ("", None)

    @property
    def phone_number(self) -> str:
        """The phone number in clear, for its own writer; "" (asked for again) when its key is gone."""
        return crypto.try_unseal(bytes.fromhex(self.phone), purpose="phone")

    def set_phone(self, number: str) -> None:
        """Seal the number before it goes anywhere."""
        self.phone = crypto.seal(number, purpose="phone").hex()

    def finish(self, step: str) -> None:
        """Fold a step."""
        self.done = [name for name in STEPS if name == step or name in self.done]

    @property
    def next_step(self) -> str:
        """The first step that isn't answered yet."""
        return next((step for step in STEPS if step not in self.done), "check")

    def may_open(self, step: str) -> bool:
        """A step opens when all before it are answered."""
        return all(before in self.done for before in STEPS[: STEPS.index(step)])


def load(request: HttpRequest, slug: str) -> Draft:
    """The draft for a county; a new one when there is none, or when an older release kept it in another shape."""
    kept = request.session.get(_key(slug), {})
    known = {item.name for item in fields(Draft)}
    return Draft(**{name: value for name, value in kept.items() if name in known})


def save(request: HttpRequest, slug: str, draft: Draft) -> None:
    """Keep the draft."""
    request.session[_key(slug)] = asdict(draft)


def drop(request: HttpRequest, slug: str) -> None:
    """Forget the draft and its pictures."""
    draft = load(request, slug)
    for name in draft.photos:
        services.drop_draft_photo(name)
    request.session.pop(_key(slug), None)


def taken(draft: Draft, slug: str) -> list[dict[str, str]]:
    """The draft's pictures as the picker shows them."""
    return [
        {
            "url": f"{reverse('cases:report-photo', args=[slug, number])}?{name[-8:]}",
            "alt": _("Photo {n}").format(n=number),
            "delete_name": "del",
            "delete_value": name,
        }
        for number, name in enumerate(draft.photos, start=1)
    ]


def _key(slug: str) -> str:
    return f"report:{slug}"
