"""What one may be allowed to do in privacy."""

from linli.kernel import policy

policy.register_permissions({})
