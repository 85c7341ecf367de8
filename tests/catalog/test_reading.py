"""What is read out of a goal in words: tables for hours, deadlines, levels and known skills, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.catalog.reading.deadline import MOST_DAYS, read_deadline
from milepost.catalog.reading.goal import read_goal
from milepost.catalog.reading.hours import read_hours
from milepost.catalog.reading.level import read_level
from milepost.domain.goals import Language, Level

#: A Sunday.
TODAY = date(2026, 11, 22)

HOURS = [
    ("6 hours a week", 6),
    ("6 hrs per week", 6),
    ("6h/week", 6),
    ("6 h/wk", 6),
    ("6 hours weekly", 6),
    ("6 hours of study per week", 6),
    ("six hours each week", 6),
    ("2.5 hours a week", 2.5),
    ("2,5 hours a week", 2.5),
    ("5-7 hours a week", 6),
    ("5 to 8 hours every week", 6.5),
    ("an hour a day", 7),
    ("half an hour every evening", 3.5),
    ("30 minutes a day", 3.5),
    ("1 hour and a half a day", 10.5),
    ("one and a half hours per day", 10.5),
    ("2 hours every weekday", 10),
    ("10 hours every weekend", 10),
    ("2 hours, three times a week", 6),
    ("1h twice a week", 2),
    ("three evenings a week, 2 hours each", 6),
    ("every week 6 hours", 6),
    ("each day for 1 hour", 7),
    ("weekly: 6h", 6),
    ("hours per week: 6", 6),
    ("10 hours a month", 2.25),
    ("200 hours a week", 60),
    ("5 minutes a week", 0.5),
    ("每周6小时", 6),
    ("每周六个小时", 6),
    ("每周五个小时", 5),
    ("每周五六个小时", 5.5),
    ("一周十二小时", 12),
    ("每星期 8 小时", 8),
    ("每周学习大约6小时", 6),
    ("每周5到7小时", 6),
    ("每天半小时", 3.5),
    ("每天半个小时", 3.5),
    ("每天一个半小时", 10.5),
    ("每天晚上1小时", 7),
    ("每天30分钟", 3.5),
    ("每个工作日两小时", 10),
    ("每个周末四小时", 4),
    ("6小时/周", 6),
    ("6小时每周", 6),
]

NO_HOURS = [
    "in 6 hours",
    "6 hours",
    "a week in Rome",
    "0 hours a week",
    "my 40-hour job",
    "6小时",
    "每周五",
    "week 6",
    "",
]

DEADLINES = [
    ("by the end of March", date(2027, 3, 31)),
    ("by end of December", date(2026, 12, 31)),
    ("until the end of November", date(2026, 11, 30)),
    ("by June", date(2027, 6, 1)),
    ("before June", date(2027, 5, 31)),
    ("in June", date(2027, 6, 30)),
    ("by mid-June", date(2027, 6, 15)),
    ("by early may", date(2027, 5, 1)),
    ("by November", date(2027, 11, 1)),
    ("by June 2028", date(2028, 6, 1)),
    ("by the end of March 2028", date(2028, 3, 31)),
    ("by 15 June", date(2027, 6, 15)),
    ("by the 15th of June", date(2027, 6, 15)),
    ("by June 15th, 2028", date(2028, 6, 15)),
    ("on Dec. 1", date(2026, 12, 1)),
    ("by 22 November", date(2027, 11, 22)),
    ("by 29 February", date(2028, 2, 29)),
    ("by the 1st", date(2026, 12, 1)),
    ("by the 31st", date(2026, 12, 31)),
    ("2027-03-31", date(2027, 3, 31)),
    ("by 2027/3/31", date(2027, 3, 31)),
    ("by 31/03/2027", date(2027, 3, 31)),
    ("by 3/31/2027", date(2027, 3, 31)),
    ("by 04.03.2027", date(2027, 3, 4)),
    ("in 3 months", date(2027, 2, 22)),
    ("within six weeks", date(2027, 1, 3)),
    ("in the next 10 days", date(2026, 12, 2)),
    ("in a year", date(2027, 11, 22)),
    ("in half a year", date(2027, 5, 22)),
    ("in one and a half years", date(2028, 5, 22)),
    ("in 2-3 months", date(2027, 2, 22)),
    ("over a couple of months", date(2027, 1, 22)),
    ("for 3 months", date(2027, 2, 22)),
    ("a 30-day plan", date(2026, 12, 22)),
    ("3 months from now", date(2027, 2, 22)),
    ("I have 3 months", date(2027, 2, 22)),
    ("by the end of the year", date(2026, 12, 31)),
    ("this year", date(2026, 12, 31)),
    ("by the end of next year", date(2027, 12, 31)),
    ("by the end of the month", date(2026, 11, 30)),
    ("by the end of next month", date(2026, 12, 31)),
    ("by the end of the quarter", date(2026, 12, 31)),
    ("next quarter", None),
    ("by next week", date(2026, 11, 29)),
    ("by Friday", date(2026, 11, 27)),
    ("by Sunday", date(2026, 11, 29)),
    ("by next summer", date(2027, 6, 1)),
    ("this summer", date(2027, 8, 31)),
    ("by the end of winter", date(2027, 2, 28)),
    ("before Christmas", date(2026, 12, 24)),
    ("by New Year", date(2026, 12, 31)),
    ("by Q2", date(2027, 4, 1)),
    ("by the end of Q1 2028", date(2028, 3, 31)),
    ("by 2028", date(2028, 1, 1)),
    ("by the end of 2027", date(2027, 12, 31)),
    ("by tomorrow", date(2026, 11, 23)),
    ("deadline: 1 May", date(2027, 5, 1)),
    ("by March 2020", date(2020, 3, 1)),
    ("三月底前", date(2027, 3, 31)),
    ("3月底", date(2027, 3, 31)),
    ("六月前", date(2027, 5, 31)),
    ("到六月", date(2027, 6, 1)),
    ("6月内", date(2027, 6, 30)),
    ("3月31日前", date(2027, 3, 31)),
    ("2027年3月31日之前", date(2027, 3, 31)),
    ("2028年6月", None),
    ("2028年6月前", date(2028, 5, 31)),
    ("明年三月底", date(2027, 3, 31)),
    ("明年6月15日", date(2027, 6, 15)),
    ("后年年底", date(2028, 12, 31)),
    ("年底前", date(2026, 12, 31)),
    ("明年年底", date(2027, 12, 31)),
    ("今年内", date(2026, 12, 31)),
    ("月底前", date(2026, 11, 30)),
    ("下个月底前", date(2026, 12, 31)),
    ("下周", date(2026, 11, 29)),
    ("三个月内", date(2027, 2, 22)),
    ("3个月学会", date(2027, 2, 22)),
    ("半年内", date(2027, 5, 22)),
    ("一年半内", date(2028, 5, 22)),
    ("两周内", date(2026, 12, 6)),
    ("一个半月之内", date(2027, 1, 6)),
    ("100天内", date(2027, 3, 2)),
]

NO_DEADLINE = [
    "by heart", "may I learn it", "on May", "in 2019", "for 2000 people", "in Spring", "March madness", "by 03/04/2027",
    "by 31 June", "in 3 hours", "I have used it for 3 years", "I have 3 years of experience", "in 9999 years",
    "2019-01-01", "by 45/45/2027", "9月", "每天", "三年经验", "",
]  # fmt: skip

LEVELS = [
    ("python for beginners", Level.BEGINNER),
    ("I'm a complete beginner", Level.BEGINNER),
    ("from scratch", Level.BEGINNER),
    ("from zero to hero", Level.BEGINNER),
    ("I have no programming experience", Level.BEGINNER),
    ("without any prior knowledge", Level.BEGINNER),
    ("I've never coded before", Level.BEGINNER),
    ("new to programming", Level.BEGINNER),
    ("I know nothing about computers", Level.BEGINNER),
    ("from beginner to advanced", Level.BEGINNER),
    ("intermediate python", Level.INTERMEDIATE),
    ("at an intermediate level", Level.INTERMEDIATE),
    ("I am not a beginner", Level.INTERMEDIATE),
    ("I have some coding experience", Level.INTERMEDIATE),
    ("advanced python", Level.ADVANCED),
    ("I'm an experienced developer", Level.ADVANCED),
    ("become an advanced developer", None),
    ("become a senior engineer", None),
    ("basics to advanced", None),
    ("learn python", None),
    ("零基础学编程", Level.BEGINNER),
    ("没有任何编程经验", Level.BEGINNER),
    ("Python 入门", Level.BEGINNER),
    ("我是小白", Level.BEGINNER),
    ("从零开始", Level.BEGINNER),
    ("中级水平", Level.INTERMEDIATE),
    ("Python 进阶", Level.INTERMEDIATE),
    ("有一定基础", Level.INTERMEDIATE),
    ("高级", Level.ADVANCED),
    ("成为高级工程师", None),
]

#: (sentence, [(what is known, whether only a little)])
KNOWN: list[tuple[str, list[tuple[str, bool]]]] = [
    ("I already program in Python, now I want machine learning", [("Python", False)]),
    ("HTML and CSS are no problem for me, I need JavaScript", [("HTML", False), ("CSS", False)]),
    ("HTML is old hat to me; I want JS", [("HTML", False)]),
    ("pandas I use daily; what I lack is SQL", [("pandas", False)]),
    ("Been using R since 2012. Time for pandas.", [("R", False)]),
    ("what must I know before I can write a bot?", []),
    ("JavaScript bores me these days; teach me SQL", [("JavaScript", False)]),
    ("前端我会写，想学命令行", [("前端", False)]),
    ("html不用教了，想学js", [("html", False)]),
    ("Vue用了三年，想学后端", [("Vue", False)]),
    ("做了八年前端，想学后端", [("前端", False)]),
    ("想知道哪些会员下个月会流失", []),
    ("become a data engineer, I know Python", [("Python", False)]),
    ("I already know Python and Git", [("Python", False), ("Git", False)]),
    ("I know Python, git and want to learn SQL", [("Python", False), ("git", False)]),
    ("I know Python but not git", [("Python", False)]),
    ("I know how to use git, teach me Python", [("git", False)]),
    ("I'm familiar with the command line", [("command line", False)]),
    (
        "I am comfortable with loops, functions and classes",
        [("loops", False), ("functions", False), ("classes", False)],
    ),
    ("I have been using Python for 3 years", [("Python", False)]),
    ("already familiar with Git", [("Git", False)]),
    ("with a good knowledge of Python", [("Python", False)]),
    ("Python I already know, so git", [("Python", False)]),
    ("I know some Python", [("Python", True)]),
    ("I know the basics of git", [("git", True)]),
    ("I have basic knowledge of Python", [("Python", True)]),
    ("I know the command line and a bit of Git", [("command line", False), ("Git", True)]),
    ("I want to know Python", []),
    ("I don't know Python", []),
    ("I've never used git", []),
    ("I used to play the violin", []),
    ("我会Python，想学Git", [("Python", False)]),
    ("我已经会命令行和Git", [("命令行", False), ("Git", False)]),
    ("已经学过Python，想学命令行", [("Python", False)]),
    ("会Python，想学Git", [("Python", False)]),
    ("Python我已经会了，想学git", [("Python", False)]),
    ("我有一点Python基础", [("Python", True)]),
    ("我有Python基础，想学git", [("Python", True)]),
    ("我想学会Python", []),
    ("学会Git和命令行", []),
    ("我不会Python", []),
    ("掌握Python", []),
]


@pytest.mark.parametrize(("text", "hours"), HOURS, ids=[row[0] for row in HOURS])
def test_hours_a_week_are_read(text: str, hours: float) -> None:
    found = read_hours(f"learn this, {text}, please")
    assert found is not None
    assert found[0] == hours


@pytest.mark.parametrize("text", NO_HOURS)
def test_other_hours_are_left_alone(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize(("text", "day"), DEADLINES, ids=[row[0] for row in DEADLINES])
def test_deadlines_are_read(text: str, day: date | None) -> None:
    found = read_deadline(f"learn it {text}, please", TODAY)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize("text", NO_DEADLINE)
def test_what_is_no_deadline_is_left_alone(text: str) -> None:
    assert read_deadline(text, TODAY) is None


@pytest.mark.parametrize(("text", "level"), LEVELS, ids=[row[0] for row in LEVELS])
def test_levels_are_read(text: str, level: Level | None) -> None:
    found = read_level(text)
    assert (found[0] if found else None) == level


@pytest.mark.parametrize(("text", "known"), KNOWN, ids=[row[0] for row in KNOWN])
def test_known_skills_are_read(text: str, known: list[tuple[str, bool]]) -> None:
    assert [tuple(phrase) for phrase in read_goal(text, TODAY).known] == known


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("learn Python, 6 hours a week, by the end of March", "learn Python"),
        ("Become a data engineer by June, 8 hours a week, I know Python", "Become a data engineer"),
        ("I am a nurse who wants to learn Python in 2 years", "who wants to learn Python"),
        ("我会Python，想学Git，每天半小时，三个月内", "想学Git"),
        ("零基础学Python，每周五个小时，明年6月前", "学Python"),
        ("我是一名护士，想学Python", "想学Python"),
        ("JavaScript, not Java", "JavaScript"),
        ("a page of my own and not with Wix", "a page of my own"),
        ("浏览器里跑的语言，不是Java", "浏览器里跑的语言"),
        ("learn SQL, not just the basics", "learn SQL, not just the basics"),
    ],
)
def test_what_was_read_is_gone_from_the_rest(text: str, rest: str) -> None:
    assert read_goal(text, TODAY).rest.strip(" ;,") == rest


def test_the_whole_of_a_sentence_is_read_at_once() -> None:
    reading = read_goal("I know Git, teach me Python from scratch, 5-7 hrs/week, before Christmas", TODAY)
    assert (reading.hours_per_week, reading.deadline, reading.level) == (
        6,
        date(2026, 12, 24),
        Level.BEGINNER,
    )
    assert [phrase.text for phrase in reading.known] == ["Git"]


def test_what_is_not_known_may_be_what_is_wanted() -> None:
    assert read_goal("I don't know Python", TODAY).fallback.strip(" ;") == "Python"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("learn Python", Language.EN),
        ("学习Python", Language.ZH),
        ("我想学 Python 和 Git", Language.ZH),
        ("learn Python 编程 by June with my friends", Language.EN),
        ("выучить Python", Language.EN),
        ("", Language.EN),
    ],
)
def test_the_language_is_that_of_the_sentence(text: str, language: Language) -> None:
    assert read_goal(text, TODAY).language is language


ANY_DAY = st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 12, 31))
WORDS = st.sampled_from(
    [
        "by", "before", "in", "the", "end", "of", "March", "June", "2027", "31", "february", "next", "week",
        "month", "year", "summer", "Q4", "6", "hours", "a", "per", "day", "half", "an", "I", "know", "don't",
        "some", "Python", "every", "3", "times", "from", "scratch", "每周", "六", "小时", "月", "底前",
        "半", "年", "内", "我", "会", "已经", "明年", "二十", "个", "日", "，", ".", "-",
    ]
)  # fmt: skip


@given(st.text(max_size=300), ANY_DAY)
def test_any_text_can_be_read(text: str, today: date) -> None:
    check_reading(text, today)


@given(st.lists(WORDS, max_size=30), ANY_DAY, st.sampled_from(["", " "]))
def test_any_words_of_the_grammar_can_be_read(words: list[str], today: date, between: str) -> None:
    check_reading(between.join(words), today)


def check_reading(text: str, today: date) -> None:
    reading = read_goal(text, today)
    assert reading.hours_per_week is None or 0.5 <= reading.hours_per_week <= 60
    assert reading.deadline is None or (reading.deadline - today).days <= MOST_DAYS
    assert all(phrase.text for phrase in reading.known)
