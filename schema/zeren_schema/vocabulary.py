"""The closed lists of the schema: each is a CHECK constraint and is described in both languages."""

from __future__ import annotations

from collections.abc import Mapping

JURISDICTION_LEVELS: Mapping[str, str] = {
    "country": "国家",
    "province": "省级",
    "prefecture": "地级",
    "county": "县级",
    "township": "乡级",
}

PLAN_KINDS: Mapping[str, str] = {
    "five_year": "五年规划期",
    "annual": "年度",
    "livelihood": "民生实事",
    "other": "其他",
}

UNIT_KINDS: Mapping[str, str] = {
    "party": "党委机构",
    "government": "政府部门",
    "central": "中央驻地方单位",
    "local_government": "下级政府",
    "public_institution": "事业单位",
    "enterprise": "企业",
    "mass_organisation": "群团组织",
    "group": "集合称谓",
    "other": "其他",
}

UNIT_NAME_KINDS: Mapping[str, str] = {
    "canonical": "规范简称",
    "abbreviation": "简称",
    "variant": "异写",
    "misprint": "误植",
    "second_name": "加挂名称",
}

LEAD_BASES: Mapping[str, str] = {
    "marked": "文中标明牵头",
    "labelled": "牵头单位栏",
    "stated_first": "文件言明首位牵头",
    "assumed_first": "按惯例取首位",
}

COMPARATORS: Mapping[str, str] = {
    "eq": "等于",
    "ge": "不低于",
    "le": "不高于",
    "approx": "左右",
    "range": "区间",
}

MEASURES: Mapping[str, str] = {
    "growth": "增速",
    "share": "占比",
    "rate": "比率",
    "amount": "总量",
    "count": "计数",
    "rank": "位次",
}

LOAD_OUTCOMES: Mapping[str, str] = {
    "loaded": "已载入",
    "unchanged": "无变化",
    "replaced": "已替换",
    "refused": "已拒绝",
}

RUN_OUTCOMES: Mapping[str, str] = {
    "running": "运行中",
    "done": "已完成",
    "failed": "失败",
    "stopped": "被停止",
    "lost": "中断",
}

SEVERITIES: Mapping[str, str] = {
    "info": "提示",
    "warning": "存疑",
    "error": "错误",
}
