"""A second tuning set for the goal matcher: other learners' words, from another writer.

Thresholds and vocabulary may be set on it, so it is read freely, and its score is never published as quality: that is
measured on sentences that whoever tunes the matcher has not read.

Whoever wrote it had seen neither the matcher, nor the aliases of the packs, nor the sentences of any other set, and
never ran the matcher: known were the eight ids, one line about each, and which sorts of sentences to include.

It is frozen from the change that adds it. Nothing is added, dropped or reworded to suit a score; a label that is
plainly wrong is mended in a change of its own that says why.

About a third of the sentences is Chinese. Three in ten are out of scope (`foreign`) and have to be refused: most of
those share a subject or a word with a goal. A fifth of the others names no field at all (`vague-but-clear`).
"""

from tests.support.goal_set import GOALS, GoalCase, Kind, Language


def _goals(ids: str) -> frozenset[str]:
    goals = frozenset(ids.split())
    if not goals <= GOALS:
        raise ValueError(f"no such goals: {sorted(goals - GOALS)}")
    return goals


def _cases(kind: Kind, language: Language, *rows: tuple[str, ...]) -> tuple[GoalCase, ...]:
    """Rows of (sentence, ids of its goals, ids of a further fair answer …)."""
    return tuple(
        GoalCase(sentence, _goals(goals), kind, language, "tuning", tuple(_goals(other) for other in also))
        for sentence, goals, *also in rows
    )


TUNING_SET_A: tuple[GoalCase, ...] = (
    *_cases(
        "plain",
        "en",
        ("Python 3", "python"),
        ("sql basics pls", "sql"),
        ("vanilla js", "javascript"),
        ("css & html", "frontend"),
        ("frontend dev 🙂", "frontend"),
        ("back-end, just that", "backend"),
        ("ML", "machine-learning"),
        ("data analytics", "data-analyst"),
        ("terminal stuff, bash mostly", "git-and-command-line"),
        ("Could you teach me how branches, rebase and pull requests work?", "git-and-command-line"),
        ("Python, with extra attention to decorators, generators and context managers", "python"),
        ("closures, prototypes and the event loop finally explained", "javascript"),
        ("window functions, CTEs and recursive queries", "sql"),
        (
            (
                "Good evening! I should very much like to understand relational databases, if that is "
                "possible."
            ),
            "sql",
        ),
        ("flexbox, grid, semantic markup and ARIA", "frontend"),
        ("how do I get from zero to writing my own little Python programs?", "python"),
        (
            (
                "supervised learning: trees, boosting, cross-validation, and not fooling myself with the "
                "test set"
            ),
            "machine-learning",
        ),
        ("Designing REST endpoints with authentication, rate limits and a database behind them", "backend"),
        ("shell scripting, pipes, grep, awk, that sort of thing", "git-and-command-line"),
        ("Exploratory analysis, A/B tests and telling a story with charts", "data-analyst"),
        ("promises and async/await, I never know what is awaiting what", "javascript"),
        ("virtual environments, pip, modules, classes. I want to do Python properly this time", "python"),
        ("gradient descent, logistic regression and the maths that make them work", "machine-learning"),
        ("accessible websites", "frontend"),
        ("normal forms and foreign keys and all that", "sql"),
    ),
    *_cases(
        "title",
        "en",
        (
            "junior web dev in Porto, first job ever",
            "frontend",
            "frontend backend",
            "frontend javascript",
            "frontend javascript backend",
        ),
        ("I want to get hired as a UI engineer", "frontend"),
        ("BI analyst at a supermarket chain", "data-analyst"),
        ('the ad says "API engineer" and I want to be that', "backend"),
        ("becoming a JavaScript developer", "javascript", "javascript frontend"),
        ("database developer, junior level, remote", "sql"),
        ("What does it take to be a marketing analyst?", "data-analyst"),
        ("ML engineer (tabular stuff, no robots)", "machine-learning"),
        ("server-side dev at a fintech 💸", "backend"),
        ("Python programmer", "python"),
        ("aiming for a product analyst role in Nairobi", "data-analyst"),
        ('i\'d love to apply for those "front-end intern" ads in Warsaw', "frontend"),
        ("credit risk modeller who builds and validates predictive models", "machine-learning"),
        ("Report writer for the county: the post wants someone who writes SQL all day", "sql"),
        ("Back-end engineer, ideally at a public broadcaster", "backend"),
    ),
    *_cases(
        "product",
        "en",
        ("pandas + matplotlib", "data-analyst"),
        ("FastAPI with Postgres behind it", "backend", "backend sql"),
        ("Django, please", "backend"),
        ("scikit-learn pipelines", "machine-learning"),
        ("PostgreSQL from SELECT to EXPLAIN ANALYZE", "sql"),
        ("React hooks and components for my shop's pages", "frontend", "frontend javascript"),
        ("GitHub: issues, forks, merge conflicts, actions maybe", "git-and-command-line"),
        ("xgboost and lightgbm on spreadsheets of customers", "machine-learning"),
        ("Tailwind and a bit of Vue", "frontend"),
        ("Flask app behind nginx, how is that done right", "backend"),
        ("I keep meeting sqlite files at work and want to query them", "sql"),
        ("Jupyter notebooks for looking at survey data", "data-analyst"),
        ("jQuery is dead they say, so teach me the modern language itself", "javascript"),
        ("zsh, tmux, ssh, vim keys", "git-and-command-line"),
        ("Can I learn MySQL on an old Chromebook?", "sql"),
        ("SQLAlchemy, Alembic, pydantic, uvicorn: I need to be productive with that stack", "backend"),
        ("GitLab at my new job, merge requests all day long", "git-and-command-line"),
    ),
    *_cases(
        "exam",
        "en",
        ("PCEP and later PCAP from the Python Institute", "python"),
        ("Google Data Analytics Certificate on Coursera", "data-analyst"),
        ("Oracle 1Z0-071 Database SQL", "sql"),
        (
            "I failed the GitHub Foundations certification by 3 points, second try in May",
            "git-and-command-line",
        ),
        ("freeCodeCamp's Responsive Web Design certificate", "frontend"),
        ("JSA-41 Associate JavaScript programmer test", "javascript"),
        ("GCSE computer science, the paper where you write Python", "python"),
        ("Meta Back-End Developer professional certificate (the Django one)", "backend"),
        (
            (
                'my uni\'s exam "Introduction to Statistical Learning": regression, SVMs, random forests, '
                "bias and variance"
            ),
            "machine-learning",
        ),
        ("Querying Microsoft SQL Server, formerly 70-461, or whatever replaced it", "sql"),
        ("w3c's front-end web developer certificate", "frontend"),
    ),
    *_cases(
        "story",
        "en",
        (
            (
                "I'm a midwife on night shifts in Leeds. Between births I have taught myself to copy "
                "commands into the terminal, but I don't understand any of it. I'd like to."
            ),
            "git-and-command-line",
        ),
        (
            (
                "Retired bus driver, 67, good with crosswords. My grandson says Python is the friendliest "
                "way into programming, so let's see if he is right."
            ),
            "python",
        ),
        (
            (
                "I run a small bakery and sell through a website somebody's nephew made. He has left for "
                "Canada and I want to change the pages, the layout and the styles on my own."
            ),
            "frontend",
        ),
        (
            (
                "I've been a sociologist for ten years and did everything with pen, paper and interviews. My "
                "institute now has large surveys and expects me to clean them, compute statistics and draw "
                "the charts."
            ),
            "data-analyst",
        ),
        (
            (
                "We are three friends with a ticketing startup in Lagos. The app exists, but the part that "
                "takes payments, keeps accounts and answers its requests does not. That's on me."
            ),
            "backend",
        ),
        (
            (
                "Ex-librarian here. Our catalogue sits in a relational database and I spend days asking the "
                "vendor for lists that I suspect I could select myself."
            ),
            "sql",
        ),
        (
            (
                "I was a chemist at a water plant, laid off in March. I have twenty years of measurements "
                "and the idea that a trained model could predict an algae bloom a week ahead."
            ),
            "machine-learning",
        ),
        (
            (
                "I teach maths in a village school in Kerala. The children love little animations in the "
                "browser and I want to write them, the language inside the page is what I lack."
            ),
            "javascript",
            "javascript frontend",
        ),
        (
            (
                "Veteran, two kids, on a GI bill. Counsellor said front end is a decent first job. I can "
                "spare evenings."
            ),
            "frontend",
        ),
        (
            (
                "My PhD supervisor put all of the group's code on a GitHub organisation and I broke main "
                "twice already. Everyone is kind about it, but please help me."
            ),
            "git-and-command-line",
        ),
        (
            (
                "I'm a translator losing work to robots, so I might as well learn how these classifiers are "
                "trained and evaluated. Statistics from school, nothing more."
            ),
            "machine-learning",
        ),
        (
            (
                "Hairdresser in Lyon. I write down each appointment, colour and price in a notebook and then "
                "in Excel; I'd like to find out what the numbers say about my customers, with proper "
                "analysis tools."
            ),
            "data-analyst",
        ),
        (
            (
                "I have translated recipes into spreadsheets for years and a friend showed me a ten-line "
                "Python script that did my week's work. I am hooked."
            ),
            "python",
        ),
        (
            (
                "Former QA tester. I have been clicking through other people's forms for six years and I "
                "would rather be the one who writes the services and endpoints behind them."
            ),
            "backend",
        ),
        (
            "I play in a brass band that needs a web page. I know nothing of HTML. I'm patient though!",
            "frontend",
        ),
    ),
    *_cases(
        "typo",
        "en",
        ("pyhton for begginers", "python"),
        ("javscript", "javascript"),
        ("lern sql qureies and jions", "sql"),
        ("machien learnig", "machine-learning"),
        ("fornt end devlopment", "frontend"),
        ("i want too becom a data anlyst", "data-analyst"),
        ("gti and githbu", "git-and-command-line"),
        ("backedn development wiht fast api", "backend"),
        ("pythn progamming plz", "python"),
        ("Javasript, spefically asinc functions", "javascript"),
        ("postgrse quries an indexs", "sql"),
        ("comand lin on linux", "git-and-command-line"),
        ("htlm css responsiv websits", "frontend"),
        ("suprevised leaning with skikit-learn", "machine-learning"),
        ("daat analisys in padnas", "data-analyst"),
        ("restfull apis adn servres in djnago", "backend"),
        ("pytohn from scrach, i am 14", "python"),
        ("relatoinal databasses", "sql"),
    ),
    *_cases(
        "several",
        "en",
        ("Python and SQL, both from nothing", "python sql"),
        ("git plus JavaScript please", "git-and-command-line javascript"),
        (
            "full-stack work at a small agency in Tallinn",
            "frontend backend",
            "frontend javascript backend",
            "frontend backend sql",
            "javascript backend",
        ),
        ("First analyse data, later on machine learning too", "data-analyst machine-learning"),
        ("html/css for the pages and fastapi for the service behind them", "frontend backend"),
        (
            "I need two things for the bootcamp: be at home in the terminal with git, and Python basics.",
            "git-and-command-line python",
        ),
        ("SQL, JavaScript", "sql javascript"),
        ("Could I do front-end and version control side by side?", "frontend git-and-command-line"),
        (
            "Our team lead wants everyone to know Postgres and scikit-learn by autumn",
            "sql machine-learning",
        ),
        ("bash for weekdays, python for weekends 😄", "git-and-command-line python"),
        (
            (
                "I'd like to be able to write both sides: what people see in the browser and the API on the "
                "server"
            ),
            "frontend backend",
            "frontend javascript backend",
        ),
        (
            "everything a data analyst needs, plus pushing my notebooks to GitHub",
            "data-analyst git-and-command-line",
        ),
        ("javascript AND python, I can't decide so both", "javascript python"),
        ("relational database design, then server-side development", "sql backend"),
    ),
    *_cases(
        "known",
        "en",
        ("I already program in Python, now I want machine learning", "machine-learning"),
        ("HTML and CSS are no problem for me, it's the JavaScript that I need", "javascript"),
        ("fluent in SQL, looking to move into data analysis", "data-analyst"),
        ("Java developer for eight years, want Python now", "python"),
        (
            "I know JavaScript inside out; teach me how to write the server part in Python with FastAPI",
            "backend",
        ),
        ("Been using R for my statistics since 2012. Time for pandas and friends.", "data-analyst"),
        (
            (
                "git is fine, thanks. What I lack is writing shell scripts and finding my way around Linux "
                "from the prompt"
            ),
            "git-and-command-line",
        ),
        ("Comfortable with Excel pivot tables, but I have never written a SELECT statement", "sql"),
        ("Designer with solid Figma skills who wants to code her own layouts", "frontend"),
        ("C++ at university, so loops and classes are old friends. Python would be the new one.", "python"),
        ("i can do python, i can do pandas, i cannot do models that predict", "machine-learning"),
        ("I've got React covered, my gap is relational databases and queries", "sql"),
        ("COBOL veteran. Skip the variables and loops talk, show me javascript", "javascript"),
        (
            (
                "I know how to code in Python but all my projects live in zip files, no version control "
                "whatsoever"
            ),
            "git-and-command-line",
        ),
    ),
    *_cases(
        "deadline",
        "en",
        ("Python before the semester starts on 1 September, 5 hours a week", "python"),
        ("interview for a SQL-heavy role in 10 days, I can do 3 h a day", "sql"),
        ("front end by Christmas, weekends only", "frontend"),
        ("six months, 12 h/week, from zero to junior data analyst", "data-analyst"),
        ("Need basic git until Monday!!", "git-and-command-line"),
        (
            "half an hour each morning before the kids wake up: javascript, no rush, done by next summer",
            "javascript",
        ),
        (
            "machine learning, two evenings a week, until my sabbatical ends on 2027-03-31",
            "machine-learning",
        ),
        (
            ("I've 90 days of notice period left and I want to use them for back-end development, full time"),
            "backend",
        ),
        ("by the end of Ramadan I want to be able to read and write simple Python", "python"),
        (
            "4h weekly, hackathon on the 20th, we need somebody who can do the HTML and the styles",
            "frontend",
        ),
        (
            (
                "A year, maybe fifteen months, 3 hours on Sundays. Goal: understand and train classical ML "
                "models honestly"
            ),
            "machine-learning",
        ),
        (
            (
                "my probation ends in week 32 and by then I must write the reporting queries on the "
                "warehouse alone"
            ),
            "sql",
        ),
    ),
    *_cases(
        "vague-but-clear",
        "en",
        (
            (
                "When someone taps the menu on my site nothing happens; I'd like to program that behaviour "
                "myself"
            ),
            "javascript",
            "frontend",
            "frontend javascript",
        ),
        ("my portfolio looks dreadful on phones and I want it to fit every screen", "frontend"),
        (
            (
                "tell in advance which patients won't turn up for their appointment, going by the past three "
                "years"
            ),
            "machine-learning",
        ),
        (
            "show a computer thousands of old mails marked junk or not junk so that it sorts the new ones",
            "machine-learning",
        ),
        ("guess what a flat will sell for from its size, floor and postcode", "machine-learning"),
        (
            (
                "My boss asks why turnover dropped and I have a heap of CSV files. I want to answer with "
                "numbers and pictures."
            ),
            "data-analyst",
        ),
        ("fetch the right rows out of the order tables without begging IT each time", "sql"),
        (
            (
                "main_final_v7_REALLY_final.py … there must be a better way to keep the history of what I "
                "wrote"
            ),
            "git-and-command-line",
        ),
        (
            "that black window with the blinking cursor frightens me and I'd like it not to",
            "git-and-command-line",
        ),
        (
            "The phone app has to send logins and orders somewhere. I'm supposed to write the somewhere.",
            "backend",
        ),
        ("how do you lay out tables so that a customer's address isn't stored in five places?", "sql"),
        (
            "sort our shoppers into types that behave alike, without deciding the types beforehand",
            "machine-learning",
        ),
        (
            (
                "I found a bug in a program I love and fixed it on my machine. How do I hand my fix to its "
                "authors the way programmers do?"
            ),
            "git-and-command-line",
        ),
        (
            "turn 2,000 survey answers into findings and graphs that I can defend in front of the council",
            "data-analyst",
        ),
        (
            "keep what visitors submit somewhere safe and give it back when they log in again",
            "backend",
            "backend sql",
        ),
        (
            "Blind customers can't use our booking page. I want to build pages that everyone can operate.",
            "frontend",
        ),
        ("two of us keep overwriting each other's source files", "git-and-command-line"),
        (
            (
                "someone draws the page in Photoshop, I get the picture, and I have to make a real page out "
                "of it"
            ),
            "frontend",
        ),
        (
            "check what people type into the form before it leaves their browser, with code of my own",
            "javascript",
            "frontend",
            "frontend javascript",
        ),
        (
            ("Did the new checkout really sell more or was it luck? I'd like to be the person who can tell."),
            "data-analyst",
        ),
        ("the programming language with the snake on its logo", "python"),
        (
            (
                "The service must survive a thousand requests a second, keep passwords safe and tell us when "
                "it is ill. I want to be able to write such a thing."
            ),
            "backend",
        ),
        (
            (
                "our report takes forty seconds because it reads the whole table; I want to know why and how "
                "to stop that"
            ),
            "sql",
        ),
        (
            "which loan applicants will not pay us back? we have ten years of history to learn from",
            "machine-learning",
        ),
        (
            (
                "I measure the river each day and would like trends, averages and plots instead of a full "
                "notebook"
            ),
            "data-analyst",
        ),
        (
            (
                "I rented a Linux box and there is no mouse. Moving around, copying files, starting things: "
                "all of it by typing."
            ),
            "git-and-command-line",
        ),
        ("the scripting language with indentation instead of curly braces", "python"),
        ("match a million members with their payments and list who still owes us", "sql"),
        ("the language that every browser runs", "javascript"),
        (
            (
                'I undid three days of work and my colleague said "just go back to yesterday\'s commit". I '
                "don't know how."
            ),
            "git-and-command-line",
        ),
        ("dress up plain pages with colours, columns and fonts, and have them load quickly", "frontend"),
        (
            (
                "Other companies' programs should be able to ask ours for prices over the net and get JSON "
                "back"
            ),
            "backend",
        ),
        (
            (
                "pages that look right in every browser and that one can walk through with nothing but the "
                "keyboard"
            ),
            "frontend",
        ),
        (
            (
                "let the machine rename, sort and mail my 300 monthly PDFs while I sleep, with a program I "
                "wrote"
            ),
            "python",
            "git-and-command-line",
        ),
        (
            "a tiny snake game that runs in a browser tab, written by hand, no engine",
            "javascript",
            "frontend",
            "frontend javascript",
        ),
        (
            "spot the stolen-card payments among millions, knowing which ones were fraud in the past",
            "machine-learning",
        ),
        ("I inherited a pile of linked tables and nobody can tell me who bought what in which year", "sql"),
    ),
    *_cases(
        "plain",
        "zh",
        ("Python入门", "python"),
        ("想学前端", "frontend"),
        ("数据库和SQL语句怎么学", "sql"),
        ("机器学习，经典算法为主", "machine-learning"),
        ("后端开发，用Python写接口", "backend"),
        ("git怎么用啊，完全小白", "git-and-command-line"),
        ("JS从零开始", "javascript"),
        ("数据分析,顺便把统计学补上", "data-analyst"),
        ("想系统学一下Linux命令行和shell脚本", "git-and-command-line"),
        ("闭包、原型链、事件循环，老是搞不懂", "javascript"),
        ("多表连接、子查询、窗口函数", "sql"),
        ("请问零基础可以学Python编程吗？", "python"),
        ("决策树、随机森林、交叉验证这些想弄明白", "machine-learning"),
        ("盒模型、flex布局、响应式", "frontend"),
    ),
    *_cases(
        "title",
        "zh",
        ("前端工程师（初级），坐标成都", "frontend"),
        ("转行，目标是数据分析师，双非本科", "data-analyst"),
        ("Python后端工程师，想进中型互联网公司", "backend", "python backend"),
        ("机器学习算法工程师（做风控建模那种）", "machine-learning"),
        ("商业分析师BI岗位需要学什么", "data-analyst"),
        ("应届生想找个切图仔的工作😂", "frontend"),
        ("服务端开发，小厂也行", "backend"),
        ("应聘SQL开发岗", "sql"),
        ("我想当一名写JavaScript的程序员", "javascript", "javascript frontend"),
    ),
    *_cases(
        "product",
        "zh",
        ("pandas和matplotlib画图", "data-analyst"),
        ("Django做网站后台", "backend"),
        ("MySQL入门", "sql"),
        ("sklearn怎么调参、怎么评估模型", "machine-learning"),
        ("Vue3和Element Plus写页面", "frontend", "frontend javascript"),
        ("GitHub上怎么提PR", "git-and-command-line"),
        ("FastAPI写接口，连PostgreSQL", "backend", "backend sql"),
        ("公司用Gitee管代码，我连push都不会", "git-and-command-line"),
        ("Power BI加SQL做报表", "data-analyst", "data-analyst sql"),
        ("React写组件", "frontend", "frontend javascript"),
        ("用Jupyter分析问卷数据", "data-analyst"),
        ("PyCharm都装好了，就差学会Python了", "python"),
    ),
    *_cases(
        "exam",
        "zh",
        ("计算机二级Python，今年9月考", "python"),
        ("CDA数据分析师Level 1", "data-analyst"),
        ("全国计算机等级考试二级MySQL", "sql"),
        ("1+X证书 Web前端开发初级", "frontend"),
        ("孩子要考GESP Python三级，我陪着一起学", "python"),
        ("研究生课程期末考《统计学习方法》，感知机、SVM、EM都要考", "machine-learning"),
        ("蓝桥杯Python组省赛", "python"),
        ("期末考数据库原理，关系代数、范式、SQL都不会", "sql"),
    ),
    *_cases(
        "story",
        "zh",
        ("我是护士,三班倒,工作八年了。想转行做数据分析,数学一般,Excel会一点。", "data-analyst"),
        (
            "本人35岁，在工厂做质检，厂里有好几年的检测数据。想自己训练个模型，提前判断哪批货会出问题。",
            "machine-learning",
        ),
        ("文科女生，大四，秋招没找到工作。学姐说前端好入门，我想试试。", "frontend"),
        ("在银行柜台上班，领导天天要报表，每次都得求科技部的人帮忙取数，想自己会写查询。", "sql"),
        ("我是高中物理老师，想用Python做点小程序给学生演示，从来没写过代码。", "python"),
        ("刚进实验室，师兄让我连服务器跑程序，结果我连cd和ls都不知道，好尴尬。", "git-and-command-line"),
        ("宝妈一枚,孩子上幼儿园了,白天有时间。以前做平面设计,现在想学会自己写网页。", "frontend"),
        ("外贸业务员，手上客户信息乱七八糟。同事用Python十分钟就整理完了，我看得眼红。", "python"),
        (
            (
                "创业公司就我和合伙人两个，他写App，我得把服务器上的接口、登录、支付都写出来，"
                "可我只会一点Python语法。"
            ),
            "backend",
        ),
        (
            "学了两年会计不想干了，听说JavaScript可以做很多好玩的网页效果，想认真学这门语言。",
            "javascript",
            "javascript frontend",
        ),
        ("建筑工地监理，想离开工地。朋友做后端开发，说Python写服务需求还可以，请给我一个计划。", "backend"),
    ),
    *_cases(
        "typo",
        "zh",
        ("学pyhton，零基楚", "python"),
        ("前段开发,html ccs", "frontend"),
        ("机器学习如门，回归分雷聚类", "machine-learning"),
        ("数居分析师要学哪些东西", "data-analyst"),
        ("jvascript异步，promsie", "javascript"),
        ("后瑞开发 Djagno", "backend"),
        ("sqI和mysq数据库查旬", "sql"),
        ("gti命令行怎么提交代吗", "git-and-command-line"),
    ),
    *_cases(
        "several",
        "zh",
        ("Python和SQL都想学", "python sql"),
        ("前端+后端，想做全栈", "frontend backend", "frontend javascript backend"),
        ("数据分析打头，之后接着上机器学习", "data-analyst machine-learning"),
        ("JavaScript和Git一起补", "javascript git-and-command-line"),
        ("岗位要求：熟悉Linux命令行、会用MySQL。两样我都不会", "git-and-command-line sql"),
        (
            "页面要会写,服务器接口也要会写,一个人搞定整个网站",
            "frontend backend",
            "frontend javascript backend",
        ),
        ("Python语法打底，加上Git版本管理", "python git-and-command-line"),
        ("机器学习和SQL，面试两个都问", "machine-learning sql"),
    ),
    *_cases(
        "known",
        "zh",
        ("已经会Python了，想学机器学习", "machine-learning"),
        ("HTML、CSS没问题，就是JS不行", "javascript"),
        ("写了五年Java，现在公司要我转Python", "python"),
        ("SQL我很熟,想往数据分析方向走", "data-analyst"),
        ("Vue用了三年，想学后端，最好是FastAPI", "backend"),
        ("Excel透视表玩得很溜，就是不会SQL取数", "sql"),
        ("会C语言，想再学个Python", "python"),
        ("Python、pandas都会用，但代码全靠U盘拷来拷去，想学版本控制", "git-and-command-line"),
        ("做UI设计的，Figma熟练，想自己把设计稿写成网页", "frontend"),
    ),
    *_cases(
        "deadline",
        "zh",
        ("三个月内学会Python,每周6小时", "python"),
        ("年底之前转行前端，全职在家学", "frontend"),
        ("下周三面试，急补SQL！", "sql"),
        ("每天下班后一小时，半年搞定数据分析找工作", "data-analyst"),
        ("寒假一个月学完JavaScript基础", "javascript"),
        ("国庆七天，把git和终端常用命令学会", "git-and-command-line"),
        ("明年3月跳槽,目标后端开发,每周末能抽出10小时", "backend"),
        ("一年时间，每周8小时，把机器学习连同数学基础扎实学一遍", "machine-learning"),
    ),
    *_cases(
        "vague-but-clear",
        "zh",
        ("网页上的按钮点了没反应，想自己写代码让它动起来", "javascript", "frontend", "frontend javascript"),
        ("想知道哪些会员下个月会流失，手里有三年的消费记录", "machine-learning"),
        ("我做的网站手机上打开全乱了，怎么才能大小屏幕都好看", "frontend"),
        ("老板总问为什么这个月业绩跌了，我想能用数据和图表说清楚", "data-analyst"),
        ("那个黑乎乎的窗口,别人噼里啪啦敲几下就搞定了,我也想会", "git-and-command-line"),
        ("几个人改同一份代码，天天互相覆盖，怎么办", "git-and-command-line"),
        ("从公司几百万行的订单表里自己把数查出来", "sql"),
        ("标志是两条小蛇的那个编程语言", "python"),
        ("小程序和App都要调用的那套接口，得由我来写", "backend"),
        ("根据面积、楼层、地段估算二手房能卖多少钱，让电脑自己从历史成交里学", "machine-learning"),
        ("设计师给我一张图,我要做出一模一样的网页", "frontend"),
        ("用户注册登录、订单、权限，放在服务器上稳定跑着，别半夜挂掉", "backend"),
        ("表该怎么拆、主键外键怎么定，总觉得自己设计得很乱", "sql"),
        ("新版页面转化率高了一点点，到底是真的有效还是运气？我想学会判断", "data-analyst"),
        ("改坏了代码想回到昨天的版本，同事说一条命令的事", "git-and-command-line"),
        ("浏览器里跑的那门脚本语言，不是Java", "javascript"),
        ("给电脑看一堆标好的垃圾短信,让它以后自己分辨", "machine-learning"),
        ("开源项目里发现一个错别字，改好了怎么交给作者", "git-and-command-line"),
        ("每天手动整理几百个表格文件，想写个程序替我干", "python", "data-analyst"),
        ("病人出院后多久会再次住院，能不能让电脑从老病历里学会预测", "machine-learning"),
        ("怎么把访客填的表单安全地存起来，下次登录还能看到", "backend", "backend sql"),
    ),
    *_cases(
        "foreign",
        "en",
        ("fingerpicking on a steel-string guitar", ""),
        ("first half marathon under two hours", ""),
        ("conversational French before our move to Québec", ""),
        ("inheritance tax for family farms", ""),
        ("how to make sourdough that actually rises", ""),
        ("lower back pain, exercises I can do at my desk", ""),
        ("painting seascapes in gouache", ""),
        ("I want to pass my driving theory test in Ireland", ""),
        ("beekeeping on a balcony, is that a thing?", ""),
        ("Learn to swim at 50", ""),
        ("wedding speech for my brother, he's getting married in June and I am terrified", ""),
        ("Arabic calligraphy", ""),
        ("Medieval history of the Balkans, 3 hours a week", ""),
        ("train my rescue dog to walk on a loose lead", ""),
        ("become a notary in Spain", ""),
        ("organic chemistry, chapter on aldehydes, resit in August", ""),
        ("Stock picking and index funds for my pension", ""),
        ("I'm a paramedic and want to study anaesthesia nursing. Any plan for the entrance exam?", ""),
        ("Rust lifetimes and the borrow checker", ""),
        ("CKA exam, so Kubernetes all the way", ""),
        ("write an iPhone app in SwiftUI", ""),
        ("indie game designer using Unity", ""),
        ("React Native for our Android and iPhone apps", ""),
        ("AP Computer Science A, it's all in Java", ""),
        ("Java, and no, I do not mean JavaScript", ""),
        ("multilevel models in R with lme4", ""),
        ("pretraining transformers across 64 GPUs, for research", ""),
        ("my ball python refuses to eat", ""),
        ("Monty Python sketches for the school theatre", ""),
        ("git gud at Elden Ring", ""),
        ("SAP ABAP for consultants", ""),
        ("Excel VBA macros for the accounts office", ""),
        ("CCNA routing and switching", ""),
        ("penetration tester, OSCP in a year", ""),
        ("data entry clerk, 60 words a minute", ""),
        ("sewing machine maintenance", ""),
        ("CNC machine operator, learning on a Haas mill", ""),
        ("replacing the front end of a 1998 Corolla after a crash", ""),
        ("getting a better backhand in tennis", ""),
        ("how do giant pandas raise their cubs?", ""),
        ("Django Reinhardt's gypsy jazz rhythm", ""),
        ("hosting a birthday bash for forty people", ""),
        ("identifying sea shells on the beach", ""),
        ("closure after a breakup", ""),
        ("keeping my promises to myself", ""),
        ("reading a balance sheet as a hospital manager", ""),
        ("sales training for people on a shop floor", ""),
        ("write a query letter to a literary agent", ""),
        ("dovetail joins, no, joints, in oak", ""),
        ("airport terminal operations, I got a job at Changi", ""),
        ("C++ on an Arduino to drive stepper motors", ""),
        ("Terraform and AWS landing zones", ""),
        ("auditing smart contracts in Solidity", ""),
        ("Kotlin for Android", ""),
        ("Scrum master certification PSM I", ""),
        ("Lua scripting in Roblox with my daughter", ""),
        ("Simulink and MATLAB for my control theory lab", ""),
        ("how should I react when my teenager slams the door", ""),
        ("become a fashion model, building a portfolio", ""),
        ("Haskell and category theory", ""),
        ("Lightroom presets and colour grading", ""),
        ("PLC ladder logic on Siemens S7", ""),
        ("teaching children with learning disabilities to read", ""),
        ("Salesforce administrator certificate", ""),
        ("GDPR and becoming our data protection officer", ""),
        ("typeset my thesis in LaTeX", ""),
        ("merging onto a motorway without panicking", ""),
        ("pruning the branches of old apple trees", ""),
        ("hire decorators for the living room and not get cheated", ""),
        ("repair washing machines for a living", ""),
        ("I know Python already, now I'd like to get into Go and goroutines", ""),
        ("Unreal Engine shaders in HLSL", ""),
        ("JavaScript bores me these days; I'd rather do carpentry", ""),
        ("CUDA kernels in C", ""),
        ("manage a restaurant's front of house", ""),
    ),
    *_cases(
        "foreign",
        "zh",
        ("学做川菜，回锅肉总炒不好", ""),
        ("科目二倒车入库，挂了两次了", ""),
        ("雅思口语两个月冲7分", ""),
        ("考公务员，申论怎么写", ""),
        ("法考主观题,每周20小时", ""),
        ("产后减肥，在家能做的运动", ""),
        ("日语能力考N1，差12分没过", ""),
        ("毛笔字，想从楷书练起", ""),
        ("六个月宝宝怎么添加辅食", ""),
        ("太极拳二十四式", ""),
        ("注册会计师,审计和税法", ""),
        ("考教师资格证，初中语文", ""),
        ("炒股看K线", ""),
        ("Java八股文，准备秋招", ""),
        ("C语言二级，指针不会", ""),
        ("Kotlin开发安卓App", ""),
        ("Swift写iOS应用", ""),
        ("用Unity做独立游戏", ""),
        ("STM32单片机，嵌入式入行", ""),
        ("大模型预训练，多机多卡并行", ""),
        ("网络安全渗透测试，想打CTF", ""),
        ("K8s集群运维，考CKA", ""),
        ("路由器交换机配置，想当网络工程师", ""),
        ("养球蟒要注意什么", ""),
        ("想去成都基地当大熊猫饲养员", ""),
        ("酒店前台接待礼仪", ""),
        ("剧院后台的灯光舞美", ""),
        ("数据录入兼职，打字快就行", ""),
        ("手机里误删的照片怎么恢复数据", ""),
        ("开挖掘机，考操作证", ""),
        ("给孩子买学习机，哪个牌子好", ""),
        ("Excel VBA写宏，做工资条", ""),
        ("SPSS做问卷信效度", ""),
        ("SAP财务模块顾问", ""),
        ("PMP项目管理", ""),
        ("AutoCAD画施工图", ""),
        ("剪映剪视频，做自媒体", ""),
        ("爬宠，养鬃狮蜥", ""),
        ("Go语言，微服务那一套", ""),
        ("缝纫机修理", ""),
        ("会Python了,现在想学Rust", ""),
        ("电商运营，开淘宝店", ""),
    ),
)
