"""What the tables of the ground may hold, with the headings that offices use."""

from __future__ import annotations

from linli.kernel.tables import Column
from linli.kernel.words import N_

AREAS = (
    Column("kind", ("类型", "层级"), N_("Level of the county's tree, for example community or grid"), needed=True),
    Column("name", ("名称",), N_("At most 80 characters"), needed=True),
    Column("code", ("编码", "代码"), N_("Letters, digits, dots and hyphens; unique in the county"), needed=True),
    Column("parent", ("上级编码", "上级", "上级代码"), N_("Code of the area above; empty: the county itself")),
    Column("short_name", ("简称",), N_("At most 20 characters")),
    Column("households", ("户数",), N_("A whole number")),
    Column("grid_kind", ("网格类型",), N_("ordinary or dedicated; for grids only")),
    Column("type", ("社区类型",), N_("Community type of the county's method")),
    Column("compound", ("小区",), N_("Names of compounds, several with ; between them; for grids and buildings")),
    Column("lat", ("纬度",), N_("Degrees, together with the longitude")),
    Column("lng", ("经度",), N_("Degrees, together with the latitude")),
    Column("order", ("排序", "序号"), N_("Place in lists")),
)

COMPOUNDS = (
    Column("name", ("小区名称", "名称", "小区"), N_("At most 80 characters"), needed=True),
    Column("community", ("社区编码", "村居编码"), N_("Code of the community or village"), needed=True),
    Column("grids", ("网格编码", "网格"), N_("Codes of the grids that cover it, several with ; between them")),
    Column("type", ("小区类型", "类型"), N_("Type of compound of the county's method")),
    Column("households", ("户数",), N_("A whole number")),
    Column("lat", ("纬度",), N_("Degrees, together with the longitude")),
    Column("lng", ("经度",), N_("Degrees, together with the latitude")),
)

ADDRESSES = (
    Column("grid", ("网格编码", "网格"), N_("Code of the grid"), needed=True),
    Column("road", ("道路", "街巷", "路名"), N_("Name of the street or lane"), needed=True),
    Column("first", ("起始门牌", "起号"), N_("First house number"), needed=True),
    Column("last", ("截止门牌", "止号"), N_("Last house number, itself included"), needed=True),
    Column("parity", ("单双号",), N_("Both sides, odd or even numbers; empty: both sides")),
)
