/*
title:
  zh: 任务未承接章节领导
  en: task without the leader of its section
why:
  zh: 章节载明领导时,其下任务必有领导。
  en: Where a section names a leader, each of its tasks has one.
*/
SELECT
    tasks.task_id,
    tasks.code,
    sections.heading
FROM tasks
INNER JOIN sections ON tasks.section_id = sections.section_id
WHERE sections.leader_id IS NOT NULL AND tasks.leader_id IS NULL
ORDER BY tasks.task_id
