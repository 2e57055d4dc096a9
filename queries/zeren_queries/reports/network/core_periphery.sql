/*
title:
  zh: 核心与边缘
  en: Core and periphery
question:
  zh: 哪些单位构成彼此联系紧密的核心,哪些在边缘?
  en: Which units form a core tied to each other, and which stand at the periphery?
grain:
  zh: 每个单位一行;各政府自成一网。理想形态为核心内全部相联、边缘内互不相联,核心与边缘之间不论;按度排序取与之不符最少的划分,这一次序上的最优即全局最优(Lip 2011)。
  en: One row per unit, each government being a network of its own. In the ideal pattern all of the core is
    tied and nothing within the periphery, while ties between the two may be or not (Borgatti–Everett); the
    division with the fewest departures is found along the order of degrees, where the best there is always
    lies (Lip, 2011).
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
  is_core:
    type: BOOLEAN
    title: {zh: 是否核心, en: In the core}
    description:
      zh: 该单位是否属于核心。
      en: Whether the unit belongs to the core.
  core_ties:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 与核心联系数, en: Ties to the core}
    description:
      zh: 与核心单位的联系数。
      en: Units of the core it is tied to.
  core_units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 核心单位数, en: Core units}
    description:
      zh: 该网络的核心单位数。
      en: Units in the core of the network.
  core_density:
    type: DECIMAL(18,6)
    title: {zh: 核心密度, en: Core density}
    description:
      zh: 核心内联系占单位对数之比;核心不足两个单位为空。
      en: Ties over pairs within the core; NULL if the core has fewer than two units.
  between_density:
    type: DECIMAL(18,6)
    title: {zh: 核心边缘间密度, en: Density between}
    description:
      zh: 核心与边缘之间联系占单位对数之比;一方无单位为空。
      en: Ties over pairs between core and periphery; NULL if either is empty.
  periphery_density:
    type: DECIMAL(18,6)
    title: {zh: 边缘密度, en: Periphery density}
    description:
      zh: 边缘内联系占单位对数之比;边缘不足两个单位为空。
      en: Ties over pairs within the periphery; NULL if it has fewer than two units.
  departures:
    type: BIGINT
    unit: {zh: 对, en: pairs}
    title: {zh: 不符数, en: Departures}
    description:
      zh: 与理想形态不符的单位对数。
      en: Pairs that depart from the ideal pattern.
  fit:
    type: DECIMAL(18,6)
    title: {zh: 拟合度, en: Fit}
    description:
      zh: 核心内与边缘内的联系同理想形态的相关系数;无法计算为空。
      en: Correlation of the ties within core and within periphery with the ideal pattern; NULL if
        undefined.
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
        nodes.network_id,
        nodes.node,
        count(links.partner) AS degree,
        coalesce(sum(links.tasks_together), 0) AS strength
    FROM nodes
    LEFT JOIN links ON nodes.node = links.node
    GROUP BY nodes.network_id, nodes.node
),

orders AS (
    SELECT
        strengths.network_id,
        strengths.node,
        strengths.degree,
        strengths.strength,
        row_number() OVER descending AS place,
        sum(strengths.degree) OVER descending AS degrees,
        lead(strengths.degree) OVER descending AS next_degree,
        lead(strengths.strength) OVER descending AS next_strength
    FROM strengths
    WINDOW
        descending AS (
            PARTITION BY strengths.network_id
            ORDER BY strengths.degree DESC, strengths.strength DESC, strengths.node ASC
        )
),

-- With the first k units as the core, the pairs missing in it and the ties left outside number
-- k(k−1)/2 + ties − degrees of the core. Of equally good cores, one that parts no two equal units is taken,
-- then the smallest.
cuts AS (
    SELECT
        orders.network_id,
        orders.place AS core_units
    FROM orders
    WHERE orders.degree > 0
    QUALIFY
        row_number() OVER (
            PARTITION BY orders.network_id
            ORDER BY
                orders.place * (orders.place - 1) - 2 * orders.degrees ASC,
                coalesce(
                    orders.degree = orders.next_degree AND orders.strength = orders.next_strength, FALSE
                ) ASC,
                orders.place ASC
        ) = 1
),

divided AS (
    SELECT
        orders.network_id,
        orders.node,
        orders.degree,
        orders.strength,
        orders.place <= coalesce(cuts.core_units, 0) AS is_core
    FROM orders
    LEFT JOIN cuts ON orders.network_id = cuts.network_id
),

core_links AS (
    SELECT
        links.node,
        count(*) AS core_ties
    FROM links
    INNER JOIN divided ON links.partner = divided.node
    WHERE divided.is_core
    GROUP BY links.node
),

blocks AS (
    SELECT
        divided.network_id,
        count(*) FILTER (WHERE divided.is_core) AS core_units,
        count(*) FILTER (WHERE NOT divided.is_core) AS outer_units,
        coalesce(sum(core_links.core_ties) FILTER (WHERE divided.is_core), 0) // 2 AS core_ties,
        coalesce(sum(core_links.core_ties) FILTER (WHERE NOT divided.is_core), 0) AS between_ties,
        sum(divided.degree) // 2 AS ties
    FROM divided
    LEFT JOIN core_links ON divided.node = core_links.node
    GROUP BY divided.network_id
),

counts AS (
    SELECT
        blocks.network_id,
        blocks.core_units,
        blocks.core_units * (blocks.core_units - 1) // 2 AS core_pairs,
        blocks.core_ties,
        blocks.core_units * blocks.outer_units AS between_pairs,
        blocks.between_ties,
        blocks.outer_units * (blocks.outer_units - 1) // 2 AS outer_pairs,
        blocks.ties - blocks.core_ties - blocks.between_ties AS outer_ties
    FROM blocks
),

fits AS (
    SELECT
        counts.*,
        counts.core_pairs - counts.core_ties + counts.outer_ties AS departures,
        (counts.core_ties * (counts.outer_pairs - counts.outer_ties))
        - ((counts.core_pairs - counts.core_ties) * counts.outer_ties) AS agreement,
        CAST(counts.core_pairs AS DOUBLE)
        * counts.outer_pairs
        * (counts.core_ties + counts.outer_ties)
        * (counts.core_pairs + counts.outer_pairs - counts.core_ties - counts.outer_ties) AS variance
    FROM counts
)

SELECT
    nodes.unit,
    nodes.unit_kind,
    nodes.tasks,
    divided.degree,
    CAST(divided.strength AS BIGINT) AS tie_strength,
    divided.is_core,
    coalesce(core_links.core_ties, 0) AS core_ties,
    fits.core_units,
    CAST(fits.core_ties / nullif(fits.core_pairs, 0) AS DECIMAL(18, 6)) AS core_density,
    CAST(fits.between_ties / nullif(fits.between_pairs, 0) AS DECIMAL(18, 6)) AS between_density,
    CAST(fits.outer_ties / nullif(fits.outer_pairs, 0) AS DECIMAL(18, 6)) AS periphery_density,
    CAST(fits.departures AS BIGINT) AS departures,
    CAST(fits.agreement / sqrt(nullif(fits.variance, 0)) AS DECIMAL(18, 6)) AS fit,
    nodes.jurisdiction
FROM nodes
INNER JOIN divided ON nodes.node = divided.node
INNER JOIN fits ON nodes.network_id = fits.network_id
LEFT JOIN core_links ON nodes.node = core_links.node
ORDER BY
    nodes.jurisdiction COLLATE zh ASC NULLS LAST,
    nodes.jurisdiction ASC,
    divided.is_core DESC,
    divided.degree DESC,
    divided.strength DESC,
    nodes.unit COLLATE zh ASC,
    nodes.unit ASC,
    nodes.node ASC
