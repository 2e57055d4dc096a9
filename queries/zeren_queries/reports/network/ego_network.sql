/*
title:
  zh: 单位的协作圈层
  en: The network around one unit
question:
  zh: 一个单位与谁共事,它的伙伴之间又如何往来?
  en: Whom does a unit work with, and how do its partners work with each other?
grain:
  zh: 该单位及其伙伴之间每条联系一行;同名单位在几个政府时各成一网。
  en: One row per tie among the unit and its partners; one network per government that has a unit of that
    name.
parameters:
  unit:
    type: text
    must_exist: [unit_lookup.name]
    description:
      zh: 单位的规范简称或文件中的写法。
      en: The unit by its short name or by a spelling in the documents.
  plan:
  document:
  jurisdiction:
  year:
  leader:
  kind:
  include_groups:
  min_tasks:
columns:
  is_own_tie:
    type: BOOLEAN
    title: {zh: 是否本单位联系, en: Own tie}
    description:
      zh: 是否该单位自己的联系;否则为伙伴之间的联系。
      en: Whether the tie is the unit’s own; else it runs between two of its partners.
  unit_a:
    type: VARCHAR
    title: {zh: 单位甲, en: Unit A}
    description:
      zh: 一方;本单位的联系中为本单位,否则为名称在前者。
      en: One of the two, in its own ties the unit itself, else the first by name.
  unit_b:
    type: VARCHAR
    title: {zh: 单位乙, en: Unit B}
    description:
      zh: 另一方。
      en: The other.
  tasks_together:
  fractional_weight:
  a_leads_b:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 甲牵头乙配合, en: A leads B}
    description:
      zh: 甲牵头、乙配合的共同任务数。
      en: Common tasks that A leads and B supports.
  b_leads_a:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 乙牵头甲配合, en: B leads A}
    description:
      zh: 乙牵头、甲配合的共同任务数。
      en: Common tasks that B leads and A supports.
  jurisdiction:
*/
WITH wanted_units AS (
    SELECT names.unit_id
    FROM unit_lookup AS names
    WHERE names.name = $unit
),

memberships AS (
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
        AND (
            $kind IN ('all', facts.unit_kind)
            OR facts.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
        )
        AND (
            $include_groups
            OR $kind = 'group'
            OR facts.unit_kind <> 'group'
            OR facts.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
        )
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
        count(*) FILTER (WHERE one.is_lead AND NOT other.is_lead) AS leads,
        count(*) FILTER (WHERE other.is_lead AND NOT one.is_lead) AS led,
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

egos AS (
    SELECT nodes.node
    FROM nodes
    WHERE nodes.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
),

circles AS (
    SELECT
        egos.node AS ego,
        links.partner AS member
    FROM egos
    INNER JOIN links ON egos.node = links.node
    UNION ALL
    SELECT
        egos.node AS ego,
        egos.node AS member
    FROM egos
)

SELECT
    links.node = one.ego AS is_own_tie,
    node_a.unit AS unit_a,
    node_b.unit AS unit_b,
    links.tasks_together,
    CAST(links.fractional_weight AS DECIMAL(18, 6)) AS fractional_weight,
    links.leads AS a_leads_b,
    links.led AS b_leads_a,
    node_a.jurisdiction
FROM circles AS one
INNER JOIN circles AS other ON one.ego = other.ego
INNER JOIN links ON one.member = links.node AND other.member = links.partner
INNER JOIN nodes AS node_a ON links.node = node_a.node
INNER JOIN nodes AS node_b ON links.partner = node_b.node
WHERE links.node = one.ego OR (links.partner <> one.ego AND links.node < links.partner)
ORDER BY
    node_a.jurisdiction COLLATE zh ASC NULLS LAST,
    node_a.jurisdiction ASC,
    one.ego ASC,
    links.node = one.ego DESC,
    links.tasks_together DESC,
    links.node ASC,
    links.partner ASC
