"""Which apps the product is made of, top floor first."""

from importlib.util import find_spec

from linli.config.env import env

LINLI_APPS = [
    "linli.surfaces.web",
    "linli.demo",
    "linli.domains.cases",
    "linli.domains.notices",
    "linli.foundation.access",
    "linli.foundation.people",
    "linli.foundation.organizations",
    "linli.foundation.territory",
    "linli.foundation.audit",
    "linli.foundation.methods",
    "linli.kernel",
]


def installed() -> list[str]:
    """The apps that are there (``LINLI_SKIP_APPS`` leaves some out while they are being built)."""
    return [name for name in LINLI_APPS if present(f"{name}.apps")]


def present(module: str) -> bool:
    """Whether a module of the product exists and its app isn't skipped."""
    if any(module.startswith(f"{skipped}.") for skipped in env.list("LINLI_SKIP_APPS")):
        return False
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def present_names(*names: str) -> list[str]:
    """Dotted names (middleware, context processors) whose module exists."""
    return [name for name in names if present(name.rsplit(".", 1)[0])]
