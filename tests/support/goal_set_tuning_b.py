"""A third set of goals in words for tuning the matcher: its thresholds and its vocabulary may be set on these.

Its writer had seen neither the matcher, nor its vocabulary, nor the sentences of the other sets, and never ran the
matcher: known were the ids, one line about each of the eight goals, and what sorts of sentences to include.

It is frozen from the moment it is first scored. After that nothing is added, dropped or reworded to suit a score; a
label that is plainly wrong is mended in a change of its own that says why. A score on this set says how well the
matcher was tuned, never how good it is: that is measured on sentences nobody tuned on.

How it was labelled: the answer is what a librarian with these eight courses on the shelf would hand out. A tool that
belongs to one course asks for that course (pandas for `data-analyst`, React for `frontend`, FastAPI for `backend`).
What the learner knows already, or is leaving behind, is not asked for. Another programming language, mobile apps, deep
learning on graphics cards, spreadsheets and running infrastructure are not on the shelf and are refused.
"""

from collections.abc import Set as AbstractSet

from tests.support.goal_set import GoalCase, Kind, Language


def _case(
    language: Language, goals: AbstractSet[str], kind: Kind, sentence: str, also: tuple[AbstractSet[str], ...]
) -> GoalCase:
    return GoalCase(
        sentence=sentence,
        goals=frozenset(goals),
        kind=kind,
        language=language,
        half="tuning",
        also=tuple(frozenset(other) for other in also),
    )


def _en(
    goals: AbstractSet[str], kind: Kind, sentence: str, *, also: tuple[AbstractSet[str], ...] = ()
) -> GoalCase:
    return _case("en", goals, kind, sentence, also)


def _zh(
    goals: AbstractSet[str], kind: Kind, sentence: str, *, also: tuple[AbstractSet[str], ...] = ()
) -> GoalCase:
    return _case("zh", goals, kind, sentence, also)


def _refused(language: Language, *sentences: str) -> tuple[GoalCase, ...]:
    return tuple(_case(language, frozenset(), "foreign", sentence, ()) for sentence in sentences)


_PYTHON = {"python"}
_GIT = {"git-and-command-line"}
_FRONTEND = {"frontend"}
_BACKEND = {"backend"}
_SQL = {"sql"}
_DATA = {"data-analyst"}
_JAVASCRIPT = {"javascript"}
_LEARNING = {"machine-learning"}

_ENGLISH = (
    # Python
    _en(_PYTHON, "plain", "python 🐍"),
    _en(_PYTHON, "plain", "Teach me to code in Python, I'm starting from absolutely nothing"),
    _en(
        _PYTHON,
        "plain",
        "Could you please help me understand decorators, context managers and type hints in Python?",
    ),
    _en(_PYTHON, "title", "entry level Python programmer", also=(_PYTHON | _BACKEND,)),
    _en(_PYTHON, "product", "what must I know before I can write a Discord bot with discord.py?"),
    _en(_PYTHON, "product", "work through 'Automate the Boring Stuff', all chapters"),
    _en(_PYTHON, "product", "pip, venv, pytest, packaging: write a proper library and publish it on PyPI"),
    _en(_PYTHON, "exam", "PCEP first and PCAP right after it"),
    _en(_PYTHON, "exam", "my GCSE computer science programming paper, our school does it in python"),
    _en(_PYTHON, "typo", "pyhton for beginers"),
    _en(_PYTHON, "typo", "i wnat to lern pythn programing pls"),
    _en(_PYTHON, "deadline", "Python basics in six weeks, I can spare 5 hours a week in the evenings"),
    _en(
        _PYTHON,
        "deadline",
        "before uni starts in October I need to be comfortable with python classes, files and exceptions",
    ),
    _en(_PYTHON, "known", "I've done Scratch, and some Visual Basic back in the nineties; Python now please"),
    _en(
        _PYTHON,
        "known",
        "C++ developer for ten years, need idiomatic Python: comprehensions, generators, virtual environments",
    ),
    _en(
        _PYTHON,
        "story",
        "I drive a bus in Leeds and have never written a line of code. My daughter is doing Python at school and I "
        "want to keep up with her, then make something of my own.",
    ),
    _en(
        _PYTHON,
        "story",
        "Retired geography teacher, Wellington. The library lent me a Python book and I got stuck at functions. I "
        "would like to start over properly and end with a program that plans my hikes.",
    ),
    _en(
        _PYTHON,
        "vague-but-clear",
        "I rename four hundred invoices by hand every month. I'd like to write a small program that does it while I "
        "drink my coffee.",
        also=(_GIT,),
    ),
    _en(
        _PYTHON,
        "vague-but-clear",
        "never programmed before, want one friendly general language so I can write my own little tools",
        also=(_JAVASCRIPT,),
    ),
    _en(
        _PYTHON,
        "vague-but-clear",
        "a man of 62 would like to tell a computer what to do, step by step, and understand every step",
        also=(_JAVASCRIPT,),
    ),
    # Git and the command line
    _en(_GIT, "plain", "git, from the very first commit"),
    _en(_GIT, "plain", "the terminal, properly"),
    _en(_GIT, "plain", "shell scripting, zero to confident"),
    _en(_GIT, "plain", "How do branches, merging and rebase work? I keep losing my commits"),
    _en(_GIT, "plain", "what's the difference between fetch and pull and how do i undo a bad commit"),
    _en(_GIT, "product", "GitHub pull requests for a total newcomer"),
    _en(_GIT, "product", "zsh on my Mac: pipes, grep, permissions, small scripts"),
    _en(_GIT, "exam", "the GitHub Foundations certification"),
    _en(_GIT, "typo", "lern gti and githbu"),
    _en(_GIT, "typo", "comand lien basics, bahs and so on"),
    _en(
        _GIT,
        "deadline",
        "my first day at a software house is 1 September and they expect me to commit, push and open merge requests; "
        "4 hrs/week till then",
    ),
    _en(
        _GIT,
        "known",
        "I know JavaScript well enough but not the shell, so: bash, ssh, cron, environment variables",
    ),
    _en(
        _GIT,
        "story",
        "I'm a technical writer and our docs moved to GitLab last month. Everybody says 'just squash and force-push' "
        "and I nod. I would like to stop nodding.",
    ),
    _en(
        _GIT,
        "story",
        "Bioinformatics postdoc in Nairobi. The cluster has no mouse and no windows, only a prompt. I need to move "
        "around, search huge files, chain commands and write little shell scripts.",
    ),
    _en(_GIT, "vague-but-clear", "I want to stop being afraid of the black window with the blinking cursor"),
    _en(
        _GIT,
        "vague-but-clear",
        "my folder is full of main_final_v7_REALLY_final.c; how do grown-ups keep versions of their code?",
    ),
    _en(
        _GIT,
        "vague-but-clear",
        "send my fix to an open-source project without embarrassing myself in front of the maintainers",
    ),
    _en(
        _GIT,
        "vague-but-clear",
        "four of us keep overwriting each other's source files; we need history and a way back to last Tuesday",
    ),
    _en(
        _GIT,
        "vague-but-clear",
        "type instead of click: copy a thousand files, search inside them, start jobs on a machine far away",
    ),
    # Front-end
    _en(_FRONTEND, "plain", "front end"),
    _en(_FRONTEND, "plain", "accessible web pages and apps, WCAG and all that"),
    _en(_FRONTEND, "plain", "flexbox and grid, finally"),
    _en(_FRONTEND, "plain", "how do people build those single-page web apps out of components?"),
    _en(
        _FRONTEND,
        "title",
        "junior web developer",
        also=(_FRONTEND | _JAVASCRIPT, _FRONTEND | _BACKEND),
    ),
    _en(_FRONTEND, "title", "Front-end engineer in a small agency"),
    _en(_FRONTEND, "title", "UI developer (HTML, CSS, a11y)"),
    _en(_FRONTEND, "product", "React", also=(_FRONTEND | _JAVASCRIPT,)),
    _en(
        _FRONTEND,
        "product",
        "Vue and Tailwind, enough to build a booking page",
        also=(_FRONTEND | _JAVASCRIPT,),
    ),
    _en(_FRONTEND, "exam", "freeCodeCamp's Responsive Web Design certification"),
    _en(_FRONTEND, "exam", "Meta Front-End Developer certificate, is there a plan for it?"),
    _en(_FRONTEND, "typo", "fornt end developement"),
    _en(_FRONTEND, "typo", "htlm adn csss for my bands webiste"),
    _en(_FRONTEND, "deadline", "portfolio site in hand-written HTML and CSS within 4 weeks, weekends only"),
    _en(
        _FRONTEND,
        "known",
        "I can already write JavaScript; what I'm missing is everything about CSS layout, semantics and accessibility",
    ),
    _en(
        _FRONTEND,
        "known",
        "Go developer, servers only so far. I'd like to do the client side of our product too: markup, styling, "
        "components in the browser.",
    ),
    _en(
        _FRONTEND,
        "story",
        "I run a bakery in Porto and pay someone 80 euros every time the opening hours change on our site. I would "
        "like to build and look after the page myself, HTML, CSS and whatever else it takes.",
    ),
    _en(
        _FRONTEND,
        "story",
        "Graphic designer, Melbourne. Whatever I draw gets butchered on its way to the browser. I want to code my "
        "layouts myself so that they hold on every screen size.",
    ),
    _en(
        _FRONTEND,
        "vague-but-clear",
        "our wedding invitation as a page I wrote myself that also looks good on my aunt's phone",
    ),
    _en(
        _FRONTEND,
        "vague-but-clear",
        "blind colleagues can't get through our intranet pages with their screen readers, I want to repair the markup",
    ),
    _en(
        _FRONTEND,
        "vague-but-clear",
        "draw in the browser what I sketch on paper: boxes, colours, menus that fold away on small screens",
    ),
    _en(
        _FRONTEND, "vague-but-clear", "put my poems online, on a page made with my own hands and not with Wix"
    ),
    _en(
        _FRONTEND,
        "vague-but-clear",
        "headings jump about on narrow screens and nobody can read the grey text; how is a web page laid out well?",
    ),
    # Back-end
    _en(_BACKEND, "plain", "backend"),
    _en(_BACKEND, "plain", "web server programming in python"),
    _en(_BACKEND, "plain", "designing web services in Python: authentication, migrations, caching, logging"),
    _en(_BACKEND, "plain", "HTTP caching, sessions, tokens, rate limits: what a service has to get right"),
    _en(_BACKEND, "title", "API engineer"),
    _en(_BACKEND, "title", "Backend developer for a fintech start-up, Python stack"),
    _en(_BACKEND, "title", "server-side programmer"),
    _en(_BACKEND, "product", "FastAPI"),
    _en(
        _BACKEND,
        "product",
        "Django REST framework with Postgres, tests and deployment",
        also=(_BACKEND | _SQL,),
    ),
    _en(_BACKEND, "product", "Flask - from hello world to something I can actually run for customers"),
    _en(_BACKEND, "exam", "Meta Back-End Developer Professional Certificate"),
    _en(_BACKEND, "typo", "bakend devloper in pyton", also=(_BACKEND | _PYTHON,)),
    _en(_BACKEND, "typo", "how too biuld a rest apii"),
    _en(_BACKEND, "deadline", "build and operate an HTTP service by Easter, 10h/week"),
    _en(_BACKEND, "known", "Python I know. Now I'd like to write APIs that other teams can depend on."),
    _en(_BACKEND, "known", "I know SQL and git, now show me how to build the server that sits on top"),
    _en(
        _BACKEND,
        "known",
        "Five years of React in Manila, so pages are no problem. Both our server people quit, and from January I have "
        "to own the HTTP endpoints, the login and what lies behind.",
    ),
    _en(
        _BACKEND,
        "story",
        "Logistics firm in Rotterdam: I wrote a script in Python that tracks parcels. Now three partners want to call "
        "it over the web, each with a key of their own. How do I make a proper service of it?",
    ),
    _en(
        _BACKEND,
        "vague-but-clear",
        "the thing behind the app: where the accounts live, who may see what, and what happens when ten thousand "
        "people come at once",
    ),
    _en(
        _BACKEND,
        "vague-but-clear",
        "the phone part of my quiz app is finished, it only needs somewhere to store everybody's scores and hand them "
        "out again",
    ),
    _en(
        _BACKEND,
        "vague-but-clear",
        "take an order from a shop's website, keep it safe, and answer within half a second, day and night",
    ),
    _en(
        _BACKEND,
        "vague-but-clear",
        "other companies' programs should be able to ask mine for our prices, securely",
    ),
    _en(
        _BACKEND,
        "vague-but-clear",
        "my scooters send their position every minute; I need to write what receives that and gives the map its data",
    ),
    # SQL
    _en(_SQL, "plain", "SQL please"),
    _en(_SQL, "plain", "joins, group by and window functions"),
    _en(_SQL, "plain", "relational database design: keys, normal forms, indexes"),
    _en(_SQL, "plain", "how do i make a slow query fast? EXPLAIN, indexes, that sort of thing"),
    _en(_SQL, "title", "database developer"),
    _en(_SQL, "title", "SQL report writer for a hospital trust"),
    _en(_SQL, "product", "PostgreSQL"),
    _en(_SQL, "product", "SQLite for my stamp collection"),
    _en(_SQL, "product", "MySQL queries for somebody who has only ever used spreadsheets"),
    _en(_SQL, "exam", "Oracle 1Z0-071"),
    _en(_SQL, "exam", "the database paper of my BCS diploma: ER diagrams, normalisation, SELECT statements"),
    _en(_SQL, "typo", "slq queires"),
    _en(_SQL, "typo", "relatoinal databses for begginers"),
    _en(
        _SQL,
        "deadline",
        "interview in 10 days, they test SELECT, JOIN, subqueries and indexes, I can do two hours daily",
    ),
    _en(_SQL, "known", "excellent in Excel, good in pandas, zero SQL; only the last one please"),
    _en(
        _SQL,
        "known",
        "Python developer who always hid behind the ORM. Time to see what happens underneath: real queries, "
        "transactions, schema design.",
    ),
    _en(
        _SQL,
        "story",
        "I'm a ward manager in Cork and our system lets me run queries, if only I could write them. IT takes two weeks "
        "for every list. I want to write my own SELECTs and trust the result.",
    ),
    _en(
        _SQL, "vague-but-clear", "ask the company's tables my own questions rather than beg IT for an export"
    ),
    _en(
        _SQL,
        "vague-but-clear",
        "members, courses and bookings sit in twelve spreadsheets that contradict each other; I want each fact stored "
        "once, linked to the others, and quick to look up",
    ),
    _en(
        _SQL,
        "vague-but-clear",
        "why does my lookup over three linked tables return every customer four times?",
    ),
    _en(
        _SQL,
        "vague-but-clear",
        "keep a library's loans so that no book can be lent twice at once, and list the overdue ones in a second",
    ),
    # Data analysis
    _en(_DATA, "plain", "data analysis with statistics and visualisation"),
    _en(
        _DATA,
        "plain",
        "asking good questions of a dataset, cleaning it, plotting it, telling the story that is in it",
    ),
    _en(_DATA, "title", "Data Analyst"),
    _en(_DATA, "title", "BI analyst at a retail chain"),
    _en(_DATA, "title", "product analyst, growth team"),
    _en(_DATA, "title", "reporting & insights analyst"),
    _en(_DATA, "product", "pandas"),
    _en(_DATA, "product", "Jupyter notebooks with matplotlib and seaborn for my survey results"),
    _en(_DATA, "exam", "Google Data Analytics Certificate"),
    _en(_DATA, "exam", "CompTIA Data+ (DA0-001)"),
    _en(_DATA, "typo", "data anaylsis"),
    _en(_DATA, "typo", "becom a dta analsyt with no experiance"),
    _en(
        _DATA,
        "deadline",
        "a job as junior data analyst by next summer, 12 hours per week, I hold a psychology degree",
    ),
    _en(_DATA, "known", "I know SQL already; what else does a data analyst need?"),
    _en(
        _DATA,
        "story",
        "I count birds for a wetland trust in Norfolk. There are twenty years of sightings in CSV files that nobody "
        "has ever looked into. I would like to clean, summarise and chart them.",
    ),
    _en(
        _DATA,
        "story",
        "HR officer, Lagos. My director wants figures on staff turnover and so far I only have a gut feeling. I'd like "
        "to analyse our data and show it in honest charts.",
    ),
    _en(
        _DATA,
        "story",
        "I am a local newspaper reporter and the council has published all its spending as open data. There must be a "
        "scoop in there. Teach me to dig through it and plot what I find.",
    ),
    _en(_DATA, "vague-but-clear", "read the numbers of our webshop and say why March was so bad"),
    _en(
        _DATA,
        "vague-but-clear",
        "turn a messy survey into a few pictures that my board of trustees understands",
    ),
    _en(
        _DATA, "vague-but-clear", "tell whether the new menu really sold better or whether that was only luck"
    ),
    _en(
        _DATA,
        "vague-but-clear",
        "which of our two posters brought more people into the theatre? I have the figures and no idea how to compare "
        "them fairly",
    ),
    _en(
        _DATA,
        "vague-but-clear",
        "I coach volleyball, have every point of two seasons written down, and want to find in it what wins matches",
    ),
    # JavaScript
    _en(_JAVASCRIPT, "plain", "javascript!!"),
    _en(_JAVASCRIPT, "plain", "JS"),
    _en(_JAVASCRIPT, "plain", "closures, prototypes and the event loop"),
    _en(_JAVASCRIPT, "plain", "promises and async/await in JS without tears"),
    _en(
        _JAVASCRIPT,
        "plain",
        "ES modules, classes, iterators, fetch: the language as people write it today, in browsers and in node",
    ),
    _en(_JAVASCRIPT, "title", "JavaScript programmer"),
    _en(_JAVASCRIPT, "title", "node developer", also=(_JAVASCRIPT | _BACKEND,)),
    _en(_JAVASCRIPT, "product", "Node.js: small scripts and an npm package of my own"),
    _en(_JAVASCRIPT, "product", "I bought Eloquent JavaScript and want a plan to get through it"),
    _en(_JAVASCRIPT, "exam", "JSE and JSA, the two certificates of the JS Institute"),
    _en(
        _JAVASCRIPT,
        "exam",
        "university module on ECMAScript, DOM and events, written exam in June",
        also=(_FRONTEND | _JAVASCRIPT,),
    ),
    _en(_JAVASCRIPT, "typo", "javascrpit"),
    _en(_JAVASCRIPT, "typo", "leanr jvascript form scrach"),
    _en(_JAVASCRIPT, "deadline", "modern JavaScript in 8 weeks at 6 hours each"),
    _en(
        _JAVASCRIPT,
        "known",
        "Java programmer in Pune, eight years. My new team writes JavaScript and yes, I know that they are namesakes "
        "only, so teach me the other one.",
    ),
    _en(
        _JAVASCRIPT,
        "known",
        "HTML and CSS I can do with my eyes closed. The scripting language that goes with them I can't.",
        also=(_FRONTEND | _JAVASCRIPT,),
    ),
    _en(
        _JAVASCRIPT,
        "story",
        "I teach maths in Kraków. For my pupils I'd love to write little interactive demos in JS: drag a point, and "
        "the triangle changes. Geometry I know, the language not at all.",
    ),
    _en(
        _JAVASCRIPT,
        "vague-but-clear",
        "when a visitor clicks a photo in my gallery it should grow and the next one slide in; I want to program that "
        "myself",
        also=(_FRONTEND, _FRONTEND | _JAVASCRIPT),
    ),
    _en(_JAVASCRIPT, "vague-but-clear", "that language every browser understands, from variables up"),
    _en(
        _JAVASCRIPT,
        "vague-but-clear",
        "write a little quiz that runs in any browser and keeps score, nothing to install",
        also=(_FRONTEND, _FRONTEND | _JAVASCRIPT),
    ),
    _en(
        _JAVASCRIPT,
        "vague-but-clear",
        "code a counter for our class page which ticks down to the reunion",
        also=(_FRONTEND, _FRONTEND | _JAVASCRIPT),
    ),
    # Machine learning
    _en(_LEARNING, "plain", "ML 🤖"),
    _en(_LEARNING, "plain", "supervised and unsupervised learning"),
    _en(_LEARNING, "plain", "the maths behind predictive models and how not to fool myself with them"),
    _en(_LEARNING, "title", "machine learning engineer"),
    _en(_LEARNING, "title", "junior data scientist", also=(_DATA, _DATA | _LEARNING)),
    _en(_LEARNING, "product", "scikit-learn"),
    _en(_LEARNING, "product", "xgboost and random forests on tabular data"),
    _en(_LEARNING, "product", "Kaggle: Titanic, house prices, then a real competition"),
    _en(_LEARNING, "exam", "keep up with Andrew Ng's Machine Learning Specialization"),
    _en(_LEARNING, "exam", "finals in Statistical Learning: regularisation, cross-validation, trees, SVM"),
    _en(_LEARNING, "typo", "machien lerning"),
    _en(_LEARNING, "typo", "maching learing with skikit-lern"),
    _en(
        _LEARNING,
        "deadline",
        "ML foundations (linear algebra, probability, gradient descent, evaluation) till Christmas, 7 h/wk",
    ),
    _en(_LEARNING, "known", "fluent in python and pandas, next: classification, regression, clustering"),
    _en(
        _LEARNING,
        "known",
        "statistician, SAS all my life; I'd like to train and evaluate predictive models in Python",
        also=(_LEARNING | _PYTHON,),
    ),
    _en(
        _LEARNING,
        "story",
        "Agronomist in Mato Grosso. We have soil measurements and harvests of 900 fields. I want to train a model that "
        "predicts the yield and to know how far it may be off.",
    ),
    _en(
        _LEARNING,
        "vague-but-clear",
        "guess tomorrow's emergency admissions from the last five years, and know how wrong the guess is likely to be",
    ),
    _en(
        _LEARNING,
        "vague-but-clear",
        "let the computer work out from our old loan files which applicants will pay back",
    ),
    _en(
        _LEARNING,
        "vague-but-clear",
        "sort incoming complaints automatically by what they are about, from examples we labelled by hand",
    ),
    _en(
        _LEARNING,
        "vague-but-clear",
        "teach a program to spot fake receipts by showing it thousands of real and false ones",
    ),
    _en(
        _LEARNING,
        "vague-but-clear",
        "estimate what a flat will sell for from thousands of past sales, better than our most experienced agent does",
    ),
    # Several at once
    _en(_FRONTEND | _BACKEND, "title", "full-stack developer", also=(_FRONTEND | _BACKEND | _JAVASCRIPT,)),
    _en(_PYTHON | _SQL, "several", "Python and SQL"),
    _en(
        _FRONTEND | _JAVASCRIPT | _GIT,
        "several",
        "html, css, javascript and git",
        also=(_FRONTEND | _GIT,),
    ),
    _en(_DATA | _LEARNING, "several", "data analysis first, then machine learning"),
    _en(
        _PYTHON | _GIT,
        "several",
        "I'd like to learn git together with Python, the course I picked needs both",
    ),
    _en(
        _FRONTEND | _BACKEND,
        "several",
        "both sides of a web app: the pages people see, and the API with its storage behind them",
    ),
    _en(_JAVASCRIPT | _PYTHON, "several", "JavaScript for the browser and Python for everything else"),
    _en(_GIT | _SQL, "several", "command line + databases"),
    _en(
        _PYTHON | _DATA | _LEARNING,
        "several",
        "python, pandas, scikit-learn, in that order",
        also=(_PYTHON | _LEARNING,),
    ),
    _en(
        _GIT | _JAVASCRIPT,
        "several",
        "what my bootcamp asks for at the door: bash, git and the basics of JavaScript",
    ),
    _en(_BACKEND | _FRONTEND, "several", "a Flask backend with a React front"),
    _en(_JAVASCRIPT | _SQL, "known", "HTML is old hat to me; I want JS and SQL"),
    _en(_PYTHON | _SQL, "typo", "pyton adn sqll"),
    _en(_SQL | _LEARNING, "deadline", "SQL till April, machine learning till December, 9 hours weekly"),
    _en(
        _FRONTEND | _BACKEND,
        "vague-but-clear",
        "make the pages of our rowing club's site and also program the part on the server that keeps the members' list",
    ),
    _en(
        _DATA | _GIT,
        "story",
        "Controller in a Vienna brewery. My boss wants our costs analysed with pandas and shown in charts, and IT "
        "insists that every notebook lives in git. I can do neither yet.",
    ),
)

_CHINESE = (
    # Python
    _zh(_PYTHON, "plain", "零基础学Python"),
    _zh(_PYTHON, "plain", "Python进阶：装饰器、生成器、虚拟环境"),
    _zh(_PYTHON, "title", "初级Python程序员", also=(_PYTHON | _BACKEND,)),
    _zh(_PYTHON, "product", "跟着《Python编程：从入门到实践》学，求个计划"),
    _zh(_PYTHON, "exam", "计算机二级Python，九月考试"),
    _zh(_PYTHON, "exam", "想陪孩子一起考GESP Python四级"),
    _zh(_PYTHON, "typo", "Phyton怎么学啊"),
    _zh(_PYTHON, "deadline", "三个月内学会Python，每周6小时"),
    _zh(_PYTHON, "known", "大学学过C语言，现在想改学Python"),
    _zh(
        _PYTHON,
        "story",
        "我是会计，每天复制粘贴几十张报表，眼睛都要瞎了。听同事说会python就能自动化办公，我完全没基础，想从头学。",
    ),
    _zh(
        _PYTHON,
        "vague-but-clear",
        "一行代码都没写过，想自己编点小工具，比如每天早上自动把天气发给全家",
    ),
    _zh(_PYTHON, "vague-but-clear", "想写个小程序帮我批量改文件名，从来没碰过编程", also=(_GIT,)),
    # Git and the command line
    _zh(_GIT, "plain", "git怎么用"),
    _zh(_GIT, "plain", "Linux命令行入门，最好还能写shell脚本"),
    _zh(_GIT, "product", "GitHub上怎么给别人的项目提PR"),
    _zh(_GIT, "typo", "gti提交代码老是冲突，想系统学一下"),
    _zh(_GIT, "deadline", "还有两周入职，要搞懂分支、合并、rebase"),
    _zh(_GIT, "known", "前端我会写，但git只会点按钮，命令行一窍不通，想补上这块"),
    _zh(
        _GIT,
        "story",
        "我是测试，公司机器只能ssh登上去。grep、管道、权限一个都不会，每次都要喊开发帮忙，求带。",
    ),
    _zh(_GIT, "vague-but-clear", "黑乎乎的窗口我只会敲cd，想把它用熟"),
    _zh(_GIT, "vague-but-clear", "毕设代码改崩了回不去，想学会怎么留住每一个版本"),
    _zh(_GIT, "vague-but-clear", "几个人一起改同一份代码，总是互相覆盖，该怎么协作"),
    # Front-end
    _zh(_FRONTEND, "plain", "前端"),
    _zh(_FRONTEND, "plain", "响应式布局、flex、grid老是搞不明白"),
    _zh(_FRONTEND, "title", "前端开发工程师"),
    _zh(_FRONTEND, "title", "想从切图仔变成正经前端"),
    _zh(_FRONTEND, "product", "用Vue3做后台管理系统的页面", also=(_FRONTEND | _JAVASCRIPT,)),
    _zh(_FRONTEND, "product", "React全家桶", also=(_FRONTEND | _JAVASCRIPT,)),
    _zh(_FRONTEND, "exam", "1+X Web前端开发职业技能等级证书（中级）"),
    _zh(_FRONTEND, "typo", "钱端开发怎么入门"),
    _zh(_FRONTEND, "known", "JS我会，CSS布局和无障碍一直没学好"),
    _zh(
        _FRONTEND,
        "deadline",
        "28岁，原来是幼师，想转行做前端，每天晚上能学两小时，年底前找到工作",
    ),
    _zh(
        _FRONTEND,
        "story",
        "我在大理开民宿，一直靠平台接单，抽成太高。想自己用html和css做个网页，放房间照片和价格。",
    ),
    _zh(_FRONTEND, "vague-but-clear", "自己写的个人主页在手机上全乱了，想让它好看点"),
    _zh(_FRONTEND, "vague-but-clear", "视障用户用读屏软件用不了我们的网页，想知道该怎么改"),
    _zh(_FRONTEND, "vague-but-clear", "想学会把设计稿原样变成网页"),
    _zh(_FRONTEND, "vague-but-clear", "网页上的字号、颜色、排版全靠抄别人的，想自己从头搭一个像样的页面"),
    # Back-end
    _zh(_BACKEND, "plain", "后端"),
    _zh(_BACKEND, "title", "Python后端开发", also=(_BACKEND | _PYTHON,)),
    _zh(_BACKEND, "title", "服务端工程师"),
    _zh(_BACKEND, "product", "Django做一个商城的接口"),
    _zh(_BACKEND, "product", "FastAPI写接口，带登录鉴权和数据库", also=(_BACKEND | _SQL,)),
    _zh(_BACKEND, "product", "flask从入门到上线"),
    _zh(_BACKEND, "typo", "后瑞开发学习路线"),
    _zh(_BACKEND, "deadline", "两个月准备后端面试：HTTP、缓存、数据库、安全"),
    _zh(_BACKEND, "known", "python语法会了，想做能给别人调用的接口"),
    _zh(_BACKEND, "known", "小程序的页面我自己写好了，就缺服务器那头存数据、管登录的程序"),
    _zh(
        _BACKEND,
        "vague-but-clear",
        "用户注册以后数据存哪、密码怎么保管、人一多怎么扛得住，这些我都想自己会做",
    ),
    _zh(_BACKEND, "vague-but-clear", "让别的公司的系统能安全地来我们这边查库存"),
    # SQL
    _zh(_SQL, "plain", "sql语句"),
    _zh(_SQL, "plain", "数据库入门"),
    _zh(_SQL, "plain", "范式、主键外键、ER图"),
    _zh(_SQL, "title", "数据库开发工程师"),
    _zh(_SQL, "product", "MySQL从增删改查到索引优化"),
    _zh(_SQL, "exam", "软考中级，数据库系统工程师"),
    _zh(_SQL, "exam", "自考《数据库系统原理》，十月那场"),
    _zh(_SQL, "typo", "slq查询，左连接右连接傻傻分不清"),
    _zh(_SQL, "deadline", "一周后面试要考SQL，窗口函数完全不会"),
    _zh(_SQL, "known", "Excel玩得很溜，pandas也会，就差SQL了"),
    _zh(_SQL, "story", "产品经理一枚。每次要个数都得求数据组的同学，排期一周起步。想学会自己写SQL取数。"),
    _zh(_SQL, "vague-but-clear", "公司几张表互相关联，怎么一句话查出上个月没下单的老客户"),
    _zh(_SQL, "vague-but-clear", "图书馆的借还记录该怎么分成几张表来存，才不会重复、不会对不上"),
    _zh(_SQL, "vague-but-clear", "几百万条订单记录查一次要等五分钟，怎么查才快"),
    # Data analysis
    _zh(_DATA, "plain", "数据分析"),
    _zh(_DATA, "title", "商业分析师，BI岗"),
    _zh(_DATA, "title", "数分岗校招"),
    _zh(_DATA, "product", "pandas清洗数据再画图"),
    _zh(_DATA, "product", "用jupyter看看我奶茶店的流水"),
    _zh(_DATA, "exam", "CDA数据分析师一级"),
    _zh(_DATA, "typo", "数剧分晰师"),
    _zh(_DATA, "deadline", "运营转数据分析，每周8小时，半年内跳槽"),
    _zh(_DATA, "known", "SQL会了，统计和可视化还没底，目标是当数据分析师"),
    _zh(
        _DATA,
        "story",
        "我在县城开了三家药店，电脑里存着好几年的销售数据。哪些药该多进、哪个时段没人，我想分析出来，用图说话。",
    ),
    _zh(_DATA, "vague-but-clear", "活动做完了，想弄清楚到底有没有效果，不要拍脑袋那种"),
    _zh(_DATA, "vague-but-clear", "领导要我从一堆问卷里看出门道，还要画成图"),
    # JavaScript
    _zh(_JAVASCRIPT, "plain", "js基础"),
    _zh(_JAVASCRIPT, "plain", "闭包、原型链、事件循环"),
    _zh(_JAVASCRIPT, "plain", "Promise和async到底是怎么回事"),
    _zh(_JAVASCRIPT, "product", "Node.js写点小工具"),
    _zh(_JAVASCRIPT, "product", "红宝书《JavaScript高级程序设计》啃不动，求路线"),
    _zh(_JAVASCRIPT, "typo", "javascirpt零基础"),
    _zh(_JAVASCRIPT, "deadline", "一个月吃透JS，每天一个半小时"),
    _zh(_JAVASCRIPT, "known", "会Java，不会JavaScript，想学后面这个"),
    _zh(
        _JAVASCRIPT,
        "known",
        "HTML和CSS已经会写了，想让页面真正动起来",
        also=(_FRONTEND, _FRONTEND | _JAVASCRIPT),
    ),
    _zh(_JAVASCRIPT, "vague-but-clear", "浏览器里跑的那门脚本语言，从变量讲起"),
    _zh(
        _JAVASCRIPT,
        "vague-but-clear",
        "想在网页上编个倒计时，点一下就开始走",
        also=(_FRONTEND, _FRONTEND | _JAVASCRIPT),
    ),
    # Machine learning
    _zh(_LEARNING, "plain", "机器学习"),
    _zh(_LEARNING, "plain", "决策树、随机森林、支持向量机"),
    _zh(_LEARNING, "title", "算法工程师（机器学习方向）"),
    _zh(_LEARNING, "product", "sklearn调参和交叉验证"),
    _zh(_LEARNING, "product", "西瓜书看不懂，想从头来"),
    _zh(_LEARNING, "exam", "吴恩达的机器学习课，想把证书拿下来"),
    _zh(_LEARNING, "typo", "机器学系入门"),
    _zh(_LEARNING, "deadline", "年底前学完机器学习，每周10小时"),
    _zh(_LEARNING, "known", "统计学研究生，会R，想用Python做机器学习建模", also=(_LEARNING | _PYTHON,)),
    _zh(_LEARNING, "vague-but-clear", "预测下个月哪些会员不会再来"),
    _zh(_LEARNING, "vague-but-clear", "用以前的病历让电脑估计病人会不会再住院，还要知道估得准不准"),
    _zh(_LEARNING, "vague-but-clear", "拿历史成交价让程序自己总结规律，估一套二手房能卖多少"),
    # Several at once
    _zh(_FRONTEND | _BACKEND, "title", "全栈工程师", also=(_FRONTEND | _BACKEND | _JAVASCRIPT,)),
    _zh(_PYTHON | _SQL, "several", "Python加SQL，财务想转岗"),
    _zh(_DATA | _LEARNING, "several", "先学数据分析，再学机器学习"),
    _zh(_GIT | _PYTHON, "several", "git和终端命令，再加上Python"),
    _zh(_FRONTEND | _GIT, "several", "前端三件套加git", also=(_FRONTEND | _JAVASCRIPT | _GIT,)),
    _zh(_JAVASCRIPT | _SQL, "several", "JavaScript和数据库都想学"),
    _zh(_JAVASCRIPT | _BACKEND, "known", "html不用教了，想学js和后端"),
    _zh(_SQL | _LEARNING, "deadline", "半年时间：前三个月SQL，后三个月机器学习，每周7小时"),
    _zh(_FRONTEND | _BACKEND, "vague-but-clear", "既想自己做网页，也想会写它背后服务器上的接口"),
)

_FOREIGN = (
    # Near a goal in subject: another language, another trade of the same industry
    *_refused(
        "en",
        "Rust, ownership and lifetimes",
        "Kubernetes and Helm for platform teams",
        "SwiftUI apps for the iPhone",
        "React Native, an app for the Play Store",
        "Kotlin, Android developer by autumn, 10 hours a week",
        "Oracle Certified Professional Java SE 21",
        "java (not javascript!)",
        "R for ecologists: tidyverse and ggplot2",
        "pretraining language models on a cluster of GPUs, research level",
        "diffusion models for images, trained from scratch on eight A100s",
        "prompt engineering for ChatGPT",
        "Excel VBA macros",
        "SAP FI/CO consultant",
        "CCNA network engineer",
        "penetration tester, I'm aiming for OSCP",
        "C# with Unity",
        "become a game designer: levels, balancing, narrative",
        "PHP plugins for WordPress",
        "COBOL on the mainframe, my bank pays double",
        "lern rsut programing langauge",
        "Solidity smart contracts",
        "Linux kernel drivers in C",
        "Arduino, sensors and soldering",
        "MATLAB for control engineering",
        "AWS Solutions Architect associate exam",
        "CompTIA A+, desktop support technician",
        "Scrum master certification for an IT department",
        "GDPR: data protection officer in a mid-sized company",
        "Scratch games for my seven-year-old",
        "UX research interviews",
        "retouch portraits in Photoshop",
        "SEO and paid social ads",
    ),
    # Near a goal in words alone, or with a goal as background only
    *_refused(
        "en",
        "looking after a ball python: heat, feeding, shedding",
        "our drama club wants to stage Monty Python sketches",
        "git gud at chess endgames",
        "sales analysis for managers, a one-day workshop with pen and paper, no computers",
        "data entry clerk, 70 words per minute",
        "CNC machine operator",
        "learning machine embroidery",
        "washing machine repair",
        "straighten the front end of a Ford Fiesta after a crash",
        "exercises against lower back pain, I sit all day",
        "identify sea shells on the Cornish coast",
        "volunteer at a reserve for giant pandas in Sichuan",
        "lab technique: which flask for which titration",
        "Django Reinhardt's gypsy jazz guitar",
        "how to react in an emergency: first aid and CPR",
        "two weeks on Java, from Yogyakarta to Mount Bromo",
        "become a server in a fine dining restaurant",
        "wood joins: mortise and tenon for a dinner table",
        "plan the sequel to my fantasy novel",
        "tree pruning, which branches to cut and when",
        "climb V5, my bouldering project at the gym has me stuck",
        "I know Python and SQL inside out; what I'd really like to learn is the cello",
        "After ten years as a JavaScript developer I want out: sourdough, a shop, my own name above the door.",
        "data analyst moving to Lisbon in May, need everyday Portuguese",
        "our web team sits badly, so ergonomic desks and chairs",
    ),
    # Far from all goals
    *_refused(
        "en",
        "run a marathon under four hours",
        "tax law for freelancers in Germany",
        "cook proper Thai curries",
        "NCLEX-RN in three months, 15 hours a week",
        "CFA level 1",
        "watercolour landscapes",
        "swim front crawl as an adult beginner 🏊",
        "British Sign Language for my deaf grandson",
        "keep two hives of bees alive through a Scottish winter",
        "best man's speech in a fortnight, help!!",
        "driving theory test",
        "asdf jkl qwertz",
        "make me rich",
        "hello, is anybody there?",
    ),
    # The same in Chinese
    *_refused(
        "zh",
        "Rust语言，所有权那一套",
        "学Java，想找份工作",
        "安卓开发，Kotlin",
        "iOS开发，自己上架一个App",
        "鸿蒙应用开发",
        "计算机二级C语言",
        "C++信息学竞赛，给孩子冲NOI",
        "Unity做独立游戏",
        "游戏策划怎么入行",
        "k8s运维",
        "软考网络工程师",
        "渗透测试，想进网安",
        "Excel VBA宏",
        "SAP顾问转行",
        "R语言做生信作图",
        "大模型微调，手上有8张A100",
        "PLC编程，工厂电工想升级",
        "单片机和嵌入式",
        "数据录入员，练打字速度",
        "数控机床操作工考高级证",
        "缝纫机零基础，想自己做裙子",
        "养一条蟒蛇当宠物要注意什么",
        "大熊猫饲养员怎么当",
        "汽车前杠撞坏了怎么自己修",
        "前台接待礼仪",
        "后背疼，久坐，怎么锻炼",
        "我会Python和SQL，想学日语去东京上班",
        "做了八年前端，想转行开咖啡店，学手冲",
        "PS修图接单",
        "短视频剪辑，三个月内能接活",
        "学吉他弹唱",
        "半年跑完全马，每周能练5小时",
        "法考，一年备考",
        "注册会计师，先考会计和税法",
        "雅思7分",
        "驾照科目二老是挂",
        "做川菜，家常的就行",
        "教师资格证笔试",
        "瘦二十斤",
        "随便学点啥",
        "你好呀",
    ),
)

TUNING_SET_B: tuple[GoalCase, ...] = (*_ENGLISH, *_CHINESE, *_FOREIGN)
