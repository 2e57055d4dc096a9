/*
title:
  zh: 共同牵头
  en: Joint leadership
question:
  zh: 哪些任务由两个以上单位共同牵头?
  en: Which tasks are led by several units together?
grain:
  zh: 每项由两个以上单位牵头的任务一行,按文件次序。
  en: One row per task that more than one unit leads, in the order of the documents.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
columns:
  task_code:
  plan:
  leader:
  leads:
  lead_units:
  support_units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 配合单位数, en: Supporting units}
    description: {zh: 配合单位数。, en: Number of units that support without leading.}
  targets:
  task_text:
  document:
  jurisdiction:
*/
WITH wanted_tasks AS (
    SELECT task_units.task_id
    FROM task_units
    INNER JOIN unit_lookup AS names ON task_units.unit_id = names.unit_id
    WHERE names.name = $unit AND task_units.is_lead
),

lead_lists AS (
    SELECT
        task_units.task_id,
        string_agg(units.name, '、' ORDER BY task_units.position) AS leads
    FROM task_units
    INNER JOIN units ON task_units.unit_id = units.unit_id
    WHERE task_units.is_lead
    GROUP BY task_units.task_id
)

SELECT
    facts.task_code,
    facts.plan,
    facts.leader,
    lead_lists.leads,
    facts.lead_units,
    facts.units - facts.lead_units AS support_units,
    facts.targets,
    facts.task_text,
    facts.document,
    facts.jurisdiction
FROM task_facts AS facts
INNER JOIN lead_lists ON facts.task_id = lead_lists.task_id
WHERE
    facts.lead_units >= 2
    AND $plan IN ('all', facts.plan)
    AND $document IN ('all', facts.document)
    AND $jurisdiction IN ('all', facts.jurisdiction)
    AND ($year IS NULL OR facts.year = $year)
    AND $leader IN ('all', facts.leader)
    AND ($unit = 'all' OR facts.task_id IN (SELECT wanted_tasks.task_id FROM wanted_tasks))
ORDER BY
    facts.jurisdiction COLLATE zh NULLS LAST,
    facts.jurisdiction,
    facts.year,
    facts.document,
    facts.document_id,
    facts.plan_ordinal,
    facts.section_ordinal,
    facts.task_ordinal
