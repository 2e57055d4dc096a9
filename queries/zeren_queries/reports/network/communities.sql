/*
title:
  zh: 协作圈
  en: Communities of units
question:
  zh: 协作网络自然分成哪些圈子?每个圈子以谁为核?
  en: Into which circles does the network fall, and around which unit does each form?
grain:
  zh: 每个单位一行;各政府自成一网。先合并彼此增益最大的圈子,再逐个移动单位,直到模块度不再增加;平局依名称,结果唯一。
  en: One row per unit, each government being a network of its own. Circles that gain most by each other are
    merged, then single units moved, until modularity grows no more; ties are broken by name, so the result
    is always the same.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  kind:
  include_groups:
  min_tasks:
  resolution:
    type: decimal
    default: 1
    description:
      zh: 分辨率:大于 1 圈子更多更小,小于 1 更少更大。
      en: Resolution; above 1 the circles are more and smaller, below 1 fewer and larger.
columns:
  community:
    type: BIGINT
    title: {zh: 协作圈, en: Community}
    description:
      zh: 圈子的编号,从大到小,从 1 起。
      en: Number of the circle, the largest first, from 1.
  community_units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 圈内单位数, en: Units in it}
    description:
      zh: 圈内单位数。
      en: Units in the circle.
  hub:
    type: VARCHAR
    title: {zh: 核心单位, en: Hub}
    description:
      zh: 圈内共同任务最多的单位。
      en: The unit with the most common tasks within the circle.
  unit:
  unit_kind:
  tasks:
  tie_strength:
  inner_strength:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 圈内强度, en: Strength within}
    description:
      zh: 与圈内伙伴共同任务数之和。
      en: Common tasks summed over its partners within the circle.
  inner_share:
    type: DECIMAL(18,6)
    title: {zh: 圈内占比, en: Share within}
    description:
      zh: 圈内强度占强度之比;无联系为空。
      en: Strength within over strength; NULL without ties.
  modularity:
    type: DECIMAL(18,6)
    title: {zh: 模块度, en: Modularity}
    description:
      zh: 该网络这一划分的加权模块度;无联系为空。
      en: Weighted modularity of this division of the network; NULL without ties.
  jurisdiction:
*/
WITH RECURSIVE memberships AS ( -- noqa: PRS
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
        sum(links.tasks_together) AS strength
    FROM links
    GROUP BY links.node
),

-- All gains are kept in whole numbers, in units of 1 / (1000000 × total²); nothing is ever rounded.
members AS (
    SELECT
        nodes.network_id,
        nodes.node,
        coalesce(strengths.strength, 0) AS strength,
        1000000 * sum(coalesce(strengths.strength, 0)) OVER (PARTITION BY nodes.network_id) AS total,
        CAST($resolution * 1000000 AS HUGEINT) AS resolution
    FROM nodes
    LEFT JOIN strengths ON nodes.node = strengths.node
),

-- Two circles merge if each is what the other gains most by; the first by name keeps its place.
merged (node, circle) USING KEY (node) AS (
    SELECT
        members.node,
        members.node
    FROM members
    UNION ALL
    (
        WITH circles AS (
            SELECT
                merged.circle,
                sum(members.strength) AS strength
            FROM recurring.merged
            INNER JOIN members ON merged.node = members.node
            GROUP BY merged.circle
        ),

        contacts AS (
            SELECT
                one.circle,
                other.circle AS partner,
                sum(links.tasks_together) AS strength
            FROM links
            INNER JOIN recurring.merged AS one ON links.node = one.node
            INNER JOIN recurring.merged AS other ON links.partner = other.node
            WHERE one.circle <> other.circle
            GROUP BY one.circle, other.circle
        ),

        gains AS (
            SELECT
                contacts.circle,
                contacts.partner,
                members.total * contacts.strength
                - members.resolution * one.strength * other.strength AS gain
            FROM contacts
            INNER JOIN members ON contacts.circle = members.node
            INNER JOIN circles AS one ON contacts.circle = one.circle
            INNER JOIN circles AS other ON contacts.partner = other.circle
        ),

        choices AS (
            SELECT
                gains.circle,
                first(
                    gains.partner
                    ORDER BY
                        gains.gain DESC,
                        least(gains.circle, gains.partner),
                        greatest(gains.circle, gains.partner)
                ) AS partner
            FROM gains
            WHERE gains.gain > 0
            GROUP BY gains.circle
        )

        SELECT
            merged.node,
            choices.partner
        FROM recurring.merged
        INNER JOIN choices ON merged.circle = choices.circle
        INNER JOIN choices AS answers
            ON choices.partner = answers.circle AND choices.circle = answers.partner
        WHERE choices.circle > choices.partner
    )
),

-- A unit moves to the circle it gains most by, unless a better move touches one of the two circles.
moved (node, circle) USING KEY (node) AS (
    SELECT
        merged.node,
        merged.circle
    FROM merged
    UNION ALL
    (
        WITH circles AS (
            SELECT
                moved.circle,
                sum(members.strength) AS strength
            FROM recurring.moved
            INNER JOIN members ON moved.node = members.node
            GROUP BY moved.circle
        ),

        contacts AS (
            SELECT
                links.node,
                moved.circle,
                sum(links.tasks_together) AS strength
            FROM links
            INNER JOIN recurring.moved ON links.partner = moved.node
            GROUP BY links.node, moved.circle
        ),

        gains AS (
            SELECT
                contacts.node,
                home.circle,
                contacts.circle AS partner,
                members.total * (contacts.strength - coalesce(inner_contacts.strength, 0))
                - members.resolution
                * members.strength
                * (there.strength - here.strength + members.strength) AS gain
            FROM contacts
            INNER JOIN recurring.moved AS home
                ON contacts.node = home.node AND contacts.circle <> home.circle
            INNER JOIN members ON contacts.node = members.node
            INNER JOIN circles AS here ON home.circle = here.circle
            INNER JOIN circles AS there ON contacts.circle = there.circle
            LEFT JOIN contacts AS inner_contacts
                ON home.node = inner_contacts.node AND home.circle = inner_contacts.circle
        ),

        touched AS (
            SELECT
                gains.*,
                unnest([gains.circle, gains.partner]) AS touched_circle
            FROM gains
            WHERE gains.gain > 0
        ),

        first_moves AS (
            SELECT
                touched.node,
                touched.partner
            FROM touched
            QUALIFY
                row_number() OVER (
                    PARTITION BY touched.touched_circle
                    ORDER BY touched.gain DESC, touched.node, touched.partner
                ) = 1
        )

        SELECT
            first_moves.node,
            first_moves.partner
        FROM first_moves
        GROUP BY first_moves.node, first_moves.partner
        HAVING count(*) = 2
    )
),

inner_strengths AS (
    SELECT
        one.node,
        sum(links.tasks_together) AS strength
    FROM links
    INNER JOIN moved AS one ON links.node = one.node
    INNER JOIN moved AS other ON links.partner = other.node AND one.circle = other.circle
    GROUP BY one.node
),

placings AS (
    SELECT
        members.network_id,
        moved.circle,
        members.node,
        members.strength,
        members.total,
        members.resolution,
        coalesce(inner_strengths.strength, 0) AS inner_strength
    FROM members
    INNER JOIN moved ON members.node = moved.node
    LEFT JOIN inner_strengths ON members.node = inner_strengths.node
),

communities AS (
    SELECT
        placings.network_id,
        placings.circle,
        count(*) AS units,
        first(
            nodes.unit
            ORDER BY placings.inner_strength DESC, placings.strength DESC, placings.node
        ) AS hub,
        any_value(placings.total) AS total,
        sum(placings.inner_strength) * any_value(placings.total)
        - any_value(placings.resolution) * sum(placings.strength) * sum(placings.strength) AS gain
    FROM placings
    INNER JOIN nodes ON placings.node = nodes.node
    GROUP BY placings.network_id, placings.circle
),

numbered AS (
    SELECT
        communities.circle,
        communities.units,
        communities.hub,
        row_number() OVER (
            PARTITION BY communities.network_id
            ORDER BY communities.units DESC, communities.circle
        ) AS community,
        CAST(sum(communities.gain) OVER (PARTITION BY communities.network_id) AS DOUBLE)
        * 1000000
        / nullif(CAST(communities.total AS DOUBLE), 0)
        / nullif(CAST(communities.total AS DOUBLE), 0) AS modularity
    FROM communities
)

SELECT
    numbered.community,
    numbered.units AS community_units,
    numbered.hub,
    nodes.unit,
    nodes.unit_kind,
    nodes.tasks,
    CAST(placings.strength AS BIGINT) AS tie_strength,
    CAST(placings.inner_strength AS BIGINT) AS inner_strength,
    CAST(placings.inner_strength / nullif(placings.strength, 0) AS DECIMAL(18, 6)) AS inner_share,
    CAST(numbered.modularity AS DECIMAL(18, 6)) AS modularity,
    nodes.jurisdiction
FROM nodes
INNER JOIN placings ON nodes.node = placings.node
INNER JOIN numbered ON placings.circle = numbered.circle
ORDER BY
    nodes.jurisdiction COLLATE zh ASC NULLS LAST,
    nodes.jurisdiction ASC,
    nodes.network_id ASC,
    numbered.community ASC,
    placings.inner_strength DESC,
    nodes.unit COLLATE zh ASC,
    nodes.unit ASC,
    nodes.node ASC
