/*
title:
  zh: 核查事项汇总
  en: Summary of findings
question:
  zh: 载入每份文件时修补、存疑、剩余了什么,各有多少?
  en: What was repaired, doubted or left over in each document, and how often?
grain:
  zh: 每份文件的每条规则、每种轻重一行,重者、多者在前。
  en: One row per document, rule and severity, the gravest and most frequent first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  severity:
    type: text
    default: all
    allowed: [all, info, warning, error]
    description:
      zh: 轻重:info 提示、warning 存疑、error 错误;all 为全部。
      en: Only findings of this severity; all for every one.
columns:
  document:
  severity:
    type: VARCHAR
    title: {zh: 轻重, en: Severity}
    description:
      zh: info 提示、warning 存疑、error 错误。
      en: info, warning or error.
  rule:
    type: VARCHAR
    title: {zh: 规则, en: Rule}
    description: {zh: 规则名。, en: Name of the rule that made them.}
  findings:
    type: BIGINT
    unit: {zh: 条, en: findings}
    title: {zh: 条数, en: Findings}
    description: {zh: 核查事项数。, en: Number of findings.}
  tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 任务数, en: Tasks}
    description: {zh: 所涉任务数。, en: Number of tasks they are about.}
  task_share:
    type: DECIMAL(9,6)
    title: {zh: 任务占比, en: Share of tasks}
    description:
      zh: 所涉任务占所选任务的比例,0 至 1;文件无所选任务为空。
      en: Share of the document's selected tasks, from 0 to 1; NULL if it has none.
  example_message:
    type: VARCHAR
    title: {zh: 例, en: Example}
    description: {zh: 原文中首处的说明。, en: What was found at the first place in the document.}
  example_quote:
    type: VARCHAR
    title: {zh: 例之原文, en: Words of the example}
    description:
      zh: 首处所涉原文,换行作空格;无为空。
      en: The words it is about, line ends as spaces; NULL if none.
  example_task_code:
    type: VARCHAR
    title: {zh: 例之任务, en: Task of the example}
    description:
      zh: 首处所在任务的编号;不属任何任务为空。
      en: Code of the task of the first place; NULL if it belongs to none.
  jurisdiction:
*/
WITH chosen_findings AS (
    SELECT
        findings.document_id,
        coalesce(documents.doc_number, documents.title, documents.source_name) AS document,
        documents.year,
        jurisdictions.name AS jurisdiction,
        findings.severity,
        findings.rule,
        findings.task_id,
        findings.message,
        findings.quote,
        facts.task_code,
        row_number() OVER (
            PARTITION BY findings.document_id, findings.severity, findings.rule
            ORDER BY
                findings.span_start ASC NULLS LAST,
                findings.span_end ASC,
                findings.message ASC,
                findings.quote ASC,
                facts.task_code ASC
        ) AS place
    FROM findings
    INNER JOIN documents ON findings.document_id = documents.document_id
    LEFT JOIN jurisdictions ON documents.jurisdiction_id = jurisdictions.jurisdiction_id
    LEFT JOIN task_facts AS facts ON findings.task_id = facts.task_id
    WHERE
        $severity IN ('all', findings.severity)
        AND $plan IN ('all', facts.plan)
        AND $document IN ('all', coalesce(documents.doc_number, documents.title, documents.source_name))
        AND $jurisdiction IN ('all', jurisdictions.name)
        AND ($year IS NULL OR documents.year = $year)
),

document_sizes AS (
    SELECT
        facts.document_id,
        count(*) AS tasks
    FROM task_facts AS facts
    WHERE $plan IN ('all', facts.plan)
    GROUP BY facts.document_id
),

counts AS (
    SELECT
        chosen_findings.document_id,
        chosen_findings.document,
        chosen_findings.year,
        chosen_findings.jurisdiction,
        chosen_findings.severity,
        chosen_findings.rule,
        count(*) AS findings,
        count(DISTINCT chosen_findings.task_id) AS tasks,
        min(chosen_findings.message) FILTER (WHERE chosen_findings.place = 1) AS example_message,
        min(chosen_findings.quote) FILTER (WHERE chosen_findings.place = 1) AS example_quote,
        min(chosen_findings.task_code) FILTER (WHERE chosen_findings.place = 1) AS example_task_code
    FROM chosen_findings
    GROUP BY
        chosen_findings.document_id,
        chosen_findings.document,
        chosen_findings.year,
        chosen_findings.jurisdiction,
        chosen_findings.severity,
        chosen_findings.rule
)

SELECT
    counts.document,
    counts.severity,
    counts.rule,
    counts.findings,
    counts.tasks,
    CAST(counts.tasks / document_sizes.tasks AS DECIMAL(9, 6)) AS task_share,
    counts.example_message,
    regexp_replace(counts.example_quote, '\s+', ' ', 'g') AS example_quote,
    counts.example_task_code,
    counts.jurisdiction
FROM counts
LEFT JOIN document_sizes ON counts.document_id = document_sizes.document_id
ORDER BY
    counts.jurisdiction COLLATE zh ASC NULLS LAST,
    counts.jurisdiction ASC,
    counts.year ASC,
    counts.document ASC,
    counts.document_id ASC,
    list_position(['error', 'warning', 'info'], counts.severity) ASC,
    counts.findings DESC,
    counts.rule ASC
