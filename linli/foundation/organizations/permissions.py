"""What one may do with organizations, posts and duties."""

from linli.kernel.policy import register_permissions
from linli.kernel.words import N_

VIEW = "organizations.view"
CHANGE = "organizations.change"

register_permissions({VIEW: N_("See organizations and posts"), CHANGE: N_("Change organizations, posts and duties")})
