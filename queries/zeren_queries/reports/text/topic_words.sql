/*
title:
  zh: 主题词
  en: Topic words
question:
  zh: 每位领导、每个单位的任务里,哪些词用得特别多?
  en: Which words are used unusually often in the tasks of each leader or unit?
grain:
  zh: 每位领导(或单位、计划)的每个主题词一行,突出者在前。
  en: One row per leader (or unit, or plan) and topic word, the most telling first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  per:
    type: text
    default: leader
    allowed: [leader, lead_unit, unit, plan]
    description:
      zh: 按谁比较:leader 领导、lead_unit 牵头单位、unit 责任单位、plan 计划类别。
      en: Whose tasks are compared with those of the rest of the same government.
  who:
    type: text
    default: all
    must_exist: [leaders.name, units.name, plans.kind]
    description:
      zh: 只列某位领导、某个单位或某类计划;all 为全部。
      en: Only this leader, unit or kind of plan; all for every one.
  top:
    type: integer
    default: 10
    minimum: 1
    description:
      zh: 每位最多列出的词数。
      en: How many words to list for each at most.
  min_uses:
    type: integer
    default: 3
    minimum: 2
    description:
      zh: 词至少出现于其多少项任务。
      en: In how many of their tasks a word has to occur.
  min_keyness:
    type: decimal
    default: 3.84
    description:
      zh: 突出度的下限;3.84 相当于百分之五显著。
      en: Least keyness to list; 3.84 is significant at one in twenty.
columns:
  who:
    type: VARCHAR
    title: {zh: 对象, en: Who}
    description:
      zh: 领导姓名、单位名称或计划类别。
      en: Name of the leader or unit, or kind of plan.
  place:
    type: BIGINT
    title: {zh: 位次, en: Place}
    description:
      zh: 该词在其主题词中的位次,从 1 起。
      en: Position of the word among theirs, from 1.
  word:
    type: VARCHAR
    title: {zh: 词, en: Word}
    description:
      zh: 二至六个汉字的连续片段,或一个字母词;不依词典,故非处处成词。
      en: Two to six successive Chinese characters or one word in letters; no dictionary is used, so not
        always a word.
  keyness:
    type: DECIMAL(18,6)
    title: {zh: 突出度, en: Keyness}
    description:
      zh: 对数似然比:含该词的任务在其名下与在同一政府其余任务中的分布相差多大;大于 10.83 相当于千分之一显著。
      en: Log-likelihood ratio of tasks with and without the word, theirs against the same government's
        rest; above 10.83 is significant at one in a thousand.
  tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 含词任务数, en: Tasks with the word}
    description:
      zh: 其任务中含该词的项数。
      en: Number of their tasks that hold the word.
  who_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 任务数, en: Their tasks}
    description:
      zh: 其任务数。
      en: Number of their tasks.
  other_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 其余含词任务数, en: Other tasks with the word}
    description:
      zh: 同一政府其余任务中含该词的项数。
      en: Number of the same government's other tasks that hold the word.
  rest_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 其余任务数, en: Other tasks}
    description:
      zh: 同一政府其余任务数。
      en: Number of the same government's other tasks.
  jurisdiction:
*/
WITH selected_tasks AS (
    SELECT
        facts.task_id,
        coalesce(facts.jurisdiction_id, -facts.document_id) AS government_id,
        facts.jurisdiction,
        facts.leader,
        facts.plan
    FROM task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
),

members AS (
    SELECT
        selected_tasks.government_id,
        selected_tasks.jurisdiction,
        selected_tasks.task_id,
        CASE WHEN $per = 'leader' THEN selected_tasks.leader ELSE selected_tasks.plan END AS member
    FROM selected_tasks
    WHERE $per = 'plan' OR ($per = 'leader' AND selected_tasks.leader IS NOT NULL)
    UNION ALL
    SELECT
        selected_tasks.government_id,
        selected_tasks.jurisdiction,
        selected_tasks.task_id,
        units.name AS member
    FROM selected_tasks
    INNER JOIN task_units ON selected_tasks.task_id = task_units.task_id
    INNER JOIN units ON task_units.unit_id = units.unit_id
    WHERE $per = 'unit' OR ($per = 'lead_unit' AND task_units.is_lead)
),

runs AS (
    SELECT
        selected_tasks.government_id,
        selected_tasks.task_id,
        unnest(regexp_extract_all(folded_tasks.folded_text, '\p{Han}+|[a-z][a-z0-9]+')) AS run
    FROM selected_tasks
    INNER JOIN folded_tasks ON selected_tasks.task_id = folded_tasks.task_id
),

lengths AS (
    SELECT unnest([2, 3, 4, 5, 6]) AS n
),

fragments AS (
    SELECT DISTINCT
        runs.government_id,
        runs.task_id,
        unnest(
            list_transform(
                range(1, length(runs.run) - lengths.n + 2), LAMBDA i: substr(runs.run, i, lengths.n)
            )
        ) AS word
    FROM runs
    CROSS JOIN lengths
    WHERE NOT regexp_matches(runs.run, '^[a-z]')
    UNION
    SELECT
        runs.government_id,
        runs.task_id,
        runs.run AS word
    FROM runs
    WHERE regexp_matches(runs.run, '^[a-z]')
),

word_counts AS (
    SELECT
        fragments.government_id,
        fragments.word,
        count(*) AS tasks
    FROM fragments
    GROUP BY fragments.government_id, fragments.word
),

government_sizes AS (
    SELECT
        selected_tasks.government_id,
        count(*) AS tasks
    FROM selected_tasks
    GROUP BY selected_tasks.government_id
),

used_words AS (
    SELECT word_counts.*
    FROM word_counts
    WHERE word_counts.tasks >= $min_uses
),

member_sizes AS (
    SELECT
        members.government_id,
        members.jurisdiction,
        members.member,
        count(*) AS tasks
    FROM members
    GROUP BY members.government_id, members.jurisdiction, members.member
),

member_counts AS (
    SELECT
        members.government_id,
        members.member,
        used_words.word,
        used_words.tasks AS all_tasks,
        count(*) AS tasks
    FROM used_words
    INNER JOIN fragments
        ON
            used_words.government_id = fragments.government_id
            AND used_words.word = fragments.word
    INNER JOIN members ON fragments.task_id = members.task_id
    GROUP BY members.government_id, members.member, used_words.word, used_words.tasks
),

member_words AS (
    SELECT member_counts.*
    FROM member_counts
    WHERE member_counts.tasks >= $min_uses
),

extensions AS (
    SELECT
        member_words.government_id,
        member_words.member,
        substr(member_words.word, 1, length(member_words.word) - 1) AS part,
        member_words.tasks
    FROM member_words
    UNION ALL
    SELECT
        member_words.government_id,
        member_words.member,
        substr(member_words.word, 2) AS part,
        member_words.tasks
    FROM member_words
),

absorbed AS (
    SELECT
        extensions.government_id,
        extensions.member,
        extensions.part,
        max(extensions.tasks) AS tasks
    FROM extensions
    GROUP BY extensions.government_id, extensions.member, extensions.part
),

contingency AS (
    SELECT
        member_sizes.jurisdiction,
        member_words.government_id,
        member_words.member,
        member_words.word,
        member_words.tasks AS a,
        member_words.all_tasks - member_words.tasks AS b,
        member_words.all_tasks / government_sizes.tasks AS word_share,
        member_sizes.tasks - member_words.tasks AS c,
        government_sizes.tasks - member_sizes.tasks - member_words.all_tasks + member_words.tasks AS d,
        member_sizes.tasks AS who_tasks,
        government_sizes.tasks - member_sizes.tasks AS rest_tasks
    FROM member_words
    INNER JOIN member_sizes
        ON
            member_words.government_id = member_sizes.government_id
            AND member_words.member = member_sizes.member
    INNER JOIN government_sizes ON member_words.government_id = government_sizes.government_id
    LEFT JOIN absorbed
        ON
            member_words.government_id = absorbed.government_id
            AND member_words.member = absorbed.member
            AND member_words.word = absorbed.part
    -- A fragment that nearly always is part of one longer fragment is not a word of its own.
    WHERE absorbed.tasks IS NULL OR 4 * absorbed.tasks < 3 * member_words.tasks
),

scored AS (
    SELECT
        contingency.*,
        -- 2 Σ O ln(O/E) over the four cells; an empty cell adds nothing.
        CAST(
            2 * (
                contingency.a * ln(contingency.a / (contingency.word_share * contingency.who_tasks))
                + coalesce(
                    contingency.b
                    * ln(nullif(contingency.b, 0) / (contingency.word_share * contingency.rest_tasks)),
                    0
                )
                + coalesce(
                    contingency.c
                    * ln(nullif(contingency.c, 0) / ((1 - contingency.word_share) * contingency.who_tasks)),
                    0
                )
                + coalesce(
                    contingency.d
                    * ln(nullif(contingency.d, 0) / ((1 - contingency.word_share) * contingency.rest_tasks)),
                    0
                )
            ) AS DECIMAL(18, 6)
        ) AS keyness
    FROM contingency
    -- Only what is used more often than elsewhere.
    WHERE contingency.a * contingency.rest_tasks > contingency.b * contingency.who_tasks
),

placed AS (
    SELECT
        scored.*,
        row_number() OVER (
            PARTITION BY scored.government_id, scored.member
            ORDER BY
                scored.keyness DESC,
                length(scored.word) DESC,
                scored.word ASC
        ) AS place
    FROM scored
)

SELECT
    placed.member AS who,
    placed.place,
    placed.word,
    placed.keyness,
    placed.a AS tasks,
    placed.who_tasks,
    placed.b AS other_tasks,
    placed.rest_tasks,
    placed.jurisdiction
FROM placed
WHERE
    placed.place <= $top
    AND placed.keyness >= CAST($min_keyness AS DECIMAL(18, 6))
    AND $who IN ('all', placed.member)
ORDER BY
    placed.jurisdiction COLLATE zh ASC NULLS LAST,
    placed.jurisdiction ASC,
    placed.member COLLATE zh ASC,
    placed.member ASC,
    placed.government_id ASC,
    placed.place ASC
