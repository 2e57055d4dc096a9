/*
title:
  zh: 网络概要
  en: The network in numbers
question:
  zh: 一个政府的协作网络有多大、多密、多集中?
  en: How large, dense and centralised is the network of a government?
grain:
  zh: 每个政府一行;两单位有共同任务即有联系。
  en: One row per government. Two units are tied if they have tasks in common.
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
  units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 单位数, en: Units}
    description:
      zh: 网络中的单位数,含无联系者。
      en: Units in the network, those without ties included.
  tasks:
  ties:
    type: BIGINT
    unit: {zh: 条, en: ties}
    title: {zh: 联系数, en: Ties}
    description:
      zh: 有共同任务的单位对数。
      en: Pairs of units with tasks in common.
  isolates:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 孤立单位数, en: Isolates}
    description:
      zh: 无联系的单位数。
      en: Units without ties.
  density:
    type: DECIMAL(18,6)
    title: {zh: 密度, en: Density}
    description:
      zh: 联系数与全部单位对数之比;不足两个单位为空。
      en: Ties over all pairs of units; NULL for fewer than two units.
  mean_degree:
    type: DECIMAL(18,6)
    unit: {zh: 个, en: units}
    title: {zh: 平均度, en: Mean degree}
    description:
      zh: 每个单位平均的联系单位数。
      en: Partners per unit.
  mean_strength:
    type: DECIMAL(18,6)
    unit: {zh: 项, en: tasks}
    title: {zh: 平均强度, en: Mean strength}
    description:
      zh: 每个单位平均的共同任务数之和。
      en: Common tasks summed over partners, per unit.
  components:
    type: BIGINT
    title: {zh: 连通分量数, en: Components}
    description:
      zh: 互不相连的部分数,孤立单位各为一个。
      en: Parts without ties between them; an isolate is one.
  largest_component:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 最大分量单位数, en: Largest component}
    description:
      zh: 最大连通分量的单位数。
      en: Units in the largest component.
  mean_path:
    type: DECIMAL(18,6)
    unit: {zh: 步, en: steps}
    title: {zh: 平均路径长, en: Mean path}
    description:
      zh: 最大分量内两单位间最少步数的平均;不足两个单位为空。
      en: Mean fewest steps between two units of the largest component; NULL for fewer than two.
  diameter:
    type: BIGINT
    unit: {zh: 步, en: steps}
    title: {zh: 直径, en: Diameter}
    description:
      zh: 最大分量内最远两单位的步数;不足两个单位为空。
      en: Steps between the two units of the largest component farthest apart; NULL for fewer than two.
  transitivity:
    type: DECIMAL(18,6)
    title: {zh: 传递性, en: Transitivity}
    description:
      zh: 闭合三元组占全部连通三元组之比;无三元组为 0。
      en: Triangles over connected triples; 0 if there are none.
  mean_clustering:
    type: DECIMAL(18,6)
    title: {zh: 平均聚类系数, en: Mean clustering}
    description:
      zh: 各单位伙伴之间联系比例的平均,伙伴不足两个计 0。
      en: Mean over units of the share of their partners tied to each other; 0 for fewer than two partners.
  centralisation:
    type: DECIMAL(18,6)
    title: {zh: 度中心势, en: Degree centralisation}
    description:
      zh: Freeman 度中心势:0 各单位相等,1 星形;不足三个单位为空。
      en: "Freeman degree centralisation: 0 if all units are equal, 1 for a star; NULL for fewer than three
        units."
  kind_assortativity:
    type: DECIMAL(18,6)
    title: {zh: 类别同配系数, en: Assortativity by kind}
    description:
      zh: 同类单位相联的倾向:1 只与同类,0 随机,负为趋异;单位同为一类或无联系为空。
      en: Tendency to tie with units of the same kind, from 1 through 0 at random to below; NULL if the ties
        know one kind only or there are none.
  jurisdiction:
*/
WITH RECURSIVE memberships AS ( -- noqa: PRS
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
        memberships.unit_kind
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

networks AS (
    SELECT
        memberships.network_id,
        memberships.jurisdiction,
        count(DISTINCT memberships.task_id) AS tasks
    FROM memberships
    GROUP BY memberships.network_id, memberships.jurisdiction
),

strengths AS (
    SELECT
        nodes.network_id,
        nodes.node,
        nodes.unit_kind,
        count(links.partner) AS degree,
        coalesce(sum(links.tasks_together), 0) AS strength
    FROM nodes
    LEFT JOIN links ON nodes.node = links.node
    GROUP BY nodes.network_id, nodes.node, nodes.unit_kind
),

degrees AS (
    SELECT
        strengths.network_id,
        count(*) AS units,
        count(*) FILTER (WHERE strengths.degree = 0) AS isolates,
        sum(strengths.degree) AS ends,
        sum(strengths.strength) AS strength,
        max(strengths.degree) AS highest,
        sum(strengths.degree * (strengths.degree - 1)) AS triples
    FROM strengths
    GROUP BY strengths.network_id
),

-- Ordered pairs of a unit's partners that are tied to each other.
closures AS (
    SELECT
        one.node,
        count(*) AS closed
    FROM links AS one
    INNER JOIN links AS other ON one.node = other.node AND one.partner <> other.partner
    INNER JOIN links AS third ON one.partner = third.node AND other.partner = third.partner
    GROUP BY one.node
),

clusterings AS (
    SELECT
        strengths.network_id,
        sum(closures.closed) AS closed,
        sum(
            CAST(closures.closed / (strengths.degree * (strengths.degree - 1)) AS DECIMAL(38, 18))
        ) AS clustering
    FROM closures
    INNER JOIN strengths ON closures.node = strengths.node
    GROUP BY strengths.network_id
),

same_kind AS (
    SELECT
        strengths.network_id,
        count(*) AS ends
    FROM links
    INNER JOIN strengths ON links.node = strengths.node
    INNER JOIN nodes ON links.partner = nodes.node
    WHERE strengths.unit_kind = nodes.unit_kind
    GROUP BY strengths.network_id
),

kind_ends AS (
    SELECT
        strengths.network_id,
        strengths.unit_kind,
        sum(strengths.degree) AS ends
    FROM strengths
    GROUP BY strengths.network_id, strengths.unit_kind
),

mixing AS (
    SELECT
        kind_ends.network_id,
        sum(kind_ends.ends * kind_ends.ends) AS ends_squared
    FROM kind_ends
    GROUP BY kind_ends.network_id
),

-- Breadth first from every unit at once, for the fewest steps.
-- Merging the ways before dropping units already reached keeps the second join small.
reach (source_node, node, steps) USING KEY (source_node, node) AS (
    SELECT
        nodes.node,
        nodes.node,
        0
    FROM nodes
    UNION ALL
    SELECT
        arrived.source_node,
        arrived.node,
        arrived.steps
    FROM (
        SELECT
            reach.source_node,
            links.partner AS node,
            reach.steps + 1 AS steps
        FROM reach
        INNER JOIN links ON reach.node = links.node
        GROUP BY reach.source_node, links.partner, reach.steps
    ) AS arrived
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM recurring.reach AS known
            WHERE known.source_node = arrived.source_node AND known.node = arrived.node
        )
),

-- A component is known by its first unit.
distances AS (
    SELECT
        reach.source_node,
        min(reach.node) AS component,
        sum(reach.steps) AS steps,
        max(reach.steps) AS farthest
    FROM reach
    GROUP BY reach.source_node
),

components AS (
    SELECT
        nodes.network_id,
        distances.component,
        count(*) AS units,
        sum(distances.steps) AS steps,
        max(distances.farthest) AS diameter
    FROM distances
    INNER JOIN nodes ON distances.source_node = nodes.node
    GROUP BY nodes.network_id, distances.component
),

largest AS (
    SELECT
        components.network_id,
        components.units,
        components.steps,
        components.diameter,
        count(*) OVER (PARTITION BY components.network_id) AS components
    FROM components
    QUALIFY
        row_number() OVER (
            PARTITION BY components.network_id
            ORDER BY components.units DESC, components.component
        ) = 1
)

SELECT
    degrees.units,
    networks.tasks,
    CAST(degrees.ends // 2 AS BIGINT) AS ties,
    degrees.isolates,
    CAST(
        CASE WHEN degrees.units > 1 THEN degrees.ends / (degrees.units * (degrees.units - 1)) END
        AS DECIMAL(18, 6)
    ) AS density,
    CAST(degrees.ends / degrees.units AS DECIMAL(18, 6)) AS mean_degree,
    CAST(degrees.strength / degrees.units AS DECIMAL(18, 6)) AS mean_strength,
    largest.components,
    largest.units AS largest_component,
    CAST(
        CASE WHEN largest.units > 1 THEN largest.steps / (largest.units * (largest.units - 1)) END
        AS DECIMAL(18, 6)
    ) AS mean_path,
    CAST(CASE WHEN largest.units > 1 THEN largest.diameter END AS BIGINT) AS diameter,
    CAST(
        CASE WHEN degrees.triples > 0 THEN coalesce(clusterings.closed, 0) / degrees.triples ELSE 0 END
        AS DECIMAL(18, 6)
    ) AS transitivity,
    CAST(coalesce(clusterings.clustering, 0) / degrees.units AS DECIMAL(18, 6)) AS mean_clustering,
    CAST(
        CASE
            WHEN degrees.units > 2
                THEN
                    (degrees.units * degrees.highest - degrees.ends)
                    / ((degrees.units - 1) * (degrees.units - 2))
        END AS DECIMAL(18, 6)
    ) AS centralisation,
    CAST(
        CASE
            WHEN degrees.ends * degrees.ends > mixing.ends_squared
                THEN
                    (coalesce(same_kind.ends, 0) * degrees.ends - mixing.ends_squared)
                    / (degrees.ends * degrees.ends - mixing.ends_squared)
        END AS DECIMAL(18, 6)
    ) AS kind_assortativity,
    networks.jurisdiction
FROM networks
INNER JOIN degrees ON networks.network_id = degrees.network_id
INNER JOIN mixing ON networks.network_id = mixing.network_id
INNER JOIN largest ON networks.network_id = largest.network_id
LEFT JOIN clusterings ON networks.network_id = clusterings.network_id
LEFT JOIN same_kind ON networks.network_id = same_kind.network_id
ORDER BY
    networks.jurisdiction COLLATE zh ASC NULLS LAST,
    networks.jurisdiction ASC,
    networks.network_id ASC
