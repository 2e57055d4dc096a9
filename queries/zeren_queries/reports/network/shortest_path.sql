/*
title:
  zh: 最短协作路径
  en: Shortest path between two units
question:
  zh: 两个单位经由谁相联,最少要几步?
  en: By way of whom are two units connected, in the fewest steps?
grain:
  zh: 路径上每一步一行,同名单位在几个政府时各一条;步数相同取共同任务合计最多者,再依名称。不相连或为同一单位则无行。
  en: One row per step, one path per government that has both. Of equally short paths the one with the most
    common tasks in all is taken, then the first by name; no rows if they are not connected or the same.
parameters:
  unit_a:
    type: text
    must_exist: [unit_lookup.name]
    description:
      zh: 起点单位的名称。
      en: Name of the unit the path begins at.
  unit_b:
    type: text
    must_exist: [unit_lookup.name]
    description:
      zh: 终点单位的名称。
      en: Name of the unit the path leads to.
  plan:
  document:
  jurisdiction:
  year:
  leader:
  kind:
  include_groups:
  min_tasks:
columns:
  step:
    type: BIGINT
    title: {zh: 步, en: Step}
    description:
      zh: 第几步,从 1 起。
      en: Which step, from 1.
  from_unit:
    type: VARCHAR
    title: {zh: 自, en: From}
    description:
      zh: 这一步的起点单位。
      en: Unit the step begins at.
  to_unit:
    type: VARCHAR
    title: {zh: 至, en: To}
    description:
      zh: 这一步的终点单位。
      en: Unit the step leads to.
  tasks_together:
  task_codes:
    type: VARCHAR
    title: {zh: 共同任务编号, en: Common tasks}
    description:
      zh: 共同任务的编号,按文件次序以、相连。
      en: Codes of the common tasks in the order of the documents, joined by 、.
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
        facts.task_code,
        row_number() OVER (
            ORDER BY
                facts.year,
                facts.document,
                facts.document_id,
                facts.plan_ordinal,
                facts.section_ordinal,
                facts.task_ordinal,
                facts.task_id
        ) AS task_place
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
        memberships.task_id,
        memberships.task_code,
        memberships.task_place
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

ends AS (
    SELECT
        one.node AS first_node,
        other.node AS last_node
    FROM nodes AS one
    INNER JOIN nodes AS other ON one.network_id = other.network_id
    WHERE
        one.unit_id IN (SELECT names.unit_id FROM unit_lookup AS names WHERE names.name = $unit_a)
        AND other.unit_id IN (SELECT names.unit_id FROM unit_lookup AS names WHERE names.name = $unit_b)
),

-- Breadth first; to every unit only the best of the shortest paths is kept.
routes (first_node, last_node, node, tasks, path) USING KEY (first_node, last_node, node) AS (
    SELECT
        ends.first_node,
        ends.last_node,
        ends.first_node,
        CAST(0 AS HUGEINT),
        [ends.first_node]
    FROM ends
    UNION ALL
    SELECT
        routes.first_node,
        routes.last_node,
        links.partner,
        routes.tasks + links.tasks_together,
        list_append(routes.path, links.partner)
    FROM routes
    INNER JOIN links ON routes.node = links.node
    WHERE
        NOT EXISTS (
            SELECT 1
            FROM recurring.routes AS known
            WHERE
                known.first_node = routes.first_node
                AND known.last_node = routes.last_node
                AND known.node IN (links.partner, routes.last_node)
        )
    QUALIFY
        row_number() OVER (
            PARTITION BY routes.first_node, routes.last_node, links.partner
            ORDER BY routes.tasks + links.tasks_together DESC, routes.path
        ) = 1
),

steps AS (
    SELECT
        routes.first_node,
        routes.last_node,
        unnest(range(1, len(routes.path))) AS step,
        unnest(routes.path[:-2]) AS from_node,
        unnest(routes.path[2:]) AS to_node
    FROM routes
    WHERE routes.node = routes.last_node AND routes.first_node <> routes.last_node
)

SELECT
    steps.step,
    from_nodes.unit AS from_unit,
    to_nodes.unit AS to_unit,
    count(*) AS tasks_together,
    string_agg(one.task_code, '、' ORDER BY one.task_place) AS task_codes,
    from_nodes.jurisdiction
FROM steps
INNER JOIN nodes AS from_nodes ON steps.from_node = from_nodes.node
INNER JOIN nodes AS to_nodes ON steps.to_node = to_nodes.node
INNER JOIN placed AS one ON steps.from_node = one.node
INNER JOIN placed AS other ON steps.to_node = other.node AND one.task_id = other.task_id
GROUP BY
    from_nodes.jurisdiction,
    steps.first_node,
    steps.last_node,
    steps.step,
    from_nodes.unit,
    to_nodes.unit
ORDER BY
    from_nodes.jurisdiction COLLATE zh ASC NULLS LAST,
    from_nodes.jurisdiction ASC,
    steps.first_node ASC,
    steps.last_node ASC,
    steps.step ASC
