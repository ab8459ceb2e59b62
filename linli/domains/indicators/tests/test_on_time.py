"""On-time rates are exact, case by case: logs of 25 cases with due times and verdicts that were worked out by hand (`data/`), with
holidays, make-up days, pauses, cases opened anew, handed over, climbing, and open ones.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from linli.domains.cases import services
from linli.domains.cases.models import Deadline
from linli.domains.cases.services import load_shipped_categories
from linli.domains.cases.tests import making
from linli.domains.history.tests import making as past
from linli.domains.indicators import selectors
from linli.domains.indicators.method import Question
from linli.domains.indicators.rules import period_of
from linli.domains.indicators.selectors.counting import Asked, counted, counted_of, read_rows
from linli.domains.indicators.tests.making import again, figure, reporter_of
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.clock import ZONE

DATA = Path(__file__).parent / "data"
SYSTEM = Actor.system()
ASKED_AT = datetime(2026, 10, 19, 12, tzinfo=ZONE)
PERIOD = period_of("own", date(2026, 9, 14), date(2026, 9, 14), date(2026, 10, 9))


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _open(cast: Any, word: str) -> Any:
    kind, _, urgency = word.partition(" ")
    return making.open_case(cast, request_kind=kind, urgency=urgency or "normal")


def _dispatch(cast: Any, case: Any, _word: str) -> None:
    services.dispatch_case(SYSTEM, case=case, to_org=cast.bureau.pk)


#: What each verb of the log does to a case.
VERBS: dict[str, Callable[[Any, Any, str], Any]] = {
    "accept": lambda cast, case, word: services.accept_case(SYSTEM, case=case),
    "ask": lambda cast, case, word: services.ask_reporter(SYSTEM, case=case, question="请问是哪一栋楼？"),
    "reply": lambda cast, case, word: services.answer_question(reporter_of(case), words="三号楼"),
    "resolve": lambda cast, case, word: services.resolve_case(SYSTEM, case=case, text="已经处理完毕", public_words=""),
    "verify": lambda cast, case, word: services.verify_case(SYSTEM, case=case),
    "send_back": lambda cast, case, word: services.send_back(SYSTEM, case=case, reason="还有一处没清"),
    "confirm": lambda cast, case, word: services.confirm_case(reporter_of(case), solved=word == "yes"),
    "lapse": lambda cast, case, word: services.lapse_case(SYSTEM, case=case),
    "dispatch": _dispatch,
    "escalate": lambda cast, case, word: services.escalate_case(SYSTEM, case=case, reason="一个人办不了"),
    "explain": lambda cast, case, word: services.explain_case(SYSTEM, case=case, reason="政策是这样规定的"),
    "withdraw": lambda cast, case, word: services.withdraw_case(SYSTEM, case=case),
}


def played(cast: SimpleNamespace) -> dict[str, Any]:
    """The log as it happened, line by line in the order of time; cases by their names in it."""
    cases: dict[str, Any] = {}
    for line in sorted(rows_of("on_time_log.csv"), key=lambda row: row["at"]):
        with clock.frozen(datetime.fromisoformat(line["at"]).replace(tzinfo=ZONE)):
            if line["verb"] == "open":
                cases[line["case"]] = _open(cast, line["word"])
            else:
                VERBS[line["verb"]](cast, again(cases[line["case"]]), line["word"])
    return cases


def test_each_case_and_the_rate_are_as_worked_out_by_hand(cast: Any) -> None:
    cases, expected = played(cast), {row["case"]: row for row in rows_of("on_time_expected.csv")}
    assert set(cases) == set(expected)
    assert {name: due_of(case) for name, case in cases.items()} == {name: row["due"] for name, row in expected.items()}
    with clock.frozen(ASKED_AT):
        found = {name: verdict_of(cast, case) for name, case in cases.items()}
        assert found == {name: row["verdict"] for name, row in expected.items()}
        page = selectors.figure_page(cast.chen_centre.actor, cast.county, selectors.Wanted(PERIOD, table="work"))
        assert page is not None
        assert figure(page.sum, "on_time") == (12, 22)
        assert page.sum.figures[0].text == "54.5%"
        met = refs(cast, "counted")
        assert met == {cases[name].ref for name, row in expected.items() if row["verdict"] == "met"}
        assert refs(cast, "rest") == {cases[name].ref for name, row in expected.items() if row["verdict"] == "late"}
        assert {(one.label, one.count) for one in page.left} == {("撤回", 1)}


def due_of(case: Any) -> str:
    """When the promise is due as it stands at last; "" where it was dropped."""
    row = Deadline.objects.filter(case=case, kind="promise").exclude(state="dropped").order_by("-id").first()
    return f"{row.due_at.astimezone(ZONE):%Y-%m-%d %H:%M}" if row else ""


def verdict_of(cast: Any, case: Any) -> str:
    """What the engine says of a single case: which of the four values its clock has."""
    rules = selectors.rules_at(cast.county)
    for value in ("met", "late", "running"):
        one = rules.definitions["reported"].model_copy(
            update={"counted": (Question(fact="promise", one_of=(value,)),), "moment": "opened"}
        )
        asked = Asked(cast.chen_centre.actor, cast.county.path, rules, {"x": one}, [PERIOD.span])
        if counted_with(asked, case):
            return value
    return "none"


def counted_with(asked: Asked, case: Any) -> bool:
    ids, count = read_rows(asked, "x", counted_of(asked.indicators["x"]), first=0, most=100)
    assert count == len(ids) == counted(asked).total(0, "x")[0]
    return case.pk in ids


def refs(cast: Any, part: str) -> set[str]:
    """Numbers of the cases behind the figure."""
    behind = selectors.Behind(PERIOD, code="on_time", part=part)
    return {row.ref for row in selectors.rows_page(cast.chen_centre.actor, cast.county, behind).rows}


def test_cases_of_earlier_systems_are_as_their_lists_say(cast: Any) -> None:
    """Of five past cases one was in time to the minute, one late; one is still open and over; two had no promise or were withdrawn."""
    load_shipped_categories(SYSTEM)
    with rls.everywhere():
        past.brought_in(cast, past.ROWS)
        march = selectors.Wanted(period_of("month", date(2024, 3, 15)), table="work", by="source")
        page = selectors.figure_page(cast.chen_centre.actor, cast.county, march)
        assert page is not None
        assert [(row.group.code, figure(row, "on_time")) for row in page.rows if row.figures[0].of] == [
            ("past", (1, 3))
        ]
        behind = selectors.Behind(march.period, code="on_time", part="counted")
        found = selectors.rows_page(cast.chen_centre.actor, cast.county, behind)
        assert [row.ref for row in found.rows] == [past.case("A-1").ref]
