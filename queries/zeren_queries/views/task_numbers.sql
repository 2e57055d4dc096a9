/*
title:
  zh: 任务中的数字
  en: Numbers in tasks
grain:
  zh: 任务原文中的每串阿拉伯数字一行;汉字数字不计。
  en: One row per run of digits in the source words of a task; numbers in Chinese characters are left out.
is_stored: true
columns:
  task_id:
  document_id:
  number:
    type: VARCHAR
    title: {zh: 数字, en: Number}
    description:
      zh: 所印数字,含其中的小数点、逗号。
      en: The digits as printed, with point or commas inside.
  number_start:
    type: BIGINT
    unit: {zh: 字符, en: characters}
    title: {zh: 数字起点, en: Number start}
    description:
      zh: 数字在 documents.text 中的起点,从 0 起。
      en: Where the number begins in documents.text, from 0.
  number_end:
    type: BIGINT
    unit: {zh: 字符, en: characters}
    title: {zh: 数字终点, en: Number end}
    description:
      zh: 数字在 documents.text 中的终点,不含该字符。
      en: Where the number ends in documents.text, exclusive.
  target_ordinal:
    type: BIGINT
    title: {zh: 所属指标, en: Target}
    description:
      zh: 摘句含此数字的指标在任务中的次序,多个取首个;无为空。
      en: Position of the first target whose quote holds the number; NULL if none does.
  reason:
    type: VARCHAR
    title: {zh: 非指标理由, en: Reason}
    description:
      zh: 核查事项所载的非指标理由;无为空。
      en: Why a finding says it is no target; NULL if none does.
*/
WITH sources AS (
    SELECT
        tasks.task_id,
        plans.document_id,
        tasks.span_start,
        substr(documents.text, tasks.span_start + 1, tasks.span_end - tasks.span_start) AS printed
    FROM tasks
    INNER JOIN sections ON tasks.section_id = sections.section_id
    INNER JOIN plans ON sections.plan_id = plans.plan_id
    INNER JOIN documents ON plans.document_id = documents.document_id
),

cut AS (
    SELECT
        sources.task_id,
        sources.document_id,
        sources.span_start,
        regexp_extract_all(sources.printed, '[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?') AS runs,
        string_split_regex(sources.printed, '[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?') AS between_runs
    FROM sources
),

turns AS (
    SELECT
        cut.*,
        unnest(range(1, len(cut.runs) + 1)) AS turn
    FROM cut
),

numbers AS (
    SELECT
        turns.task_id,
        turns.document_id,
        turns.runs[turns.turn] AS number,
        -- Before the n-th run stand n stretches without digits and n - 1 runs.
        turns.span_start
        + length(array_to_string(turns.between_runs[1:turns.turn], ''))
        + length(array_to_string(turns.runs[1:turns.turn - 1], '')) AS number_start
    FROM turns
),

first_targets AS (
    SELECT
        numbers.task_id,
        numbers.number_start,
        min(targets.ordinal) AS target_ordinal
    FROM numbers
    INNER JOIN targets
        ON
            numbers.task_id = targets.task_id
            AND numbers.number_start >= targets.span_start
            AND numbers.number_start < targets.span_end
    GROUP BY numbers.task_id, numbers.number_start
),

reasons AS (
    SELECT
        numbers.task_id,
        numbers.number_start,
        min(findings.message) AS reason
    FROM numbers
    INNER JOIN findings
        ON
            numbers.document_id = findings.document_id
            AND numbers.number_start < findings.span_end
            AND numbers.number_start + length(numbers.number) > findings.span_start
    WHERE findings.rule = 'number_not_target'
    GROUP BY numbers.task_id, numbers.number_start
)

SELECT
    numbers.task_id,
    numbers.document_id,
    numbers.number,
    numbers.number_start,
    numbers.number_start + length(numbers.number) AS number_end,
    first_targets.target_ordinal,
    reasons.reason
FROM numbers
LEFT JOIN first_targets
    ON numbers.task_id = first_targets.task_id AND numbers.number_start = first_targets.number_start
LEFT JOIN reasons
    ON numbers.task_id = reasons.task_id AND numbers.number_start = reasons.number_start
