"""Words that say another field than the catalog's, or may: a backend in Java, pythons, the front end of a car."""

from milepost.catalog.matching.words import words_of

#: Languages, platforms and trades that take the place of what a goal teaches: "a backend in Java" is not the backend
#: that is taught with Python. They count against every goal in the same clause, and are never taken for misspelt.
OTHER_TOOLS = words_of(
    "abap airflow android ansible arduino assembly autocad blender blockchain c c# c++ cad ccna chatgpt",
    "cisco clojure cnc cobol copywriting cypress dart delphi dotnet electron elixir embedded erlang",
    "ethereum f# figma filemaker flutter fortran fpga ggplot2 godot golang hadoop haskell illustrator",
    "indesign ios ipad iphone java julia k8s kafka kotlin kubernetes laravel lisp lua mainframe matlab",
    "minecraft mongodb native neo4j nodej nodejs nosql ocaml openai opengl panda perl photoshop php plc",
    "powershell premiere prolog pythons qt r rail raspberry roblox ros rstudio ruby rust salesforce sap",
    "sas scala selenium seo shopify snowflake solidity spark springboot spss squarespace stata swift",
    "swiftui symfony terraform tidyverse typography unity unreal vba verilog vhdl vulkan web3 webflow wix",
    "wordpress xamarin xcode",
)

#: The same in several words or in Chinese, found anywhere in a clause.
OTHER_TOOL_NAMES = words_of(
    "c语言 go语言 java语言 r语言 云计算 产品经理 区块链 单片机 大数据 安卓 宏 宠物 嵌入式开发 微信小程序",
    "数据录入 数据标注 数控 易语言 机器人 汇编 测试工程师 渗透 游戏 爬虫 硬件 网络安全 芯片 苹果手机",
    "虚幻引擎 运维 鸿蒙",
) | {
    ".net",
    "bash out",
    "google ads",
    "power point",
    "react native",
    "react to ",
    "shell out",
    "spring boot",
    "visual basic",
}

#: Names of products that are words of daily use. Alone, beside something foreign, they name no product.
HOMOGRAPHS = words_of("angular bash flask pandas react sass shell svelte tableau tailwind terminal vue")

#: Names that mean something else outside of computing often enough to be looked at twice; the others are sure.
COMMON_NAMES = HOMOGRAPHS | words_of(
    "api backend database django frontend interface js python server ui web webpage website",
    "serverside clientside 前端 后端 接口 数据库 服务端 终端 网站 网页",
)
