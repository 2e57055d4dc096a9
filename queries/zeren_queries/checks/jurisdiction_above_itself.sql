/*
title:
  zh: 辖区上级成环
  en: jurisdiction above itself
why:
  zh: 上级关系不得成环,否则逐级汇总永无尽头。
  en: Nothing stands above itself, or adding up by level would never end.
*/
WITH RECURSIVE ancestors AS (
    SELECT
        jurisdictions.jurisdiction_id AS start_id,
        jurisdictions.parent_id AS ancestor_id
    FROM jurisdictions
    WHERE jurisdictions.parent_id IS NOT NULL
    UNION
    SELECT
        ancestors.start_id,
        jurisdictions.parent_id AS ancestor_id
    FROM ancestors
    INNER JOIN jurisdictions ON ancestors.ancestor_id = jurisdictions.jurisdiction_id
    WHERE jurisdictions.parent_id IS NOT NULL
)

SELECT ancestors.start_id AS jurisdiction_id
FROM ancestors
WHERE ancestors.start_id = ancestors.ancestor_id
ORDER BY ancestors.start_id
