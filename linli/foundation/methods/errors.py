"""Refusals of this app."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "methods.version_taken": N_(
            "Version {version} of {slug} is installed with other text. Give the changed rules a new version."
        ),
        "methods.not_installed": N_("The method of {slug} isn't installed."),
        "methods.older_version": N_("Version {version} of {slug} is older than version {newest}, which is installed."),
    }
)
