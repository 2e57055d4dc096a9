/*
title:
  zh: 领导属于别的辖区
  en: leader of another jurisdiction
why:
  zh: 文件所列领导归于该文件的辖区;同名者不是同一人。
  en: The leaders of a document belong to its jurisdiction; a namesake is somebody else.
*/
SELECT DISTINCT
    facts.document_id,
    facts.leader_id,
    facts.leader
FROM task_facts AS facts
INNER JOIN leaders ON facts.leader_id = leaders.leader_id
WHERE leaders.jurisdiction_id IS DISTINCT FROM facts.jurisdiction_id
ORDER BY facts.document_id, facts.leader_id
