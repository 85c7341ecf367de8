"""Words that say little about what is to be learnt: function words weigh nothing, generic ones a quarter."""


def words_of(*lines: str) -> frozenset[str]:
    """The words of some lines of them."""
    return frozenset(" ".join(lines).split())


#: Never evidence, neither for a goal nor against it.
FUNCTION_WORDS = words_of(
    "a able about actually ahead aim aiming all also am an and any anything are around as asap at",
    "available back be both been being budget but by can comfortable comfortably commit confidently could",
    "daily day deadline dedicate devote did do does doing done each eager effectively efficiently",
    "either else enough evening ever every everyday fast finally finish finished first for free from",
    "get getting give go goal going gonna good got h had has have having he hello her here hey hi him",
    "his hope hoping hour how however hr i if im in interested into invest is it its ive just keen kind",
    "kinda least less let like ll looking lot love m maybe me might min minute month more morning most",
    "much my myself need needing new next nice no nor not now of off ok okay on once one only onto or",
    "other our out over own per perhaps plan planning please possible probably properly quick quickly",
    "quite rather re ready really right s same say see she should so some somehow someone something",
    "soon sort spare spend spending start started starting still such t than thank that the their them",
    "then there these they thing this those though through till time to today together tomorrow too try",
    "trying up upon us use used using usually ve very via wanna want wanted wanting was way we week",
    "weekday weekend weekly well were what when where which while who whole why will wish with within",
    "adn wiht teh wnat plz pls lern becom biuld u ur thru tho",
    "without wk wonder wondering would x year yes yet you your yourself",
)

#: Said of nearly every goal; a quarter of the weight of a telling word.
GENERIC_WORDS = words_of(
    "absolute academy adult advanced app application automate automation basic basics become becoming",
    "beginner better bootcamp boring build building career certificate certification child clean code",
    "coder coding competent complete comprehensive concept core course create creating deep",
    "deeply design designer designing dev develop developer development dive easy engineer engineering",
    "essential essentials everything excel expert expertise explore fix fluent fluently foundation free",
    "from fundamental",
    "fundamentals grasp great ground guide guru hand handle hero hobby idiomatic improve improving",
    "in-depth intermediate interview intro introduce introduction introductory job kid know knowledge",
    "language latest learn learner learning lesson level make making manage master mastering mastery",
    "mentor modern more newbie ninja noob novice online organise organize pass path people perform",
    "person plan practical practice prepare pro productive professional professionally proficiency",
    "proficient program programmer programming project proper pythonic reach reaching refresh refresher",
    "resolve roadmap school scratch script scripting self-taught serious setup short skill skilled software",
    "solid solve specialist strong student studied study studying stuff subject task teach teaching",
    "technology tip tool topic track training trick tutorial understand understanding university",
    "version whole work worker working world write writer writing zero",
)

#: The same in Chinese; of two that begin alike the longer one counts.
FUNCTION_WORDS_ZH = words_of(
    "我 你 您 他 她 我们 自己 想 想要 希望 打算 准备 计划 需要 要 能 能够 可以 会 请 请问 帮 帮我 给",
    "给我 的 了 着 过 得 地 和 与 或 及 以及 还有 然后 再 并 并且 同时 另外 也 都 就 在 从 到 把 被 对",
    "对于 关于 有关 为 为了 用 使用 利用 通过 来 去 一下 一点 一些 怎么 怎样 如何 什么 这 那 这个 那个",
    "是 不是 吗 呢 吧 啊 开始 快速 尽快 完全 真正 好好 个 种 门 每天 每周 先 首先 最后 其次 一个 一名",
    "一位 一门 成功 最近 现在 目前 今年 明年 之前 之后 以前 以后 左右 大约 大概 时间 业余 空闲 周末",
    "晚上",
)

GENERIC_WORDS_ZH = words_of(
    "学 学习 学会 学好 学完 自学 掌握 精通 了解 理解 熟悉 熟练 成为 变成 当 做 做个 做一名 从事 转行",
    "入门 进阶 提高 提升 基础 基本 零基础 初级 中级 高级 新手 小白 初学者 教程 课程 课 知识 技能 技术",
    "能力 原理 概念 语言 编程 程序 程序员 程序设计 开发 开发者 开发人员 工程师 工程 专家 高手 大神 代码",
    "写 写代码 写程序 编写 脚本 软件 工具 项目 实战 实践 应用 工作 任务 自动化 路线 路线图 规划 方法",
    "技巧 核心 全面 系统 系统地 深入 体系 指南 从入门到精通 从零开始 找工作 找到 一份 面试 水平",
)
