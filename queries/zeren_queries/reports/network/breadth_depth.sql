/*
title:
  zh: 协作广度与深度
  en: Breadth and depth of working together
question:
  zh: 单位的协作是面广还是交深?
  en: Does a unit work with many, or closely with few?
grain:
  zh: 每个单位一行;各政府自成一网。
  en: One row per unit; each government is a network of its own.
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
  breadth:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 广度, en: Breadth}
    description:
      zh: 不同伙伴单位数。
      en: Number of distinct partners.
  tie_strength:
  depth:
    type: DECIMAL(18,6)
    unit: {zh: 项, en: tasks}
    title: {zh: 深度, en: Depth}
    description:
      zh: 与每个伙伴平均的共同任务数;无伙伴为空。
      en: Common tasks per partner; NULL without partners.
  quadrant:
    type: VARCHAR
    title: {zh: 象限, en: Quadrant}
    description:
      zh: 与本网络各单位的中位数相比,高者为广、为深:broad_deep 广而深、broad_shallow 广而浅、narrow_deep 窄而深、narrow_shallow 窄而浅;无伙伴为空。
      en: Against the medians of the network, broad_deep, broad_shallow, narrow_deep or narrow_shallow;
        above the median is broad or deep, NULL without partners.
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
        count(*) AS breadth,
        sum(links.tasks_together) AS strength,
        CAST(sum(links.tasks_together) / count(*) AS DECIMAL(18, 6)) AS depth
    FROM links
    GROUP BY links.node
),

medians AS (
    SELECT
        nodes.network_id,
        median(strengths.breadth) AS breadth,
        median(strengths.depth) AS depth
    FROM strengths
    INNER JOIN nodes ON strengths.node = nodes.node
    GROUP BY nodes.network_id
)

SELECT
    nodes.unit,
    nodes.unit_kind,
    nodes.tasks,
    coalesce(strengths.breadth, 0) AS breadth,
    CAST(coalesce(strengths.strength, 0) AS BIGINT) AS tie_strength,
    strengths.depth,
    CASE
        WHEN strengths.node IS NULL THEN NULL
        WHEN strengths.breadth > medians.breadth AND strengths.depth > medians.depth THEN 'broad_deep'
        WHEN strengths.breadth > medians.breadth THEN 'broad_shallow'
        WHEN strengths.depth > medians.depth THEN 'narrow_deep'
        ELSE 'narrow_shallow'
    END AS quadrant,
    nodes.jurisdiction
FROM nodes
LEFT JOIN strengths ON nodes.node = strengths.node
LEFT JOIN medians ON nodes.network_id = medians.network_id
ORDER BY
    nodes.jurisdiction COLLATE zh ASC NULLS LAST,
    nodes.jurisdiction ASC,
    coalesce(strengths.breadth, 0) DESC,
    strengths.depth DESC NULLS LAST,
    nodes.unit COLLATE zh ASC,
    nodes.unit ASC,
    nodes.node ASC
