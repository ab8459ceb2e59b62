"""What one may be allowed to do in privacy. The role that may is given it by `access`, which declares the roles."""

from linli.kernel import policy
from linli.kernel.words import N_

policy.register_permissions({"privacy.audit": N_("See who looked at personal data")})
