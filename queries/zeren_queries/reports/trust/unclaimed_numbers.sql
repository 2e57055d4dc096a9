/*
title:
  zh: 未入指标的数字
  en: Numbers that are no target
question:
  zh: 任务中哪些数字没有成为指标,为什么?
  en: Which numbers in the tasks did not become a target, and why?
grain:
  zh: 每个不在指标摘句之内的阿拉伯数字一行,按文件次序。
  en: One row per run of digits outside the quotes of targets, in the order of the documents.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  explanation:
    type: text
    default: all
    allowed: [all, given, missing]
    description:
      zh: 理由:given 有、missing 无;all 为全部。
      en: Only numbers whose reason is given, or is missing; all for both.
columns:
  task_code:
  plan:
  number:
    type: VARCHAR
    title: {zh: 数字, en: Number}
    description: {zh: 所印数字。, en: The digits as printed.}
  reason:
    type: VARCHAR
    title: {zh: 理由, en: Reason}
    description:
      zh: 核查事项所载的非指标理由;无为空。
      en: Why a finding says it is no target; NULL if none does.
  context:
    type: VARCHAR
    title: {zh: 上下文, en: Context}
    description:
      zh: 原文中该数字及前后各 12 字,换行作空格。
      en: The number in the source with twelve characters on either side, line ends as spaces.
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
  document:
  jurisdiction:
*/
SELECT
    facts.task_code,
    facts.plan,
    numbers.number,
    numbers.reason,
    trim(
        regexp_replace(
            substr(
                documents.text,
                greatest(numbers.number_start - 11, 1),
                numbers.number_end + 12 - greatest(numbers.number_start - 12, 0)
            ),
            '\s+',
            ' ',
            'g'
        )
    ) AS context,
    numbers.number_start,
    numbers.number_end,
    facts.document,
    facts.jurisdiction
FROM task_numbers AS numbers
INNER JOIN task_facts AS facts ON numbers.task_id = facts.task_id
INNER JOIN documents ON facts.document_id = documents.document_id
WHERE
    numbers.target_ordinal IS NULL
    AND ($explanation = 'all' OR (numbers.reason IS NOT NULL) = ($explanation = 'given'))
    AND $plan IN ('all', facts.plan)
    AND $document IN ('all', facts.document)
    AND $jurisdiction IN ('all', facts.jurisdiction)
    AND ($year IS NULL OR facts.year = $year)
ORDER BY
    facts.jurisdiction COLLATE zh ASC NULLS LAST,
    facts.jurisdiction ASC,
    facts.year ASC,
    facts.document ASC,
    facts.document_id ASC,
    facts.plan_ordinal ASC,
    facts.section_ordinal ASC,
    facts.task_ordinal ASC,
    numbers.number_start ASC
