/*
title:
  zh: 单位上级成环
  en: unit above itself
why:
  zh: 上级关系不得成环,否则逐级汇总永无尽头。
  en: Nothing stands above itself, or adding up by level would never end.
*/
WITH RECURSIVE ancestors AS (
    SELECT
        units.unit_id AS start_id,
        units.parent_unit_id AS ancestor_id
    FROM units
    WHERE units.parent_unit_id IS NOT NULL
    UNION
    SELECT
        ancestors.start_id,
        units.parent_unit_id AS ancestor_id
    FROM ancestors
    INNER JOIN units ON ancestors.ancestor_id = units.unit_id
    WHERE units.parent_unit_id IS NOT NULL
)

SELECT ancestors.start_id AS unit_id
FROM ancestors
WHERE ancestors.start_id = ancestors.ancestor_id
ORDER BY ancestors.start_id
