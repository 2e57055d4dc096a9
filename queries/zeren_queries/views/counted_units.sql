/*
title:
  zh: 单位归并
  en: Units as they are counted
grain:
  zh: 每种归并方式下,每项任务的每个计数单位一行。
  en: One row per way of rolling up, task and unit counted on it.
is_stored: true
columns:
  roll_up:
    type: VARCHAR
    title: {zh: 归并方式, en: Roll-up}
    description:
      zh: none 按登记单位;second_names 一个机构的两个名称合并;parents 再并入上级单位;apart 括号内名称单独计。
      en: none, second_names (two names of one body together), parents (and with the unit above) or apart.
  task_id:
  jurisdiction_id:
  unit_id:
    type: BIGINT
    title: {zh: 单位主键, en: Unit key}
    description:
      zh: 计数单位的主键;只在括号内出现过的名称为空。
      en: Key of the unit counted; NULL for a name met only in brackets.
  unit:
  unit_kind:
  function:
  is_lead:
*/
WITH RECURSIVE bracket_uses AS (
    SELECT
        units.jurisdiction_id,
        task_units.second_name AS name,
        units.unit_id,
        1 AS times
    FROM task_units
    INNER JOIN units ON task_units.unit_id = units.unit_id
    WHERE task_units.second_name IS NOT NULL
    UNION ALL
    SELECT
        units.jurisdiction_id,
        unit_names.name,
        units.unit_id,
        0 AS times
    FROM unit_names
    INNER JOIN units ON unit_names.unit_id = units.unit_id
    WHERE unit_names.kind = 'second_name'
),

bare_uses AS (
    SELECT
        task_units.unit_id,
        count(*) AS tasks
    FROM task_units
    WHERE task_units.second_name IS NULL
    GROUP BY task_units.unit_id
),

same_bodies AS (
    SELECT
        bracket_uses.unit_id AS carrier_id,
        named.unit_id AS named_id,
        sum(bracket_uses.times) AS times,
        -- The better known name stands for both: the one that more tasks print without brackets.
        coalesce(any_value(named_uses.tasks), 0)
        > coalesce(any_value(carrier_uses.tasks), 0) AS is_named_above
    FROM bracket_uses
    INNER JOIN units AS named
        ON
            bracket_uses.name = named.name
            AND bracket_uses.jurisdiction_id IS NOT DISTINCT FROM named.jurisdiction_id
            AND bracket_uses.unit_id <> named.unit_id
    LEFT JOIN bare_uses AS named_uses ON named.unit_id = named_uses.unit_id
    LEFT JOIN bare_uses AS carrier_uses ON bracket_uses.unit_id = carrier_uses.unit_id
    GROUP BY bracket_uses.unit_id, named.unit_id
),

other_names AS (
    SELECT
        CASE WHEN same_bodies.is_named_above THEN same_bodies.carrier_id ELSE same_bodies.named_id END
            AS unit_id,
        CASE WHEN same_bodies.is_named_above THEN same_bodies.named_id ELSE same_bodies.carrier_id END
            AS above_id,
        same_bodies.times
    FROM same_bodies
),

links AS (
    SELECT
        units.unit_id,
        units.parent_unit_id,
        above.unit_id AS same_body_id,
        -- A name that several bodies carry belongs to the one that carries it most often.
        row_number() OVER (
            PARTITION BY units.unit_id ORDER BY other_names.times DESC, above.name ASC, above.unit_id ASC
        ) AS choice
    FROM units
    LEFT JOIN other_names ON units.unit_id = other_names.unit_id
    LEFT JOIN units AS above ON other_names.above_id = above.unit_id
    QUALIFY choice = 1
),

steps AS (
    SELECT
        'second_names' AS roll_up,
        links.unit_id,
        links.same_body_id AS above_id
    FROM links
    WHERE links.same_body_id IS NOT NULL
    UNION ALL
    SELECT
        'parents' AS roll_up,
        links.unit_id,
        coalesce(links.same_body_id, links.parent_unit_id) AS above_id
    FROM links
    WHERE links.parent_unit_id IS NOT NULL OR links.same_body_id IS NOT NULL
),

walks AS (
    SELECT
        steps.roll_up,
        steps.unit_id,
        steps.above_id,
        1 AS distance
    FROM steps
    UNION ALL
    SELECT
        walks.roll_up,
        walks.unit_id,
        steps.above_id,
        walks.distance + 1 AS distance
    FROM walks
    INNER JOIN steps ON walks.roll_up = steps.roll_up AND walks.above_id = steps.unit_id
    -- No government has so many layers: whoever climbs on walks in a circle, and is counted for itself.
    WHERE walks.distance < 8
),

tops AS (
    SELECT
        walks.roll_up,
        walks.unit_id,
        walks.above_id AS top_id
    FROM walks
    LEFT JOIN steps ON walks.roll_up = steps.roll_up AND walks.above_id = steps.unit_id
    WHERE steps.unit_id IS NULL
),

ways AS (
    SELECT unnest(['none', 'second_names', 'parents']) AS roll_up
),

counted AS (
    SELECT
        ways.roll_up,
        task_units.task_id,
        units.jurisdiction_id,
        units.unit_id,
        units.name AS unit,
        units.kind AS unit_kind,
        units.function,
        task_units.is_lead
    FROM ways
    CROSS JOIN task_units
    LEFT JOIN tops ON ways.roll_up = tops.roll_up AND task_units.unit_id = tops.unit_id
    INNER JOIN units ON coalesce(tops.top_id, task_units.unit_id) = units.unit_id
    UNION ALL
    SELECT
        'apart' AS roll_up,
        task_units.task_id,
        carrier.jurisdiction_id,
        CASE WHEN task_units.second_name IS NULL THEN carrier.unit_id ELSE named.unit_id END AS unit_id,
        coalesce(task_units.second_name, carrier.name) AS unit,
        -- A name that is no unit of its own is described by the body that carries it.
        coalesce(named.kind, carrier.kind) AS unit_kind,
        coalesce(named.function, carrier.function) AS function,
        task_units.is_lead
    FROM task_units
    INNER JOIN units AS carrier ON task_units.unit_id = carrier.unit_id
    LEFT JOIN units AS named
        ON
            task_units.second_name = named.name
            AND carrier.jurisdiction_id IS NOT DISTINCT FROM named.jurisdiction_id
)

SELECT
    counted.roll_up,
    counted.task_id,
    counted.jurisdiction_id,
    counted.unit_id,
    counted.unit,
    -- One name carried by bodies of two kinds is still one unit, whichever task it is on.
    min(min(counted.unit_kind)) OVER one_unit AS unit_kind,
    min(min(counted.function)) OVER one_unit AS function,
    bool_or(counted.is_lead) AS is_lead
FROM counted
GROUP BY counted.roll_up, counted.task_id, counted.jurisdiction_id, counted.unit_id, counted.unit
WINDOW one_unit AS (PARTITION BY counted.roll_up, counted.jurisdiction_id, counted.unit_id, counted.unit)
