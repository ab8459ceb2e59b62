"""What one may be allowed to do in selfservice."""

from linli.kernel import policy

policy.register_permissions({})
