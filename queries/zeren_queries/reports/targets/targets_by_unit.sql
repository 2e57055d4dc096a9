/*
title:
  zh: 各单位的量化指标
  en: Targets by unit
question:
  zh: 每个单位对哪些数字负责,是牵头还是配合?
  en: For which numbers does each unit answer, leading or supporting?
grain:
  zh: 每个单位的每个量化指标一行,牵头者在前。
  en: One row per unit and target, those it leads first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
  measure:
columns:
  unit:
  is_lead:
  indicator:
  comparator:
  low:
  high:
  unit_of_measure:
  measure:
  commitment:
  due_year:
  task_code:
  plan:
  leader:
  quote:
  document:
  jurisdiction:
*/
WITH wanted_units AS (
    SELECT names.unit_id
    FROM unit_lookup AS names
    WHERE $unit IN ('all', names.name)
)

SELECT
    units.name AS unit,
    task_units.is_lead,
    facts.indicator,
    facts.comparator,
    facts.low,
    facts.high,
    facts.unit_of_measure,
    facts.measure,
    facts.commitment,
    facts.due_year,
    facts.task_code,
    facts.plan,
    facts.leader,
    facts.quote,
    facts.document,
    facts.jurisdiction
FROM target_facts AS facts
INNER JOIN task_units ON facts.task_id = task_units.task_id
INNER JOIN units ON task_units.unit_id = units.unit_id
WHERE
    $plan IN ('all', facts.plan)
    AND $document IN ('all', facts.document)
    AND $jurisdiction IN ('all', facts.jurisdiction)
    AND ($year IS NULL OR facts.year = $year)
    AND $leader IN ('all', facts.leader)
    AND $measure IN ('all', facts.measure)
    AND task_units.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
ORDER BY
    units.name COLLATE zh ASC,
    units.name ASC,
    facts.jurisdiction ASC,
    units.unit_id ASC,
    task_units.is_lead DESC,
    facts.year ASC,
    facts.document ASC,
    facts.document_id ASC,
    facts.plan_ordinal ASC,
    facts.section_ordinal ASC,
    facts.task_ordinal ASC,
    facts.target_ordinal ASC
