/*
title:
  zh: 任务内容与原文不符
  en: text of a task is not what stands in the text
why:
  zh: 位置所指的原文必须就是任务内容,断行与页间杂字除外。
  en: The span must give the text of a task back; only page furniture may come in between.
*/
WITH printed AS (
    SELECT
        facts.task_id,
        facts.task_code,
        regexp_replace(facts.task_text, '[\s\p{Z}]', '', 'g') AS words,
        regexp_replace(
            substr(documents.text, facts.span_start + 1, facts.span_end - facts.span_start),
            '[\s\p{Z}]',
            '',
            'g'
        ) AS found
    FROM task_facts AS facts
    INNER JOIN documents ON facts.document_id = documents.document_id
)

SELECT
    printed.task_id,
    printed.task_code,
    printed.words,
    printed.found
FROM printed
WHERE
    printed.words <> printed.found
    AND NOT regexp_full_match(
        printed.found, '(?s)' || regexp_replace(printed.words, '(.)', '\\Q\1\\E.*?', 'g')
    )
ORDER BY printed.task_id
