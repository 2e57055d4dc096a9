/*
title:
  zh: 任务检索
  en: Search in tasks
question:
  zh: 哪些任务提到了这些词?
  en: Which tasks mention these words?
grain:
  zh: 每项命中的任务一行,命中词多者、次数多者在前。
  en: One row per task found, those with most of the words and most uses of them first.
parameters:
  words:
    type: text
    description:
      zh: 要找的词,以空格分开;不分全角半角、大小写,不解释任何符号。
      en: The words to find, parted by spaces; width and case do not matter, and no sign has a meaning.
  match:
    type: text
    default: all
    allowed: [all, any]
    description:
      zh: all 各词都须出现,any 出现其一即可。
      en: all if every word must occur, any if one is enough.
  plan:
  document:
  jurisdiction:
  year:
  leader:
columns:
  task_code:
  plan:
  words_found:
    type: BIGINT
    unit: {zh: 个, en: words}
    title: {zh: 命中词数, en: Words found}
    description:
      zh: 出现的不同词数。
      en: Number of different words that occur.
  uses:
    type: BIGINT
    unit: {zh: 次, en: uses}
    title: {zh: 出现次数, en: Uses}
    description:
      zh: 各词出现次数之和。
      en: How often the words occur, added up.
  snippet:
    type: VARCHAR
    title: {zh: 上下文, en: Snippet}
    description:
      zh: 首处命中前后各 20 字。
      en: Twenty characters on either side of the first word found.
  leader:
  leads:
  task_text:
  span_start:
  span_end:
  document:
  jurisdiction:
*/
WITH wanted AS (
    SELECT DISTINCT unnest(string_split_regex(folded.text, '\s+')) AS word
    FROM (
        SELECT
            lower(
                translate(
                    trim(regexp_replace($words, '\s+', ' ', 'g')),
                    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
                    '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
                )
            ) AS text
    ) AS folded
),

wanted_words AS (
    SELECT
        wanted.word,
        count(*) OVER () AS words_wanted
    FROM wanted
    WHERE wanted.word <> ''
),

uses_of_words AS (
    SELECT
        folded_tasks.task_id,
        wanted_words.words_wanted,
        length(wanted_words.word) AS word_length,
        strpos(folded_tasks.folded_text, wanted_words.word) AS first_place,
        (length(folded_tasks.folded_text) - length(replace(folded_tasks.folded_text, wanted_words.word, '')))
        // length(wanted_words.word) AS uses
    FROM folded_tasks
    INNER JOIN wanted_words ON contains(folded_tasks.folded_text, wanted_words.word)
),

found AS (
    SELECT
        uses_of_words.task_id,
        count(*) AS words_found,
        CAST(sum(uses_of_words.uses) AS BIGINT) AS uses,
        min(uses_of_words.first_place) AS first_place,
        arg_min(uses_of_words.word_length, (uses_of_words.first_place, uses_of_words.word_length))
            AS first_length,
        max(uses_of_words.words_wanted) AS words_wanted
    FROM uses_of_words
    GROUP BY uses_of_words.task_id
),

lead_lists AS (
    SELECT
        task_units.task_id,
        string_agg(units.name, '、' ORDER BY task_units.position) AS leads
    FROM task_units
    INNER JOIN units ON task_units.unit_id = units.unit_id
    WHERE task_units.is_lead
    GROUP BY task_units.task_id
)

SELECT
    facts.task_code,
    facts.plan,
    found.words_found,
    found.uses,
    substr(
        facts.task_text,
        greatest(found.first_place - 20, 1),
        least(found.first_place - 1, 20) + 20 + found.first_length
    ) AS snippet,
    facts.leader,
    lead_lists.leads,
    facts.task_text,
    facts.span_start,
    facts.span_end,
    facts.document,
    facts.jurisdiction
FROM found
INNER JOIN task_facts AS facts ON found.task_id = facts.task_id
LEFT JOIN lead_lists ON found.task_id = lead_lists.task_id
WHERE
    ($match = 'any' OR found.words_found = found.words_wanted)
    AND $plan IN ('all', facts.plan)
    AND $document IN ('all', facts.document)
    AND $jurisdiction IN ('all', facts.jurisdiction)
    AND ($year IS NULL OR facts.year = $year)
    AND $leader IN ('all', facts.leader)
ORDER BY
    found.words_found DESC,
    found.uses DESC,
    facts.jurisdiction COLLATE zh ASC NULLS LAST,
    facts.jurisdiction ASC,
    facts.year ASC,
    facts.document ASC,
    facts.document_id ASC,
    facts.plan_ordinal ASC,
    facts.section_ordinal ASC,
    facts.task_ordinal ASC
