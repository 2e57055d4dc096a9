"""What composed documents are made of: invented governments, bodies that all have, tasks with their targets.

Nothing here is read by the loader; canonical names and targets are what a reader takes from the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Government:
    """One that issues a document; `level` is the prefix of its bodies, `lower` the group below it."""

    place: str
    level: str
    office: str
    short: str
    head: str
    lower: str


GOVERNMENTS = (
    Government("临江省", "省", "办公厅", "临", "省长", "各市、县(市、区)政府"),
    Government("石梁市", "市", "办公室", "石", "市长", "各县(市、区)政府"),
    Government("洛北市", "市", "办公室", "洛", "市长", "各区县政府"),
    Government("云浦市", "市", "办公室", "云", "市长", "各县区政府"),
    Government("永宁县", "县", "办公室", "永", "县长", "各乡镇政府"),
    Government("白石县", "县", "办公室", "白", "县长", "各镇政府"),
    Government("南屏区", "区", "办公室", "南", "区长", "各街道办事处"),
)

# The names of a body without its level: the canonical one first, then others that are printed for it.
BODIES = (
    ("发展改革委", "发改委", "发展和改革委员会", "发展和改革委", "发展改革局", "发改局"),
    ("教育局", "教育厅"),
    ("科技局", "科学技术局", "科技厅"),
    ("公安局", "公安厅"),
    ("民政局", "民政厅"),
    ("司法局", "司法厅"),
    ("财政局", "财政厅"),
    ("人力资源社会保障局", "人力资源和社会保障局", "人社局", "人力资源社会保障厅", "人社厅"),
    ("自然资源局", "自然资源厅"),
    ("生态环境局", "生态环境厅"),
    ("住房城乡建设局", "住房和城乡建设局", "住建局", "住房城乡建设厅", "住建厅"),
    ("交通运输局", "交通局", "交通运输厅"),
    ("水利局", "水利厅"),
    ("农业农村局", "农业农村厅"),
    ("商务局", "商务厅"),
    ("卫生健康委", "卫健委", "卫生健康委员会", "卫生健康局", "卫健局"),
    ("应急管理局", "应急局", "应急管理厅"),
    ("审计局", "审计厅"),
    ("国资委", "国有资产监督管理委员会"),
    ("市场监管局", "市场监督管理局"),
    ("统计局",),
    ("医保局", "医疗保障局"),
    ("信访局",),
    ("税务局",),
    ("气象局",),
    ("残联",),
    ("妇联",),
    ("总工会",),
    ("委宣传部",),
    ("委组织部",),
    ("法院", "中级法院"),
    ("检察院",),
)

LEADERS = (
    "裴知远",
    "计云帆",
    "沈钧",
    "欧阳静",
    "顾雪梅",
    "曹鸿志",
    "邵凯",
    "葛红",
    "申屠磊",
    "罗世清",
    "金涛",
    "白晓云",
)


@dataclass(frozen=True)
class Sentence:
    """What a task says, with {n} for its figure, and the target that the figure promises (None for none)."""

    text: str
    indicator: str | None = None
    comparator: str = "eq"
    unit: str | None = None
    factor: int = 1
    figures: tuple[int, ...] = field(default=(3, 5, 12, 60, 200))

    def target(self, n: int) -> dict[str, Any] | None:
        """The expectation for the figure."""
        if self.indicator is None:
            return None
        value = n * self.factor
        return {
            "indicator": self.indicator,
            "comparator": self.comparator,
            "low": None if self.comparator == "le" else value,
            "high": None if self.comparator == "ge" else value,
            "unit": self.unit,
        }


SENTENCES = (
    Sentence("规模以上工业增加值增长{n}%以上", "规模以上工业增加值增长", "ge", "%", 1, (5, 6, 8, 12)),
    Sentence("一般公共预算收入增长{n}%", "一般公共预算收入增长", "eq", "%", 1, (4, 5, 9)),
    Sentence("社会消费品零售总额增长{n}%左右", "社会消费品零售总额增长", "approx", "%", 1, (6, 7, 10)),
    Sentence("城镇登记失业率控制在{n}%以内", "城镇登记失业率", "le", "%", 1, (3, 4, 5)),
    Sentence("城镇新增就业{n}万人以上", "城镇新增就业", "ge", "人", 10_000, (2, 8, 55)),
    Sentence("完成固定资产投资{n}亿元", "完成固定资产投资", "eq", "元", 100_000_000, (30, 120, 460)),
    Sentence("新改建农村公路{n}公里", "新改建农村公路", "eq", "公里", 1, (60, 120, 350)),
    Sentence("改造老旧小区{n}个", "改造老旧小区", "eq", "个", 1, (12, 36, 80)),
    Sentence("新增公共停车泊位{n}个以上", "新增公共停车泊位", "ge", "个", 1, (500, 2000, 5000)),
    Sentence("建成高标准农田{n}万亩", "建成高标准农田", "eq", "亩", 10_000, (2, 8, 30)),
    Sentence("新增国家高新技术企业{n}家", "新增国家高新技术企业", "eq", "家", 1, (20, 50, 300)),
    Sentence("空气质量优良天数比例达到{n}%以上", "空气质量优良天数比例", "ge", "%", 1, (85, 90, 92)),
    Sentence("送戏下乡不少于{n}场", "送戏下乡", "ge", "场", 1, (100, 500)),
    Sentence("新增养老床位{n}张", "新增养老床位", "eq", "张", 1, (200, 800)),
    Sentence("实际利用外资突破{n}亿美元", "实际利用外资", "ge", "美元", 100_000_000, (2, 15)),
    Sentence("深化“放管服”改革，推进政务服务事项“一网通办”"),
    Sentence("健全粮食储备体系，严守耕地保护红线"),
    Sentence("深入推进爱国卫生运动，巩固国家卫生城市创建成果"),
    Sentence("加快综合交通枢纽建设，启动会展中心二期工程"),
    Sentence("落实安全生产责任制，坚决遏制重特大事故"),
    Sentence("推动传统产业改造提升，培育壮大新兴产业"),
    Sentence("完善国土空间规划体系，优化城市空间布局"),
    Sentence("做好退役军人服务保障，维护退役军人合法权益"),
)
LEAD_INS = ("", "统筹发展和安全，", "坚持稳中求进，", "强化要素保障，", "聚焦民生需求，")
THEMES = ("着力推动产业升级", "持续改善生态环境", "加强民生保障", "深化改革开放", "促进城乡协调发展")
HEADLINES = ("推动经济稳中有进。", "扎实办好民生实事。", "加快重点项目建设。", "提升城乡治理水平。")
