/*
title:
  zh: 责任关系一览
  en: Responsibilities with everything around them
grain:
  zh: 每项任务的每个责任单位一行。
  en: One row per task and unit on it.
is_stored: true
columns:
  task_unit_id:
  unit_id:
  unit:
  unit_kind:
  function:
  position:
  is_lead:
  lead_basis:
  second_name:
  mention:
  mention_start:
  mention_end:
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
SELECT
    task_units.task_unit_id,
    task_units.unit_id,
    units.name AS unit,
    units.kind AS unit_kind,
    units.function,
    task_units.position,
    task_units.is_lead,
    task_units.lead_basis,
    task_units.second_name,
    task_units.mention,
    task_units.span_start AS mention_start,
    task_units.span_end AS mention_end,
    task_units.task_id,
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
FROM task_units
INNER JOIN units ON task_units.unit_id = units.unit_id
INNER JOIN tasks ON task_units.task_id = tasks.task_id
INNER JOIN sections ON tasks.section_id = sections.section_id
INNER JOIN plans ON sections.plan_id = plans.plan_id
INNER JOIN documents ON plans.document_id = documents.document_id
LEFT JOIN jurisdictions ON documents.jurisdiction_id = jurisdictions.jurisdiction_id
LEFT JOIN leaders ON tasks.leader_id = leaders.leader_id
