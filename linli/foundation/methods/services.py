"""Installing methods: the only way into the table of releases."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.foundation.methods import loader
from linli.foundation.methods.models import Release
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@transaction.atomic
def install_method(actor: Actor, *, slug: str, folder: Path = loader.FOLDER) -> tuple[Release, bool]:
    """Keep a county's file as a release; True when it is new. Installing the same text again changes nothing.

    Raises MethodError for a broken file, RuleBroken when the version is taken by other text or has been passed.
    """
    if not actor.is_system:
        raise PermissionDenied("methods are installed from the command line")
    text = loader.text_from_files(slug, folder)
    info = loader.rules_from_text(text).method
    checksum = hashlib.sha256(text.encode()).hexdigest()
    _refuse_other_text(slug, info.version, checksum)
    return Release.objects.get_or_create(
        slug=slug,
        version=info.version,
        defaults={
            "text": text,
            "checksum": checksum,
            "holds_from": info.holds_from,
            "installed_at": clock.now(),
        },
    )


def install_all(actor: Actor, folder: Path = loader.FOLDER) -> list[tuple[Release, bool]]:
    """Install every county's file; all or none."""
    with transaction.atomic():
        return [install_method(actor, slug=slug, folder=folder) for slug in loader.slugs(folder)]


def _refuse_other_text(slug: str, version: int, checksum: str) -> None:
    newest = Release.objects.filter(slug=slug).order_by("-version").first()
    if newest is not None and newest.version > version:
        raise RuleBroken("methods.older_version", slug=slug, version=version, newest=newest.version)
    if newest is not None and newest.version == version and newest.checksum != checksum:
        raise RuleBroken("methods.version_taken", slug=slug, version=version)
