"""Tables of rules: loaded from a file or from the method's starter set, judged as a whole, put into force with notice (H13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.domains.credit import events, kinds
from linli.domains.credit.method import forbidden_topic
from linli.domains.credit.models import Rule, RuleTable
from linli.domains.credit.selectors.texts import section_of
from linli.domains.credit.services import _base
from linli.domains.credit.states import RULES
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.scoping import keep_in_scope
from linli.kernel.tables import Column, Judged, Report, cell, line_of, parts
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

COLUMNS = (
    Column("code", ("编号", "code"), N_("A number or short code of the rule, once in the table"), needed=True),
    Column("group", ("分类", "group"), N_("Under which heading it stands")),
    Column("label", ("赋分标准", "label"), N_("What is thanked or deducted, in words"), needed=True),
    Column(
        "points", ("分值", "points"), N_("Points with at most one decimal; below zero for a deduction"), needed=True
    ),
    Column("kinds", ("适用主体", "kinds"), N_("Kinds of subjects by name, parted by semicolons; empty: all")),
    Column("evidence", ("凭据", "evidence"), N_("Proof of the entry")),
    Column("assumed", ("暂定说明", "assumed"), N_("Why it is provisional; empty where a document gives it")),
)
MOST_RULES = 500
_MOST_POINTS = 1000


@_base.changes(RULES)
def import_rules(
    actor: Actor, *, county: Any, rows: Sequence[Mapping[str, Any]], dry: bool, origin: str = ""
) -> Report:
    """A table of rules as the county's next version; it doesn't hold until it is put into force. With errors nothing is written.

    Raises RuleBroken credit.no_rows, credit.not_used; OutOfScope.
    """
    if not actor.reaches(RULES, county.path):
        raise OutOfScope
    section = section_of(county)
    if section is None:
        raise RuleBroken("credit.not_used")
    if not rows:
        raise RuleBroken("credit.no_rows")
    judged = Judged()
    made = [_rule(judged, section, raw, place) for place, raw in enumerate(rows, 2)]
    _once(judged, rows)
    if judged.errors:
        return judged.refused(len(rows))
    if not dry:
        _written(actor, county, [one for one in made if one is not None], origin or _("Loaded from a file"))
    return Report(len(rows), created=len(rows))


def load_starter(actor: Actor, *, county: Any, dry: bool = False) -> Report:
    """The starter set of the method as a table, through the same door. Raises as `import_rules`."""
    section = section_of(county)
    labels = {code: kind.label for code, kind in section.kinds.items()} if section else {}
    rows = [
        {"code": code, "group": one.group, "label": one.label, "points": str(one.points), "evidence": one.evidence,
         "kinds": "；".join(labels[kind] for kind in one.kinds), "assumed": one.assumed or ""}
        for code, one in (section.starter.items() if section else ())
    ]  # fmt: skip
    return import_rules(actor, county=county, rows=rows, dry=dry, origin=_("Starter set of the method"))


@_base.changes(RULES)
def enforce_table(actor: Actor, *, table: RuleTable, first: date, last: date | None = None) -> RuleTable:
    """Say from when to when (None: until the next one) a table holds; everybody can read it from now on, as many days before as the
    method says.

    Raises RuleBroken credit.in_force_already (also for a day that another table has), .too_soon, .ends_before_start; OutOfScope.
    """
    keep_in_scope(actor, table, RULES)
    row: RuleTable = RuleTable.unscoped.select_for_update(of=("self",)).select_related("county").get(pk=table.pk)
    if row.valid_from is not None:
        raise RuleBroken("credit.in_force_already")
    section = section_of(row.county)
    days = section.announced.days if section else 0
    earliest = clock.today() + timedelta(days=days)
    if first < earliest:
        raise RuleBroken("credit.too_soon", days=days, day=earliest.isoformat())
    if last is not None and last < first:
        raise RuleBroken("credit.ends_before_start")
    row.valid_from, row.valid_until = first, last
    try:
        with transaction.atomic():
            row.save(update_fields=["valid_from", "valid_until"])
    except IntegrityError:
        raise RuleBroken("credit.in_force_already") from None
    record(actor, events.RulesEnforced(row.number, first.isoformat()), subject=row, county_id=row.county_id)
    return row


def _rule(judged: Judged, section: Any, raw: Mapping[str, Any], place: int) -> Rule | None:
    line = line_of(raw, place)
    before = len(judged.errors)
    row = Rule(
        code=_text(judged, line, raw, "code", 40, needed=True), label=_text(judged, line, raw, "label", 120, needed=True),
        group=_text(judged, line, raw, "group", 60), evidence=_text(judged, line, raw, "evidence", 200),
        assumed=_text(judged, line, raw, "assumed", 400), points=_points(judged, line, raw),
        kinds=_kinds(judged, section, line, raw),
    )  # fmt: skip
    topic = forbidden_topic(f"{row.label} {row.group} {row.evidence}", section.forbidden)
    if topic:
        words = _(
            "A rule can't touch {topic}: contracts give thanks, and nobody's rights and private matters count here."
        )
        judged.complain(line, "label", words.format(topic=_(topic)))
    return row if len(judged.errors) == before else None


def _text(judged: Judged, line: int, raw: Mapping[str, Any], key: str, most: int, *, needed: bool = False) -> str:
    text = " ".join(cell(raw, key).split())
    if needed and not text:
        judged.complain(line, key, _("Please fill this in."))
    if len(text) > most:
        judged.complain(line, key, _("At most {most} characters.").format(most=most))
    return text[:most]


def _points(judged: Judged, line: int, raw: Mapping[str, Any]) -> int:
    """Tenths; complains about what is none, zero, or beyond 100 points."""
    try:
        points = kinds.UNIT.read(cell(raw, "points").lstrip("+＋"))
    except ValueError:
        points = 0
    if not 0 < abs(points) <= _MOST_POINTS:
        judged.complain(
            line, "points", _("Points lie between −100 and 100, aren't zero, and have one decimal at most.")
        )
        return 0
    return points


def _kinds(judged: Judged, section: Any, line: int, raw: Mapping[str, Any]) -> list[str]:
    known = {kind.label: code for code, kind in section.kinds.items()} | {code: code for code in section.kinds}
    found = parts(cell(raw, "kinds"))
    for name in found:
        if name not in known:
            judged.complain(line, "kinds", _("There is no kind of subject “{name}”.").format(name=name[:20]))
    return sorted({known[name] for name in found if name in known})


def _once(judged: Judged, rows: Sequence[Mapping[str, Any]]) -> None:
    """Codes stand once, and there aren't too many rules."""
    seen: set[str] = set()
    for place, raw in enumerate(rows, 2):
        code = " ".join(cell(raw, "code").split())
        if code in seen:
            judged.complain(
                line_of(raw, place), "code", _("“{code}” stands in the table twice.").format(code=code[:40])
            )
        seen.add(code)
    if len(rows) > MOST_RULES:
        judged.complain(MOST_RULES + 2, "code", _("A table has {most} rules at most.").format(most=MOST_RULES))


def _written(actor: Actor, county: Any, made: list[Rule], origin: str) -> RuleTable:
    last = RuleTable.unscoped.filter(county=county).order_by("-number").values_list("number", flat=True).first() or 0
    try:
        with transaction.atomic():
            table: RuleTable = RuleTable.unscoped.create(
                county=county,
                area=county,
                number=last + 1,
                origin=origin[:200],
                made_at=clock.now(),
                made_by=actor.label[:120],
            )
    except IntegrityError:  # two at once
        raise RuleBroken("credit.in_force_already") from None
    for one in made:
        one.table = table
    Rule.objects.bulk_create(made)
    record(actor, events.RulesLoaded(table.number, len(made)), subject=table, county_id=county.pk)
    return table
