/*
title:
  zh: 量化指标
  en: Numeric targets
question:
  zh: 文件承诺了哪些数字,由谁负责,何时兑现?
  en: Which numbers do the documents promise, who answers for them, and by when?
grain:
  zh: 每个量化指标一行,按文件次序。
  en: One row per target, in the order of the documents.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
  measure:
columns:
  task_code:
  plan:
  indicator:
  comparator:
  low:
  high:
  unit_of_measure:
  measure:
  commitment:
  baseline:
  due_year:
  leader:
  leads:
  supports:
  quote:
  document:
  jurisdiction:
*/
WITH wanted_tasks AS (
    SELECT task_units.task_id
    FROM task_units
    INNER JOIN unit_lookup AS names ON task_units.unit_id = names.unit_id
    WHERE names.name = $unit
)

SELECT
    facts.task_code,
    facts.plan,
    facts.indicator,
    facts.comparator,
    facts.low,
    facts.high,
    facts.unit_of_measure,
    facts.measure,
    facts.commitment,
    facts.baseline,
    facts.due_year,
    facts.leader,
    facts.leads,
    facts.supports,
    facts.quote,
    facts.document,
    facts.jurisdiction
FROM target_facts AS facts
WHERE
    $plan IN ('all', facts.plan)
    AND $document IN ('all', facts.document)
    AND $jurisdiction IN ('all', facts.jurisdiction)
    AND ($year IS NULL OR facts.year = $year)
    AND $leader IN ('all', facts.leader)
    AND $measure IN ('all', facts.measure)
    AND ($unit = 'all' OR facts.task_id IN (SELECT wanted_tasks.task_id FROM wanted_tasks))
ORDER BY
    facts.jurisdiction COLLATE zh NULLS LAST,
    facts.jurisdiction,
    facts.year,
    facts.document,
    facts.document_id,
    facts.plan_ordinal,
    facts.section_ordinal,
    facts.task_ordinal,
    facts.target_ordinal
