"""What one may be allowed to do in rosters."""

from linli.kernel import policy

policy.register_permissions({})
