"""Each tag: what a reader, also one who can't see, gets from it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import SafeString

from linli.kernel import clock

NOW = datetime(2026, 11, 18, 2, 32, tzinfo=UTC)


def test_a_badge_has_shape_word_and_colour(draw):
    html = draw('{% badge "late" "超时 2 小时" %}')
    assert 'class="badge badge--late"' in html
    assert "<svg" in html
    assert "超时 2 小时" in html
    assert "<svg" not in draw('{% badge "plain" "楼道" %}')


def test_words_from_outside_are_escaped(draw):
    evil = "<script>x</script>"
    for source in ('{% badge "late" evil %}', "{% kpi evil 1 note=evil url=evil %}", "{% empty evil hint=evil %}"):
        assert "<script>" not in draw(source, evil=evil)
    assert "<script>" not in draw("{% timeline entries %}", entries=[{"text": evil, "who": evil, "quote": evil}])


def test_an_icon_is_silent_unless_it_has_a_label(draw):
    assert 'aria-hidden="true"' in draw('{% icon "bell" %}')
    assert 'aria-label="消息"' in draw('{% icon "bell" label="消息" %}')
    with pytest.raises(KeyError):
        draw('{% icon "no-such" %}')


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("Q50", ["来源 Q50"]), (["Q50", "L3"], ["来源 Q50", "来源 L3"]), ({"source": "H49"}, ["来源 H49"]),
        ({"assumed": "原文没写"}, ["src--assumed", "默认", "原文没写"]),
    ],
)  # fmt: skip
def test_a_rule_shows_where_it_comes_from(draw, marked, words):
    html = draw("{% src m %}", m=marked)
    assert all(word in html for word in words)


def test_a_rule_without_mark_shows_nothing(draw):
    assert draw("{% src m %}", m="").strip() == ""


def test_a_moment_carries_the_exact_one(draw):
    with clock.frozen(NOW):
        html = draw("{% when at %}|{% when_text at %}|{% left due %}|{% span_text 3600 %}", at=NOW, due=NOW)
    assert '<time datetime="2026-11-18T10:32+08:00" title="2026 年 11 月 18 日 10:32">今天 10:32</time>' in html
    assert html.endswith("|今天 10:32|还有不到 1 分|1 小时")
    assert draw("{% when at %}{% left at %}{% span_text at %}", at=None) == ""


def test_clocks_come_worst_first_and_say_why_they_rest(draw):
    items = [
        {"name": "慢", "state": "run", "due_at": NOW + timedelta(days=4), "percent": 28},
        {"name": "停", "state": "paused", "left": "已停", "why": "等居民回话，不计时"},
        {"name": "晚", "state": "late", "due_at": NOW - timedelta(minutes=12), "percent": 100},
    ]
    with clock.frozen(NOW):
        html = draw("{% clocks items %}", items=items)
    assert html.index("晚") < html.index("慢") < html.index("停")
    assert "超 12 分" in html
    assert "还有 4 天" in html
    assert "等居民回话" in html
    assert html.count("<progress") == 2
    assert "prog--late" in html


def test_a_clock_in_an_unknown_state_is_a_bug(draw):
    with pytest.raises(ValueError, match="sleeping"):
        draw("{% clock one %}", one={"name": "x", "state": "sleeping"})


@dataclass(frozen=True)
class Station:
    name: str
    state: str
    at: object = None


def test_a_route_takes_objects_and_tells_a_return_aloud(draw):
    with clock.frozen(NOW):
        html = draw("{% route stops %}", stops=[Station("受理", "done", NOW), Station("退回", "returned", "周二")])
    assert "今天 10:32" in html
    assert "周二" in html
    assert "（退回）" in html


def test_a_whistle_is_a_ring_and_a_list(draw):
    calls = [
        {"name": "执法队", "state": "in", "when": "10:08 报到"},
        {"name": "消防", "state": "late", "when": "超 12 分"},
    ]
    html = draw("{% whistle calls %}", calls=calls)
    assert "2 家被叫，1 家报到，1 家超时" in html
    assert "1 / 2" in html
    assert html.count("<li") == 2


@pytest.mark.parametrize(("states", "word"), [("wait wait", "还没人到"), ("in wait", "已报到"), ("in in", "到齐了")])
def test_the_middle_of_the_ring_says_how_far_it_is(draw, states, word):
    assert word in draw("{% ring calls %}", calls=[{"state": state} for state in states.split()])


def test_a_track_names_the_present_step(draw):
    html = draw("{% track steps %}", steps=[{"label": "已收到", "state": "done"}, {"label": "处理中", "state": "now"}])
    assert html.count('aria-current="step"') == 1


def test_a_timeline_line_says_who_can_see_it(draw):
    entries = [{"at": NOW, "who": "甲", "text": "看了", "audience": one} for one in ("public", "internal", "audit", "")]
    html = draw("{% timeline entries %}", entries=entries)
    assert [html.count(word) for word in ("居民能看到", "内部", "查看记录")] == [1, 1, 1]


def test_a_figure_is_a_link_where_it_counts_rows(draw):
    assert '<a class="kpi kpi--late" href="/x">' in draw('{% kpi "现在超时" 44 url="/x" kind="late" %}')
    assert "<a" not in draw('{% kpi "现在超时" 44 %}')


CELLS = [{"name": "城北街道", "count": 9, "flags": 2, "url": "/a"}, {"name": "安头乡", "count": 0}]


def test_a_cell_prints_its_number_and_is_read_aloud(draw):
    html = draw('{% cellmap cells unit="件" %}', cells=CELLS)
    assert 'aria-label="城北街道：9 件"' in html
    assert 'class="h4"' in html
    assert "⚑2" in html
    assert ">城北<" in html
    assert 'class="h0"' in html


def test_a_county_without_boundaries_is_drawn_as_cells(draw):
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    drawn = [cell | {"geometry": shape} for cell in CELLS]
    assert "<polygon" in draw("{% area_map cells %}", cells=CELLS)
    assert "不是边界" in draw("{% area_map c %}", c=CELLS)
    assert "<path" in draw("{% area_map cells %}", cells=drawn)
    assert "<polygon" not in draw("{% area_map c %}", c=drawn)
    assert "<polygon" in draw("{% area_map cells %}", cells=[drawn[0], CELLS[1]])


def test_charts_say_in_words_what_they_show(draw):
    html = draw("{% linechart series labels=weeks %}", series=[{"name": "受理", "values": [7, 9]}], weeks=["一", "二"])
    assert 'aria-label="受理从 7 到 9"' in html
    assert 'aria-label="一季 10；二季 20"' in draw(
        "{% barchart bars %}", bars=[{"name": "一季", "value": 10}, {"name": "二季", "value": 20}]
    )
    assert 'aria-label="涨"' in draw('{% sparkline v label="涨" %}', v=[1, 2])
    assert 'max="60"' in draw('{% hbar "停车" 52 60 %}')


def test_the_pager_keeps_the_query_and_shows_the_ends(draw):
    html = draw("{% pager page %}", path="/q/?due=7&page=3", page=Paginator(range(47), 4).get_page(3))
    assert 'href="?due=7&amp;page=2"' in html
    assert 'href="?due=7&amp;page=12"' in html
    assert "第 9–12 条，共 47 条" in html
    assert "…" in html


def test_the_first_page_has_no_way_back(draw):
    html = draw("{% pager page %}", page=Paginator(range(9), 4).get_page(1))
    assert 'rel="prev"' not in html
    assert 'rel="next"' in html


def test_a_keyset_page_has_only_neighbours(draw):
    html = draw("{% pager page %}", page={"previous_url": "", "next_url": "?after=9", "text": "50 件"})
    assert 'href="?after=9"' in html
    assert "50 件" in html
    assert "pager__num" not in html


def test_a_query_is_changed_not_lost(draw):
    assert draw("{% query_replace page=2 sort=None %}", path="/?sort=due&q=灯") == "?q=%E7%81%AF&amp;page=2"


def test_filters_can_be_taken_off_one_by_one(draw):
    html = draw('{% filters_on tags total=47 unit="件" %}', tags=[{"text": "7 天内", "url": "?"}])
    assert 'aria-label="去掉 7 天内"' in html
    assert "共 47" in html
    assert draw("{% filters_on tags %}", tags=[]).strip() == ""


def test_the_bulk_bar_holds_its_buttons(draw):
    html = draw('{% bulkbar %}<button name="do">派给…</button>{% endbulkbar %}')
    assert '<button name="do">派给…</button>' in html
    assert 'role="group"' in html


def test_tabs_and_crumbs_say_where_one_is(draw):
    tabs = draw("{% tabs items %}", items=[{"label": "归我办", "url": "/a", "count": 0, "current": True}])
    assert 'aria-current="page"' in tabs
    assert ">0<" in tabs
    crumbs = draw("{% crumbs items %}", items=[{"label": "街道", "url": "/s"}, {"label": "队列"}])
    assert '<a href="/s">街道</a>' in crumbs
    assert '<li aria-current="page">队列</li>' in crumbs


@pytest.mark.parametrize(
    ("state", "word"), [("run", "约剩 40 秒"), ("done", "做完了"), ("failed", "出错停下了"), ("cancelled", "已停下")]
)
def test_a_long_job_says_how_it_stands(draw, state, word):
    task = {"name": "导入", "done": 6, "total": 10, "left": "40 秒", "state": state, "cancel_url": "/stop"}
    html = draw("{% job task %}", task=task)
    assert word in html
    assert ("/stop" in html) is (state == "run")


def test_an_empty_list_says_what_would_be_there(draw):
    html = draw('{% empty "没有要办的了" hint="新派来的会在这里" url="/d" label="看已办的" %}')
    assert "没有要办的了" in html
    assert 'href="/d"' in html


def test_a_toast_offers_a_way_back(draw):
    assert 'href="/undo"' in draw('{% toast "已派" url="/undo" label="撤回" %}')


class ReportForm(forms.Form):
    what = forms.CharField(label="说一说", widget=forms.Textarea, max_length=500, help_text="什么坏了")
    name = forms.CharField(label="称呼", required=False)
    kind = forms.ChoiceField(
        label="哪一类", widget=forms.RadioSelect, choices=[("a", "积水"), ("其他", [("b", "路灯"), ("c", "噪音")])]
    )
    tags = forms.MultipleChoiceField(
        label="标记", required=False, widget=forms.CheckboxSelectMultiple, choices=[("x", "急"), ("y", "夜里")]
    )
    agree = forms.BooleanField(label="可以回访", required=False)
    photo = forms.FileField(label="照片", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.cleaned_data.get("name") == "x":
            raise forms.ValidationError("整张表都不对")


def test_a_field_ties_label_hint_error_and_control(draw):
    html = draw("{% field form.what %}", form=ReportForm({}))
    assert 'for="id_what"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_what_hint id_what_error"' in html
    assert 'id="id_what_hint"' in html
    assert 'id="id_what_error"' in html
    assert 'data-most="500"' in html
    assert html.index("field__label") < html.index("field__hint") < html.index("field__error") < html.index("<textarea")


def test_a_field_that_may_stay_empty_says_so(draw):
    assert "可以不填" in draw("{% field form.name %}", form=ReportForm())
    assert "可以不填" not in draw("{% field form.name optional=False %}", form=ReportForm())
    assert "可以不填" not in draw("{% field form.what %}", form=ReportForm())


def test_choices_are_real_radios_with_the_chosen_one_marked(draw):
    html = draw('{% choice_cards form.kind columns="icons" icons=i hints=h disabled=d %}',
                form=ReportForm({"kind": "b"}), i={"a": "drop"}, h={"b": "晚上不亮"}, d=["c"])  # fmt: skip
    assert html.count('type="radio"') == 3
    assert html.count(" checked") == 1
    assert html.count(" disabled") == 1
    assert 'value="b" checked' in html
    assert "晚上不亮" in html
    assert "<legend" in html


def test_many_choices_are_tick_boxes(draw):
    html = draw("{% field form.tags %}", form=ReportForm({"tags": ["x", "y"]}))
    assert html.count('type="checkbox"') == 2
    assert html.count(" checked") == 2


def test_a_tick_box_can_be_a_switch_and_a_hidden_field_is_bare(draw):
    assert 'class="switch"' in draw("{% field form.agree switch=True %}", form=ReportForm())
    assert "label" not in draw("{% field form.token %}", form=ReportForm())


def test_the_photo_picker_works_without_script(draw):
    html = draw("{% photo_picker form.photo most=2 taken=t %}", form=ReportForm(), t=[{"url": "/1.jpg", "alt": "灯"}])
    assert 'type="file"' in html
    assert 'accept="image/*"' in html
    assert "multiple" in html
    assert "定位信息" in html
    full = [{"url": "/1.jpg", "delete_name": "drop", "delete_value": 1}] * 2
    html = draw("{% photo_picker form.photo most=2 taken=t %}", form=ReportForm(), t=full)
    assert 'type="file"' not in html
    assert html.count("photo__del") == 2


def test_the_summary_leads_to_each_field(draw):
    html = draw("{% error_summary form %}", form=ReportForm({}))
    assert "有 2 处要改" in html
    assert 'href="#id_what"' in html
    assert 'href="#id_kind_0"' in html
    assert draw("{% error_summary form %}", form=ReportForm()).strip() == ""


def test_the_summary_has_errors_of_the_whole_form(draw):
    assert "整张表都不对" in draw("{% error_summary form %}", form=ReportForm({"name": "x", "what": "灯", "kind": "a"}))


def test_each_form_gets_a_key_of_its_own(draw):
    first, second = draw("{% idempotency_key %}"), draw("{% idempotency_key %}")
    assert 'name="idempotency_key"' in first
    assert first != second
    assert 'value="k1"' in draw('{% idempotency_key "k1" %}')


def test_drawings_are_marked_safe_and_texts_are_not():
    from linli.surfaces.web.tags.shapes import badge

    assert isinstance(badge("late", "x"), SafeString)
    assert "&lt;b&gt;" in badge("late", "<b>")


def test_the_ways_to_a_table_keep_the_filters_of_the_page(draw):
    html = draw("{% table_links %}", path="/x/?area=3&page=2")
    assert 'href="?area=3&amp;as=xlsx"' in html
    assert 'href="?area=3&amp;as=csv"' in html
