/*
title:
  zh: 单位中心性
  en: Centrality of units
question:
  zh: 哪些单位处在协作网络的中心?谁牵头带动谁?
  en: Which units stand at the centre of the network, and who leads whom?
grain:
  zh: 每个单位一行;两单位有共同任务即有联系,各政府自成一网。
  en: One row per unit. Two units are tied if they have tasks in common; each government is a network of its
    own.
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
  lead_tasks:
  degree:
  tie_strength:
  fractional_strength:
    type: DECIMAL(18,6)
    unit: {zh: 项, en: tasks}
    title: {zh: 分摊强度, en: Fractional strength}
    description:
      zh: 共同任务各计 1/(责任单位数−1) 后之和(Newman);不设 min_tasks 时即与人合办的任务数。
      en: Common tasks, each counted 1/(units on it − 1), summed over partners (Newman); without min_tasks
        it is the number of tasks shared with anybody.
  betweenness:
    type: DECIMAL(18,6)
    title: {zh: 中介中心性, en: Betweenness}
    description:
      zh: 其他单位对之间最短路径经过它的比例,0 至 1。
      en: Share of the shortest paths between other units that pass through it, 0 to 1.
  closeness:
    type: DECIMAL(18,6)
    title: {zh: 接近中心性, en: Closeness}
    description:
      zh: 到可达单位的平均步数之倒数,乘以可达比例(Wasserman–Faust),0 至 1。
      en: Inverse of the mean number of steps to the units within reach, times the share within reach
        (Wasserman–Faust), 0 to 1.
  pagerank:
    type: DECIMAL(18,6)
    title: {zh: PageRank, en: PageRank}
    description:
      zh: 按共同任务数加权的 PageRank,阻尼 0.85,一网合计为 1。
      en: PageRank weighted by common tasks, damping 0.85; a network adds up to 1.
  core_number:
    type: BIGINT
    title: {zh: k 核数, en: Core number}
    description:
      zh: 所在 k 核的最大 k。
      en: The largest k such that it belongs to the k-core.
  out_degree:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 带动单位数, en: Out-degree}
    description:
      zh: 它牵头时在同一任务上配合的单位数。
      en: Number of units that support it on tasks it leads.
  in_degree:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 受带动单位数, en: In-degree}
    description:
      zh: 它配合时牵头的单位数。
      en: Number of units that lead tasks it supports.
  out_strength:
    type: BIGINT
    unit: {zh: 对, en: pairs}
    title: {zh: 带动强度, en: Out-strength}
    description:
      zh: 它牵头的任务逐一与配合单位配对的合计。
      en: Pairs of a task it leads and a unit that supports there.
  in_strength:
    type: BIGINT
    unit: {zh: 对, en: pairs}
    title: {zh: 受带动强度, en: In-strength}
    description:
      zh: 它配合的任务逐一与牵头单位配对的合计。
      en: Pairs of a task it supports and a unit that leads there.
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

placed AS (
    SELECT
        nodes.node,
        memberships.task_id,
        memberships.is_lead,
        count(*) OVER (PARTITION BY memberships.task_id) AS units_on_task
    FROM memberships
    INNER JOIN nodes
        ON memberships.network_id = nodes.network_id AND memberships.unit_id = nodes.unit_id
),

-- Every pair stands here twice, once from either end.
meetings AS (
    SELECT
        one.node,
        other.node AS partner,
        count(*) AS tasks_together,
        sum(CAST(1.0 / (one.units_on_task - 1) AS DECIMAL(18, 12))) AS fractional_weight
    FROM placed AS one
    INNER JOIN placed AS other ON one.task_id = other.task_id AND one.node <> other.node
    GROUP BY one.node, other.node
),

links AS (
    SELECT meetings.*
    FROM meetings
    WHERE meetings.tasks_together >= $min_tasks
),

arcs AS (
    SELECT
        lead_side.node AS lead_node,
        support_side.node AS support_node,
        count(*) AS tasks
    FROM placed AS lead_side
    INNER JOIN placed AS support_side ON lead_side.task_id = support_side.task_id
    WHERE lead_side.is_lead AND NOT support_side.is_lead
    GROUP BY lead_side.node, support_side.node
),

lead_sides AS (
    SELECT
        arcs.lead_node AS node,
        count(*) AS out_degree,
        sum(arcs.tasks) AS out_strength
    FROM arcs
    WHERE arcs.tasks >= $min_tasks
    GROUP BY arcs.lead_node
),

support_sides AS (
    SELECT
        arcs.support_node AS node,
        count(*) AS in_degree,
        sum(arcs.tasks) AS in_strength
    FROM arcs
    WHERE arcs.tasks >= $min_tasks
    GROUP BY arcs.support_node
),

strengths AS (
    SELECT
        links.node,
        count(*) AS degree,
        sum(links.tasks_together) AS strength,
        sum(links.fractional_weight) AS fractional_strength
    FROM links
    GROUP BY links.node
),

-- Breadth first from every unit at once: the fewest steps, and how many ways there are to take them.
-- Adding up the ways before dropping units already reached keeps the second join small.
reach (source_node, node, steps, paths) USING KEY (source_node, node) AS (
    SELECT
        nodes.node,
        nodes.node,
        0,
        CAST(1 AS HUGEINT)
    FROM nodes
    UNION ALL
    SELECT
        arrived.source_node,
        arrived.node,
        arrived.steps,
        arrived.paths
    FROM (
        SELECT
            reach.source_node,
            links.partner AS node,
            reach.steps + 1 AS steps,
            sum(reach.paths) AS paths
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

distances AS (
    SELECT
        reach.source_node AS node,
        count(*) - 1 AS others,
        sum(reach.steps) AS steps
    FROM reach
    GROUP BY reach.source_node
),

-- Whom one may pass on the way from one unit to another: all that are nearer than the other is. The OFFSET has
-- this join done first, which makes few rows; by itself the engine would begin with one that makes ten times
-- as many.
on_the_way AS (
    SELECT
        whole.node,
        whole.paths,
        middle.node AS middle_node,
        middle.paths AS middle_paths,
        whole.steps - middle.steps AS steps_left
    FROM reach AS whole
    INNER JOIN reach AS middle ON whole.source_node = middle.source_node AND whole.steps > middle.steps
    WHERE whole.source_node < whole.node AND middle.steps > 0
    OFFSET 0
),

-- A unit lies between two others if going by way of it is no longer; as decimals the shares add up exactly.
between_pairs AS (
    SELECT
        on_the_way.middle_node AS node,
        sum(
            CAST(
                CAST(on_the_way.middle_paths AS DOUBLE) * CAST(rest.paths AS DOUBLE)
                / CAST(on_the_way.paths AS DOUBLE)
                AS DECIMAL(38, 18)
            )
        ) AS pairs
    FROM on_the_way
    INNER JOIN reach AS rest
        ON
            on_the_way.middle_node = rest.source_node
            AND on_the_way.node = rest.node
            AND on_the_way.steps_left = rest.steps
    GROUP BY on_the_way.middle_node
),

sizes AS (
    SELECT
        nodes.node,
        nodes.network_id,
        count(*) OVER (PARTITION BY nodes.network_id) AS units
    FROM nodes
),

-- PageRank by steps of the random walk: each unit has the chances to come to it from every other, in order;
-- from a unit without ties the walk goes on anywhere. 150 steps leave an error below 0.85^150 = 3e-11.
arrivals AS (
    SELECT
        target.network_id,
        target.node,
        target.units,
        list(
            CASE
                WHEN strengths.strength IS NULL THEN 1 / target.units
                ELSE coalesce(links.tasks_together / strengths.strength, 0)
            END
            ORDER BY origin.node
        ) AS chances
    FROM sizes AS target
    INNER JOIN sizes AS origin ON target.network_id = origin.network_id
    LEFT JOIN strengths ON origin.node = strengths.node
    LEFT JOIN links ON origin.node = links.node AND target.node = links.partner
    GROUP BY target.network_id, target.node, target.units
),

walks AS (
    SELECT
        arrivals.units,
        list(arrivals.node ORDER BY arrivals.node) AS members,
        list(arrivals.chances ORDER BY arrivals.node) AS matrix
    FROM arrivals
    GROUP BY arrivals.network_id, arrivals.units
),

settled AS (
    SELECT
        walks.members,
        list_reduce(
            range(150),
            LAMBDA ranks, step: list_transform(
                walks.matrix,
                LAMBDA chances: 0.15 / walks.units + 0.85 * list_inner_product(chances, ranks)
            ),
            list_transform(walks.members, LAMBDA member: CAST(1 AS DOUBLE) / walks.units)
        ) AS ranks
    FROM walks
),

page_ranks AS (
    SELECT
        unnest(settled.members) AS node,
        unnest(settled.ranks) AS pagerank
    FROM settled
),

-- Start from the degree and take, again and again, the largest h such that h partners have at least h:
-- it comes to rest at the core number (Lü et al., 2016).
cores (node, core_number) USING KEY (node) AS (
    SELECT
        strengths.node,
        strengths.degree
    FROM strengths
    UNION ALL
    SELECT
        cores.node,
        lower_bounds.core_number
    FROM recurring.cores
    INNER JOIN (
        SELECT
            partners.node,
            max(least(partners.core_number, partners.place)) AS core_number
        FROM (
            SELECT
                links.node,
                cores.core_number,
                row_number() OVER (PARTITION BY links.node ORDER BY cores.core_number DESC) AS place
            FROM links
            INNER JOIN recurring.cores ON links.partner = cores.node
        ) AS partners
        GROUP BY partners.node
    ) AS lower_bounds ON cores.node = lower_bounds.node
    WHERE cores.core_number > lower_bounds.core_number
)

SELECT
    nodes.unit,
    nodes.unit_kind,
    nodes.tasks,
    nodes.lead_tasks,
    coalesce(strengths.degree, 0) AS degree,
    CAST(coalesce(strengths.strength, 0) AS BIGINT) AS tie_strength,
    CAST(coalesce(strengths.fractional_strength, 0) AS DECIMAL(18, 6)) AS fractional_strength,
    CAST(
        CASE
            WHEN sizes.units > 2
                THEN coalesce(between_pairs.pairs, 0) * 2 / ((sizes.units - 1) * (sizes.units - 2))
            ELSE 0
        END AS DECIMAL(18, 6)
    ) AS betweenness,
    CAST(
        CASE
            WHEN distances.others > 0
                THEN distances.others * distances.others / (distances.steps * (sizes.units - 1))
            ELSE 0
        END AS DECIMAL(18, 6)
    ) AS closeness,
    CAST(page_ranks.pagerank AS DECIMAL(18, 6)) AS pagerank,
    coalesce(cores.core_number, 0) AS core_number,
    coalesce(lead_sides.out_degree, 0) AS out_degree,
    coalesce(support_sides.in_degree, 0) AS in_degree,
    CAST(coalesce(lead_sides.out_strength, 0) AS BIGINT) AS out_strength,
    CAST(coalesce(support_sides.in_strength, 0) AS BIGINT) AS in_strength,
    nodes.jurisdiction
FROM nodes
INNER JOIN sizes ON nodes.node = sizes.node
INNER JOIN distances ON nodes.node = distances.node
INNER JOIN page_ranks ON nodes.node = page_ranks.node
LEFT JOIN strengths ON nodes.node = strengths.node
LEFT JOIN between_pairs ON nodes.node = between_pairs.node
LEFT JOIN cores ON nodes.node = cores.node
LEFT JOIN lead_sides ON nodes.node = lead_sides.node
LEFT JOIN support_sides ON nodes.node = support_sides.node
ORDER BY
    nodes.jurisdiction COLLATE zh ASC NULLS LAST,
    nodes.jurisdiction ASC,
    coalesce(strengths.strength, 0) DESC,
    nodes.unit COLLATE zh ASC,
    nodes.unit ASC,
    nodes.node ASC
