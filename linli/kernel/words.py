"""Marking words for translation where Django must not be imported."""


def N_(msgid: str) -> str:  # noqa: N802  (gettext's own name for "mark only")
    """Mark `msgid` for the catalogue and return it unchanged; it is translated where it is shown."""
    return msgid
