"""Documents and what they are made of: plans, sections, tasks, and the leaders they name."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from zeren_schema.columns import UtcTimestamp, both, listed, one_of, span_check, span_columns
from zeren_schema.tables.base import key, metadata, ordinal, reference
from zeren_schema.vocabulary import JURISDICTION_LEVELS, PLAN_KINDS

jurisdictions = Table(
    "jurisdictions",
    metadata,
    key("jurisdiction_id", "辖区", "jurisdiction"),
    Column(
        "code",
        String(12),
        comment=both("行政区划代码(GB/T 2260);未知为空。", "Division code of GB/T 2260; NULL if unknown."),
    ),
    Column("name", Text, nullable=False, comment=both("辖区全称。", "Full name of the jurisdiction.")),
    Column("level", String(20), comment=listed("层级", "Level", JURISDICTION_LEVELS), nullable=False),
    reference(
        "parent_id",
        "jurisdictions.jurisdiction_id",
        "上级辖区;最上级或未知为空。",
        "The jurisdiction above; NULL at the top or if unknown.",
        nullable=True,
    ),
    UniqueConstraint("code"),
    one_of("level", JURISDICTION_LEVELS),
    comment=both(
        "辖区:发文政府所辖的行政区。", "Jurisdictions: the areas whose governments issue documents."
    ),
)


documents = Table(
    "documents",
    metadata,
    key("document_id", "文件", "document"),
    reference(
        "jurisdiction_id",
        "jurisdictions.jurisdiction_id",
        "发文辖区;无法确定为空。",
        "The issuing jurisdiction; NULL if it could not be told.",
        nullable=True,
    ),
    Column("title", Text, comment=both("标题;未知为空。", "Title; NULL if unknown.")),
    Column("doc_number", Text, comment=both("发文字号;未知为空。", "Document number; NULL if unknown.")),
    Column("issuer", Text, comment=both("发文机关;未知为空。", "Issuing body; NULL if unknown.")),
    Column("issued_on", Date, comment=both("成文日期;未知为空。", "Date of issue; NULL if unknown.")),
    Column(
        "year",
        Integer,
        comment=both("文件所安排工作的年度;未知为空。", "The year whose work is assigned; NULL if unknown."),
    ),
    Column(
        "sha256",
        String(64),
        nullable=False,
        comment=both("源文件字节的 SHA-256。", "SHA-256 of the file's bytes."),
    ),
    Column("source_name", Text, nullable=False, comment=both("源文件名。", "Name of the source file.")),
    Column(
        "text",
        Text,
        nullable=False,
        comment=both("全文,所有偏移以此为准。", "The whole text, which every span refers to."),
    ),
    Column(
        "loaded_at",
        UtcTimestamp,
        nullable=False,
        comment=both("载入时间(UTC)。", "When it was loaded (UTC)."),
    ),
    UniqueConstraint("sha256"),
    comment=both("文件:载入的责任分解文件。", "Documents: the responsibility documents loaded."),
)


plans = Table(
    "plans",
    metadata,
    key("plan_id", "计划", "plan"),
    reference(
        "document_id",
        "documents.document_id",
        "所在文件。",
        "The document it stands in.",
        on_delete="CASCADE",
    ),
    ordinal("在文件中的次序", "Position in the document"),
    Column("title", Text, nullable=False, comment=both("计划标题。", "Title of the plan.")),
    Column("kind", String(20), nullable=False, comment=listed("类别", "Kind", PLAN_KINDS)),
    Column(
        "starts_on", Date, comment=both("期初日期;未知为空。", "First day of the period; NULL if unknown.")
    ),
    Column("ends_on", Date, comment=both("期末日期;未知为空。", "Last day of the period; NULL if unknown.")),
    UniqueConstraint("document_id", "ordinal"),
    one_of("kind", PLAN_KINDS),
    CheckConstraint("ends_on >= starts_on", name="period_in_order"),
    comment=both("计划:一份文件中的一套任务。", "Plans: the sets of tasks within a document."),
)


leaders = Table(
    "leaders",
    metadata,
    key("leader_id", "领导", "leader"),
    reference(
        "jurisdiction_id",
        "jurisdictions.jurisdiction_id",
        "任职辖区;无法确定为空。",
        "The jurisdiction served; NULL if it could not be told.",
        nullable=True,
    ),
    Column("name", Text, nullable=False, comment=both("姓名。", "Name of the person.")),
    UniqueConstraint("jurisdiction_id", "name"),
    comment=both(
        "领导:牵头任务的省长、市长等个人。", "Leaders: the governors, mayors and others who lead tasks."
    ),
)


leader_titles = Table(
    "leader_titles",
    metadata,
    reference(
        "leader_id", "leaders.leader_id", "领导。", "The leader.", on_delete="CASCADE", primary_key=True
    ),
    reference(
        "document_id",
        "documents.document_id",
        "载明职务的文件。",
        "The document that names the office.",
        on_delete="CASCADE",
        primary_key=True,
    ),
    Column(
        "title",
        String(100),
        primary_key=True,
        comment=both("该文件所载职务。", "The office held in that document."),
    ),
    comment=both("领导职务:各文件所载。", "Offices of leaders as the documents give them."),
)


sections = Table(
    "sections",
    metadata,
    key("section_id", "章节", "section"),
    reference("plan_id", "plans.plan_id", "所在计划。", "The plan it stands in.", on_delete="CASCADE"),
    ordinal("在计划中的次序", "Position in the plan"),
    Column(
        "heading",
        Text,
        comment=both(
            "标题,如所印;计划不分章节为空。", "Heading as printed; NULL if the plan has no sections."
        ),
    ),
    reference(
        "leader_id",
        "leaders.leader_id",
        "章节的牵头领导;未载明为空。",
        "The leader of the section; NULL if none is named.",
        nullable=True,
    ),
    Column("theme", Text, comment=both("主题;标题不含主题为空。", "Theme; NULL if the heading names none.")),
    UniqueConstraint("plan_id", "ordinal"),
    comment=both("章节:计划中按领导或主题分的部分。", "Sections: the parts of a plan, by leader or theme."),
)


tasks = Table(
    "tasks",
    metadata,
    key("task_id", "任务", "task"),
    reference(
        "section_id", "sections.section_id", "所在章节。", "The section it stands in.", on_delete="CASCADE"
    ),
    ordinal("在章节中的次序", "Position in the section"),
    Column(
        "code",
        String(40),
        nullable=False,
        comment=both(
            "任务编号:计划.章节.序号,文件内唯一,如 2.4.12。",
            "Code: plan.section.number, unique within the document, such as 2.4.12.",
        ),
    ),
    Column(
        "number", Text, comment=both("所印序号;未印为空。", "The number as printed; NULL if none is printed.")
    ),
    reference(
        "leader_id",
        "leaders.leader_id",
        "任务自身载明的或所在章节的领导;未载明为空。",
        "The leader named by the task itself or by its section; NULL if none is named.",
        nullable=True,
    ),
    Column(
        "text",
        Text,
        nullable=False,
        comment=both("任务内容,断行已接合。", "What is to be done, line breaks joined."),
    ),
    Column("due_on", Date, comment=both("完成时限;未载明为空。", "When it is due; NULL if not stated.")),
    *span_columns(),
    UniqueConstraint("section_id", "ordinal"),
    UniqueConstraint("section_id", "code"),
    span_check(),
    Index(None, "leader_id"),
    comment=both("任务:一项分解到人、到单位的工作。", "Tasks: pieces of work assigned to people and units."),
)
