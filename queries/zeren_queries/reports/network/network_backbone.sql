/*
title:
  zh: 骨干网络
  en: Backbone of the network of units
question:
  zh: 哪些单位一起承担任务,多得不能以偶然解释?
  en: Which units work together more often than chance explains?
grain:
  zh: 每对显著的单位一行;各政府自成一网。零假设为任务随机分给单位,各单位任务数不变;以本政府全部单位对为检验族,按 Benjamini–Hochberg 校正。
  en: One row per significant pair of units, each government being a network of its own. Under the null
    every unit keeps its number of tasks and they fall at random; the family of tests is every pair of units
    of the government, adjusted by Benjamini–Hochberg.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  kind:
  include_groups:
  min_tasks:
    type: integer
    default: 1
    minimum: 1
    description:
      zh: 共同任务少于此数的单位对不列出(仍计入检验族)。
      en: Leave out pairs of fewer common tasks than this; they stay in the family of tests.
  alpha:
    type: decimal
    default: 0.05
    description:
      zh: 错误发现率上限:q 值不超过它的单位对列出。
      en: False discovery rate; pairs whose q-value does not exceed it are listed.
columns:
  unit_a:
    type: VARCHAR
    title: {zh: 单位甲, en: Unit A}
    description:
      zh: 一方,名称在前者。
      en: One of the two, the first by name.
  unit_b:
    type: VARCHAR
    title: {zh: 单位乙, en: Unit B}
    description:
      zh: 另一方。
      en: The other.
  tasks_a:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 甲任务数, en: Tasks of A}
    description:
      zh: 单位甲的任务数。
      en: Number of tasks unit A is on.
  tasks_b:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 乙任务数, en: Tasks of B}
    description:
      zh: 单位乙的任务数。
      en: Number of tasks unit B is on.
  tasks_together:
  expected:
    type: DECIMAL(18,6)
    unit: {zh: 项, en: tasks}
    title: {zh: 期望共同任务数, en: Expected}
    description:
      zh: 随机情形下共同任务数的期望。
      en: Common tasks to expect by chance.
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
      zh: 随机情形下共同任务不少于此数的概率,六位有效数字。
      en: Chance of at least so many common tasks under the null, to six significant digits.
  q_value:
    type: DOUBLE
    title: {zh: q 值, en: q-value}
    description:
      zh: 经 Benjamini–Hochberg 校正的 p 值,六位有效数字。
      en: The p-value adjusted by Benjamini–Hochberg, to six significant digits.
  jurisdiction:
*/
WITH memberships AS (
    SELECT
        coalesce(facts.jurisdiction_id, 0) AS network_id,
        facts.jurisdiction,
        facts.unit_id,
        facts.unit,
        facts.unit_kind,
        facts.task_id,
        facts.is_lead
    FROM unit_task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
        AND $kind IN ('all', facts.unit_kind)
        AND ($include_groups OR $kind = 'group' OR facts.unit_kind <> 'group')
),

-- Each government is a network of its own. Numbered by name, so that every tie is broken the same way.
nodes AS (
    SELECT
        row_number() OVER (
            ORDER BY memberships.jurisdiction, memberships.network_id, memberships.unit, memberships.unit_id
        ) AS node,
        memberships.network_id,
        memberships.jurisdiction,
        memberships.unit_id,
        memberships.unit,
        memberships.unit_kind,
        count(*) AS tasks,
        count(*) FILTER (WHERE memberships.is_lead) AS lead_tasks
    FROM memberships
    GROUP BY
        memberships.network_id,
        memberships.jurisdiction,
        memberships.unit_id,
        memberships.unit,
        memberships.unit_kind
),

networks AS (
    SELECT
        memberships.network_id,
        count(DISTINCT memberships.task_id) AS tasks,
        count(DISTINCT memberships.unit_id) AS units
    FROM memberships
    GROUP BY memberships.network_id
),

placed AS (
    SELECT
        nodes.node,
        memberships.task_id
    FROM memberships
    INNER JOIN nodes
        ON memberships.network_id = nodes.network_id AND memberships.unit_id = nodes.unit_id
),

meetings AS (
    SELECT
        one.node AS node_a,
        other.node AS node_b,
        count(*) AS tasks_together
    FROM placed AS one
    INNER JOIN placed AS other ON one.task_id = other.task_id AND one.node < other.node
    GROUP BY one.node, other.node
),

pairs AS (
    SELECT
        node_a.network_id,
        node_a.jurisdiction,
        meetings.node_a,
        meetings.node_b,
        node_a.unit AS unit_a,
        node_b.unit AS unit_b,
        node_a.tasks AS tasks_a,
        node_b.tasks AS tasks_b,
        meetings.tasks_together,
        networks.tasks,
        networks.units * (networks.units - 1) // 2 AS tests
    FROM meetings
    INNER JOIN nodes AS node_a ON meetings.node_a = node_a.node
    INNER JOIN nodes AS node_b ON meetings.node_b = node_b.node
    INNER JOIN networks ON node_a.network_id = networks.network_id
),

-- How likely two units with so many tasks each would meet this often or more by chance: the upper tail of
-- the hypergeometric distribution, its terms added up in a fixed order.
tested AS (
    SELECT
        pairs.*,
        pairs.tasks_a * pairs.tasks_b / pairs.tasks AS expected,
        list_sum(
            list_transform(
                range(pairs.tasks_together, least(pairs.tasks_a, pairs.tasks_b) + 1),
                LAMBDA x: exp(
                    lgamma(pairs.tasks_a + 1) - lgamma(x + 1) - lgamma(pairs.tasks_a - x + 1)
                    + lgamma(pairs.tasks - pairs.tasks_a + 1) - lgamma(pairs.tasks_b - x + 1)
                    - lgamma(pairs.tasks - pairs.tasks_a - pairs.tasks_b + x + 1)
                    - lgamma(pairs.tasks + 1)
                    + lgamma(pairs.tasks_b + 1)
                    + lgamma(pairs.tasks - pairs.tasks_b + 1)
                )
            )
        ) AS tail
    FROM pairs
),

ranked AS (
    SELECT
        tested.*,
        least(tested.tail, 1) AS p_value,
        row_number() OVER (
            PARTITION BY tested.network_id
            ORDER BY tested.tail, tested.node_a, tested.node_b
        ) AS place
    FROM tested
),

-- Pairs that never meet have p = 1 and come last: they count as tests and change no other value.
adjusted AS (
    SELECT
        ranked.*,
        least(
            min(ranked.p_value * ranked.tests / ranked.place) OVER (
                PARTITION BY ranked.network_id
                ORDER BY ranked.place
                ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
            ),
            1
        ) AS q_value
    FROM ranked
)

SELECT
    adjusted.unit_a,
    adjusted.unit_b,
    adjusted.tasks_a,
    adjusted.tasks_b,
    adjusted.tasks_together,
    CAST(adjusted.expected AS DECIMAL(18, 6)) AS expected,
    CAST(adjusted.tasks_together / adjusted.expected AS DECIMAL(18, 6)) AS lift,
    CAST(printf('%.5e', adjusted.p_value) AS DOUBLE) AS p_value,
    CAST(printf('%.5e', adjusted.q_value) AS DOUBLE) AS q_value,
    adjusted.jurisdiction
FROM adjusted
WHERE
    adjusted.q_value <= CAST($alpha AS DOUBLE)
    AND adjusted.tasks_together >= $min_tasks
ORDER BY
    adjusted.jurisdiction COLLATE zh ASC NULLS LAST,
    adjusted.jurisdiction ASC,
    CAST(printf('%.5e', adjusted.q_value) AS DOUBLE) ASC,
    CAST(printf('%.5e', adjusted.p_value) AS DOUBLE) ASC,
    adjusted.tasks_together DESC,
    adjusted.node_a ASC,
    adjusted.node_b ASC
