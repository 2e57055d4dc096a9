/*
title:
  zh: 指标不在任务之内
  en: target outside its task
why:
  zh: 指标出自任务内容,位置必须落在任务之内。
  en: A target is taken from the words of its task and must lie inside them.
*/
SELECT
    facts.target_id,
    facts.task_code,
    facts.quote
FROM target_facts AS facts
INNER JOIN tasks ON facts.task_id = tasks.task_id
WHERE facts.quote_start < tasks.span_start OR facts.quote_end > tasks.span_end
ORDER BY facts.target_id
