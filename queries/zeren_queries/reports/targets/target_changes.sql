/*
title:
  zh: 指标变动
  en: Targets from one document to the next
question:
  zh: 与同一政府上一份文件相比,哪些指标加码、放松、新增或不再提?
  en: Which targets were raised, softened, added or dropped since the same government's document before?
grain:
  zh: 前后两份文件同类计划中的每个指标一行,前后都有的合为一行。
  en: One row per target of two successive documents' plans of one kind; those in both share a row.
parameters:
  plan:
  document:
  earlier_document:
  jurisdiction:
  year:
  indicator:
columns:
  change:
    type: VARCHAR
    title: {zh: 变动, en: Change}
    description:
      zh: raised 加码、softened 放松、unchanged 不变、new 新增、dropped 不再提。
      en: raised, softened, unchanged, new or dropped.
  changed_by:
    type: VARCHAR
    title: {zh: 变动之处, en: Changed by}
    description:
      zh: number 数值;wording 数值不变而措辞变;其余为空。
      en: number, or wording where the number stayed; else NULL.
  series:
  plan:
  measure:
  unit_of_measure:
  direction:
  earlier_promised:
    type: DECIMAL(24,6)
    title: {zh: 前承诺值, en: Promised before}
    description: {zh: 前一份文件的承诺值;新增为空。, en: Number promised before; NULL if new.}
  promised:
    type: DECIMAL(24,6)
    title: {zh: 承诺值, en: Promised}
    description: {zh: 后一份文件的承诺值;不再提为空。, en: Number promised now; NULL if dropped.}
  difference:
    type: DECIMAL(24,6)
    title: {zh: 差额, en: Difference}
    description: {zh: 承诺值减前承诺值;缺一方为空。, en: Promised minus promised before; NULL if one is missing.}
  earlier_quote:
    type: VARCHAR
    title: {zh: 前原文, en: Quote before}
    description: {zh: 前一份文件的原文;新增为空。, en: Words of the document before; NULL if new.}
  quote:
    type: VARCHAR
    title: {zh: 原文, en: Quote}
    description: {zh: 后一份文件的原文;不再提为空。, en: Words of the later document; NULL if dropped.}
  earlier_task_code:
    type: VARCHAR
    title: {zh: 前任务编号, en: Task before}
    description: {zh: 前一份文件的任务编号;新增为空。, en: Code of the task before; NULL if new.}
  task_code:
    type: VARCHAR
    title: {zh: 任务编号, en: Task code}
    description: {zh: 后一份文件的任务编号;不再提为空。, en: Code of the later task; NULL if dropped.}
  earlier_document:
  document:
  jurisdiction:
*/
WITH named_documents AS (
    SELECT
        documents.document_id,
        documents.year,
        coalesce(documents.doc_number, documents.title, documents.source_name) AS document,
        jurisdictions.name AS jurisdiction
    FROM documents
    LEFT JOIN jurisdictions ON documents.jurisdiction_id = jurisdictions.jurisdiction_id
),

promises AS (
    SELECT
        facts.target_id,
        facts.indicator,
        facts.measure,
        facts.unit_of_measure,
        facts.quote,
        facts.task_code,
        facts.plan_ordinal,
        facts.section_ordinal,
        facts.task_ordinal,
        facts.target_ordinal,
        series.series,
        series.direction,
        series.promised
    FROM target_facts AS facts
    INNER JOIN target_series AS series ON facts.target_id = series.target_id
)

SELECT
    history.change,
    history.changed_by,
    coalesce(later.series, earlier.series) AS series,
    history.plan,
    coalesce(later.measure, earlier.measure) AS measure,
    coalesce(later.unit_of_measure, earlier.unit_of_measure) AS unit_of_measure,
    coalesce(later.direction, earlier.direction) AS direction,
    earlier.promised AS earlier_promised,
    later.promised,
    CAST(later.promised - earlier.promised AS DECIMAL(24, 6)) AS difference,
    earlier.quote AS earlier_quote,
    later.quote,
    earlier.task_code AS earlier_task_code,
    later.task_code,
    earlier_side.document AS earlier_document,
    later_side.document,
    later_side.jurisdiction
FROM target_history AS history
INNER JOIN named_documents AS later_side ON history.document_id = later_side.document_id
INNER JOIN named_documents AS earlier_side ON history.earlier_document_id = earlier_side.document_id
LEFT JOIN promises AS later ON history.target_id = later.target_id
LEFT JOIN promises AS earlier ON history.earlier_target_id = earlier.target_id
WHERE
    (
        ($earlier_document = 'all' AND history.steps_back = 1)
        OR $earlier_document = earlier_side.document
    )
    AND $plan IN ('all', history.plan)
    AND $document IN ('all', later_side.document)
    AND $jurisdiction IN ('all', later_side.jurisdiction)
    AND ($year IS NULL OR later_side.year = $year)
    AND (
        $indicator IN ('all', later.series, later.indicator)
        OR $indicator IN (earlier.series, earlier.indicator)
    )
ORDER BY
    later_side.jurisdiction COLLATE zh ASC NULLS LAST,
    later_side.jurisdiction ASC,
    later_side.year ASC,
    later_side.document ASC,
    history.document_id ASC,
    earlier_side.document ASC,
    history.earlier_document_id ASC,
    history.plan ASC,
    later.target_id IS NULL ASC,
    coalesce(later.plan_ordinal, earlier.plan_ordinal) ASC,
    coalesce(later.section_ordinal, earlier.section_ordinal) ASC,
    coalesce(later.task_ordinal, earlier.task_ordinal) ASC,
    coalesce(later.target_ordinal, earlier.target_ordinal) ASC
