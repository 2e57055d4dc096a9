/*
title:
  zh: 任务牵涉面
  en: Breadth of tasks
question:
  zh: 每项任务牵涉多少单位、多少类单位,其中多少牵头?
  en: How many units, of how many kinds, is each task spread over, and how many of them lead?
grain:
  zh: 每项任务一行,牵涉单位多者在前。
  en: One row per task, the broadest first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  min_units:
    type: integer
    default: 0
    minimum: 0
    description:
      zh: 责任单位数的下限。
      en: Leave out tasks with fewer units than this.
columns:
  task_code:
  plan:
  leader:
  units:
  lead_units:
  support_units:
  groups:
    type: BIGINT
    unit: {zh: 个, en: mentions}
    title: {zh: 集合称谓数, en: Collective mentions}
    description:
      zh: 其中集合称谓数,如其他成员单位;所含单位未逐一列出,牵涉面因此偏小。
      en: How many of the units are collective mentions, whose members are not listed; breadth is understated.
  kinds:
    type: BIGINT
    unit: {zh: 类, en: kinds}
    title: {zh: 单位类别数, en: Kinds of unit}
    description:
      zh: 责任单位分属的类别数,集合称谓不计。
      en: Number of kinds the units belong to, collective mentions left out.
  functions:
    type: BIGINT
    unit: {zh: 种, en: functions}
    title: {zh: 职能数, en: Functions}
    description:
      zh: 责任单位分属的职能数;无职能者不计。
      en: Number of functions the units belong to; units without a function are left out.
  targets:
  leads:
  task_text:
  document:
  jurisdiction:
*/
WITH breadths AS (
    SELECT
        facts.task_id,
        count(*) FILTER (WHERE facts.unit_kind = 'group') AS groups,
        count(DISTINCT facts.unit_kind) FILTER (WHERE facts.unit_kind <> 'group') AS kinds,
        count(DISTINCT facts.function) AS functions,
        string_agg(facts.unit, '、' ORDER BY facts.position) FILTER (WHERE facts.is_lead) AS leads
    FROM unit_task_facts AS facts
    GROUP BY facts.task_id
)

SELECT
    facts.task_code,
    facts.plan,
    facts.leader,
    facts.units,
    facts.lead_units,
    facts.units - facts.lead_units AS support_units,
    coalesce(breadths.groups, 0) AS groups,
    coalesce(breadths.kinds, 0) AS kinds,
    coalesce(breadths.functions, 0) AS functions,
    facts.targets,
    breadths.leads,
    facts.task_text,
    facts.document,
    facts.jurisdiction
FROM task_facts AS facts
LEFT JOIN breadths ON facts.task_id = breadths.task_id
WHERE
    facts.units >= $min_units
    AND $plan IN ('all', facts.plan)
    AND $document IN ('all', facts.document)
    AND $jurisdiction IN ('all', facts.jurisdiction)
    AND ($year IS NULL OR facts.year = $year)
    AND $leader IN ('all', facts.leader)
ORDER BY
    facts.units DESC,
    facts.lead_units DESC,
    facts.jurisdiction COLLATE zh NULLS LAST,
    facts.jurisdiction ASC,
    facts.year ASC,
    facts.document ASC,
    facts.document_id ASC,
    facts.plan_ordinal ASC,
    facts.section_ordinal ASC,
    facts.task_ordinal ASC
