/*
title:
  zh: 单位在同一任务中重复
  en: unit twice on one task
why:
  zh: 一个单位在一项任务上只计一次,否则工作量虚增。
  en: A unit counts once on a task, or its workload would be inflated.
*/
SELECT
    task_units.task_id,
    task_units.unit_id,
    count(*) AS times
FROM task_units
GROUP BY task_units.task_id, task_units.unit_id
HAVING count(*) > 1
ORDER BY task_units.task_id, task_units.unit_id
