"""What names of units look like: level prefixes, endings, groups and local governments."""

from __future__ import annotations

import re

# Longest first: 委员会 before 委, so that 发展和改革委员会 loses all of its ending.
SUFFIXES = (
    ("管理委员会", "管委"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("管理局", "局"),
    ("总局", "局"),
    ("委", "委"),
    ("厅", "厅"),
    ("局", "局"),
    ("办", "办"),
    ("中心", "中心"),
)

# 市场监管局 and 区域合作办 begin with a level's character, but not with a level.
LEVEL_PREFIX = re.compile(
    r"(?P<level>自治区|自治州|自治县|自治旗|兵团|师市|师(?=(?:党委|[\u4e00-\u9fff]{2,10}[局委办])$)|地区|地(?=委)|省(?!际)|州|盟|旗(?!舰)"
    r"|市(?!场|容|域|民(?:服务|中心)|监(?:局|管局)|政(?:园林|公用|管理|工程|设施|市容|局|处|建设|集团|公司|养护))"
    r"|县(?!域|城(?![市乡管建]))|区(?!域|划|块|间))(?=.)"
)

OWN_GOVERNMENT = re.compile(r"(?:本)?(?P<level>自治区|自治州|自治县|[省市县区州盟旗])(?:人民)?政府$")

# A place with its own government: 杭州市政府, 黄埔区人民政府, 青田县政府. Not 省政府 or 各市政府.
LOCAL_GOVERNMENT = re.compile(
    r"(?P<place>(?![省市县区州盟旗各有相](?:人民)?政府)[^、,()]{1,12}[省市县区州盟旗镇乡道])(?:人民)?政府$"
)

# Words that mean several bodies at once and are kept as one.
GROUP = re.compile(
    r"成员单位|^各|^有关|^相关|^涉及|^沿线|^所在地|^属地|^其他|^其它|^所有|^全体|^(?:省|市|县|区|州)?(?:级|直)?各|直属各?(?:部门|单位)$"
    r"|^(?:[省市县区州盟旗]|自治区)(?:级|直)?(?:有关|相关|各|直属|直)(?:部门|单位|机关(?!(?:党)?工委|党委|事务)|职能)"
    r"|(?:有关|相关|各)(?:部门|单位|地区|企业|高校|县|市|区|乡镇|街道|镇|设区市)"
    r"|(?:领导小组|工作小组|工作组|专班|指挥部|联席会议|委员会)(?:其他|各|全体)?(?:成员)$"
)

_CENTRAL = re.compile(
    r"(?:海关|证监局|(?<!地方)金融监管局|银保监局|银监局|保监局|银保监分局|金融监管分局|外汇局|外汇管理局|海事局|边检总站|边检站|出入境边防检查总站"
    r"|专员办|调查总队|调查队|通信管理局|邮政管理局|国安局|国家安全局|国家安全厅|消防救援总队|消防救援支队|消防救援大队"
    r"|检验检疫局|流域管理局|空管局|铁路局|民航[^、]{0,4}(?:管理局|监管局)|税务局|气象局|地震局|储备局|督导组)$"
    r"|^(?:人行|人民银行|中国人民银行|国家(?!级)|中央|银保监|粮储)"
)


def is_central(name: str) -> bool:
    """Whether the name is that of a local office of the central state."""
    return _CENTRAL.search(name) is not None


_ZONE = re.compile(r"(?:开发|高新|经开|高新技术|工业|产业|园|新|示范|度假|保税|功能|合作|试验)区$|新城$")


def is_zone(name: str) -> bool:
    """Whether a place is a development zone, which belongs to no level of government."""
    return _ZONE.search(name) is not None


# What is only the end of a name: a line that begins with it goes on with the name of the line above.
REST_OF_NAME = re.compile(
    r"(?:(?:人民)?政府|府|(?:管)?委?员?会|(?:道)?(?:办)?(?:事)?处|(?:管理|监督|督管理|监管)?(?:总|分)?局|厅|办(?:公室)?|(?:中心)?支?行|中心"
    r"|分?公司|司|院|大队|支队|团|社|联)$"
)

# The last character or word of a complete name. A name that ends otherwise was probably cut by a line end.
COMPLETE = re.compile(
    r"(?:[委办厅局部院会关府社所站队联组团处署馆台区街镇乡校室库段科司网行厂矿场旗盟州县省市]|中心|集团|公司|银行|大学"
    r"|单位|部门|机关|机构|法院|基地|专班|指挥部|街道|企业|商会|保险|电网|学校|实验室|联席会议|地方|各地|地区|公积金|联通|移动|电信|铁塔)\)?$"
)
