/*
title:
  zh: 结构洞
  en: Structural holes
question:
  zh: 哪些单位联系着彼此不相往来的伙伴,哪些受伙伴圈约束?
  en: Which units bridge partners that do not work together, and which are held in a closed circle?
grain:
  zh: 每个单位一行;Burt 的指标,联系以共同任务数加权,各政府自成一网。
  en: One row per unit. Burt's measures with ties weighted by common tasks; each government is a network of
    its own.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  kind:
  include_groups:
  min_tasks:
columns:
  unit:
  unit_kind:
  tasks:
  degree:
  tie_strength:
  effective_size:
    type: DECIMAL(18,6)
    unit: {zh: 个, en: units}
    title: {zh: 有效规模, en: Effective size}
    description:
      zh: 伙伴数减去彼此重复的部分;无伙伴为空。
      en: Partners less what they repeat of each other; NULL without partners.
  efficiency:
    type: DECIMAL(18,6)
    title: {zh: 效率, en: Efficiency}
    description:
      zh: 有效规模与伙伴数之比;无伙伴为空。
      en: Effective size over the number of partners; NULL without partners.
  constraint_index:
    type: DECIMAL(18,6)
    title: {zh: 约束, en: Constraint}
    description:
      zh: 联系集中于彼此相连伙伴的程度,越大结构洞越少;无伙伴为空。
      en: "How far its ties go to partners tied to each other: the more, the fewer holes; NULL without
        partners."
  jurisdiction:
*/
WITH memberships AS (
    SELECT
        coalesce(facts.jurisdiction_id, 0) AS network_id,
        facts.jurisdiction,
        facts.unit_id,
        facts.unit,
        facts.unit_kind,
        facts.task_id
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
        count(*) AS tasks
    FROM memberships
    GROUP BY
        memberships.network_id,
        memberships.jurisdiction,
        memberships.unit_id,
        memberships.unit,
        memberships.unit_kind
),

placed AS (
    SELECT
        nodes.node,
        memberships.task_id
    FROM memberships
    INNER JOIN nodes
        ON memberships.network_id = nodes.network_id AND memberships.unit_id = nodes.unit_id
),

-- Every pair stands here twice, once from either end.
meetings AS (
    SELECT
        one.node,
        other.node AS partner,
        count(*) AS tasks_together
    FROM placed AS one
    INNER JOIN placed AS other ON one.task_id = other.task_id AND one.node <> other.node
    GROUP BY one.node, other.node
),

links AS (
    SELECT meetings.*
    FROM meetings
    WHERE meetings.tasks_together >= $min_tasks
),

strengths AS (
    SELECT
        links.node,
        count(*) AS degree,
        sum(links.tasks_together) AS strength,
        max(links.tasks_together) AS strongest
    FROM links
    GROUP BY links.node
),

-- A tie as a share of all its unit invests, and against the strongest tie of its unit.
shares AS (
    SELECT
        links.node,
        links.partner,
        links.tasks_together / strengths.strength AS share,
        links.tasks_together / strengths.strongest AS marginal
    FROM links
    INNER JOIN strengths ON links.node = strengths.node
),

-- Two partners of one unit that are tied to each other; shares as decimals, so that they add up exactly.
round_trips AS (
    SELECT
        direct.node,
        direct.partner,
        sum(CAST(third.share * onward.marginal AS DECIMAL(38, 18))) AS redundancy,
        sum(CAST(third.share * inward.share AS DECIMAL(38, 18))) AS indirect
    FROM shares AS direct
    INNER JOIN shares AS third ON direct.node = third.node
    INNER JOIN shares AS onward ON direct.partner = onward.node AND third.partner = onward.partner
    INNER JOIN shares AS inward ON third.partner = inward.node AND direct.partner = inward.partner
    GROUP BY direct.node, direct.partner
),

holes AS (
    SELECT
        shares.node,
        sum(coalesce(round_trips.redundancy, 0)) AS redundancy,
        sum(
            CAST(
                (shares.share + CAST(coalesce(round_trips.indirect, 0) AS DOUBLE))
                * (shares.share + CAST(coalesce(round_trips.indirect, 0) AS DOUBLE))
                AS DECIMAL(38, 18)
            )
        ) AS constraint_index
    FROM shares
    LEFT JOIN round_trips
        ON shares.node = round_trips.node AND shares.partner = round_trips.partner
    GROUP BY shares.node
)

SELECT
    nodes.unit,
    nodes.unit_kind,
    nodes.tasks,
    coalesce(strengths.degree, 0) AS degree,
    CAST(coalesce(strengths.strength, 0) AS BIGINT) AS tie_strength,
    CAST(strengths.degree - holes.redundancy AS DECIMAL(18, 6)) AS effective_size,
    CAST((strengths.degree - holes.redundancy) / strengths.degree AS DECIMAL(18, 6)) AS efficiency,
    CAST(holes.constraint_index AS DECIMAL(18, 6)) AS constraint_index,
    nodes.jurisdiction
FROM nodes
LEFT JOIN strengths ON nodes.node = strengths.node
LEFT JOIN holes ON nodes.node = holes.node
ORDER BY
    nodes.jurisdiction COLLATE zh ASC NULLS LAST,
    nodes.jurisdiction ASC,
    holes.constraint_index ASC NULLS LAST,
    nodes.unit COLLATE zh ASC,
    nodes.unit ASC,
    nodes.node ASC
