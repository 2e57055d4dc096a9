/*
title:
  zh: 领导分工
  en: Portfolios of leaders
question:
  zh: 每位领导牵头多少任务,涉及多少单位和量化指标?
  en: How many tasks is each leader in charge of, with how many units and targets?
grain:
  zh: 每位领导一行,任务多者在前;未载明领导的任务另计,领导为空。
  en: One row per leader, those with most tasks first; tasks without a named leader are counted under NULL.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  min_tasks:
columns:
  leader:
  titles:
    type: VARCHAR
    title: {zh: 职务, en: Offices}
    description:
      zh: 文件所载职务,多个以、相连;未载明为空。
      en: Offices as the documents give them, joined by 、; NULL if none is given.
  tasks:
  five_year_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 五年任务数, en: Five-year tasks}
    description: {zh: 其中五年规划期的任务数。, en: Number of these tasks in five-year plans.}
  annual_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 年度任务数, en: Annual tasks}
    description: {zh: 其中年度计划的任务数。, en: Number of these tasks in annual plans.}
  livelihood_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 民生实事数, en: Livelihood tasks}
    description: {zh: 其中民生实事的任务数。, en: Number of these tasks in livelihood plans.}
  units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 单位数, en: Units}
    description: {zh: "这些任务的责任单位数,不重复计。", en: "Number of units on these tasks, each counted once."}
  lead_units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 牵头单位数, en: Lead units}
    description: {zh: 至少牵头其中一项的单位数。, en: Number of units that lead at least one of these tasks.}
  targets:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 指标数, en: Targets}
    description: {zh: 这些任务中的量化指标数。, en: Number of targets in these tasks.}
  jurisdiction:
*/
WITH portfolio_tasks AS (
    SELECT
        facts.task_id,
        facts.plan,
        facts.leader_id,
        facts.leader,
        facts.document_id,
        facts.jurisdiction_id,
        facts.jurisdiction,
        facts.targets
    FROM task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
),

task_counts AS (
    SELECT
        portfolio_tasks.leader_id,
        portfolio_tasks.leader,
        portfolio_tasks.jurisdiction_id,
        portfolio_tasks.jurisdiction,
        count(*) AS tasks,
        count(*) FILTER (WHERE portfolio_tasks.plan = 'five_year') AS five_year_tasks,
        count(*) FILTER (WHERE portfolio_tasks.plan = 'annual') AS annual_tasks,
        count(*) FILTER (WHERE portfolio_tasks.plan = 'livelihood') AS livelihood_tasks,
        sum(portfolio_tasks.targets) AS targets
    FROM portfolio_tasks
    GROUP BY
        portfolio_tasks.leader_id,
        portfolio_tasks.leader,
        portfolio_tasks.jurisdiction_id,
        portfolio_tasks.jurisdiction
),

unit_counts AS (
    SELECT
        portfolio_tasks.leader_id,
        portfolio_tasks.jurisdiction_id,
        count(DISTINCT task_units.unit_id) AS units,
        count(DISTINCT task_units.unit_id) FILTER (WHERE task_units.is_lead) AS lead_units
    FROM portfolio_tasks
    INNER JOIN task_units ON portfolio_tasks.task_id = task_units.task_id
    GROUP BY portfolio_tasks.leader_id, portfolio_tasks.jurisdiction_id
),

offices AS (
    SELECT DISTINCT
        leader_titles.leader_id,
        leader_titles.title
    FROM leader_titles
    WHERE leader_titles.document_id IN (SELECT portfolio_tasks.document_id FROM portfolio_tasks)
),

office_lists AS (
    SELECT
        offices.leader_id,
        string_agg(offices.title, '、' ORDER BY offices.title) AS titles
    FROM offices
    GROUP BY offices.leader_id
)

SELECT
    task_counts.leader,
    office_lists.titles,
    task_counts.tasks,
    task_counts.five_year_tasks,
    task_counts.annual_tasks,
    task_counts.livelihood_tasks,
    coalesce(unit_counts.units, 0) AS units,
    coalesce(unit_counts.lead_units, 0) AS lead_units,
    CAST(task_counts.targets AS BIGINT) AS targets,
    task_counts.jurisdiction
FROM task_counts
LEFT JOIN unit_counts
    ON
        task_counts.leader_id IS NOT DISTINCT FROM unit_counts.leader_id
        AND task_counts.jurisdiction_id IS NOT DISTINCT FROM unit_counts.jurisdiction_id
LEFT JOIN office_lists ON task_counts.leader_id = office_lists.leader_id
WHERE task_counts.tasks >= $min_tasks
ORDER BY
    task_counts.tasks DESC,
    task_counts.leader COLLATE zh ASC NULLS LAST,
    task_counts.leader ASC,
    task_counts.jurisdiction ASC,
    task_counts.leader_id ASC,
    task_counts.jurisdiction_id ASC
