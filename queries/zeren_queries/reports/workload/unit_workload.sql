/*
title:
  zh: 单位工作量
  en: Workload of units
question:
  zh: 各单位承担多少任务,其中多少由其牵头,涉及多少量化指标和多少位领导?
  en: How many tasks does each unit carry, how many does it lead, and for how many targets and leaders?
grain:
  zh: 每个单位一行,任务多者在前。
  en: One row per unit, those with most tasks first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
  min_tasks:
  roll_up:
columns:
  unit:
  kind:
    type: VARCHAR
    title: {zh: 单位类别, en: Kind}
    description:
      zh: 单位类别,如 party 党委机构、government 政府部门。
      en: Kind of unit, such as party or government.
  tasks:
  lead_tasks:
  support_tasks:
  lead_share:
    type: DECIMAL(9,6)
    title: {zh: 牵头占比, en: Lead share}
    description:
      zh: 牵头任务数除以任务数,0 至 1。
      en: Lead tasks divided by tasks, from 0 to 1.
  fractional_tasks:
  targets_led:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 牵头指标数, en: Targets led}
    description:
      zh: 其牵头任务中的量化指标数。
      en: Number of targets in the tasks that the unit leads.
  targets_supported:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 配合指标数, en: Targets supported}
    description:
      zh: 其配合任务中的量化指标数。
      en: Number of targets in the tasks that the unit supports without leading.
  leaders:
    type: BIGINT
    unit: {zh: 位, en: leaders}
    title: {zh: 领导数, en: Leaders}
    description:
      zh: 这些任务的牵头领导人数。
      en: Number of leaders in charge of these tasks.
  function:
  jurisdiction:
*/
WITH wanted_units AS (
    SELECT names.unit_id
    FROM unit_lookup AS names
    WHERE $unit IN ('all', names.name)
),

counted AS (
    SELECT
        counted_units.task_id,
        counted_units.unit_id,
        counted_units.unit,
        counted_units.unit_kind,
        counted_units.function,
        counted_units.is_lead
    FROM counted_units
    WHERE counted_units.roll_up = $roll_up
),

responsibilities AS (
    SELECT
        counted.task_id,
        counted.unit_id,
        counted.unit,
        counted.unit_kind,
        counted.function,
        facts.jurisdiction,
        facts.leader_id,
        counted.is_lead
    FROM counted
    INNER JOIN task_facts AS facts ON counted.task_id = facts.task_id
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
        AND (
            -- A name met only in brackets has no key to be found by.
            $unit IN ('all', counted.unit)
            OR counted.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
        )
),

task_sizes AS (
    SELECT
        counted.task_id,
        count(*) AS units
    FROM counted
    GROUP BY counted.task_id
),

task_targets AS (
    SELECT
        targets.task_id,
        count(*) AS targets
    FROM targets
    GROUP BY targets.task_id
),

workload AS (
    SELECT
        responsibilities.unit_id,
        responsibilities.unit,
        responsibilities.unit_kind,
        responsibilities.function,
        responsibilities.jurisdiction,
        count(*) AS tasks,
        count(*) FILTER (WHERE responsibilities.is_lead) AS lead_tasks,
        count(*) FILTER (WHERE NOT responsibilities.is_lead) AS support_tasks,
        sum(CAST(1.0 / task_sizes.units AS DECIMAL(18, 12))) AS fractional_tasks,
        sum(task_targets.targets) FILTER (WHERE responsibilities.is_lead) AS targets_led,
        sum(task_targets.targets) FILTER (WHERE NOT responsibilities.is_lead) AS targets_supported,
        count(DISTINCT responsibilities.leader_id) AS leaders
    FROM responsibilities
    INNER JOIN task_sizes ON responsibilities.task_id = task_sizes.task_id
    LEFT JOIN task_targets ON responsibilities.task_id = task_targets.task_id
    GROUP BY
        responsibilities.unit_id,
        responsibilities.unit,
        responsibilities.unit_kind,
        responsibilities.function,
        responsibilities.jurisdiction
)

SELECT
    workload.unit,
    workload.unit_kind AS kind,
    workload.tasks,
    workload.lead_tasks,
    workload.support_tasks,
    CAST(workload.lead_tasks / workload.tasks AS DECIMAL(9, 6)) AS lead_share,
    CAST(workload.fractional_tasks AS DECIMAL(18, 6)) AS fractional_tasks,
    CAST(coalesce(workload.targets_led, 0) AS BIGINT) AS targets_led,
    CAST(coalesce(workload.targets_supported, 0) AS BIGINT) AS targets_supported,
    workload.leaders,
    workload.function,
    workload.jurisdiction
FROM workload
WHERE workload.tasks >= $min_tasks
ORDER BY
    workload.tasks DESC,
    workload.lead_tasks DESC,
    workload.unit COLLATE zh ASC,
    workload.unit ASC,
    workload.jurisdiction ASC,
    workload.unit_id ASC
