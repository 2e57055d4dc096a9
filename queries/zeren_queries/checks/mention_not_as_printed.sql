/*
title:
  zh: 单位名称与原文不符
  en: mention of a unit is not what stands in the text
why:
  zh: 位置所指的原文必须就是单位名称,断行与页间杂字除外。
  en: The span must give the mention of a unit back; only page furniture may come in between.
*/
WITH printed AS (
    SELECT
        facts.task_unit_id,
        facts.task_code,
        regexp_replace(facts.mention, '[\s\p{Z}]', '', 'g') AS words,
        regexp_replace(
            substr(documents.text, facts.mention_start + 1, facts.mention_end - facts.mention_start),
            '[\s\p{Z}]',
            '',
            'g'
        ) AS found
    FROM unit_task_facts AS facts
    INNER JOIN documents ON facts.document_id = documents.document_id
)

SELECT
    printed.task_unit_id,
    printed.task_code,
    printed.words,
    printed.found
FROM printed
WHERE
    printed.words <> printed.found
    AND NOT regexp_full_match(
        printed.found, '(?s)' || regexp_replace(printed.words, '(.)', '\\Q\1\\E.*?', 'g')
    )
ORDER BY printed.task_unit_id
