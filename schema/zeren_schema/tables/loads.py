"""What was loaded, and what was noticed on the way."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from zeren_schema.columns import UtcTimestamp, both, listed, one_of, span_check
from zeren_schema.tables.base import key, metadata, reference
from zeren_schema.vocabulary import LOAD_OUTCOMES, SEVERITIES

loads = Table(
    "loads",
    metadata,
    key("load_id", "载入记录", "load"),
    reference(
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
    key("finding_id", "核查事项", "finding"),
    reference("load_id", "loads.load_id", "产生它的载入。", "The load that made it.", on_delete="CASCADE"),
    reference(
        "document_id",
        "documents.document_id",
        "所在文件。",
        "The document it is about.",
        on_delete="CASCADE",
    ),
    reference(
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
