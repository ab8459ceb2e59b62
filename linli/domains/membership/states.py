"""States and edges of membership, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class TransferState(StrEnum):
    """The life of a transfer: asked by the home organization, then answered by the other one or taken back."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


TRANSFERS: Machine[TransferState] = Machine(
    (
        Edge(TransferState.ASKED, TransferState.ACCEPTED, by="accept"),
        Edge(TransferState.ASKED, TransferState.REFUSED, by="refuse"),
        Edge(TransferState.ASKED, TransferState.WITHDRAWN, by="withdraw"),
    )
)

TRANSFER_STATES = {
    TransferState.ASKED: N_("Not answered yet"),
    TransferState.ACCEPTED: N_("Accepted"),
    TransferState.REFUSED: N_("Refused"),
    TransferState.WITHDRAWN: N_("Taken back"),
}


#: Fields that a column of a members' list may hold, in the order in which they are offered. None for what the register of members
#: doesn't keep: sex, ethnicity, education, the day of joining the party.
LIST_FIELDS = {
    "name": N_("Name of the person"),
    "id_number": N_("ID number"),
    "phone": N_("Phone number"),
    "organization": N_("Party organization"),
    "kind": N_("Kind of member"),
    "starts_on": N_("First day"),
}

#: What offices and the national system of members call these columns.
LIST_HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "党员姓名", "名字", "name"),
    "id_number": ("公民身份号码", "公民身份证号", "公民身份证号码", "身份证号", "身份证号码", "身份证", "证件号码", "idnumber"),
    "phone": ("手机号码", "手机号", "手机", "联系电话", "电话", "本人联系电话", "phone"),
    "organization": (
        "党支部", "所在党支部", "所属党支部", "党支部名称", "所在支部", "党组织", "所在党组织", "所属党组织", "党组织名称",
        "组织关系所在党支部", "组织关系所在党组织", "organization",
    ),
    "kind": ("党员类别", "党员类型", "类别", "管理类别", "工作岗位", "岗位", "职业", "kind"),
    "starts_on": (
        "进入当前党支部日期", "进入支部日期", "进入本支部日期", "转入日期", "转入时间", "组织关系转入日期", "组织关系转入时间", "firstday",
    ),
}  # fmt: skip

#: What a list's preview shows in clear; all else is masked.
LIST_SHOWN = frozenset({"organization", "kind", "starts_on"})

#: What people who stand on a list that is taken out read about it.
LIST = "membership.list"


class SignKind(StrEnum):
    """What is shown at a door: a plaque of a member's household, or that a member lives here (S33)."""

    PLAQUE = "plaque"
    DOORPLATE = "doorplate"


SIGN_KINDS = {
    SignKind.PLAQUE: N_("Plaque of a member's household"),
    SignKind.DOORPLATE: N_("Doorplate: a member lives here"),
}


class CourierState(StrEnum):
    """The course of a courier who reported in: the branch answers, and either side may end it. `LAPSED`: nobody answered in time."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


COURIERS: Machine[CourierState] = Machine(
    (
        Edge(CourierState.WAITING, CourierState.CONFIRMED, by="confirm"),
        Edge(CourierState.WAITING, CourierState.DECLINED, by="decline"),
        Edge(CourierState.WAITING, CourierState.WITHDRAWN, by="withdraw"),
        Edge(CourierState.WAITING, CourierState.LAPSED, by="lapse"),
        Edge(CourierState.CONFIRMED, CourierState.ENDED, by="end"),
        Edge(CourierState.CONFIRMED, CourierState.WITHDRAWN, by="withdraw"),
    )
)

COURIER_STATES = {
    CourierState.WAITING: Standing(N_("Waits for the branch"), "soon"),
    CourierState.CONFIRMED: Standing(N_("With the branch"), "solved"),
    CourierState.DECLINED: Standing(N_("Declined by the branch"), "late"),
    CourierState.ENDED: Standing(N_("Works here no more"), "paused"),
    CourierState.WITHDRAWN: Standing(N_("Withdrawn by the person"), "paused"),
    CourierState.LAPSED: Standing(N_("Nobody answered in time"), "paused"),
}

#: A phone has one row in these states at the most.
COURIER_HOLDS = (CourierState.WAITING, CourierState.CONFIRMED)

#: What couriers say is sealed for this purpose; it is also the part that is looked at.
COURIER = "membership.courier"
