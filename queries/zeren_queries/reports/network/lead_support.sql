/*
title:
  zh: 牵头与配合
  en: Lead and support
question:
  zh: 牵头单位依靠哪些单位配合?
  en: On whose support does each lead unit rely?
grain:
  zh: 每个牵头单位与其每个配合单位一行,共同任务多者在前;共同牵头不计。
  en: One row per lead unit and unit that supports it, strongest first; tasks both lead are not counted.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
  min_tasks:
columns:
  lead_unit:
    type: VARCHAR
    title: {zh: 牵头单位, en: Lead unit}
    description: {zh: 牵头单位的规范简称。, en: Short name of the unit that leads.}
  support_unit:
    type: VARCHAR
    title: {zh: 配合单位, en: Supporting unit}
    description: {zh: 配合单位的规范简称。, en: Short name of the unit that supports.}
  tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 任务数, en: Tasks}
    description:
      zh: 前者牵头、后者配合的任务数。
      en: Number of tasks that the first unit leads and the second supports.
  share_of_lead:
    type: DECIMAL(9,6)
    title: {zh: 占牵头任务, en: Share of the lead}
    description:
      zh: 占牵头单位全部牵头任务的比例,0 至 1。
      en: Share of all tasks that the lead unit leads, from 0 to 1.
  share_of_support:
    type: DECIMAL(9,6)
    title: {zh: 占配合任务, en: Share of the support}
    description:
      zh: 占配合单位全部配合任务的比例,0 至 1。
      en: Share of all tasks that the supporting unit supports, from 0 to 1.
  jurisdiction:
*/
WITH wanted_units AS (
    SELECT names.unit_id
    FROM unit_lookup AS names
    WHERE $unit IN ('all', names.name)
),

responsibilities AS (
    SELECT
        facts.task_id,
        facts.unit_id,
        facts.unit,
        facts.jurisdiction,
        facts.is_lead
    FROM unit_task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
),

unit_roles AS (
    SELECT
        responsibilities.unit_id,
        responsibilities.is_lead,
        count(*) AS tasks
    FROM responsibilities
    GROUP BY responsibilities.unit_id, responsibilities.is_lead
),

ties AS (
    SELECT
        lead_side.unit_id AS lead_unit_id,
        support_side.unit_id AS support_unit_id,
        lead_side.unit AS lead_unit,
        support_side.unit AS support_unit,
        lead_side.jurisdiction,
        count(*) AS tasks
    FROM responsibilities AS lead_side
    INNER JOIN responsibilities AS support_side ON lead_side.task_id = support_side.task_id
    WHERE lead_side.is_lead AND NOT support_side.is_lead
    GROUP BY
        lead_side.unit_id,
        support_side.unit_id,
        lead_side.unit,
        support_side.unit,
        lead_side.jurisdiction
)

SELECT
    ties.lead_unit,
    ties.support_unit,
    ties.tasks,
    CAST(ties.tasks / lead_totals.tasks AS DECIMAL(9, 6)) AS share_of_lead,
    CAST(ties.tasks / support_totals.tasks AS DECIMAL(9, 6)) AS share_of_support,
    ties.jurisdiction
FROM ties
INNER JOIN unit_roles AS lead_totals
    ON ties.lead_unit_id = lead_totals.unit_id AND lead_totals.is_lead
INNER JOIN unit_roles AS support_totals
    ON ties.support_unit_id = support_totals.unit_id AND NOT support_totals.is_lead
WHERE
    ties.tasks >= $min_tasks
    AND (
        ties.lead_unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
        OR ties.support_unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
    )
ORDER BY
    ties.tasks DESC,
    ties.lead_unit COLLATE zh ASC,
    ties.support_unit COLLATE zh ASC,
    ties.lead_unit ASC,
    ties.support_unit ASC,
    ties.jurisdiction ASC,
    ties.lead_unit_id ASC,
    ties.support_unit_id ASC
