"""Words of everyday life around a wish: they are neither for a goal nor against it.

Wishes are told with feelings, people, places and times ("without being scared", "before the autumn term starts").
Whatever could be the object of a wish is not here: `violin`, `French`, `drive`, `cook`, `garden`.
"""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


EVERYDAY_WORDS = _words(
    # feelings and judgements
    "afraid angry annoyed ashamed awful bad beautiful best blank bored boring brave bright bullet",
    "calm careful cheap clear clever clueless confident confused confusing cool crazy curious",
    "curiosity decent different difficult dream dreamt embarrassed embarrassing enjoy enjoyable excited",
    "exciting extra fair famous favourite favorite fear fearless feel feeling felt fine frightened",
    "frustrated frustrating fun funny glad gentle gently guilty happy hard hardest hate hated honest",
    "honestly horrible huge impressed important impossible kindest kindly lazy light little lost lovely loved mad",
    "magical mean messy mostly mysterious mystery nervous neat nicer normal obvious old odd patient",
    "perfect plain pleasant polite poor pretty proud rare real realistic recommend recommended",
    "relaxed reliable respected rid ridiculous rusty sad safe safely sane scared scary scare scaring",
    "sensible separate shy silly simple simply slow slowly small smart sorry steady strange stress stressed",
    "stuck stupid sure surprise sweet terrible terrified tired true truly trust ugly unknown useful",
    "useless usual weird wicked wonderful worried worry worse worst wrong young witchcraft",
    # people
    "adult anybody anyone boss boy brother buddy colleague company couple coworker customer dad",
    "daughter everybody father fellow folk friend girl girlfriend boyfriend grandfather grandma grandmother grandson",
    "guy husband lady lead manager man mate member men mom mother mum neighbour nephew nobody parent",
    "partner peer pupil recruiter retired retiree retirement senior junior sister son staff stranger team",
    "teammate uncle wife woman women employer employee candidate graduate grad entry-level mid-level",
    # places and occasions
    "bank campus city classroom college country course degree desk factory firm gig hired hire",
    "hiring holiday home house internship intern market meeting office opening place post",
    "role room route salary sector seminar shop startup store street summer term town tutorial tutor uni vacancy",
    "winter autumn spring semester january february march april june july august september october november",
    "december monday tuesday wednesday thursday friday saturday sunday fortnight christmas easter term",
    "birthday christmas decade season quarter yesterday tonight night nightly lunch lunchtime holiday holidays",
    "wednesday daytime weekly monthly yearly hourly hr hrs pm am mid half wk wks",
    # saying and doing
    "after before across among since while whether accept add agree allow almost alone along already although always answer appear apply appreciate arrive ask",
    "asked asking attempt avoid away awhile based basically beg begin beginning begun behind being believe",
    "besides between beyond bit bite black boot bother bottom bought bring brought busy buy call called",
    "came career-change case catch cause certain certainly chance change changed cheaper check choice choose claim",
    "collect come comes coming common complain confuse consider cope correct cost couldn cover covered",
    "deal decide decided deeper definitely depend didn dig doesn don double doubt drop dropped",
    "during ease easier easily effort else ended entire entirely entry especially etc even eventually exactly",
    "exam example except exist expect expected expects experience experienced explain explained eye face fact",
    "fail failed fall familiar far faster few fewer fight fill final finding fit five fix fixed follow following",
    "force forever forget forgot forgotten forward four fully further future gap gave generally given",
    "gone got guess half happen happened happens hate head hear heard held helpful hidden high hit hold honest",
    "idea imagine inside instead involved isn issue keep keeping kept kick knew known land last lastly",
    "late later lately laugh leave led left life likely listen little living local long longer look",
    "looked looks lose losing lot low luck mainly manual manually matter maybe meant mention met middle midnight",
    "mine miss moment money mostly moved moving name named near nearly necessary never night none nothing",
    "notice obviously occasionally offer often old opinion opposite option ordinary otherwise ought",
    "paid pain part particular past pay people per pick picked piece place plenty point possible prefer",
    "preferably present previous problem proper prove purpose put puts quit quite rarely",
    "rather reach read reading reality realise realize reason recent recently remember repeat require",
    "required rest said sake saw says scratch second seem seems seen sense",
    "serious seriously seven several shake share show showed side side-project sit situation six skip sleep",
    "someday sometime sometimes somewhere sound sounds speak speaks stand standard stay stick stop stopped straight",
    "struggle struggling stuffs such suggest suggestion suppose supposed survive switching talk",
    "tell ten test-drive themself themselves thing think thinking third thought thousand tie tiny",
    "told took top total totally touch touched touching toward towards turn twice under unless unlike",
    "until usually wait walk wasn watch watched wear went whatever whenever wherever whether wide willing",
    "wished won wonder word word-of-mouth worth wrote yesterday aged age beside between expert-level inside outside",
    "pace weekday hour-long crash-course minute-long lunch-break curriculum syllabus material resource book lecture",
    "video youtube udemy coursera edx free paid cheap exam exams certificate cert certified certification qualification",
    "diploma foundation foundations associate essential essentials recognised credential official",
    # whose it is, and what is at hand
    "accountant advert afternoon app arrive art artist assistant attach author bag biologist biology",
    "bookkeeper box bug built chef chemist chore click-together club computer contact corner dentist designer",
    "documentary door economist editor email emailing engineer family fifty folder forty gift grade grandchild",
    "grandparent group hand hobbyist hundred husband internet invoice journalist kid laptop lawyer lawyer",
    "leaf letter librarian library logistics mail maker marketer midwife mistake musician nursing",
    "online overdue pair paper pc phd phone photo photographer picture pile player printer profession",
    "programme researcher retail scientist secretary seller sheet shift shopkeeper sixty  student supervisor",
    "surgeon tea teacher thesis thirty thousand ticket trainee translator trip twenty veteran volunteer warehouse waiter ward welder zip",
    "mac macbook ubuntu industry find move moves flag flags grip grips google googling properly everything hackerrank leetcode codecademy openjs w3c  boring charity charity-run forklift hotelier postdoc master-student msc bsc bachelor dissertation linguistic linguist lab",
    "apart assume automatically bake-sale bringing carry catalogue chasing clicking collect compare complaining correctly counting",
    "describe discover earn earning edit emailed embarrass examine fall falling feed finish fixing friendly gain gather",
    "giving guess hear holding improve invent keeps knowing lacking letting loose losing meaning mention nicely notice ordering organise",
    "organised pass pictures playing-around pleased produce properly quietly recent recently relevant remember replaced reply respond rewrite",
    "rather-than safely saying scratch seeing sell selling send sending separate series setting shared sharing sitting smooth",
    "solve sorting speed spot staring store storing support surprise surprised sync team-mate truth unsure using usually visit",
    "visitor wait waiting waste wasting whoever wins without-help worked yourself",
    "ibm microsoft google meta amazon alibaba udacity freecodecamp harvard stanford mit cs50 associate specialty specialist level",
    "academic accredited beginner-friendly expert foundational practitioner nanodegree",
    # the lot
    "anything everything whole rest lot bunch pile kind sort bit pieces stuff gist ropes ins outs",
    "abc nuts bolts hood nutshell hands-on hands inside-out bottom-up end-to-end proper day-to-day everyday",
)

#: The same in Chinese; of words that begin alike the longest counts.
EVERYDAY_WORDS_ZH = frozenset(
    """
    害怕 怕 讨厌 喜欢 爱好 感兴趣 兴趣 有趣 好玩 好看 漂亮 简单 复杂 麻烦 困难 难 容易 清楚 搞清楚 弄清楚 搞懂 弄懂 看懂
    不懂 不会 看不懂 听不懂 丢人 丢死人 尴尬 着急 担心 烦 累 辛苦 努力 认真 系统学 系统地学 扎实 稳 靠谱 真的 确实 其实 反正
    朋友 同事 同学 老师 导师 老板 领导 家人 孩子 儿子 女儿 老公 老婆 妈妈 爸爸 别人 大家 有人 人家 应届生 毕业生
    大学生 研究生 本科 专业 学生 上班族 宝妈 职场 公司 部门 工厂 学校 大学 培训班 店铺 家里 办公室 岗位 岗 职位 职业 行业
    转岗 跳槽 求职 就业 应聘 招聘 实习 毕业 入职 升职 加薪 副业 考试 考证 证书 考过 报名 考级 备考 等级 级别
    春天 夏天 秋天 冬天 暑假 寒假 假期 国庆 春节 过年 开学 学期 下学期 上学期 月底 年底 年前 年后 下个月 下周 本月 半年 一年
    两年 三年 五年 几年 多年 个月 上午 下午 早上 中午 周一 周二 周三 周四 周五 周六 周日 工作日 平时 每晚 每月 经常 常常 总是
    天天 一直 已经 还 还没 没 不 不再 不想 别 别的 其他 其它 另 各 各种 所有 全部 整个 一堆 一套 一遍 一次 第一次
    一起 一样 一起学 顺便 顺手 补上 补 拿下 搞定 搞 弄 学完 学懂 学透 学点 学学 学起 学一学 怎么学 怎么写 怎么做 怎么用 怎么办 怎么
    从头 从头开始 从头学 慢慢 马上 立刻 赶紧 直接 主要 尤其 特别 非常 很 最 挺 有点 稍微 几乎 差不多 只 只是 只会 只要
    但 但是 可是 不过 因为 所以 如果 要是 虽然 而且 而 否则 才 又 便 则 让 让我 叫 请教 教 教我 告诉 推荐 建议 听说 据说 说 看 看看
    想要 想学 要学 想考 想当 想做 想转 想转行 想自己 自己做 自己写 能自己 手动 手工 每次 有时 有时候 时候 之间 里面
    背后 前面 后面 旁边 东西 事情 情况 方式 办法 方向 内容 例子 案例 题目 资料 书 视频 网课 公开课 入门课 训练营
    很多 好多 许多 几个 两个 三个 两样 这两样 那些 这些 它 它们 他们 谁 哪 哪些 哪里 多久 多少 几 两 三 四 五 六 七 八 九 十
    小时 分钟 星期 岁 啥 咋 嘛 哦 嗯 吗 呀 啦 哈 那种 这种 一种 某 任何 随便 快 慢
       都能 就能 能够 能学 够 能不能 可不可以 是否 到底 究竟 差 就差 除了 只剩 剩下 左右 以内 之内 内学会 期间 同时
     干了 做了 用了 学了 忘了 忘 记 记得 记住 知道 明白 认识 觉得 感觉 发现 遇到 碰到 看到  找个 拿 拿到  换成  成 出来   进去 起来 下来 下去
    没问题 没基础 有基础 全国 计算机 二级 计算机等级 软考 软考中级 阿里云 华为 腾讯 百度 中级 高级 完全没 一点都 电脑 打牢 三件套 想知道 想要的 打好基础 打基础 接手 发慌 老板看 毕业设计 班级 家长 小店 U盘 会计 银行 老是 求人 别人看 缺人 想让 一点也 手上 手里 手头 帮助 帮忙 谢谢 麻烦您 求 求带 求推荐 通过 参加 准备考 正式 官方 在线 线上
    """.split()
)

#: Languages, platforms and trades that  the place of what a goal teaches: "a backend in Java" is not the backend
#: that is taught with Python. They  against a goal in the same clause.
OTHER_TOOLS = _words(
    "java kotlin nodejs nodej swift swiftui objective-c rust golang php laravel ruby rail springboot dotnet",
    "scala matlab julia perl haskell elixir dart flutter android ios iphone ipad xcode unity unreal godot arduino",
    "raspberry cobol fortran vba solidity blockchain web3 ethereum salesforce sap abap wordpress shopify",
    "native electron embedded fpga verilog c++ c# f# c r ggplot2 tidyverse rstudio stata spss sas",
    "clojure erlang ocaml prolog lisp delphi lua qt xamarin symfony selenium minecraft roblox cypress mongodb nosql kotlin",
    "mainframe abap vhdl opengl vulkan ros plc cnc cad photoshop illustrator premiere excel-macros panda pythons openai chatgpt",
    "terraform ansible kubernetes k8s hadoop spark kafka airflow snowflake",
    "cisco ccna photoshop figma blender autocad excel-vba powershell assembly",
)

#: The same in several words or in Chinese.
OTHER_TOOL_NAMES = frozenset(
    """
    安卓 苹果手机 鸿蒙 微信小程序 单片机 嵌入式开发 游戏 区块链 网络安全 渗透 运维 爬虫 大数据 云计算 易语言 汇编 宏 虚幻引擎 数控
    机器人 芯片 硬件 测试工程师 宠物 c语言 r语言 java语言 go语言 产品经理 数据标注 数据录入
    """.split()
) | {".net", "spring boot", "react native", "visual basic", "power point", "google ads"}

#: Names of goals that are words of their own outside of computing: pythons, the front end of a car, recipes in a database.
HOMOGRAPHS = _words("angular bash flask pandas react sass shell svelte tableau tailwind terminal vue")
COMMON_NAMES = HOMOGRAPHS | _words(
    "python pandas git django database web webpage website server frontend backend js ui cli api interface dba",
    "serverside clientside 终端 接口 数据库 网页 网站 前端 后端 服务端",
)
