/*
title:
  zh: 任务编号重复
  en: task code used twice in a document
why:
  zh: 任务编号在文件内唯一,人们以此指称任务。
  en: People name a task by its code, which is unique within the document.
*/
SELECT
    facts.document_id,
    facts.task_code,
    count(*) AS tasks
FROM task_facts AS facts
GROUP BY facts.document_id, facts.task_code
HAVING count(*) > 1
ORDER BY facts.document_id, facts.task_code
