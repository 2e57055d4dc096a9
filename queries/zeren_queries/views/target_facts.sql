/*
title:
  zh: 量化指标一览
  en: Targets with everything around them
grain:
  zh: 每个量化指标一行。
  en: One row per target.
is_stored: true
columns:
  target_id:
  target_ordinal:
  indicator:
  comparator:
  low:
  high:
  unit_of_measure:
  measure:
  commitment:
  baseline:
  due_year:
  quote:
  quote_start:
  quote_end:
  leads:
  supports:
  task_id:
  task_code:
  task_text:
  jurisdiction_id:
  jurisdiction:
  document_id:
  document:
  year:
  plan_id:
  plan:
  plan_ordinal:
  section_id:
  section:
  section_ordinal:
  theme:
  task_ordinal:
  leader_id:
  leader:
*/
WITH unit_lists AS (
    SELECT
        task_units.task_id,
        string_agg(units.name, '、' ORDER BY task_units.position) FILTER (WHERE task_units.is_lead) AS leads,
        string_agg(units.name, '、' ORDER BY task_units.position) FILTER (WHERE NOT task_units.is_lead)
            AS supports
    FROM task_units
    INNER JOIN units ON task_units.unit_id = units.unit_id
    GROUP BY task_units.task_id
)

SELECT
    targets.target_id,
    targets.ordinal AS target_ordinal,
    targets.indicator,
    targets.comparator,
    targets.low,
    targets.high,
    targets.unit AS unit_of_measure,
    targets.measure,
    targets.commitment,
    targets.baseline,
    targets.due_year,
    targets.quote,
    targets.span_start AS quote_start,
    targets.span_end AS quote_end,
    unit_lists.leads,
    unit_lists.supports,
    targets.task_id,
    tasks.code AS task_code,
    tasks.text AS task_text,
    documents.jurisdiction_id,
    jurisdictions.name AS jurisdiction,
    plans.document_id,
    coalesce(documents.doc_number, documents.title, documents.source_name) AS document,
    documents.year,
    sections.plan_id,
    plans.kind AS plan,
    plans.ordinal AS plan_ordinal,
    tasks.section_id,
    sections.heading AS section,
    sections.ordinal AS section_ordinal,
    sections.theme,
    tasks.ordinal AS task_ordinal,
    tasks.leader_id,
    leaders.name AS leader
FROM targets
INNER JOIN tasks ON targets.task_id = tasks.task_id
INNER JOIN sections ON tasks.section_id = sections.section_id
INNER JOIN plans ON sections.plan_id = plans.plan_id
INNER JOIN documents ON plans.document_id = documents.document_id
LEFT JOIN jurisdictions ON documents.jurisdiction_id = jurisdictions.jurisdiction_id
LEFT JOIN leaders ON tasks.leader_id = leaders.leader_id
LEFT JOIN unit_lists ON targets.task_id = unit_lists.task_id
