"""Tables of guidance: `help` (services that were asked for), `recruiting` (calls and who applied)."""

from linli.domains.guidance.models.help import HelpRequest
from linli.domains.guidance.models.recruiting import Applicant, Call

__all__ = ["Applicant", "Call", "HelpRequest"]
