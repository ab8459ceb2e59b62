"""What one may do with territory."""

from linli.kernel.policy import register_permissions
from linli.kernel.words import N_

VIEW = "territory.view"
CHANGE = "territory.change"
IMPORT = "territory.import"

register_permissions(
    {
        VIEW: N_("See the territory"),
        CHANGE: N_("Change the territory"),
        IMPORT: N_("Import a whole territory"),
    }
)
