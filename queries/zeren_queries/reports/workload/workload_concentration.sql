/*
title:
  zh: 工作量集中度
  en: Concentration of workload
question:
  zh: 任务集中在少数单位身上的程度有多高,各计划、各类单位有何不同?
  en: How far do tasks fall to a few units, and how does that differ between plans and kinds of unit?
grain:
  zh: 每份文件的每类计划(及合计)与每类单位(及合计)一行。
  en: One row per document, kind of plan (and all of them) and kind of unit (and all of them).
parameters:
  plan:
  document:
  jurisdiction:
  year:
  role:
    type: text
    default: all
    allowed: [all, lead, support]
    description:
      zh: 计入哪些责任:lead 牵头、support 配合;all 为全部。
      en: Which responsibilities count; all for leading and supporting alike.
  roll_up:
columns:
  document:
  plan:
    type: VARCHAR
    title: {zh: 计划类别, en: Plan}
    description:
      zh: 计划类别;all 为各类合计。
      en: Kind of plan; all for every kind together.
  kind:
    type: VARCHAR
    title: {zh: 单位类别, en: Kind}
    description:
      zh: 单位类别;all 为各类合计。
      en: Kind of unit; all for every kind together.
  units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 单位数, en: Units}
    description:
      zh: 至少承担一项任务的单位数;未承担者不计入各项指数。
      en: Number of units with at least one task; the indices leave out units without any.
  assignments:
    type: BIGINT
    unit: {zh: 项次, en: assignments}
    title: {zh: 责任项次, en: Assignments}
    description:
      zh: 各单位任务数之和。
      en: The units' numbers of tasks added up.
  mean_tasks:
    type: DECIMAL(18,6)
    unit: {zh: 项, en: tasks}
    title: {zh: 平均任务数, en: Mean tasks}
    description:
      zh: 每个单位平均任务数。
      en: Mean number of tasks per unit.
  max_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 最多任务数, en: Most tasks}
    description:
      zh: 任务最多的单位的任务数。
      en: Number of tasks of the unit with most.
  top_unit:
    type: VARCHAR
    title: {zh: 任务最多单位, en: Top unit}
    description:
      zh: 任务最多的单位;并列时取名称编码在前者。
      en: The unit with most tasks; of equals the one whose name comes first by code point.
  top5_share:
    type: DECIMAL(9,6)
    title: {zh: 前五占比, en: Top-5 share}
    description:
      zh: 任务最多的五个单位所占责任项次的比例,0 至 1。
      en: Share of assignments held by the five units with most tasks, from 0 to 1.
  top10_share:
    type: DECIMAL(9,6)
    title: {zh: 前十占比, en: Top-10 share}
    description:
      zh: 任务最多的十个单位所占责任项次的比例,0 至 1。
      en: Share of assignments held by the ten units with most tasks, from 0 to 1.
  gini:
    type: DECIMAL(9,6)
    title: {zh: 基尼系数, en: Gini}
    description:
      zh: 任务数分布的基尼系数:0 为完全均等。
      en: "Gini coefficient of the numbers of tasks: 0 if all are equal."
  hhi:
    type: DECIMAL(9,6)
    title: {zh: 赫芬达尔指数, en: HHI}
    description:
      zh: 各单位占比的平方和:1/单位数 至 1。
      en: "Herfindahl-Hirschman index, the squared shares added up: from 1/units to 1."
  jurisdiction:
*/
WITH responsibilities AS (
    SELECT
        facts.document_id,
        facts.document,
        facts.jurisdiction,
        facts.plan,
        counted.unit,
        counted.unit_kind
    FROM counted_units AS counted
    INNER JOIN task_facts AS facts ON counted.task_id = facts.task_id
    WHERE
        counted.roll_up = $roll_up
        AND ($role = 'all' OR counted.is_lead = ($role = 'lead'))
        AND $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
),

scopes AS (
    SELECT
        responsibilities.document_id,
        responsibilities.document,
        responsibilities.jurisdiction,
        unnest([responsibilities.plan, 'all']) AS scope_plan,
        responsibilities.unit,
        responsibilities.unit_kind
    FROM responsibilities
),

workloads AS (
    SELECT
        scopes.document_id,
        scopes.document,
        scopes.jurisdiction,
        scopes.scope_plan,
        -- A name of two kinds counts once, under the first of them.
        min(scopes.unit_kind) AS unit_kind,
        scopes.unit,
        count(*) AS tasks
    FROM scopes
    GROUP BY scopes.document_id, scopes.document, scopes.jurisdiction, scopes.scope_plan, scopes.unit
),

spread AS (
    SELECT
        workloads.document_id,
        workloads.document,
        workloads.jurisdiction,
        workloads.scope_plan,
        unnest([workloads.unit_kind, 'all']) AS scope_kind,
        workloads.unit,
        workloads.tasks
    FROM workloads
),

ranked AS (
    SELECT
        spread.*,
        row_number() OVER (
            PARTITION BY spread.document_id, spread.scope_plan, spread.scope_kind
            ORDER BY spread.tasks DESC, spread.unit ASC
        ) AS place
    FROM spread
),

totals AS (
    SELECT
        ranked.document_id,
        ranked.document,
        ranked.jurisdiction,
        ranked.scope_plan,
        ranked.scope_kind,
        count(*) AS units,
        sum(ranked.tasks) AS assignments,
        max(ranked.tasks) AS max_tasks,
        min(ranked.unit) FILTER (WHERE ranked.place = 1) AS top_unit,
        sum(ranked.tasks) FILTER (WHERE ranked.place <= 5) AS top5,
        sum(ranked.tasks) FILTER (WHERE ranked.place <= 10) AS top10,
        sum(ranked.tasks * ranked.tasks) AS squares,
        -- Places count from the largest down: the rank-weighted sum of the usual formula, turned round.
        sum(ranked.tasks * ranked.place) AS weighted
    FROM ranked
    GROUP BY
        ranked.document_id,
        ranked.document,
        ranked.jurisdiction,
        ranked.scope_plan,
        ranked.scope_kind
)

SELECT
    totals.document,
    totals.scope_plan AS plan,
    totals.scope_kind AS kind,
    totals.units,
    CAST(totals.assignments AS BIGINT) AS assignments,
    CAST(totals.assignments / totals.units AS DECIMAL(18, 6)) AS mean_tasks,
    totals.max_tasks,
    totals.top_unit,
    CAST(totals.top5 / totals.assignments AS DECIMAL(9, 6)) AS top5_share,
    CAST(totals.top10 / totals.assignments AS DECIMAL(9, 6)) AS top10_share,
    CAST(
        ((totals.units + 1) * totals.assignments - 2 * totals.weighted) / (totals.units * totals.assignments)
        AS DECIMAL(9, 6)
    ) AS gini,
    CAST(totals.squares / (totals.assignments * totals.assignments) AS DECIMAL(9, 6)) AS hhi,
    totals.jurisdiction
FROM totals
ORDER BY
    totals.jurisdiction COLLATE zh NULLS LAST,
    totals.jurisdiction ASC,
    totals.document ASC,
    totals.document_id ASC,
    totals.scope_plan = 'all' DESC,
    totals.scope_plan,
    totals.scope_kind = 'all' DESC,
    totals.scope_kind
