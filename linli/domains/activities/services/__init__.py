"""Every change of activities: planned, changed, cancelled, begun, held; reminders; how rows follow the ground."""

from linli.domains.activities.services.holding import begin_project, hold_activity
from linli.domains.activities.services.planning import cancel_activity, change_plan, plan_activity
from linli.domains.activities.services.reminding import remind

__all__ = ["begin_project", "cancel_activity", "change_plan", "hold_activity", "plan_activity", "remind"]
