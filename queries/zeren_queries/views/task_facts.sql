/*
title:
  zh: 任务一览
  en: Tasks with everything around them
grain:
  zh: 每项任务一行。
  en: One row per task.
is_stored: true
columns:
  task_id:
  task_code:
  task_number:
  task_text:
  due_on:
  jurisdiction_id:
  jurisdiction:
  jurisdiction_level:
  document_id:
  document:
  document_title:
  year:
  plan_id:
  plan:
  plan_title:
  plan_ordinal:
  section_id:
  section:
  section_ordinal:
  theme:
  task_ordinal:
  leader_id:
  leader:
  units:
  lead_units:
  targets:
  span_start:
  span_end:
*/
WITH unit_counts AS (
    SELECT
        task_units.task_id,
        count(*) AS units,
        count(*) FILTER (WHERE task_units.is_lead) AS lead_units
    FROM task_units
    GROUP BY task_units.task_id
),

target_counts AS (
    SELECT
        targets.task_id,
        count(*) AS targets
    FROM targets
    GROUP BY targets.task_id
)

SELECT
    tasks.task_id,
    tasks.code AS task_code,
    tasks.number AS task_number,
    tasks.text AS task_text,
    tasks.due_on,
    documents.jurisdiction_id,
    jurisdictions.name AS jurisdiction,
    jurisdictions.level AS jurisdiction_level,
    plans.document_id,
    coalesce(documents.doc_number, documents.title, documents.source_name) AS document,
    documents.title AS document_title,
    documents.year,
    sections.plan_id,
    plans.kind AS plan,
    plans.title AS plan_title,
    plans.ordinal AS plan_ordinal,
    tasks.section_id,
    sections.heading AS section,
    sections.ordinal AS section_ordinal,
    sections.theme,
    tasks.ordinal AS task_ordinal,
    tasks.leader_id,
    leaders.name AS leader,
    coalesce(unit_counts.units, 0) AS units,
    coalesce(unit_counts.lead_units, 0) AS lead_units,
    coalesce(target_counts.targets, 0) AS targets,
    tasks.span_start,
    tasks.span_end
FROM tasks
INNER JOIN sections ON tasks.section_id = sections.section_id
INNER JOIN plans ON sections.plan_id = plans.plan_id
INNER JOIN documents ON plans.document_id = documents.document_id
LEFT JOIN jurisdictions ON documents.jurisdiction_id = jurisdictions.jurisdiction_id
LEFT JOIN leaders ON tasks.leader_id = leaders.leader_id
LEFT JOIN unit_counts ON tasks.task_id = unit_counts.task_id
LEFT JOIN target_counts ON tasks.task_id = target_counts.task_id
