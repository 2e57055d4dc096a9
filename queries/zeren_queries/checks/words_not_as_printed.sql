/*
title:
  zh: 文字与原文不符
  en: words that are not what stands in the text
why:
  zh: 任务、单位名称和指标摘句都须能在其位置上原样找到,断行与页间杂字除外。
  en: The span of a task, mention or quote must give its words back; only page furniture may come in between.
*/
WITH page_numbers AS (
    SELECT
        documents.document_id,
        documents.text,
        unnest(range(length(documents.text) // 1000 + 1)) AS page
    FROM documents
),

pages AS (
    -- Counting characters from the start of a long text again for every span would take hours on many
    -- documents; a span is looked up in the 2000 characters from the page it begins on.
    SELECT
        page_numbers.document_id,
        page_numbers.page,
        substr(page_numbers.text, page_numbers.page * 1000 + 1, 2000) AS characters
    FROM page_numbers
),

claims AS (
    SELECT
        'task' AS thing,
        facts.task_id AS thing_id,
        facts.task_code,
        facts.document_id,
        facts.task_text AS words,
        facts.span_start,
        facts.span_end
    FROM task_facts AS facts
    UNION ALL
    SELECT
        'mention' AS thing,
        facts.task_unit_id AS thing_id,
        facts.task_code,
        facts.document_id,
        facts.mention AS words,
        facts.mention_start AS span_start,
        facts.mention_end AS span_end
    FROM unit_task_facts AS facts
    UNION ALL
    SELECT
        'quote' AS thing,
        facts.target_id AS thing_id,
        facts.task_code,
        facts.document_id,
        facts.quote AS words,
        facts.quote_start AS span_start,
        facts.quote_end AS span_end
    FROM target_facts AS facts
),

short_claims AS (
    SELECT
        claims.*,
        substr(
            pages.characters, claims.span_start % 1000 + 1, claims.span_end - claims.span_start
        ) AS found
    FROM claims
    INNER JOIN pages
        ON
            claims.document_id = pages.document_id
            AND claims.span_start // 1000 = pages.page
    WHERE claims.span_end - claims.span_start <= 1000
),

long_claims AS (
    SELECT
        claims.*,
        substr(documents.text, claims.span_start + 1, claims.span_end - claims.span_start) AS found
    FROM claims
    INNER JOIN documents ON claims.document_id = documents.document_id
    WHERE claims.span_end - claims.span_start > 1000
),

printed AS (
    SELECT
        looked_up.thing,
        looked_up.thing_id,
        looked_up.task_code,
        regexp_replace(looked_up.words, '[\s\p{Z}]', '', 'g') AS words,
        regexp_replace(looked_up.found, '[\s\p{Z}]', '', 'g') AS found
    FROM (
        SELECT short_claims.* FROM short_claims
        UNION ALL
        SELECT long_claims.* FROM long_claims
    ) AS looked_up
)

SELECT
    printed.thing,
    printed.thing_id,
    printed.task_code,
    printed.words,
    printed.found
FROM printed
WHERE
    printed.words <> printed.found
    AND NOT regexp_full_match(
        printed.found, '(?s)' || regexp_replace(printed.words, '(.)', '\\Q\1\\E.*?', 'g')
    )
ORDER BY printed.thing, printed.thing_id
