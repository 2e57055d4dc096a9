/*
title:
  zh: 单位与领导
  en: Units by leader
question:
  zh: 各单位为哪位领导承担多少任务?
  en: For which leader does each unit carry how many tasks?
grain:
  zh: 每个单位与每位领导一行;未载明领导的任务另计,领导为空。
  en: One row per unit and leader; tasks without a named leader are counted under NULL.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
  min_tasks:
columns:
  unit:
  leader:
  tasks:
  lead_tasks:
  support_tasks:
  fractional_tasks:
  share_of_unit:
    type: DECIMAL(9,6)
    title: {zh: 占单位任务, en: Share of the unit}
    description:
      zh: 占该单位全部任务的比例,0 至 1。
      en: Share of all tasks of the unit, from 0 to 1.
  share_of_leader:
    type: DECIMAL(9,6)
    title: {zh: 占领导任务, en: Share of the leader}
    description:
      zh: 占该领导全部任务的比例,0 至 1;领导为空亦同。
      en: Share of all tasks of the leader, from 0 to 1; likewise for tasks without a leader.
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
        facts.leader_id,
        facts.leader,
        facts.jurisdiction_id,
        facts.jurisdiction,
        facts.is_lead
    FROM unit_task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
),

task_sizes AS (
    SELECT
        task_units.task_id,
        count(*) AS units
    FROM task_units
    GROUP BY task_units.task_id
),

unit_totals AS (
    SELECT
        responsibilities.unit_id,
        count(*) AS tasks
    FROM responsibilities
    GROUP BY responsibilities.unit_id
),

leader_totals AS (
    SELECT
        responsibilities.leader_id,
        responsibilities.jurisdiction_id,
        count(DISTINCT responsibilities.task_id) AS tasks
    FROM responsibilities
    GROUP BY responsibilities.leader_id, responsibilities.jurisdiction_id
),

pairs AS (
    SELECT
        responsibilities.unit_id,
        responsibilities.unit,
        responsibilities.leader_id,
        responsibilities.leader,
        responsibilities.jurisdiction_id,
        responsibilities.jurisdiction,
        count(*) AS tasks,
        count(*) FILTER (WHERE responsibilities.is_lead) AS lead_tasks,
        count(*) FILTER (WHERE NOT responsibilities.is_lead) AS support_tasks,
        sum(CAST(1.0 / task_sizes.units AS DECIMAL(18, 12))) AS fractional_tasks
    FROM responsibilities
    INNER JOIN task_sizes ON responsibilities.task_id = task_sizes.task_id
    GROUP BY
        responsibilities.unit_id,
        responsibilities.unit,
        responsibilities.leader_id,
        responsibilities.leader,
        responsibilities.jurisdiction_id,
        responsibilities.jurisdiction
)

SELECT
    pairs.unit,
    pairs.leader,
    pairs.tasks,
    pairs.lead_tasks,
    pairs.support_tasks,
    CAST(pairs.fractional_tasks AS DECIMAL(18, 6)) AS fractional_tasks,
    CAST(pairs.tasks / unit_totals.tasks AS DECIMAL(9, 6)) AS share_of_unit,
    CAST(pairs.tasks / leader_totals.tasks AS DECIMAL(9, 6)) AS share_of_leader,
    pairs.jurisdiction
FROM pairs
INNER JOIN unit_totals ON pairs.unit_id = unit_totals.unit_id
INNER JOIN leader_totals
    ON
        pairs.leader_id IS NOT DISTINCT FROM leader_totals.leader_id
        AND pairs.jurisdiction_id IS NOT DISTINCT FROM leader_totals.jurisdiction_id
WHERE
    pairs.tasks >= $min_tasks
    AND $leader IN ('all', pairs.leader)
    AND pairs.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
ORDER BY
    pairs.unit COLLATE zh ASC,
    pairs.unit ASC,
    pairs.jurisdiction ASC,
    pairs.unit_id ASC,
    pairs.tasks DESC,
    pairs.leader COLLATE zh ASC NULLS LAST,
    pairs.leader ASC,
    pairs.leader_id ASC
