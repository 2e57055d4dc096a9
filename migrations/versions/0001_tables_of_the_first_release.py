"""Tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from zeren_schema.migrate import refuse_to_drop

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jurisdictions",
        sa.Column(
            "jurisdiction_id",
            sa.Integer(),
            nullable=False,
            comment="辖区的主键。 | Primary key of the jurisdiction.",
        ),
        sa.Column(
            "code",
            sa.String(length=12),
            nullable=True,
            comment="行政区划代码(GB/T 2260);未知为空。 | Division code of GB/T 2260; NULL if unknown.",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="辖区全称。 | Full name of the jurisdiction."),
        sa.Column(
            "level",
            sa.String(length=20),
            nullable=False,
            comment="层级:country=国家、province=省级、prefecture=地级、county=县级、township=乡级。 | Level: country, province, prefecture, county, township.",
        ),
        sa.Column(
            "parent_id",
            sa.Integer(),
            nullable=True,
            comment="上级辖区;最上级或未知为空。 | The jurisdiction above; NULL at the top or if unknown.",
        ),
        sa.CheckConstraint(
            "level IN ('country', 'province', 'prefecture', 'county', 'township')",
            name=op.f("ck_jurisdictions_level_known"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["jurisdictions.jurisdiction_id"], name=op.f("fk_jurisdictions_parent_id")
        ),
        sa.PrimaryKeyConstraint("jurisdiction_id", name=op.f("pk_jurisdictions")),
        sa.UniqueConstraint("code", name=op.f("uq_jurisdictions_code")),
        comment="辖区:发文政府所辖的行政区。 | Jurisdictions: the areas whose governments issue documents.",
    )
    op.create_table(
        "documents",
        sa.Column(
            "document_id", sa.Integer(), nullable=False, comment="文件的主键。 | Primary key of the document."
        ),
        sa.Column(
            "jurisdiction_id",
            sa.Integer(),
            nullable=True,
            comment="发文辖区;无法确定为空。 | The issuing jurisdiction; NULL if it could not be told.",
        ),
        sa.Column("title", sa.Text(), nullable=True, comment="标题;未知为空。 | Title; NULL if unknown."),
        sa.Column(
            "doc_number",
            sa.Text(),
            nullable=True,
            comment="发文字号;未知为空。 | Document number; NULL if unknown.",
        ),
        sa.Column(
            "issuer", sa.Text(), nullable=True, comment="发文机关;未知为空。 | Issuing body; NULL if unknown."
        ),
        sa.Column(
            "issued_on",
            sa.Date(),
            nullable=True,
            comment="成文日期;未知为空。 | Date of issue; NULL if unknown.",
        ),
        sa.Column(
            "year",
            sa.Integer(),
            nullable=True,
            comment="文件所安排工作的年度;未知为空。 | The year whose work is assigned; NULL if unknown.",
        ),
        sa.Column(
            "sha256",
            sa.String(length=64),
            nullable=False,
            comment="源文件字节的 SHA-256。 | SHA-256 of the file's bytes.",
        ),
        sa.Column("source_name", sa.Text(), nullable=False, comment="源文件名。 | Name of the source file."),
        sa.Column(
            "text",
            sa.Text(),
            nullable=False,
            comment="全文,所有偏移以此为准。 | The whole text, which every span refers to.",
        ),
        sa.Column(
            "loaded_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="载入时间(UTC)。 | When it was loaded (UTC).",
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.jurisdiction_id"], name=op.f("fk_documents_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
        comment="文件:载入的责任分解文件。 | Documents: the responsibility documents loaded.",
    )
    op.create_table(
        "leaders",
        sa.Column(
            "leader_id", sa.Integer(), nullable=False, comment="领导的主键。 | Primary key of the leader."
        ),
        sa.Column(
            "jurisdiction_id",
            sa.Integer(),
            nullable=True,
            comment="任职辖区;无法确定为空。 | The jurisdiction served; NULL if it could not be told.",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="姓名。 | Name of the person."),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.jurisdiction_id"], name=op.f("fk_leaders_jurisdiction_id")
        ),
        sa.PrimaryKeyConstraint("leader_id", name=op.f("pk_leaders")),
        sa.UniqueConstraint("jurisdiction_id", "name", name=op.f("uq_leaders_jurisdiction_id_name")),
        comment="领导:牵头任务的省长、市长等个人。 | Leaders: the governors, mayors and others who lead tasks.",
    )
    op.create_table(
        "units",
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="单位的主键。 | Primary key of the unit."),
        sa.Column(
            "jurisdiction_id",
            sa.Integer(),
            nullable=True,
            comment="文件所属辖区;无法确定为空。 | The jurisdiction whose documents name it; NULL if it could not be told.",
        ),
        sa.Column(
            "name", sa.Text(), nullable=False, comment="规范简称,如省发展改革委。 | Canonical short name."
        ),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="类别:party=党委机构、government=政府部门、central=中央驻地方单位、local_government=下级政府、public_institution=事业单位、enterprise=企业、mass_organisation=群团组织、group=集合称谓、other=其他。 | Kind: party, government, central, local_government, public_institution, enterprise, mass_organisation, group, other.",
        ),
        sa.Column(
            "function",
            sa.Text(),
            nullable=True,
            comment="职能,如财政、教育,可跨政府比较;无对应为空。 | Function of government, comparable between governments; NULL if none fits.",
        ),
        sa.Column(
            "parent_unit_id",
            sa.Integer(),
            nullable=True,
            comment="上级或归口单位;未知为空。 | The unit it belongs to; NULL if unknown.",
        ),
        sa.CheckConstraint(
            "kind IN ('party', 'government', 'central', 'local_government', 'public_institution', 'enterprise', 'mass_organisation', 'group', 'other')",
            name=op.f("ck_units_kind_known"),
        ),
        sa.CheckConstraint("parent_unit_id <> unit_id", name=op.f("ck_units_not_its_own_parent")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_id"], ["jurisdictions.jurisdiction_id"], name=op.f("fk_units_jurisdiction_id")
        ),
        sa.ForeignKeyConstraint(["parent_unit_id"], ["units.unit_id"], name=op.f("fk_units_parent_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_units")),
        sa.UniqueConstraint("jurisdiction_id", "name", name=op.f("uq_units_jurisdiction_id_name")),
        comment="单位:一个机构一行,不论写法。 | Units: one row per body, however it is written.",
    )
    op.create_table(
        "leader_titles",
        sa.Column("leader_id", sa.Integer(), nullable=False, comment="领导。 | The leader."),
        sa.Column(
            "document_id",
            sa.Integer(),
            nullable=False,
            comment="载明职务的文件。 | The document that names the office.",
        ),
        sa.Column(
            "title",
            sa.String(length=100),
            nullable=False,
            comment="该文件所载职务。 | The office held in that document.",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name=op.f("fk_leader_titles_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["leaders.leader_id"], name=op.f("fk_leader_titles_leader_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("leader_id", "document_id", "title", name=op.f("pk_leader_titles")),
        comment="领导职务:各文件所载。 | Offices of leaders as the documents give them.",
    )
    op.create_table(
        "loads",
        sa.Column(
            "load_id", sa.Integer(), nullable=False, comment="载入记录的主键。 | Primary key of the load."
        ),
        sa.Column(
            "document_id",
            sa.Integer(),
            nullable=True,
            comment="载入的文件;被拒绝或已被替换为空。 | The document loaded; NULL if refused or since replaced.",
        ),
        sa.Column("source_name", sa.Text(), nullable=False, comment="源文件名。 | Name of the source file."),
        sa.Column(
            "sha256",
            sa.String(length=64),
            nullable=True,
            comment="源文件字节的 SHA-256;未能读取为空。 | SHA-256 of the file's bytes; NULL if unreadable.",
        ),
        sa.Column(
            "loader_version", sa.Text(), nullable=False, comment="载入程序版本。 | Version of the loader."
        ),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="开始时间(UTC)。 | When it began (UTC).",
        ),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="结束时间(UTC)。 | When it ended (UTC).",
        ),
        sa.Column(
            "outcome",
            sa.String(length=20),
            nullable=False,
            comment="结果:loaded=已载入、unchanged=无变化、replaced=已替换、refused=已拒绝。 | Outcome: loaded, unchanged, replaced, refused.",
        ),
        sa.Column(
            "message",
            sa.Text(),
            nullable=True,
            comment="说明,如拒绝的原因;无为空。 | Remark, such as why it was refused; NULL if none.",
        ),
        sa.Column(
            "n_plans",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="计划行数。 | Number of plans.",
        ),
        sa.Column(
            "n_sections",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="章节行数。 | Number of sections.",
        ),
        sa.Column(
            "n_tasks",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="任务行数。 | Number of tasks.",
        ),
        sa.Column(
            "n_task_units",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="责任关系行数。 | Number of responsibilities.",
        ),
        sa.Column(
            "n_leads",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="牵头关系行数。 | Number of lead responsibilities.",
        ),
        sa.Column(
            "n_targets",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="指标行数。 | Number of targets.",
        ),
        sa.Column(
            "n_findings",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="核查事项行数。 | Number of findings.",
        ),
        sa.CheckConstraint(
            "outcome IN ('loaded', 'unchanged', 'replaced', 'refused')", name=op.f("ck_loads_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_loads_document_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("load_id", name=op.f("pk_loads")),
        comment="载入记录:每次载入一行,含被拒绝的。 | Loads: one row per attempt, refused ones included.",
    )
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.Integer(), nullable=False, comment="计划的主键。 | Primary key of the plan."),
        sa.Column(
            "document_id", sa.Integer(), nullable=False, comment="所在文件。 | The document it stands in."
        ),
        sa.Column(
            "ordinal",
            sa.Integer(),
            nullable=False,
            comment="在文件中的次序,从 1 起。 | Position in the document, from 1.",
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="计划标题。 | Title of the plan."),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="类别:five_year=五年规划期、annual=年度、livelihood=民生实事、other=其他。 | Kind: five_year, annual, livelihood, other.",
        ),
        sa.Column(
            "starts_on",
            sa.Date(),
            nullable=True,
            comment="期初日期;未知为空。 | First day of the period; NULL if unknown.",
        ),
        sa.Column(
            "ends_on",
            sa.Date(),
            nullable=True,
            comment="期末日期;未知为空。 | Last day of the period; NULL if unknown.",
        ),
        sa.CheckConstraint(
            "kind IN ('five_year', 'annual', 'livelihood', 'other')", name=op.f("ck_plans_kind_known")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_plans_period_in_order")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_plans_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plans")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_plans_document_id_ordinal")),
        comment="计划:一份文件中的一套任务。 | Plans: the sets of tasks within a document.",
    )
    op.create_table(
        "unit_names",
        sa.Column(
            "unit_name_id",
            sa.Integer(),
            nullable=False,
            comment="单位名称的主键。 | Primary key of the unit name.",
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="所指单位。 | The unit it names."),
        sa.Column(
            "name", sa.Text(), nullable=False, comment="名称的一种写法。 | One way its name is written."
        ),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
            comment="写法类别:canonical=规范简称、abbreviation=简称、variant=异写、misprint=误植、second_name=加挂名称。 | Kind of name: canonical, abbreviation, variant, misprint, second_name.",
        ),
        sa.Column(
            "valid_from",
            sa.Date(),
            nullable=True,
            comment="启用日期;未知为空。 | First day in use; NULL if unknown.",
        ),
        sa.Column(
            "valid_to",
            sa.Date(),
            nullable=True,
            comment="停用日期;仍用或未知为空。 | Last day in use; NULL if in use or unknown.",
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="说明;无为空。 | Remark; NULL if none."),
        sa.CheckConstraint(
            "kind IN ('canonical', 'abbreviation', 'variant', 'misprint', 'second_name')",
            name=op.f("ck_unit_names_kind_known"),
        ),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_unit_names_period_in_order")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.unit_id"], name=op.f("fk_unit_names_unit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_name_id", name=op.f("pk_unit_names")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_unit_names_unit_id_name")),
        comment="单位名称:各种写法归于同一单位。 | Unit names: the spellings that mean one unit.",
    )
    op.create_table(
        "sections",
        sa.Column(
            "section_id", sa.Integer(), nullable=False, comment="章节的主键。 | Primary key of the section."
        ),
        sa.Column("plan_id", sa.Integer(), nullable=False, comment="所在计划。 | The plan it stands in."),
        sa.Column(
            "ordinal",
            sa.Integer(),
            nullable=False,
            comment="在计划中的次序,从 1 起。 | Position in the plan, from 1.",
        ),
        sa.Column(
            "heading",
            sa.Text(),
            nullable=True,
            comment="标题,如所印;计划不分章节为空。 | Heading as printed; NULL if the plan has no sections.",
        ),
        sa.Column(
            "leader_id",
            sa.Integer(),
            nullable=True,
            comment="章节的牵头领导;未载明为空。 | The leader of the section; NULL if none is named.",
        ),
        sa.Column(
            "theme",
            sa.Text(),
            nullable=True,
            comment="主题;标题不含主题为空。 | Theme; NULL if the heading names none.",
        ),
        sa.ForeignKeyConstraint(["leader_id"], ["leaders.leader_id"], name=op.f("fk_sections_leader_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.plan_id"], name=op.f("fk_sections_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("section_id", name=op.f("pk_sections")),
        sa.UniqueConstraint("plan_id", "ordinal", name=op.f("uq_sections_plan_id_ordinal")),
        comment="章节:计划中按领导或主题分的部分。 | Sections: the parts of a plan, by leader or theme.",
    )
    op.create_table(
        "tasks",
        sa.Column("task_id", sa.Integer(), nullable=False, comment="任务的主键。 | Primary key of the task."),
        sa.Column(
            "section_id", sa.Integer(), nullable=False, comment="所在章节。 | The section it stands in."
        ),
        sa.Column(
            "ordinal",
            sa.Integer(),
            nullable=False,
            comment="在章节中的次序,从 1 起。 | Position in the section, from 1.",
        ),
        sa.Column(
            "code",
            sa.String(length=40),
            nullable=False,
            comment="任务编号:计划.章节.序号,文件内唯一,如 2.4.12。 | Code: plan.section.number, unique within the document, such as 2.4.12.",
        ),
        sa.Column(
            "number",
            sa.Text(),
            nullable=True,
            comment="所印序号;未印为空。 | The number as printed; NULL if none is printed.",
        ),
        sa.Column(
            "leader_id",
            sa.Integer(),
            nullable=True,
            comment="任务自身载明的或所在章节的领导;未载明为空。 | The leader named by the task itself or by its section; NULL if none is named.",
        ),
        sa.Column(
            "text",
            sa.Text(),
            nullable=False,
            comment="任务内容,断行已接合。 | What is to be done, line breaks joined.",
        ),
        sa.Column(
            "due_on",
            sa.Date(),
            nullable=True,
            comment="完成时限;未载明为空。 | When it is due; NULL if not stated.",
        ),
        sa.Column(
            "span_start",
            sa.Integer(),
            nullable=False,
            comment="原文起点:documents.text 中的字符偏移,从 0 起。 | Start in documents.text: character offset from 0.",
        ),
        sa.Column(
            "span_end",
            sa.Integer(),
            nullable=False,
            comment="原文终点:documents.text 中的字符偏移,不含该字符。 | End in documents.text: character offset, exclusive.",
        ),
        sa.CheckConstraint("span_start >= 0 AND span_end > span_start", name=op.f("ck_tasks_span_not_empty")),
        sa.ForeignKeyConstraint(["leader_id"], ["leaders.leader_id"], name=op.f("fk_tasks_leader_id")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.section_id"], name=op.f("fk_tasks_section_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("section_id", "code", name=op.f("uq_tasks_section_id_code")),
        sa.UniqueConstraint("section_id", "ordinal", name=op.f("uq_tasks_section_id_ordinal")),
        comment="任务:一项分解到人、到单位的工作。 | Tasks: pieces of work assigned to people and units.",
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tasks_leader_id"), ["leader_id"], unique=False)

    op.create_table(
        "findings",
        sa.Column(
            "finding_id",
            sa.Integer(),
            nullable=False,
            comment="核查事项的主键。 | Primary key of the finding.",
        ),
        sa.Column("load_id", sa.Integer(), nullable=False, comment="产生它的载入。 | The load that made it."),
        sa.Column(
            "document_id", sa.Integer(), nullable=False, comment="所在文件。 | The document it is about."
        ),
        sa.Column(
            "task_id",
            sa.Integer(),
            nullable=True,
            comment="所涉任务;不属任何任务为空。 | The task it is about; NULL if it belongs to none.",
        ),
        sa.Column(
            "rule", sa.String(length=60), nullable=False, comment="规则名。 | Name of the rule that made it."
        ),
        sa.Column(
            "severity",
            sa.String(length=10),
            nullable=False,
            comment="轻重:info=提示、warning=存疑、error=错误。 | Severity: info, warning, error.",
        ),
        sa.Column("message", sa.Text(), nullable=False, comment="说明。 | What was found."),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=True,
            comment="所涉原文;无为空。 | The words it is about, as printed; NULL if none.",
        ),
        sa.Column(
            "span_start",
            sa.Integer(),
            nullable=True,
            comment="原文起点:documents.text 中的字符偏移,从 0 起;无所指为空。 | Start in documents.text: character offset from 0; NULL if it points nowhere.",
        ),
        sa.Column(
            "span_end",
            sa.Integer(),
            nullable=True,
            comment="原文终点:documents.text 中的字符偏移,不含该字符;无所指为空。 | End in documents.text: character offset, exclusive; NULL if it points nowhere.",
        ),
        sa.CheckConstraint(
            "severity IN ('info', 'warning', 'error')", name=op.f("ck_findings_severity_known")
        ),
        sa.CheckConstraint(
            "span_start >= 0 AND span_end > span_start", name=op.f("ck_findings_span_not_empty")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.document_id"],
            name=op.f("fk_findings_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["load_id"], ["loads.load_id"], name=op.f("fk_findings_load_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.task_id"], name=op.f("fk_findings_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_findings")),
        comment="核查事项:修补、存疑与未认领的文字。 | Findings: repairs, doubts and text that no rule claimed.",
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_findings_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_findings_rule"), ["rule"], unique=False)

    op.create_table(
        "targets",
        sa.Column(
            "target_id", sa.Integer(), nullable=False, comment="指标的主键。 | Primary key of the target."
        ),
        sa.Column("task_id", sa.Integer(), nullable=False, comment="所在任务。 | The task it stands in."),
        sa.Column(
            "ordinal",
            sa.Integer(),
            nullable=False,
            comment="在任务中的次序,从 1 起。 | Position in the task, from 1.",
        ),
        sa.Column(
            "indicator", sa.Text(), nullable=False, comment="指标名称。 | What is measured or delivered."
        ),
        sa.Column(
            "comparator",
            sa.String(length=10),
            nullable=False,
            comment="比较方式:eq=等于、ge=不低于、le=不高于、approx=左右、range=区间。 | Comparator: eq, ge, le, approx, range.",
        ),
        sa.Column(
            "low",
            sa.Numeric(24, 6),
            nullable=True,
            comment="下限,以基本单位计;无下限为空。 | Lower bound in base units; NULL if there is none.",
        ),
        sa.Column(
            "high",
            sa.Numeric(24, 6),
            nullable=True,
            comment="上限,以基本单位计;无上限为空。 | Upper bound in base units; NULL if there is none.",
        ),
        sa.Column(
            "unit",
            sa.Text(),
            nullable=True,
            comment="基本计量单位,如 %、元、个;无量纲为空。 | Base unit of measure; NULL for a pure number.",
        ),
        sa.Column(
            "measure",
            sa.String(length=10),
            nullable=False,
            comment="度量类别:growth=增速、share=占比、rate=比率、amount=总量、count=计数、rank=位次。 | Kind of measure: growth, share, rate, amount, count, rank.",
        ),
        sa.Column(
            "commitment",
            sa.Text(),
            nullable=True,
            comment="承诺用语,如确保、力争;无为空。 | The word that binds, as printed; NULL if none.",
        ),
        sa.Column(
            "baseline",
            sa.Text(),
            nullable=True,
            comment="比较基准,如全省平均;无为空。 | What it is relative to; NULL if not said.",
        ),
        sa.Column(
            "due_year",
            sa.Integer(),
            nullable=True,
            comment="目标年份;无法确定为空。 | The year it is promised for; NULL if it could not be told.",
        ),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=False,
            comment="原文摘句。 | The words that carry the target, as printed.",
        ),
        sa.Column(
            "span_start",
            sa.Integer(),
            nullable=False,
            comment="原文起点:documents.text 中的字符偏移,从 0 起。 | Start in documents.text: character offset from 0.",
        ),
        sa.Column(
            "span_end",
            sa.Integer(),
            nullable=False,
            comment="原文终点:documents.text 中的字符偏移,不含该字符。 | End in documents.text: character offset, exclusive.",
        ),
        sa.CheckConstraint(
            "(comparator IN ('eq', 'approx') AND low IS NOT NULL AND high IS NOT NULL AND low = high) OR (comparator = 'ge' AND low IS NOT NULL AND high IS NULL) OR (comparator = 'le' AND low IS NULL AND high IS NOT NULL) OR (comparator = 'range' AND low IS NOT NULL AND high IS NOT NULL AND low < high)",
            name=op.f("ck_targets_bounds_fit_comparator"),
        ),
        sa.CheckConstraint(
            "comparator IN ('eq', 'ge', 'le', 'approx', 'range')", name=op.f("ck_targets_comparator_known")
        ),
        sa.CheckConstraint(
            "measure IN ('growth', 'share', 'rate', 'amount', 'count', 'rank')",
            name=op.f("ck_targets_measure_known"),
        ),
        sa.CheckConstraint(
            "span_start >= 0 AND span_end > span_start", name=op.f("ck_targets_span_not_empty")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.task_id"], name=op.f("fk_targets_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("target_id", name=op.f("pk_targets")),
        sa.UniqueConstraint("task_id", "ordinal", name=op.f("uq_targets_task_id_ordinal")),
        comment="量化指标:任务承诺的数字。 | Targets: the numbers that tasks promise.",
    )
    op.create_table(
        "task_units",
        sa.Column(
            "task_unit_id",
            sa.Integer(),
            nullable=False,
            comment="责任关系的主键。 | Primary key of the responsibility.",
        ),
        sa.Column("task_id", sa.Integer(), nullable=False, comment="任务。 | The task."),
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="负责单位。 | The unit responsible."),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="在责任名单中的次序,从 1 起。 | Position in the list of the task's units, from 1.",
        ),
        sa.Column("is_lead", sa.Boolean(), nullable=False, comment="是否牵头。 | Whether the unit leads."),
        sa.Column(
            "lead_basis",
            sa.String(length=20),
            nullable=False,
            comment="牵头的依据:marked=文中标明牵头、labelled=牵头单位栏、stated_first=文件言明首位牵头、assumed_first=按惯例取首位。 | How the lead is known: marked, labelled, stated_first, assumed_first.",
        ),
        sa.Column(
            "second_name",
            sa.Text(),
            nullable=True,
            comment="括号内的加挂名称,如省能源局;无为空。 | The second name printed in brackets; NULL if none.",
        ),
        sa.Column("mention", sa.Text(), nullable=False, comment="所印名称。 | The name as printed."),
        sa.Column(
            "span_start",
            sa.Integer(),
            nullable=False,
            comment="原文起点:documents.text 中的字符偏移,从 0 起。 | Start in documents.text: character offset from 0.",
        ),
        sa.Column(
            "span_end",
            sa.Integer(),
            nullable=False,
            comment="原文终点:documents.text 中的字符偏移,不含该字符。 | End in documents.text: character offset, exclusive.",
        ),
        sa.CheckConstraint(
            "lead_basis IN ('marked', 'labelled', 'stated_first', 'assumed_first')",
            name=op.f("ck_task_units_lead_basis_known"),
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_task_units_position_from_one")),
        sa.CheckConstraint(
            "span_start >= 0 AND span_end > span_start", name=op.f("ck_task_units_span_not_empty")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.task_id"], name=op.f("fk_task_units_task_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name=op.f("fk_task_units_unit_id")),
        sa.PrimaryKeyConstraint("task_unit_id", name=op.f("pk_task_units")),
        sa.UniqueConstraint("task_id", "position", name=op.f("uq_task_units_task_id_position")),
        sa.UniqueConstraint("task_id", "unit_id", name=op.f("uq_task_units_task_id_unit_id")),
        comment="责任关系:任务与单位,含牵头与否。 | Responsibilities: which unit is on which task, and who leads.",
    )
    with op.batch_alter_table("task_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_units_unit_id"), ["unit_id"], unique=False)


def downgrade() -> None:
    refuse_to_drop(op.get_bind(), "documents", "loads", "units", "leaders", "jurisdictions")
    with op.batch_alter_table("task_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_units_unit_id"))

    op.drop_table("task_units")
    op.drop_table("targets")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_findings_rule"))
        batch_op.drop_index(batch_op.f("ix_findings_document_id"))

    op.drop_table("findings")
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tasks_leader_id"))

    op.drop_table("tasks")
    op.drop_table("sections")
    op.drop_table("unit_names")
    op.drop_table("plans")
    op.drop_table("loads")
    op.drop_table("leader_titles")
    op.drop_table("units")
    op.drop_table("leaders")
    op.drop_table("documents")
    op.drop_table("jurisdictions")
