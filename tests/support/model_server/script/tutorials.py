"""Guides in Markdown, 250 to 500 words each, put together from what the script knows of a concept."""

from tests.support.model_server.script.roadmaps import ScriptedConcept, ScriptedGoal, number_from

_PROGRAM = """\
```python
seconds_per_frame = 1 / 60
position, speed = 0.0, 120.0
for frame in range(120):
    position += speed * seconds_per_frame
print(round(position))  # 240
```
"""


def tutorial_markdown(concept: ScriptedConcept, goal: ScriptedGoal) -> str:
    """The guide. It never shows HTML, and every fence that it opens it closes."""
    chinese = concept.name and _is_chinese(concept)
    return _chinese(concept, goal) if chinese else _english(concept, goal)


def outcomes_of(concept: ScriptedConcept) -> list[str]:
    if _is_chinese(concept):
        return [
            f"说明“{concept.name}”的要点",
            f"独立完成关于“{concept.name}”的练习",
            "指出一个常见的误解并改正",
        ]
    return [
        f"Explain {concept.name} in your own words",
        f"Do the exercise on {concept.name} without help",
        "Name a common mistake and put it right",
    ]


def done_when(concept: ScriptedConcept) -> str:
    if _is_chinese(concept):
        return "不看说明能再做一遍,并能说出每一步的理由。"
    return "You can do it again without the instructions and say why each step is there."


def minutes_for(concept: ScriptedConcept) -> int:
    return max(10, int(concept.hours * 20))


def _is_chinese(concept: ScriptedConcept) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in concept.summary)


def _lower(text: str) -> str:
    """Ready for the middle of a sentence, unless it begins with a name or an abbreviation."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def _english(concept: ScriptedConcept, goal: ScriptedGoal) -> str:
    before = [one.name for one in goal.concepts if one.label in concept.requires]
    after = [one.name for one in goal.concepts if concept.label in one.requires]
    first, second = concept.facts
    opening = (
        "Most people meet this early and understand it late.",
        "This is one of the places where an hour of care saves ten hours of mending.",
        "It looks smaller than it is, and it is worth doing slowly once.",
    )[number_from(concept.name) % 3]
    needed = (
        f"You need {', '.join(before)} for this; if that is still shaky, go back for a quarter of an hour first."
        if before
        else "You need nothing beforehand but a quiet quarter of an hour and something to write on."
    )
    return f"""## What this is about

{concept.summary} {opening} {needed}

{_diagram(before, concept.name, after, "You", "Next")}
## Two things to hold on to

1. **{first}** Do not take it on trust. Find a case of your own in which it decides what happens, and write that case
   down in one sentence, so that you can look at it again tomorrow.
2. **{second}** This follows less from theory than from trying: do it once the other way round, on purpose, and
   notice what becomes harder.

Both belong together. The first says what you aim for, the second tells you that you are on the way. When they seem to
contradict each other, slow down, make the example smaller, and look at one of them at a time.

## Step by step

1. Read the two sentences above aloud, and close the page.
2. Say from memory what they mean for {_lower(concept.name)}, in words that a friend would understand.
3. Begin the exercise below with the smallest version that still makes sense.
4. Stop after five minutes, look at the result, and name one thing to change.
5. Change only that, and go on.

{_code(goal)}## A common mistake

*“{concept.trap}”* Many believe this, because it is true in one easy case. It is not true here: {_lower(first)} If you
catch yourself at it, go back to the last point at which you were sure, and take a smaller step from there.

## Practise

{concept.practice} Plan about {minutes_for(concept)} minutes. You are done when you can do it again without these
instructions and say why each step is there.

## Check yourself

- What would go wrong if you left out the first of the two points?
- How would you explain {_lower(concept.name)} to somebody who starts tomorrow?
- {"What does " + after[0] + " need from this?" if after else "Where will you use this within the next week?"}
"""


def _chinese(concept: ScriptedConcept, goal: ScriptedGoal) -> str:
    before = [one.name for one in goal.concepts if one.label in concept.requires]
    after = [one.name for one in goal.concepts if concept.label in one.requires]
    first, second = concept.facts
    needed = (
        f"学习之前应当掌握:{'、'.join(before)}。" if before else "不需要任何准备,有一刻钟安静的时间就够了。"
    )
    return f"""## 这一课讲什么

{concept.summary}{needed}这部分看起来简单,但值得慢慢做一遍,因为后面的内容都要用到它。

{_diagram(before, concept.name, after, "开始", "下一步")}
## 要记住的两点

1. **{first}** 不要只是相信它,请自己找一个例子,用一句话写下来,明天再看一遍,想想这一点在例子里起了什么作用。
2. **{second}** 有意反过来做一次,体会哪里变难了,就会明白为什么要这样做。

这两点要放在一起理解:第一点说明目标是什么,第二点告诉你是否走在正确的路上。觉得两者矛盾的时候,放慢速度,把例子缩小,
一次只看其中一点。

## 分步练习

1. 把上面两句话大声读一遍,然后合上书。
2. 用自己的话说出它们与“{concept.name}”的关系,要让朋友也听得懂。
3. 从最小、仍有意义的练习开始。
4. 五分钟后停下来看结果,说出一处要改的地方。
5. 只改这一处,再继续。

## 常见的误解

*“{concept.trap}”* 很多人这样认为,因为在简单的情况下似乎成立。其实不然:{first}发现自己这样做的时候,回到上一个有把握的
地方,走更小的一步。

## 动手练习

{concept.practice}大约需要{minutes_for(concept)}分钟。{done_when(concept)}

## 自我检查

- 如果忽略第一点,会出现什么问题?
- 怎样向明天才开始学的人解释“{concept.name}”?
- {"学习“" + after[0] + "”时要用到这里的什么?" if after else "接下来的一周里,你会在哪里用到它?"}
"""


def _diagram(before: list[str], name: str, after: list[str], start: str, end: str) -> str:
    """How the concept stands between its neighbours."""
    nodes = [(before or [start])[0], name, (after or [end])[0]]
    # Quotation marks end a label of Mermaid's; the names that the script has may hold some.
    quoted = [node.replace('"', "") for node in nodes]
    return f'```mermaid\nflowchart LR\n  a["{quoted[0]}"] --> b["{quoted[1]}"] --> c["{quoted[2]}"]\n```\n'


def _code(goal: ScriptedGoal) -> str:
    if not goal.shows_code:
        return ""
    return f"A program to change while you read; say what it prints before you run it:\n\n{_PROGRAM}\n"
