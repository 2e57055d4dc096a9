/*
title:
  zh: 单位属于别的辖区
  en: unit of another jurisdiction
why:
  zh: 文件所列单位归于该文件的辖区,否则跨政府的比较会串行。
  en: The units of a document belong to its jurisdiction, or comparisons would mix governments.
*/
SELECT DISTINCT
    facts.document_id,
    facts.unit_id,
    facts.unit
FROM unit_task_facts AS facts
INNER JOIN units ON facts.unit_id = units.unit_id
WHERE units.jurisdiction_id IS DISTINCT FROM facts.jurisdiction_id
ORDER BY facts.document_id, facts.unit_id
