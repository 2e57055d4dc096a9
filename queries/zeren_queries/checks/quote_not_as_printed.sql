/*
title:
  zh: 指标摘句与原文不符
  en: quote of a target is not what stands in the text
why:
  zh: 位置所指的原文必须就是指标摘句,断行与页间杂字除外。
  en: The span must give the quote of a target back; only page furniture may come in between.
*/
WITH printed AS (
    SELECT
        facts.target_id,
        facts.task_code,
        regexp_replace(facts.quote, '[\s\p{Z}]', '', 'g') AS words,
        regexp_replace(
            substr(documents.text, facts.quote_start + 1, facts.quote_end - facts.quote_start),
            '[\s\p{Z}]',
            '',
            'g'
        ) AS found
    FROM target_facts AS facts
    INNER JOIN documents ON facts.document_id = documents.document_id
)

SELECT
    printed.target_id,
    printed.task_code,
    printed.words,
    printed.found
FROM printed
WHERE
    printed.words <> printed.found
    AND NOT regexp_full_match(
        printed.found, '(?s)' || regexp_replace(printed.words, '(.)', '\\Q\1\\E.*?', 'g')
    )
ORDER BY printed.target_id
