/*
title:
  zh: 位置超出原文
  en: span outside its document
why:
  zh: 每个位置都必须落在原文之内,否则无从核对。
  en: Every span must lie inside the text, or nobody can look it up.
*/
WITH lengths AS (
    SELECT
        documents.document_id,
        length(documents.text) AS characters
    FROM documents
),

spans AS (
    SELECT
        'task' AS thing,
        facts.task_id AS thing_id,
        facts.document_id,
        facts.span_start,
        facts.span_end
    FROM task_facts AS facts
    UNION ALL
    SELECT
        'mention' AS thing,
        facts.task_unit_id AS thing_id,
        facts.document_id,
        facts.mention_start AS span_start,
        facts.mention_end AS span_end
    FROM unit_task_facts AS facts
    UNION ALL
    SELECT
        'target' AS thing,
        facts.target_id AS thing_id,
        facts.document_id,
        facts.quote_start AS span_start,
        facts.quote_end AS span_end
    FROM target_facts AS facts
    UNION ALL
    SELECT
        'finding' AS thing,
        findings.finding_id AS thing_id,
        findings.document_id,
        findings.span_start,
        findings.span_end
    FROM findings
    WHERE findings.span_start IS NOT NULL
)

SELECT
    spans.thing,
    spans.thing_id,
    spans.span_start,
    spans.span_end,
    lengths.characters
FROM spans
INNER JOIN lengths ON spans.document_id = lengths.document_id
WHERE
    spans.span_end IS NULL
    OR spans.span_start < 0
    OR spans.span_end <= spans.span_start
    OR spans.span_end > lengths.characters
ORDER BY spans.thing, spans.thing_id
