"""What a column of an earlier system may hold, and the words that such systems use for our codes."""

from __future__ import annotations

from linli.kernel.geo import Datum
from linli.kernel.words import N_

#: Fields that a column may hold. There is none for a person: who wrote years ago was promised nothing here.
FIELDS = {
    "number": N_("Number in the earlier system"),
    "opened": N_("Opened at"),
    "text": N_("What it is about"),
    "title": N_("Title"),
    "category": N_("Category"),
    "state": N_("State"),
    "due": N_("Due at"),
    "done": N_("Ended at"),
    "satisfied": N_("Satisfaction"),
    "source": N_("Way in"),
    "kind": N_("Kind of request"),
    "urgency": N_("Urgency"),
    "handled_by": N_("Handled by (organization)"),
    "area_code": N_("Code of the place"),
    "town": N_("Street or town"),
    "community": N_("Community or village"),
    "grid": N_("Grid"),
    "place": N_("Where, in words"),
    "lat": N_("Latitude"),
    "lng": N_("Longitude"),
    "datum": N_("Coordinate system"),
}

#: What of a file is shown before the import. All else may hold people's words.
SHOWN = frozenset(FIELDS) - {"text", "title", "place"}

#: What offices call a column. Read without spaces, brackets and marks.
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("工单编号", "工单号", "案件编号", "案卷编号", "案卷号", "任务号", "受理编号", "编号", "事件编号", "id", "orderno", "caseno"),
    "opened": (
        "受理时间", "上报时间", "来电时间", "登记时间", "创建时间", "立案时间", "诉求时间", "发生时间", "openedat", "createdat",
        "requesteddatetime",
    ),
    "text": ("诉求内容", "问题描述", "事件描述", "案件描述", "工单内容", "内容", "描述", "诉求描述", "description", "text"),
    "title": ("标题", "工单标题", "诉求标题", "主题", "title"),
    "category": (
        "类别", "问题类型", "诉求类别", "案件类型", "事项名称", "事项代码", "小类", "小类名称", "事件类别", "类别代码", "category",
        "servicename", "servicecode",
    ),
    "state": ("状态", "办理状态", "案件状态", "工单状态", "办结情况", "status", "state"),
    "due": ("办理时限", "截止时间", "应办结时间", "要求办结时间", "到期时间", "办结期限", "dueat", "expecteddatetime"),
    "done": ("办结时间", "结案时间", "完成时间", "归档时间", "实际办结时间", "closedat", "doneat"),
    "satisfied": ("满意度", "满意情况", "是否满意", "评价", "满意度评价", "satisfaction", "stars"),
    "source": ("来源", "诉求来源", "问题来源", "受理渠道", "渠道", "上报渠道", "source"),
    "kind": ("诉求性质", "诉求类型", "工单类型", "来件类型", "kind"),
    "urgency": ("紧急程度", "紧急情况", "优先级", "urgency"),
    "handled_by": ("承办单位", "处置单位", "处置部门", "责任单位", "主办单位", "办理单位", "agencyresponsible"),
    "area_code": ("网格编码", "网格编号", "网格代码", "单元网格编码", "地区编码", "areacode"),
    "town": ("街道", "镇街", "乡镇", "镇", "街道乡镇", "镇街道", "所属街道", "town", "street"),
    "community": ("社区", "村", "村居", "社区村", "村社区", "所属社区", "社区名称", "community", "village"),
    "grid": ("网格", "网格名称", "所属网格", "所在网格", "grid"),
    "place": ("地址", "事发地址", "事发位置", "详细地址", "地点", "位置", "address", "place"),
    "lat": ("纬度", "lat", "latitude", "y坐标"),
    "lng": ("经度", "lng", "lon", "long", "longitude", "x坐标"),
    "datum": ("坐标系", "坐标系统", "datum"),
}  # fmt: skip

#: What stands in a cell that holds nothing.
NOTHING = frozenset(
    {"null", "none", "nil", "nan", "n/a", "na", "-", "--", "—", "/", "\\", "无", "空", "未填", "未知", "不详"}
)

#: States as they are written elsewhere, in small letters without spaces. What an office called closed isn't what a resident called
#: solved: that takes a word of satisfaction.
STATES: dict[str, tuple[str, ...]] = {
    "received": (
        "open", "new", "pending", "inprogress", "assigned", "processing", "处理中", "办理中", "处置中", "待办", "待处理", "待受理",
        "待派遣", "已派遣", "已受理", "受理", "未办结", "未完成", "在办",
    ),
    "unconfirmed": (
        "closed", "done", "finished", "completed", "resolved", "fixed", "archived", "已办结", "办结", "已结案", "结案", "已完成",
        "完成", "已处理", "已处置", "已解决", "已归档", "归档", "按期办结", "超期办结",
    ),
    "confirmed": ("confirmed", "solved", "满意办结", "已确认", "群众确认"),
    "explained": ("explained", "rejected", "wontfix", "无法解决", "已解释", "解释说明", "不予受理", "不属实", "无法办理"),
    "redirected": ("redirected", "引导法定途径", "转法定途径", "引导诉讼"),
    "withdrawn": (
        "withdrawn", "cancelled", "canceled", "duplicate", "已撤销", "撤销", "撤回", "已撤回", "作废", "已作废", "重复件", "重复",
        "已合并",
    ),
}  # fmt: skip

#: What other systems call our ways in; any other word is `past`.
SOURCES: dict[str, tuple[str, ...]] = {
    "hotline": ("hotline", "12345", "12345热线", "热线", "市民热线", "政务热线", "便民热线"),
    "field": ("field", "网格", "网格员", "网格上报", "网格员上报"),
    "portal": ("portal", "微信", "小程序", "微信小程序", "网络", "网站", "公众号", "app"),
    "console": ("console", "来电", "来访", "来电来访", "窗口"),
    "snapshot": ("snapshot", "随手拍"),
    "patrol": ("patrol", "巡查", "巡查发现", "监督员上报", "采集员上报"),
}

DATUMS: dict[str, Datum] = {
    "wgs84": Datum.WGS84, "wgs-84": Datum.WGS84, "gps": Datum.WGS84, "cgcs2000": Datum.CGCS2000, "国家2000": Datum.CGCS2000,
    "2000国家大地坐标系": Datum.CGCS2000, "gcj02": Datum.GCJ02, "gcj-02": Datum.GCJ02, "火星坐标": Datum.GCJ02, "高德": Datum.GCJ02,
    "腾讯": Datum.GCJ02,
}  # fmt: skip
