/*
title:
  zh: 文件没有任务
  en: document without tasks
why:
  zh: 责任分解文件至少有一项任务;没有则说明读取有误。
  en: A responsibility document holds at least one task; none means that it was misread.
*/
SELECT
    documents.document_id,
    documents.source_name
FROM documents
LEFT JOIN plans ON documents.document_id = plans.document_id
LEFT JOIN sections ON plans.plan_id = sections.plan_id
LEFT JOIN tasks ON sections.section_id = tasks.section_id
GROUP BY documents.document_id, documents.source_name
HAVING count(tasks.task_id) = 0
ORDER BY documents.document_id
