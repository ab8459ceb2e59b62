"""Section `credit`: the covenant, contracts by kind of subject (H12), special agreements (H14), how rules are made and thanks given."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Duration, Figure, Label, Marked, Section, Text
from linli.kernel.words import N_

Body = Annotated[str, Field(min_length=1, max_length=2000)]
Version = Annotated[int, Field(ge=1, le=999)]
Days = Annotated[int, Field(ge=0, le=3650)]
Points = Annotated[float, Field(ge=-100, le=100)]

#: Parts of personal data that the section needs a rule for in `[privacy.fields]`.
FIELDS = ("credit.account", "credit.words")


#: What no rule may touch (mission: no profiles of persons; DS§10), with words that give such a rule away.
FORBIDDEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "faith": (N_("faith"), ("宗教", "信教", "信仰", "礼拜", "教堂", "寺庙", "清真", "基督", "佛教", "伊斯兰", "道教", "法会")),
    "health": (N_("health"), (
        "健康", "疾病", "患病", "病史", "病情", "残疾", "精神病", "体检", "疫苗", "接种", "核酸", "传染", "怀孕", "生育", "抑郁",
    )),
    "ethnicity": (N_("ethnicity"), ("民族", "族裔", "汉族", "回族", "维吾尔", "藏族", "籍贯")),
    "opinion": (N_("opinion"), (
        "言论", "发帖", "网评", "网络评论", "点赞", "转发", "政治", "批评", "思想", "立场", "舆情", "意见倾向", "投票给", "负面信息",
    )),
    "petitions": (N_("petitions and complaints"), (
        "信访", "上访", "投诉", "举报", "控告", "申诉", "诉讼", "起诉", "复议", "12345", "热线", "维权", "反映问题",
    )),
    "debts": (N_("debts"), (
        "欠费", "欠款", "欠债", "债务", "拖欠", "失信", "贷款", "逾期", "物业费", "水费", "电费", "燃气费", "取暖费", "缴费", "交费",
    )),
    "duties": (N_("duties by law"), (
        "纳税", "税款", "兵役", "征兵", "义务教育", "社保", "医保", "违法", "犯罪", "处罚", "罚款", "判决", "执法", "低保", "补贴资格",
    )),
}  # fmt: skip


def forbidden_topic(words: str, more: Mapping[str, Sequence[str]] | None = None) -> str:
    """The topic (a msgid) that a rule with these words would touch; "" for none. Blanks, signs and widths hide nothing."""
    plain = _plain(words)
    for topic, (label, signs) in FORBIDDEN.items():
        if any(_plain(sign) in plain for sign in (*signs, *(more or {}).get(topic, ())) if _plain(sign)):
            return label
    return ""


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


class Covenant(Marked):
    """The common text that every contract begins with (居民公约)."""

    title: Label
    version: Version
    text: Body


class Kind(Marked):
    """A kind of subject with its contract. `of` says who may sign: a person, or an organization of one of these kinds. `backbone` kinds
    count as backbone in the figures (H15).
    """

    label: Label
    of: Literal["person", "organization"]
    version: Version
    text: Body
    organizations: tuple[Code, ...] = ()
    backbone: bool = False

    @model_validator(mode="after")
    def _organizations_with_theirs(self) -> Self:
        if (self.of == "organization") != bool(self.organizations):
            raise ValueError('organizations goes with of = "organization", and with it always')
        return self


class Agreement(Marked):
    """A special agreement that may be signed besides (个性协议); without `kinds` by everybody."""

    label: Label
    version: Version
    text: Body
    kinds: tuple[Code, ...] = ()


class StarterRule(Marked):
    """A rule of the starter set, as a row of a table: points above zero are thanks, below zero a deduction."""

    label: Label
    group: Label
    points: Points
    evidence: Label
    kinds: tuple[Code, ...] = ()


class Announced(Marked):
    """How many days before a table of rules comes into force it is published (DS§10: known beforehand)."""

    days: Annotated[int, Field(ge=1, le=365)]


class ObjectionRules(Marked):
    """Until when an entry may be objected to (days from its booking), and within which time somebody decides."""

    days: Days
    decide_within: Duration


class KeepRules(Marked):
    """After how many days words and pictures of an entry go, and what still names somebody who has withdrawn."""

    evidence_days: Days
    withdrawn_days: Days


class FigureRules(Marked):
    """Numbers of people below this aren't shown."""

    least_shown: Annotated[int, Field(ge=2, le=100)]


class Thank(Marked):
    """A way of saying thanks, in words."""

    label: Label
    text: Text


class ContractRules(Section):
    """All that a county with contracts says about them. `forbidden` adds words to the topics that no rule may touch; what the product forbids itself stays so."""

    covenant: Covenant
    kinds: dict[Code, Kind]
    agreements: dict[Code, Agreement] = {}
    starter: dict[Code, StarterRule] = {}
    announced: Announced
    objections: ObjectionRules
    keep: KeepRules
    figures: FigureRules
    thanks: tuple[Thank, ...] = ()
    forbidden: dict[str, tuple[str, ...]] = {}
    published: dict[Code, Figure] = {}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if unknown := sorted(set(self.forbidden) - set(FORBIDDEN)):
            raise ValueError(f"forbidden topics {unknown} don't exist; there are: {', '.join(FORBIDDEN)}")
        named = {code: one.kinds for code, one in self.agreements.items()}
        named |= {code: one.kinds for code, one in self.starter.items()}
        for code, kinds in named.items():
            if lost := sorted(set(kinds) - set(self.kinds)):
                raise ValueError(f"{code} names kinds {lost} that don't exist")
        return self

    @model_validator(mode="after")
    def _starter_keeps_off(self) -> Self:
        for code, one in self.starter.items():
            if topic := forbidden_topic(f"{one.label} {one.group} {one.evidence}", self.forbidden):
                raise ValueError(f"starter rule {code} touches {topic}")
        return self

    def texts_for(self, kind: str) -> dict[str, Agreement]:
        """Special agreements that subjects of a kind may sign."""
        return {code: one for code, one in self.agreements.items() if not one.kinds or kind in one.kinds}


class CreditRules(Section):
    """Section `credit`; a county without contracts says nothing."""

    contracts: ContractRules | None = None


def across(found: Any) -> Iterator[tuple[str, str]]:
    """Points need their unit, looks their parts, and organizations must be of kinds that exist."""
    section = found.credit.contracts
    if section is None:
        return
    units = found.ledger.units if "ledger" in found.sections else {}
    if "credit_points" not in units or not units["credit_points"].in_use:
        yield "contracts.kinds", "needs the unit credit_points in [ledger.units]"
    fields = found.privacy.fields if "privacy" in found.sections else {}
    if lost := [part for part in FIELDS if part not in fields]:
        yield "contracts.kinds", f"needs {lost} in [privacy.fields]"
    for code, kind in section.kinds.items():
        if unknown := sorted(set(kind.organizations) - set(found.organizations.kinds)):
            yield f"contracts.kinds.{code}.organizations", f"{unknown} don't exist"
