/*
title:
  zh: 领导分工交叉
  en: Overlap of leaders' portfolios
question:
  zh: 两位领导牵头的任务落在哪些相同的单位上?
  en: Which units do the tasks of two leaders have in common?
grain:
  zh: 同一政府每两位有任务的领导一行,无共同单位者亦列。
  en: One row per pair of leaders of one government who have tasks, those without units in common included.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  include_groups:
  role:
    type: text
    default: all
    allowed: [all, lead]
    description:
      zh: 所计责任:all 牵头与配合;lead 只计牵头。
      en: Which responsibilities count; all, or lead for those of the lead units only.
columns:
  leader_a:
    type: VARCHAR
    title: {zh: 领导甲, en: Leader A}
    description:
      zh: 一方,名称在前者。
      en: One of the two, the first by name.
  leader_b:
    type: VARCHAR
    title: {zh: 领导乙, en: Leader B}
    description:
      zh: 另一方。
      en: The other.
  units_a:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 甲单位数, en: Units of A}
    description:
      zh: 领导甲的任务所涉单位数。
      en: Units on the tasks of leader A.
  units_b:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 乙单位数, en: Units of B}
    description:
      zh: 领导乙的任务所涉单位数。
      en: Units on the tasks of leader B.
  units_shared:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 共同单位数, en: Units shared}
    description:
      zh: 两人任务都涉及的单位数。
      en: Units on tasks of both.
  jaccard:
    type: DECIMAL(18,6)
    title: {zh: Jaccard 系数, en: Jaccard index}
    description:
      zh: 共同单位数占两人全部单位数之比。
      en: Units shared over the units of either.
  overlap:
    type: DECIMAL(18,6)
    title: {zh: 重叠系数, en: Overlap coefficient}
    description:
      zh: 共同单位数占较少一方单位数之比。
      en: Units shared over the units of the one with fewer.
  shared_units:
    type: VARCHAR
    title: {zh: 共同单位, en: Shared units}
    description:
      zh: 共同单位名称,按两人名下任务较少一方的任务数从多到少以、相连;无为空。
      en: Names of the shared units, joined by 、, those most engaged by both first; NULL if there are none.
  jurisdiction:
*/
WITH portfolios AS (
    SELECT
        facts.jurisdiction,
        facts.leader_id,
        facts.leader,
        facts.unit_id,
        facts.unit,
        coalesce(facts.jurisdiction_id, 0) AS network_id,
        count(*) AS tasks
    FROM unit_task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND ($include_groups OR facts.unit_kind <> 'group')
        AND ($role = 'all' OR facts.is_lead)
        AND facts.leader_id IS NOT NULL
    GROUP BY
        facts.jurisdiction_id,
        facts.jurisdiction,
        facts.leader_id,
        facts.leader,
        facts.unit_id,
        facts.unit
),

sizes AS (
    SELECT
        portfolios.network_id,
        portfolios.jurisdiction,
        portfolios.leader_id,
        portfolios.leader,
        count(*) AS units
    FROM portfolios
    GROUP BY
        portfolios.network_id,
        portfolios.jurisdiction,
        portfolios.leader_id,
        portfolios.leader
),

shared AS (
    SELECT
        one.network_id,
        one.leader_id AS leader_id_a,
        other.leader_id AS leader_id_b,
        count(*) AS units,
        string_agg(
            one.unit, '、'
            ORDER BY
                least(one.tasks, other.tasks) DESC,
                one.tasks + other.tasks DESC,
                one.unit ASC,
                one.unit_id ASC
        ) AS names
    FROM portfolios AS one
    INNER JOIN portfolios AS other
        ON
            one.network_id = other.network_id
            AND one.unit_id = other.unit_id
            AND one.leader_id <> other.leader_id
    GROUP BY one.network_id, one.leader_id, other.leader_id
)

SELECT
    one.leader AS leader_a,
    other.leader AS leader_b,
    one.units AS units_a,
    other.units AS units_b,
    coalesce(shared.units, 0) AS units_shared,
    CAST(
        coalesce(shared.units, 0) / (one.units + other.units - coalesce(shared.units, 0)) AS DECIMAL(18, 6)
    ) AS jaccard,
    CAST(coalesce(shared.units, 0) / least(one.units, other.units) AS DECIMAL(18, 6)) AS overlap,
    shared.names AS shared_units,
    one.jurisdiction
FROM sizes AS one
INNER JOIN sizes AS other
    ON
        one.network_id = other.network_id
        AND (one.leader, one.leader_id) < (other.leader, other.leader_id)
LEFT JOIN shared
    ON
        one.network_id = shared.network_id
        AND one.leader_id = shared.leader_id_a
        AND other.leader_id = shared.leader_id_b
WHERE $leader = 'all' OR one.leader = $leader OR other.leader = $leader
ORDER BY
    one.jurisdiction COLLATE zh ASC NULLS LAST,
    one.jurisdiction ASC,
    coalesce(shared.units, 0) / (one.units + other.units - coalesce(shared.units, 0)) DESC,
    coalesce(shared.units, 0) DESC,
    one.leader COLLATE zh ASC,
    one.leader ASC,
    other.leader COLLATE zh ASC,
    other.leader ASC,
    one.leader_id ASC,
    other.leader_id ASC
