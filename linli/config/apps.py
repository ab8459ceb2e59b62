"""Which apps the product is made of, top floor first."""

from importlib.util import find_spec

from linli.config.env import env

LINLI_APPS = [
    "linli.surfaces.web",
    "linli.demo",
    "linli.domains.cases",
    "linli.foundation.access",
    "linli.foundation.people",
    "linli.foundation.organizations",
    "linli.foundation.territory",
    "linli.foundation.audit",
    "linli.foundation.methods",
    "linli.kernel",
]


def _exists(name: str) -> bool:
    try:
        return find_spec(name) is not None and find_spec(f"{name}.apps") is not None
    except ModuleNotFoundError:
        return False


def installed() -> list[str]:
    """The apps that are there."""
    skipped = env.list("LINLI_SKIP_APPS")
    return [name for name in LINLI_APPS if name not in skipped and _exists(name)]


def present(dotted: str) -> bool:
    """Whether a module of the product exists (its middleware, context processor, urls)."""
    return _exists_module(dotted)


def _exists_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def present_middleware(*names: str) -> list[str]:
    """Those whose module exists."""
    return [name for name in names if _exists_module(name.rsplit(".", 1)[0])]


present_processors = present_middleware
