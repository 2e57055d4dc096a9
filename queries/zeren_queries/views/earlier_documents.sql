/*
title:
  zh: 前后文件
  en: Documents and those before them
grain:
  zh: 每份文件的每类计划,与同一政府此前每份含同类计划的文件,各一行。
  en: One row per document, kind of plan and earlier document of the same government with such a plan.
is_stored: true
columns:
  document_id:
  plan:
  earlier_document_id:
    type: BIGINT
    title: {zh: 前文件主键, en: Key of the document before}
    description:
      zh: 此前文件的主键。
      en: Key of the earlier document.
  steps_back:
    type: BIGINT
    title: {zh: 前溯次数, en: Steps back}
    description:
      zh: 1 为紧前的一份,2 为再前一份,依此类推。
      en: 1 for the document just before, 2 for the one before that, and so on.
*/
WITH document_plans AS (
    SELECT DISTINCT
        plans.document_id,
        plans.kind,
        documents.jurisdiction_id,
        documents.year,
        coalesce(documents.doc_number, documents.title, documents.source_name) AS document
    FROM plans
    INNER JOIN documents ON plans.document_id = documents.document_id
    WHERE documents.year IS NOT NULL AND documents.jurisdiction_id IS NOT NULL
)

SELECT
    later.document_id,
    later.kind AS plan,
    earlier.document_id AS earlier_document_id,
    row_number() OVER (
        PARTITION BY later.document_id, later.kind
        ORDER BY earlier.year DESC, earlier.document ASC, earlier.document_id ASC
    ) AS steps_back
FROM document_plans AS later
INNER JOIN document_plans AS earlier
    ON
        later.jurisdiction_id = earlier.jurisdiction_id
        AND later.kind = earlier.kind
        AND later.year > earlier.year
