/*
title:
  zh: 归一化的任务文字
  en: Task texts, folded
grain:
  zh: 每项任务一行。
  en: One row per task.
is_stored: true
columns:
  task_id:
  folded_text:
    type: VARCHAR
    title: {zh: 归一文字, en: Folded text}
    description:
      zh: 任务内容,字母数字统一为半角小写。
      en: Text of the task with letters and digits in half width and lower case.
  bare_text:
    type: VARCHAR
    title: {zh: 纯文字, en: Bare text}
    description:
      zh: 归一文字去掉标点、符号和空白。
      en: The folded text without marks, signs and spaces.
*/
WITH folded AS (
    SELECT
        tasks.task_id,
        lower(
            translate(
                tasks.text,
                '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
                '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
            )
        ) AS folded_text
    FROM tasks
)

SELECT
    folded.task_id,
    folded.folded_text,
    regexp_replace(folded.folded_text, '[^\p{L}\p{N}]', '', 'g') AS bare_text
FROM folded
