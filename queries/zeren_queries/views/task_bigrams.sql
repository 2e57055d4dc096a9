/*
title:
  zh: 任务的相邻两字
  en: Pairs of neighbouring characters in tasks
grain:
  zh: 每项任务的每个不同的相邻两字一行。
  en: One row per task and distinct pair of neighbouring characters in its text.
columns:
  task_id:
  bigram:
    type: VARCHAR
    title: {zh: 两字, en: Bigram}
    description:
      zh: 任务内容去掉标点、空白并统一为半角小写后的相邻两字。
      en: Two neighbouring characters of the text without marks and spaces, in half width and lower case.
*/
SELECT
    folded_tasks.task_id,
    unnest(
        list_distinct(
            list_transform(
                range(1, length(folded_tasks.bare_text)),
                LAMBDA place: substr(folded_tasks.bare_text, place, 2)
            )
        )
    ) AS bigram
FROM folded_tasks
