"""Changes of relays: `servers` by administrators, `passing` by offices, `asking` by the worker."""

from linli.domains.relay.services.asking import work
from linli.domains.relay.services.passing import Passing, pass_on
from linli.domains.relay.services.servers import add_server, forget_keys, switch_server

__all__ = ["Passing", "add_server", "forget_keys", "pass_on", "switch_server", "work"]
