"""The tables of the database of record. Their comments are the data dictionary.

Words: tables are plural, columns singular; keys end in `_id`, booleans begin with `is_`, dates end in `_on`,
timestamps (UTC) in `_at`, counts begin with `n_`. Constraints stand at table level, because a CHECK written
inside a column is lost in migrations.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from zeren_schema.columns import ExactDecimal, UtcTimestamp, both, listed, one_of, span_check, span_columns
from zeren_schema.vocabulary import (
    COMPARATORS,
    JURISDICTION_LEVELS,
    LEAD_BASES,
    LOAD_OUTCOMES,
    MEASURES,
    PLAN_KINDS,
    SEVERITIES,
    UNIT_KINDS,
    UNIT_NAME_KINDS,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key(name: str, zh: str, en: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, comment=both(f"{zh}的主键。", f"Primary key of the {en}."))


def _reference(
    name: str,
    target: str,
    zh: str,
    en: str,
    *,
    nullable: bool = False,
    on_delete: str | None = None,
    primary_key: bool = False,
) -> Column[int]:
    foreign_key = ForeignKey(target, ondelete=on_delete)
    return Column(
        name, Integer, foreign_key, nullable=nullable, primary_key=primary_key, comment=both(zh, en)
    )


def _ordinal(zh: str, en: str) -> Column[int]:
    return Column("ordinal", Integer, nullable=False, comment=both(f"{zh},从 1 起。", f"{en}, from 1."))


jurisdictions = Table(
    "jurisdictions",
    metadata,
    _key("jurisdiction_id", "辖区", "jurisdiction"),
    Column(
        "code",
        String(12),
        comment=both("行政区划代码(GB/T 2260);未知为空。", "Division code of GB/T 2260; NULL if unknown."),
    ),
    Column("name", Text, nullable=False, comment=both("辖区全称。", "Full name of the jurisdiction.")),
    Column("level", String(20), comment=listed("层级", "Level", JURISDICTION_LEVELS), nullable=False),
    _reference(
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
    _key("document_id", "文件", "document"),
    _reference(
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
    _key("plan_id", "计划", "plan"),
    _reference(
        "document_id",
        "documents.document_id",
        "所在文件。",
        "The document it stands in.",
        on_delete="CASCADE",
    ),
    _ordinal("在文件中的次序", "Position in the document"),
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
    _key("leader_id", "领导", "leader"),
    _reference(
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
    _reference(
        "leader_id", "leaders.leader_id", "领导。", "The leader.", on_delete="CASCADE", primary_key=True
    ),
    _reference(
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
    _key("section_id", "章节", "section"),
    _reference("plan_id", "plans.plan_id", "所在计划。", "The plan it stands in.", on_delete="CASCADE"),
    _ordinal("在计划中的次序", "Position in the plan"),
    Column(
        "heading",
        Text,
        comment=both(
            "标题,如所印;计划不分章节为空。", "Heading as printed; NULL if the plan has no sections."
        ),
    ),
    _reference(
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
    _key("task_id", "任务", "task"),
    _reference(
        "section_id", "sections.section_id", "所在章节。", "The section it stands in.", on_delete="CASCADE"
    ),
    _ordinal("在章节中的次序", "Position in the section"),
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
    _reference(
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

units = Table(
    "units",
    metadata,
    _key("unit_id", "单位", "unit"),
    _reference(
        "jurisdiction_id",
        "jurisdictions.jurisdiction_id",
        "文件所属辖区;无法确定为空。",
        "The jurisdiction whose documents name it; NULL if it could not be told.",
        nullable=True,
    ),
    Column("name", Text, nullable=False, comment=both("规范简称,如省发展改革委。", "Canonical short name.")),
    Column("kind", String(20), nullable=False, comment=listed("类别", "Kind", UNIT_KINDS)),
    Column(
        "function",
        Text,
        comment=both(
            "职能,如财政、教育,可跨政府比较;无对应为空。",
            "Function of government, comparable between governments; NULL if none fits.",
        ),
    ),
    _reference(
        "parent_unit_id",
        "units.unit_id",
        "上级或归口单位;未知为空。",
        "The unit it belongs to; NULL if unknown.",
        nullable=True,
    ),
    UniqueConstraint("jurisdiction_id", "name"),
    one_of("kind", UNIT_KINDS),
    CheckConstraint("parent_unit_id <> unit_id", name="not_its_own_parent"),
    comment=both("单位:一个机构一行,不论写法。", "Units: one row per body, however it is written."),
)

unit_names = Table(
    "unit_names",
    metadata,
    _key("unit_name_id", "单位名称", "unit name"),
    _reference("unit_id", "units.unit_id", "所指单位。", "The unit it names.", on_delete="CASCADE"),
    Column("name", Text, nullable=False, comment=both("名称的一种写法。", "One way its name is written.")),
    Column("kind", String(20), nullable=False, comment=listed("写法类别", "Kind of name", UNIT_NAME_KINDS)),
    Column("valid_from", Date, comment=both("启用日期;未知为空。", "First day in use; NULL if unknown.")),
    Column(
        "valid_to",
        Date,
        comment=both("停用日期;仍用或未知为空。", "Last day in use; NULL if in use or unknown."),
    ),
    Column("note", Text, comment=both("说明;无为空。", "Remark; NULL if none.")),
    UniqueConstraint("unit_id", "name"),
    one_of("kind", UNIT_NAME_KINDS),
    CheckConstraint("valid_to >= valid_from", name="period_in_order"),
    comment=both("单位名称:各种写法归于同一单位。", "Unit names: the spellings that mean one unit."),
)

task_units = Table(
    "task_units",
    metadata,
    _key("task_unit_id", "责任关系", "responsibility"),
    _reference("task_id", "tasks.task_id", "任务。", "The task.", on_delete="CASCADE"),
    _reference("unit_id", "units.unit_id", "负责单位。", "The unit responsible."),
    Column(
        "position",
        Integer,
        nullable=False,
        comment=both("在责任名单中的次序,从 1 起。", "Position in the list of the task's units, from 1."),
    ),
    Column("is_lead", Boolean, nullable=False, comment=both("是否牵头。", "Whether the unit leads.")),
    Column(
        "lead_basis",
        String(20),
        nullable=False,
        comment=listed("牵头的依据", "How the lead is known", LEAD_BASES),
    ),
    Column(
        "second_name",
        Text,
        comment=both(
            "括号内的加挂名称,如省能源局;无为空。", "The second name printed in brackets; NULL if none."
        ),
    ),
    Column("mention", Text, nullable=False, comment=both("所印名称。", "The name as printed.")),
    *span_columns(),
    UniqueConstraint("task_id", "position"),
    UniqueConstraint("task_id", "unit_id"),
    one_of("lead_basis", LEAD_BASES),
    CheckConstraint("position >= 1", name="position_from_one"),
    span_check(),
    Index(None, "unit_id"),
    comment=both(
        "责任关系:任务与单位,含牵头与否。", "Responsibilities: which unit is on which task, and who leads."
    ),
)

targets = Table(
    "targets",
    metadata,
    _key("target_id", "指标", "target"),
    _reference("task_id", "tasks.task_id", "所在任务。", "The task it stands in.", on_delete="CASCADE"),
    _ordinal("在任务中的次序", "Position in the task"),
    Column("indicator", Text, nullable=False, comment=both("指标名称。", "What is measured or delivered.")),
    Column("comparator", String(10), nullable=False, comment=listed("比较方式", "Comparator", COMPARATORS)),
    Column(
        "low",
        ExactDecimal,
        comment=both("下限,以基本单位计;无下限为空。", "Lower bound in base units; NULL if there is none."),
    ),
    Column(
        "high",
        ExactDecimal,
        comment=both("上限,以基本单位计;无上限为空。", "Upper bound in base units; NULL if there is none."),
    ),
    Column(
        "unit",
        Text,
        comment=both(
            "基本计量单位,如 %、元、个;无量纲为空。", "Base unit of measure; NULL for a pure number."
        ),
    ),
    Column("measure", String(10), nullable=False, comment=listed("度量类别", "Kind of measure", MEASURES)),
    Column(
        "commitment",
        Text,
        comment=both("承诺用语,如确保、力争;无为空。", "The word that binds, as printed; NULL if none."),
    ),
    Column(
        "baseline",
        Text,
        comment=both("比较基准,如全省平均;无为空。", "What it is relative to; NULL if not said."),
    ),
    Column(
        "due_year",
        Integer,
        comment=both("目标年份;无法确定为空。", "The year it is promised for; NULL if it could not be told."),
    ),
    Column(
        "quote",
        Text,
        nullable=False,
        comment=both("原文摘句。", "The words that carry the target, as printed."),
    ),
    *span_columns(),
    UniqueConstraint("task_id", "ordinal"),
    one_of("comparator", COMPARATORS),
    one_of("measure", MEASURES),
    CheckConstraint(
        "(comparator IN ('eq', 'approx') AND low IS NOT NULL AND high IS NOT NULL AND low = high)"
        " OR (comparator = 'ge' AND low IS NOT NULL AND high IS NULL)"
        " OR (comparator = 'le' AND low IS NULL AND high IS NOT NULL)"
        " OR (comparator = 'range' AND low IS NOT NULL AND high IS NOT NULL AND low < high)",
        name="bounds_fit_comparator",
    ),
    span_check(),
    comment=both("量化指标:任务承诺的数字。", "Targets: the numbers that tasks promise."),
)

loads = Table(
    "loads",
    metadata,
    _key("load_id", "载入记录", "load"),
    _reference(
        "document_id",
        "documents.document_id",
        "载入的文件;被拒绝或已被替换为空。",
        "The document loaded; NULL if refused or since replaced.",
        nullable=True,
        on_delete="SET NULL",
    ),
    Column("source_name", Text, nullable=False, comment=both("源文件名。", "Name of the source file.")),
    Column(
        "sha256",
        String(64),
        comment=both(
            "源文件字节的 SHA-256;未能读取为空。", "SHA-256 of the file's bytes; NULL if unreadable."
        ),
    ),
    Column("loader_version", Text, nullable=False, comment=both("载入程序版本。", "Version of the loader.")),
    Column(
        "started_at", UtcTimestamp, nullable=False, comment=both("开始时间(UTC)。", "When it began (UTC).")
    ),
    Column(
        "finished_at", UtcTimestamp, nullable=False, comment=both("结束时间(UTC)。", "When it ended (UTC).")
    ),
    Column("outcome", String(20), nullable=False, comment=listed("结果", "Outcome", LOAD_OUTCOMES)),
    Column(
        "message",
        Text,
        comment=both("说明,如拒绝的原因;无为空。", "Remark, such as why it was refused; NULL if none."),
    ),
    *(
        Column(
            name, Integer, nullable=False, server_default="0", comment=both(f"{zh}行数。", f"Number of {en}.")
        )
        for name, zh, en in (
            ("n_plans", "计划", "plans"),
            ("n_sections", "章节", "sections"),
            ("n_tasks", "任务", "tasks"),
            ("n_task_units", "责任关系", "responsibilities"),
            ("n_leads", "牵头关系", "lead responsibilities"),
            ("n_targets", "指标", "targets"),
            ("n_findings", "核查事项", "findings"),
        )
    ),
    one_of("outcome", LOAD_OUTCOMES),
    comment=both("载入记录:每次载入一行,含被拒绝的。", "Loads: one row per attempt, refused ones included."),
)

findings = Table(
    "findings",
    metadata,
    _key("finding_id", "核查事项", "finding"),
    _reference("load_id", "loads.load_id", "产生它的载入。", "The load that made it.", on_delete="CASCADE"),
    _reference(
        "document_id",
        "documents.document_id",
        "所在文件。",
        "The document it is about.",
        on_delete="CASCADE",
    ),
    _reference(
        "task_id",
        "tasks.task_id",
        "所涉任务;不属任何任务为空。",
        "The task it is about; NULL if it belongs to none.",
        nullable=True,
        on_delete="CASCADE",
    ),
    Column("rule", String(60), nullable=False, comment=both("规则名。", "Name of the rule that made it.")),
    Column("severity", String(10), nullable=False, comment=listed("轻重", "Severity", SEVERITIES)),
    Column("message", Text, nullable=False, comment=both("说明。", "What was found.")),
    Column(
        "quote", Text, comment=both("所涉原文;无为空。", "The words it is about, as printed; NULL if none.")
    ),
    Column(
        "span_start",
        Integer,
        comment=both(
            "原文起点:documents.text 中的字符偏移,从 0 起;无所指为空。",
            "Start in documents.text: character offset from 0; NULL if it points nowhere.",
        ),
    ),
    Column(
        "span_end",
        Integer,
        comment=both(
            "原文终点:documents.text 中的字符偏移,不含该字符;无所指为空。",
            "End in documents.text: character offset, exclusive; NULL if it points nowhere.",
        ),
    ),
    one_of("severity", SEVERITIES),
    span_check(),
    Index(None, "document_id"),
    Index(None, "rule"),
    comment=both(
        "核查事项:修补、存疑与未认领的文字。", "Findings: repairs, doubts and text that no rule claimed."
    ),
)
