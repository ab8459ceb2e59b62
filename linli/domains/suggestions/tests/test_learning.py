"""What is learned: the same each time, readable without any library, with reasons that hold, from the county's own past alone."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from array import array
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as work
from linli.domains.suggestions import selectors, services
from linli.domains.suggestions.models import Lesson, Tally
from linli.domains.suggestions.rules import learning, model
from linli.domains.suggestions.rules.learning import Row
from linli.domains.suggestions.selectors.lessons import READ
from linli.domains.suggestions.services import lessons as learner
from linli.domains.suggestions.tests.making import KINDS, past, said, text_of
from linli.foundation.territory.models import Area
from linli.kernel.errors import RuleBroken

WASTE, LIGHT, NOISE = KINDS


def rows(each: int = 30) -> list[Row]:
    return [Row(text_of(kind, number), kind) for kind in KINDS for number in range(each)]


@pytest.fixture(scope="module")
def learned() -> model.Learned:
    return learning.train(rows())


def test_the_same_texts_teach_the_same_numbers(learned: model.Learned) -> None:
    assert learning.train(rows()).pack() == learned.pack()


def test_it_tells_apart_what_it_never_saw(learned: model.Learned) -> None:
    assert learned.best("后院的垃圾没有人来清") == WASTE
    assert learned.best("巷子里的路灯坏了") == LIGHT
    assert learned.best("半夜施工吵得睡不着，噪音大") == NOISE


def test_each_reason_raises_the_score_of_its_class(learned: model.Learned) -> None:
    text = "河边的垃圾桶满了臭味大，旁边路灯不亮"
    for one in learned.suggest(text):
        assert one.because and len(one.because) <= 3
        at = learned.labels.index(one.label)
        for word in one.because:
            assert word in text
            assert learned.scores(text.replace(word, "，"))[at] < learned.scores(text)[at], (one.label, word)


def test_nothing_is_suggested_without_a_known_word(learned: model.Learned) -> None:
    for text in ("", "😀😀", "？！。", "12345678", "qwerty"):
        assert learned.suggest(text) == []


def test_another_matter_is_not_pressed_into_a_class(learned: model.Learned) -> None:
    text = "苹果手机多少钱一台"
    assert max(learned.scores(text)) < 0
    assert all(one.score > model.REFUSED for one in learned.suggest("路灯不亮，苹果多少钱"))
    far = model.Learned(learned.labels, learned.features, learned.rarity, learned.weights, array("f", [-9.0] * 3))
    assert far.suggest("路灯不亮") == []


@pytest.mark.parametrize("text", ["垃圾" * 4000, "a" * 9000, "1" * 9000, "😀" * 5000, "\x00垃圾'\\"])
def test_odd_texts_are_answered(learned: model.Learned, text: str) -> None:
    learned.suggest(text[:READ])
    assert len(learned.scores(text)) == 3


def test_what_is_stored_is_what_was_learned(learned: model.Learned) -> None:
    again = model.unpack(learned.pack())
    text = text_of(WASTE, 3)
    assert again == learned and again.scores(text) == learned.scores(text)


def test_the_stored_form_says_what_the_library_says() -> None:
    """A second opinion: scikit-learn's own vectors and decision, computed here by its own classes."""
    import numpy as np
    from sklearn.svm import LinearSVC

    told = rows()
    _, counts, blocks = learning._counted([row.text for row in told])
    weighed = learning._weighed(counts, learning._rarity(counts), blocks)
    machine = LinearSVC(C=1.0, class_weight="balanced", dual=True, max_iter=4000, random_state=learning.SEED)
    wanted = machine.fit(weighed, [row.label for row in told]).decision_function(weighed)
    found = [learning.train(told).scores(row.text) for row in told]
    assert np.allclose(found, wanted, atol=1e-4)


@pytest.mark.parametrize("spoil", ["cut", "empty", "text", "pickle", "nan", "form"])
def test_what_is_no_model_is_refused(learned: model.Learned, spoil: str) -> None:
    import pickle
    import zlib

    data = learned.pack()
    raw = zlib.decompress(data)
    spoilt = {
        "cut": data[:-20], "empty": b"", "text": b"hello", "pickle": pickle.dumps(learned.labels),
        "nan": zlib.compress(raw[:-4] + b"\x00\x00\xc0\x7f"), "form": zlib.compress(raw.replace(b'"form": 1', b'"form": 2')),
    }  # fmt: skip
    with pytest.raises(model.Broken):
        model.unpack(spoilt[spoil])


def test_texts_that_differ_in_signs_and_numbers_are_one() -> None:
    kept = learning.distinct(
        [
            Row("路灯坏了！", "a"),
            Row("路灯 坏了", "a"),
            Row("路灯坏了，电话13800000000", "a"),
            Row("垃圾", "a"),
            Row("垃圾。", "b"),
            Row("。。", "a"),
        ]
    )
    assert [row.text for row in kept.rows] == ["路灯坏了！", "路灯坏了，电话13800000000"]
    assert (kept.doubles, kept.torn) == (3, 1)


def test_numbers_are_no_features() -> None:
    from linli.domains.suggestions.rules import words

    found = [
        one
        for block in words.features("工单QH-260901-0001编号20260901123，打13800138000，在3号楼，见http://a.cn/x1")
        for one in block
    ]
    assert not [one for one in found if any(sign.isdigit() for sign in one)]


def test_folds_keep_what_belongs_together_on_one_side() -> None:
    told = [Row(f"{row.text}{at}", row.label, f"g{at // 2}") for at, row in enumerate(rows(20))]
    parts = learning.folds(told)
    assert parts == learning.folds(told) and len(parts) == 5
    for learn, ask in parts:
        assert not {told[at].group for at in learn} & {told[at].group for at in ask}
    assert sorted(at for _, ask in parts for at in ask) == list(range(len(told)))


def test_figures_by_hand() -> None:
    told = [Row("1", "a"), Row("2", "a"), Row("3", "a"), Row("4", "b")]
    one, other = learning.figures(told, ["a", "a", "b", "b"])
    assert (one.precision, round(one.recall, 3), round(one.f1, 3)) == (1.0, 0.667, 0.8)
    assert (other.precision, other.recall, round(other.f1, 3)) == (0.5, 1.0, 0.667)
    assert round(learning.macro_f1([one, other]), 3) == 0.733


@pytest.mark.django_db
class TestOfACounty:
    """With a database."""

    def test_its_own_past_teaches_it_and_no_other(self, cast: Any) -> None:
        past(cast, 40)
        said(cast, "一件说不清的事情", "social/request/0709")
        lesson = services.learn_county(cast.county)
        assert lesson.texts == len(KINDS) * 40 and [row[0] for row in lesson.figures] == sorted(KINDS)
        assert lesson.too_few == [["social/request/0709", 1]] or lesson.too_few == [("social/request/0709", 1)]
        assert lesson.macro_f1 is not None and lesson.macro_f1 > 0.9
        first, *_ = selectors.suggested_for(cast.county, "后面垃圾桶满了，臭味大")
        assert first.key == WASTE and first.name == "类别0701" and "垃圾" in "".join(first.because)
        services.learn_county(cast.other_county)
        assert selectors.suggested_for(cast.other_county, "后面垃圾桶满了，臭味大") == []
        assert not Lesson.unscoped.get(county=cast.other_county).data

    def test_below_the_least_it_is_silent(self, cast: Any) -> None:
        past(cast, 29)
        lesson = services.learn_county(cast.county)
        assert not lesson.data and lesson.macro_f1 is None and len(lesson.too_few) == 3
        assert selectors.suggested_for(cast.county, "垃圾没人清") == []

    def test_joined_and_withdrawn_cases_teach_nothing(self, cast: Any) -> None:
        kept, joined, gone = (
            said(cast, text) for text in ("垃圾桶满了没人管", "垃圾桶满了真没人管", "垃圾桶满了不报了")
        )
        work.merge_cases(cast.chen_centre.actor, case=joined, into=kept)
        work.withdraw_case(cast.chen_centre.actor, case=gone)
        standards = ["social"]
        assert cases.labelled(cast.county.pk, most=10, standards=standards) == [(kept.text, WASTE)]
        assert cases.labelled(cast.county.pk, most=10, standards=["other"]) == []

    def test_learning_that_breaks_off_leaves_the_old_lesson(self, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        past(cast, 32)
        old = services.learn_county(cast.county)
        monkeypatch.setattr(learner.learning, "__name__", "linli.nothing_here")
        with pytest.raises(RuleBroken, match=r"suggestions\.learning_failed"):
            services.learn_county(cast.county)
        assert bytes(Lesson.unscoped.get(county=cast.county).data) == bytes(old.data)
        assert services.learn_all() == 1  # the other county has nothing to break

    def test_a_lesson_that_cannot_be_read_suggests_nothing(self, cast: Any) -> None:
        past(cast, 32)
        services.learn_county(cast.county)
        Lesson.unscoped.update(data=b"spoilt")
        assert selectors.suggested_for(cast.county, "垃圾没人清") == []

    def test_a_new_lesson_is_taken_up_at_once(self, cast: Any) -> None:
        past(cast, 32)
        services.learn_county(cast.county)
        assert selectors.suggested_for(cast.county, "垃圾没人清")
        Lesson.unscoped.update(data=b"", learned_at=_later())
        assert selectors.suggested_for(cast.county, "垃圾没人清") == []

    def test_a_retired_category_is_not_suggested(self, cast: Any) -> None:
        past(cast, 32)
        services.learn_county(cast.county)
        cases.category_by_key(WASTE).__class__.objects.filter(code="0701").update(retired=True)
        assert WASTE not in [one.key for one in selectors.suggested_for(cast.county, "垃圾桶满了，路灯不亮")]

    def test_a_text_is_answered_fast(self, cast: Any) -> None:
        past(cast, 60)
        services.learn_county(cast.county)
        text = "楼下的垃圾桶满了三天没有人清，臭味大，晚上路灯也不亮，老人走路不方便，希望有人来看看" * 3
        selectors.suggested_for(cast.county, text)
        began = time.process_time()
        for _ in range(5):
            selectors.suggested_for(cast.county, text)
        assert (time.process_time() - began) / 5 < 0.2, "0.02 s when quiet"

    def test_the_command_says_what_it_learned(self, cast: Any, capsys: pytest.CaptureFixture[str]) -> None:
        past(cast, 32)
        call_command("train_suggestions", cast.county.slug)
        assert "3 classes from 96 texts, macro-F1" in capsys.readouterr().out
        call_command("train_suggestions")
        assert "too few cases" in capsys.readouterr().out
        with pytest.raises(CommandError, match="no county nowhere"):
            call_command("train_suggestions", "nowhere")

    def test_choices_are_counted_without_names(self, cast: Any) -> None:
        zhao = cast.zhao_dispatcher.actor
        one, two, three = (said(cast, text_of(WASTE, number)) for number in range(3))
        keys = [LIGHT, NOISE]
        for kind in KINDS:
            said(cast, text_of(kind, 9), kind)
        services.choose_category(zhao, case=one, key=LIGHT, suggested=keys)
        services.choose_category(zhao, case=two, key=NOISE, suggested=keys)
        services.choose_category(zhao, case=three, key=WASTE, suggested=keys)
        services.choose_category(zhao, case=three, key=WASTE, suggested=[])
        tally = Tally.unscoped.get()
        assert (tally.county_id, tally.shown, tally.first, tally.other) == (cast.county.pk, 3, 1, 1)
        assert {field.name for field in Tally._meta.get_fields()} == {
            "id",
            "county",
            "month",
            "shown",
            "first",
            "other",
        }


def _later() -> Any:
    from datetime import timedelta

    from linli.kernel import clock

    return clock.now() + timedelta(minutes=1)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_is_told_to_wait(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    past(cast, 31)
    held, go = threading.Event(), threading.Event()
    whole = learner._learn

    def slow(told: Any) -> Any:
        held.set()
        assert go.wait(30)
        return whole(told)

    monkeypatch.setattr(learner, "_learn", slow)
    done: list[Any] = []

    def first() -> None:
        try:
            done.append(services.learn_county(Area.unscoped.get(pk=cast.county.pk)))
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert held.wait(30)
    with pytest.raises(RuleBroken, match=r"suggestions\.learning_now"):
        services.learn_county(cast.county)
    go.set()
    thread.join(60)
    assert len(done) == 1 and Lesson.unscoped.count() == 1


def test_a_killed_learner_says_nothing() -> None:
    """The process of its own is killed in the middle: nothing comes out of it that could be kept."""
    sent = json.dumps([[row.text, row.label] for row in rows(60)]).encode()
    running = subprocess.Popen([sys.executable, "-m", learning.__name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert running.stdin
    running.stdin.write(sent[:-10])
    running.stdin.flush()
    running.send_signal(signal.SIGKILL)
    assert running.wait(30) == -signal.SIGKILL
    assert running.stdout and running.stdout.read() == b""
    running.stdin, stdin = None, running.stdin
    try:
        stdin.close()
    except BrokenPipeError:
        pass
    running.stdout.close()
