"""What happened in surveys. No event says what was found."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event("surveys.recorded", text=N_("Surveyed on {on}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SurveyRecorded:
    """Somebody looked at a compound on a day."""

    on: str


@event("surveys.corrected", text=N_("The survey of {on} was corrected"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SurveyCorrected:
    """Figures or answers of a survey were put right."""

    on: str
