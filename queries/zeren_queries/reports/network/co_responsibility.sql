/*
title:
  zh: 共同责任
  en: Co-responsibility
question:
  zh: 哪些单位常在同一任务上共事,联系有多紧密,由谁牵头,是否多于偶然?
  en: Which units work on the same tasks, how closely, which of them leads, and is it more than chance?
grain:
  zh: 每对至少有一项共同任务的单位一行,不分先后只计一次,共同任务多者在前。
  en: One row per pair of units with a task in common, each unordered pair once, strongest first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
  min_tasks:
columns:
  unit_a:
    type: VARCHAR
    title: {zh: 单位甲, en: Unit A}
    description:
      zh: 两单位中按字符编码在前者的规范简称。
      en: Short name of the unit whose name comes first by code point.
  unit_b:
    type: VARCHAR
    title: {zh: 单位乙, en: Unit B}
    description:
      zh: 两单位中按字符编码在后者的规范简称。
      en: Short name of the unit whose name comes second by code point.
  tasks_together:
  fractional_weight:
  jaccard:
    type: DECIMAL(9,6)
    title: {zh: 杰卡德系数, en: Jaccard}
    description:
      zh: 共同任务数除以至少其一承担的任务数,0 至 1。
      en: Common tasks divided by the tasks that at least one of them is on, from 0 to 1.
  a_leads:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 甲牵头, en: A leads}
    description: {zh: 共同任务中由甲牵头的项数。, en: Number of the common tasks that unit A leads.}
  b_leads:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 乙牵头, en: B leads}
    description: {zh: 共同任务中由乙牵头的项数。, en: Number of the common tasks that unit B leads.}
  both_lead:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 共同牵头, en: Both lead}
    description: {zh: 共同任务中由两者共同牵头的项数。, en: Number of the common tasks that both units lead.}
  expected:
    type: DECIMAL(18,6)
    unit: {zh: 项, en: tasks}
    title: {zh: 期望共同任务数, en: Expected}
    description:
      zh: 两单位任务数不变、任务在该政府全部所选任务中随机分配时,共同任务数的期望。
      en: Common tasks to expect if each unit's tasks fell at random among all tasks chosen of the government.
  lift:
    type: DECIMAL(18,6)
    title: {zh: 提升度, en: Lift}
    description:
      zh: 共同任务数与期望之比。
      en: Common tasks over those expected.
  p_value:
    type: DOUBLE
    title: {zh: p 值, en: p-value}
    description:
      zh: 随机情形下共同任务不少于此数的概率(超几何分布),六位有效数字,未作多重检验校正。
      en: Hypergeometric chance of at least so many common tasks, to six significant digits, unadjusted.
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
        facts.jurisdiction_id,
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

task_sizes AS (
    SELECT
        responsibilities.task_id,
        count(*) AS units
    FROM responsibilities
    GROUP BY responsibilities.task_id
),

governments AS (
    SELECT
        responsibilities.jurisdiction_id,
        count(DISTINCT responsibilities.task_id) AS tasks
    FROM responsibilities
    GROUP BY responsibilities.jurisdiction_id
),

unit_sizes AS (
    SELECT
        responsibilities.unit_id,
        count(*) AS tasks
    FROM responsibilities
    GROUP BY responsibilities.unit_id
),

pairs AS (
    SELECT
        first_unit.unit_id AS unit_a_id,
        second_unit.unit_id AS unit_b_id,
        first_unit.unit AS unit_a,
        second_unit.unit AS unit_b,
        first_unit.jurisdiction_id,
        first_unit.jurisdiction,
        count(*) AS tasks_together,
        sum(CAST(1.0 / (task_sizes.units - 1) AS DECIMAL(18, 12))) AS fractional_weight,
        count(*) FILTER (WHERE first_unit.is_lead) AS a_leads,
        count(*) FILTER (WHERE second_unit.is_lead) AS b_leads,
        count(*) FILTER (WHERE first_unit.is_lead AND second_unit.is_lead) AS both_lead
    FROM responsibilities AS first_unit
    INNER JOIN responsibilities AS second_unit
        ON
            first_unit.task_id = second_unit.task_id
            AND (
                first_unit.unit < second_unit.unit
                OR (first_unit.unit = second_unit.unit AND first_unit.unit_id < second_unit.unit_id)
            )
    INNER JOIN task_sizes ON first_unit.task_id = task_sizes.task_id
    GROUP BY
        first_unit.unit_id,
        second_unit.unit_id,
        first_unit.unit,
        second_unit.unit,
        first_unit.jurisdiction_id,
        first_unit.jurisdiction
),

measured AS (
    SELECT
        pairs.*,
        a_size.tasks AS tasks_a,
        b_size.tasks AS tasks_b,
        governments.tasks,
        a_size.tasks * b_size.tasks / governments.tasks AS expected
    FROM pairs
    INNER JOIN unit_sizes AS a_size ON pairs.unit_a_id = a_size.unit_id
    INNER JOIN unit_sizes AS b_size ON pairs.unit_b_id = b_size.unit_id
    INNER JOIN governments ON pairs.jurisdiction_id IS NOT DISTINCT FROM governments.jurisdiction_id
    WHERE
        pairs.tasks_together >= $min_tasks
        AND (
            pairs.unit_a_id IN (SELECT wanted_units.unit_id FROM wanted_units)
            OR pairs.unit_b_id IN (SELECT wanted_units.unit_id FROM wanted_units)
        )
),

-- The upper tail of the hypergeometric distribution, its terms added up in a fixed order.
tested AS (
    SELECT
        measured.*,
        list_sum(
            list_transform(
                range(measured.tasks_together, least(measured.tasks_a, measured.tasks_b) + 1),
                LAMBDA x: exp(
                    lgamma(measured.tasks_a + 1) - lgamma(x + 1) - lgamma(measured.tasks_a - x + 1)
                    + lgamma(measured.tasks - measured.tasks_a + 1) - lgamma(measured.tasks_b - x + 1)
                    - lgamma(measured.tasks - measured.tasks_a - measured.tasks_b + x + 1)
                    - lgamma(measured.tasks + 1)
                    + lgamma(measured.tasks_b + 1)
                    + lgamma(measured.tasks - measured.tasks_b + 1)
                )
            )
        ) AS tail
    FROM measured
)

SELECT
    tested.unit_a,
    tested.unit_b,
    tested.tasks_together,
    CAST(tested.fractional_weight AS DECIMAL(18, 6)) AS fractional_weight,
    CAST(
        tested.tasks_together / (tested.tasks_a + tested.tasks_b - tested.tasks_together) AS DECIMAL(9, 6)
    ) AS jaccard,
    tested.a_leads,
    tested.b_leads,
    tested.both_lead,
    CAST(tested.expected AS DECIMAL(18, 6)) AS expected,
    CAST(tested.tasks_together / tested.expected AS DECIMAL(18, 6)) AS lift,
    CAST(printf('%.5e', least(tested.tail, 1)) AS DOUBLE) AS p_value,
    tested.jurisdiction
FROM tested
ORDER BY
    tested.tasks_together DESC,
    tested.fractional_weight DESC,
    tested.unit_a COLLATE zh ASC,
    tested.unit_b COLLATE zh ASC,
    tested.unit_a ASC,
    tested.unit_b ASC,
    tested.jurisdiction ASC,
    tested.unit_a_id ASC,
    tested.unit_b_id ASC
