"""What one may be allowed to do in visits."""

from linli.kernel import policy

policy.register_permissions({})
