"""Chinese typing mistakes: characters that sound alike are one, because that is how input methods go wrong."""

from milepost.catalog.matching.words import words_of

#: Of each group the first stands for all.
#: Only characters of words that name subjects here, with what is typed for them.
_ALIKE = words_of(
    "据剧句具居聚举 端断短段瑞 析晰折西息习系席希夕 库裤酷 网往忘 页业叶 编变遍边 程成城 码马吗 器气汽 机几积 令另领",
    "版板 本笨 控空 制治智 分份 接街 口扣 发法罚 前钱浅 后候厚 数树 询寻讯旬 查茶 终中钟 脚角 言盐研",
    "技计既 深身 度读 训讯 练炼 模摸魔 型形行 图涂 表标 统同 建件键 管官 理里 工公 代带待 学雪 命名明",
    "界介届 面棉 设社 式试事 语雨 预遇 测侧 服付 务物 报抱 视示 化话画",
)
_FOLD = {ord(other): group[0] for group in sorted(_ALIKE) for other in group[1:]}


def folded_by_sound(text: str) -> str:
    """The text with each character replaced by one that sounds like it, the same for all that do."""
    return text.translate(_FOLD)
