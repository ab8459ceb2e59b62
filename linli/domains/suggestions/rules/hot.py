"""Hot issues: words that come up at one place this week more often than the weeks before would let expect."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linli.domains.suggestions.rules import words
from linli.domains.suggestions.rules.alike import Spot, metres

#: Words that stand in all kinds of reports: more of them means more reports, not an issue.
PLAIN = frozenset(
    [
        "小区",
        "社区",
        "网格",
        "业主",
        "物业",
        "居民",
        "村民",
        "老人",
        "孩子",
        "大家",
        "有人",
        "有时",
        "晚上",
        "早上",
        "白天",
        "半夜",
        "夜里",
        "昨天",
        "今天",
        "每天",
        "几天",
        "三天",
        "一周",
        "门口",
        "楼下",
        "楼上",
        "附近",
        "旁边",
        "路边",
        "地方",
        "时候",
        "事情",
        "电话",
        "工作",
        "人员",
        "工作人员",
        "部门",
        "单位",
        "现场",
        "影响",
        "生活",
        "严重",
        "方便",
        "不便",
        "多次",
        "几次",
        "发现",
        "需要",
        "知道",
        "来看",
        "看看",
        "没人",
        "没人管",
        "意见",
        "咱们",
        "别人",
        "我家",
        "家里",
        "不了",
        "不到",
        "不能",
        "不会",
        "不行",
        "不让",
        "还是",
        "或者",
        "而且",
        "如果",
        "然后",
        "这个",
        "那个",
        "这里",
        "那里",
        "这样",
        "那样",
        "这些",
        "那些",
        "什么",
        "怎么",
        "为什么",
        "哪里",
        "多少",
        "几个",
        "一些",
        "一下",
        "一次",
        "明天",
        "最近",
        "以前",
        "之前",
        "之后",
        "起来",
        "出来",
        "过来",
        "进来",
        "下来",
        "上来",
        "出去",
        "过去",
        "回来",
        "很多",
        "非常",
        "特别",
        "比较",
        "确实",
        "麻烦",
        "反映人",
        "来电人",
        "诉求",
        "投诉",
        "举报",
        "求助",
        "咨询",
        "有关",
        "相关",
        "帮忙",
        "是不是",
        "能不能",
        "有没有",
        "好几天",
        "一片",
    ]
)
#: Two words with so much of their cases in common name one issue.
_SAME = 0.5
#: Words beside the first that name an issue.
_MORE_WORDS = 2


@dataclass(frozen=True, slots=True)
class Report:
    """A case for counting: where, whether it is of this week (else of the weeks before), and its lexemes."""

    pk: int
    spot: Spot
    is_now: bool
    lexemes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """From when on an issue is hot: so many cases this week, so many times as many as expected from so many weeks before."""

    at_least: int
    times: float
    weeks: int


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of one community. `now` cases of this week hold `word`, `before` of the weeks before; `others` are words that come
    with it; `apart` is how far (metres) its positions lie from their middle at most, None where fewer than two are known.
    """

    community: int
    word: str
    others: tuple[str, ...]
    now: int
    before: int
    expected: float
    ratio: float
    apart: float | None
    cases: tuple[int, ...]


def expected(before: int, weeks: int) -> float:
    """Cases of one week if it were like those before."""
    return before / weeks


def ratio(now: int, awaited: float) -> float:
    """(now + 1) / (expected + 1): one more on both sides, so that three after none aren't endlessly many."""
    return (now + 1) / (awaited + 1)


def hot_issues(reports: Iterable[Report], bounds: Bounds, names: Mapping[int, str] | None = None) -> list[Issue]:
    """All hot issues, hottest first. Words in the `names` of a community's own places (all in one text) are left out: that a place
    is named where it lies is no news.
    """
    placed: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        placed[report.spot.community].append(report)
    said = names or {}
    found = [issue for pk, ones in placed.items() for issue in _of_place(pk, ones, bounds, said.get(pk, ""))]
    return sorted(found, key=lambda issue: (-issue.ratio, -issue.now, issue.community, issue.word))


def _of_place(community: int, reports: Sequence[Report], bounds: Bounds, names: str) -> list[Issue]:
    wanted = (word for word in _candidates(reports, bounds) if word not in names)
    rising = [issue for word in wanted if (issue := _issue(community, word, reports, bounds))]
    rising.sort(key=lambda issue: (-issue.now * issue.ratio, -len(issue.word), issue.word))
    found: list[Issue] = []
    while rising:
        first, *rest = rising
        same = [one for one in rest if _overlap(first.cases, one.cases) >= _SAME]
        found.append(_named(first, [one.word for one in same]))
        rising = [one for one in rest if one not in same]
    return found


def _candidates(reports: Sequence[Report], bounds: Bounds) -> list[str]:
    """Words of the dictionary that enough cases of this week hold. What the dictionary doesn't know may be somebody's name."""
    counted = Counter(lexeme for report in reports if report.is_now for lexeme in report.lexemes)
    often = (word for word, n in counted.items() if n >= bounds.at_least)
    return sorted(
        word
        for word in often
        if len(word) > 1 and word not in PLAIN | words.STOP and not word[0].isascii() and words.is_known(word)
    )


def _issue(community: int, word: str, reports: Sequence[Report], bounds: Bounds) -> Issue | None:
    held = [report for report in reports if words.holds(report.lexemes, word)]
    now = [report for report in held if report.is_now]
    awaited = expected(len(held) - len(now), bounds.weeks)
    times = ratio(len(now), awaited)
    if len(now) < bounds.at_least or times < bounds.times:
        return None
    before = len(held) - len(now)
    cases = tuple(sorted(report.pk for report in now))
    return Issue(community, word, (), len(now), before, awaited, times, _apart([one.spot for one in now]), cases)


def _named(issue: Issue, others: Sequence[str]) -> Issue:
    """The issue with more of its words; those that are part of another one say nothing new."""
    said = [issue.word]
    for word in sorted(others, key=lambda word: (-len(word), word)):
        if not any(word in one or one in word for one in said):
            said.append(word)
    return Issue(
        issue.community, issue.word, tuple(said[1 : 1 + _MORE_WORDS]), issue.now, issue.before, issue.expected, issue.ratio,
        issue.apart, issue.cases,
    )  # fmt: skip


def _overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of the smaller one's cases that the other has too."""
    return len(set(one) & set(other)) / min(len(one), len(other))


def _apart(spots: Sequence[Spot]) -> float | None:
    known = [spot for spot in spots if spot.lat is not None and spot.lng is not None]
    if len(known) < 2:
        return None
    lat, lng = sum(one.lat or 0 for one in known) / len(known), sum(one.lng or 0 for one in known) / len(known)
    middle = Spot(lat, lng, 0, 0)
    return max(metres(middle, one) or 0.0 for one in known)
