"""The verbs behind the names in a list: who leads, who helps, who does the work, and who else may."""

from __future__ import annotations

import re
from functools import lru_cache

_OPEN_AND_DUTY = r"(?P<open>等(?:有关|相关)?(?:部门|单位)?)?(?:按照?(?:各自)?(?:的)?(?:职责分工|职责|分工))?"
# (市甲局为牵头单位): behind a name, where 排第一位的为牵头单位 says who leads in all lists.
_AS = r"(?:作(?=为)|(?<=[局委办厅院部心府会队社行司团校]))为"
_LEAD_TAIL = re.compile(
    rf"{_OPEN_AND_DUTY}(?:共同|分别|联合|各自|具体|负责|总)*(?:(?:牵头|主办|主抓|(?<!负)主责|抓总)|(?:为主|主要)负责)"
    r"(?:负责|办理|落实|实施|组织|协调|推进|完成|抓总|抓|会同|和|单位)*$"
    rf"|{_AS}(?:第一)?(?:牵头|主办|主责)(?:责任)?(?:单位|部门)$"
)
_SUPPORT_TAIL = re.compile(
    rf"{_OPEN_AND_DUTY}(?:分工|共同|积极|密切|主动|大力|全力|联合|予以|做好|会同|负责)*"
    r"(?:配合|协助|(?<!政)协办|参与|协同|协作|参加|支持|(?:督促|业务|跟踪|监督)?指导|督促)"
    r"(?:做好|落实|实施|推进|负责|办理|完成|工作|单位)*$"
    rf"|{_AS}(?:配合|协办)(?:单位|部门)$"
)
_DO_TAIL = re.compile(
    rf"{_OPEN_AND_DUTY}(?:分工|共同|分别|分头|联合|具体|组织|各自)*"
    r"(?:负总责|负主责|总负责|各负其责|负责|落实|实施|承办|承担|办理|抓好落实|抓落实|推进|完成|统筹(?:协调)?)+$"
    rf"|{_AS}责任(?:单位|部门)$"
)
_OPEN_TAIL = re.compile(
    r"(?P<open>等(?:(?:有关|相关|[中省市县区州盟旗级直属驻]{1,4}(?=部门|单位|地区|方面|有关|相关))*(?:部门|单位|地区|地|方面|成员单位)?(?:[和及与](?:部门|单位|企业|机构|地区)|\((?:部门|单位|企业|机构)\))?|[\u4e00-\u9fff]{2,6}(?:部门|单位|企业|机构|组织|院校|公司)))$"
)
TAILS = ((_LEAD_TAIL, "lead"), (_SUPPORT_TAIL, "support"), (_DO_TAIL, "do"), (_OPEN_TAIL, "open"))
# A verb or 等 stands near the end of such an item: most items need not be tried against four patterns.
_TAIL_HINT = re.compile(r"[头导促办抓合助与同加持责落实施进等位织推理筹调成总作担好]$|等.{0,8}$")


@lru_cache(maxsize=16_384)
def tail_of(name: str) -> tuple[int, str | None, bool]:
    """Where the verbs behind a name begin, what they mean (lead, support, do, open; None), whether with 等.

    >>> tail_of("市财政局等牵头负责")
    (4, 'lead', True)
    """
    cut, meaning, is_open = len(name), None, False
    said = name
    while _TAIL_HINT.search(said):
        for pattern, means in TAILS:
            tail = pattern.search(said)
            if tail is not None and not (tail.start() == 0 and means == "open" and len(said) > 4):
                break
        else:
            break
        is_open |= bool(tail["open"])
        if meaning is None or (meaning in ("do", "open") and means != "open"):
            meaning = means
        cut = tail.start()
        said = said[:cut].rstrip()
    return cut, meaning, is_open
