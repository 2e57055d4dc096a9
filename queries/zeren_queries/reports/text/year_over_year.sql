/*
title:
  zh: 逐年对比
  en: Year over year
question:
  zh: 与同一政府上一份文件相比,哪些任务是新增、延续、改写或不再提,牵头和指标有何变化?
  en: Which tasks are new, continued, reworded or dropped since the same government's document before, and
    how did leads and targets change?
grain:
  zh: 前后两份文件同类计划中的每项任务一行,前后对应的合为一行;不再提的排在最后。
  en: One row per task of two successive documents' plans of one kind, counterparts sharing a row; dropped
    ones come last.
parameters:
  plan:
  document:
  earlier_document:
  jurisdiction:
  year:
  change:
    type: text
    default: all
    allowed: [all, new, continued, reworded, dropped]
    description:
      zh: 任务的变化;all 为全部。
      en: Only tasks so changed; all for every one.
  min_similarity:
    type: decimal
    default: 0.4
    description:
      zh: 相似度下限,0 至 1;两项任务互为最相似且达到此值才算同一任务。
      en: Two tasks are one if each is the other's most similar and they are at least this alike, from 0 to 1.
columns:
  change:
    type: VARCHAR
    title: {zh: 变化, en: Change}
    description:
      zh: new 新增、continued 文字相同、reworded 改写、dropped 不再提。
      en: new, continued with the same words, reworded, or dropped.
  similarity:
    type: DECIMAL(9,6)
    title: {zh: 相似度, en: Similarity}
    description:
      zh: 与对应任务的相似度,0 至 1:相邻两字组的戴斯系数;新增、不再提为与最相似任务的相似度。
      en: Dice coefficient of two-character pieces, from 0 to 1, with the counterpart, or for new and dropped
        tasks with the most similar one.
  plan:
  task_code:
    type: VARCHAR
    title: {zh: 任务编号, en: Task code}
    description:
      zh: 后一份文件的任务编号;不再提为空。
      en: Code of the later task; NULL if dropped.
  earlier_task_code:
    type: VARCHAR
    title: {zh: 前任务编号, en: Task before}
    description:
      zh: 前一份文件的任务编号;新增为空。
      en: Code of the task before; NULL if new.
  leader:
  earlier_leader:
    type: VARCHAR
    title: {zh: 前领导, en: Leader before}
    description:
      zh: 前一份文件中的领导;新增或未载明为空。
      en: Leader in the document before; NULL if new or none is named.
  leads:
  leads_added:
    type: VARCHAR
    title: {zh: 新增牵头, en: Leads added}
    description:
      zh: 前后对应时,新增的牵头单位,以、相连;无为空。
      en: Units that lead now and did not before, joined by 、; NULL if none or no counterpart.
  leads_removed:
    type: VARCHAR
    title: {zh: 减少牵头, en: Leads removed}
    description:
      zh: 前后对应时,不再牵头的单位,以、相连;无为空。
      en: Units that led before and do not now, joined by 、; NULL if none or no counterpart.
  targets_raised:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 加码指标数, en: Targets raised}
    description:
      zh: 该任务中比前一份文件加码的指标数。
      en: Number of the task's targets that ask for more than in the document before.
  targets_softened:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 放松指标数, en: Targets softened}
    description:
      zh: 该任务中比前一份文件放松的指标数。
      en: Number of the task's targets that ask for less than in the document before.
  task_text:
    type: VARCHAR
    title: {zh: 任务内容, en: Task}
    description:
      zh: 后一份文件的任务内容;不再提为空。
      en: Text of the later task; NULL if dropped.
  earlier_text:
    type: VARCHAR
    title: {zh: 前任务内容, en: Text before}
    description:
      zh: 前一份文件的任务内容;新增为空。
      en: Text of the task before; NULL if new.
  earlier_document:
  document:
  jurisdiction:
*/
WITH facts AS (
    SELECT
        tasks_around.task_id,
        tasks_around.task_code,
        tasks_around.task_text,
        tasks_around.document_id,
        tasks_around.plan,
        tasks_around.plan_ordinal,
        tasks_around.section_ordinal,
        tasks_around.task_ordinal,
        tasks_around.leader
    FROM task_facts AS tasks_around
),

named_documents AS (
    SELECT
        documents.document_id,
        documents.year,
        coalesce(documents.doc_number, documents.title, documents.source_name) AS document,
        jurisdictions.name AS jurisdiction
    FROM documents
    LEFT JOIN jurisdictions ON documents.jurisdiction_id = jurisdictions.jurisdiction_id
),

pairs AS (
    SELECT
        neighbours.document_id,
        neighbours.plan,
        neighbours.earlier_document_id,
        later_side.document,
        later_side.year,
        later_side.jurisdiction,
        earlier_side.document AS earlier_document
    FROM earlier_documents AS neighbours
    INNER JOIN named_documents AS later_side ON neighbours.document_id = later_side.document_id
    INNER JOIN named_documents AS earlier_side
        ON neighbours.earlier_document_id = earlier_side.document_id
    WHERE
        (
            ($earlier_document = 'all' AND neighbours.steps_back = 1)
            OR $earlier_document = earlier_side.document
        )
        AND $plan IN ('all', neighbours.plan)
        AND $document IN ('all', later_side.document)
        AND $jurisdiction IN ('all', later_side.jurisdiction)
        AND ($year IS NULL OR later_side.year = $year)
),

sides AS (
    SELECT
        pairs.document_id,
        pairs.earlier_document_id,
        pairs.plan,
        FALSE AS is_earlier,
        facts.task_id,
        facts.plan_ordinal,
        facts.section_ordinal,
        facts.task_ordinal
    FROM pairs
    INNER JOIN facts
        ON pairs.document_id = facts.document_id AND pairs.plan = facts.plan
    UNION ALL
    SELECT
        pairs.document_id,
        pairs.earlier_document_id,
        pairs.plan,
        TRUE AS is_earlier,
        facts.task_id,
        facts.plan_ordinal,
        facts.section_ordinal,
        facts.task_ordinal
    FROM pairs
    INNER JOIN facts
        ON pairs.earlier_document_id = facts.document_id AND pairs.plan = facts.plan
),

pieces AS (
    SELECT
        sides.document_id,
        sides.earlier_document_id,
        sides.plan,
        sides.is_earlier,
        sides.task_id,
        task_bigrams.bigram
    FROM sides
    INNER JOIN task_bigrams ON sides.task_id = task_bigrams.task_id
),

piece_counts AS (
    SELECT
        task_bigrams.task_id,
        count(*) AS pieces
    FROM task_bigrams
    GROUP BY task_bigrams.task_id
),

common_pieces AS (
    SELECT
        later_side.document_id,
        later_side.earlier_document_id,
        later_side.plan,
        later_side.task_id,
        earlier_side.task_id AS earlier_task_id,
        count(*) AS pieces
    FROM pieces AS later_side
    INNER JOIN pieces AS earlier_side
        ON
            later_side.bigram = earlier_side.bigram
            AND later_side.document_id = earlier_side.document_id
            AND later_side.earlier_document_id = earlier_side.earlier_document_id
            AND later_side.plan = earlier_side.plan
    WHERE NOT later_side.is_earlier AND earlier_side.is_earlier
    GROUP BY
        later_side.document_id,
        later_side.earlier_document_id,
        later_side.plan,
        later_side.task_id,
        earlier_side.task_id
),

similarities AS (
    SELECT
        common_pieces.*,
        later_texts.bare_text = earlier_texts.bare_text AS is_same_text,
        CAST(
            2 * common_pieces.pieces / (later_counts.pieces + earlier_counts.pieces) AS DECIMAL(9, 6)
        ) AS similarity
    FROM common_pieces
    INNER JOIN piece_counts AS later_counts ON common_pieces.task_id = later_counts.task_id
    INNER JOIN piece_counts AS earlier_counts ON common_pieces.earlier_task_id = earlier_counts.task_id
    INNER JOIN folded_tasks AS later_texts ON common_pieces.task_id = later_texts.task_id
    INNER JOIN folded_tasks AS earlier_texts ON common_pieces.earlier_task_id = earlier_texts.task_id
),

placed AS (
    SELECT
        similarities.*,
        row_number() OVER (
            PARTITION BY
                similarities.document_id,
                similarities.earlier_document_id,
                similarities.task_id
            ORDER BY
                similarities.is_same_text DESC,
                similarities.similarity DESC,
                earlier_side.plan_ordinal ASC,
                earlier_side.section_ordinal ASC,
                earlier_side.task_ordinal ASC
        ) AS place_for_later,
        row_number() OVER (
            PARTITION BY
                similarities.document_id,
                similarities.earlier_document_id,
                similarities.earlier_task_id
            ORDER BY
                similarities.is_same_text DESC,
                similarities.similarity DESC,
                later_side.plan_ordinal ASC,
                later_side.section_ordinal ASC,
                later_side.task_ordinal ASC
        ) AS place_for_earlier
    FROM similarities
    INNER JOIN facts AS later_side ON similarities.task_id = later_side.task_id
    INNER JOIN facts AS earlier_side ON similarities.earlier_task_id = earlier_side.task_id
),

nearest AS (
    SELECT
        sides.document_id,
        sides.earlier_document_id,
        sides.task_id,
        max(placed.similarity) AS similarity
    FROM sides
    LEFT JOIN placed
        ON
            sides.document_id = placed.document_id
            AND sides.earlier_document_id = placed.earlier_document_id
            AND sides.task_id = CASE WHEN sides.is_earlier THEN placed.earlier_task_id ELSE placed.task_id END
    GROUP BY sides.document_id, sides.earlier_document_id, sides.task_id
),

matched AS (
    SELECT
        placed.document_id,
        placed.earlier_document_id,
        placed.plan,
        placed.task_id,
        placed.earlier_task_id,
        placed.is_same_text
    FROM placed
    WHERE
        placed.place_for_later = 1
        AND placed.place_for_earlier = 1
        AND placed.similarity >= CAST($min_similarity AS DECIMAL(9, 6))
),

changes AS (
    SELECT
        sides.document_id,
        sides.earlier_document_id,
        sides.plan,
        CASE WHEN NOT sides.is_earlier THEN sides.task_id END AS task_id,
        CASE WHEN sides.is_earlier THEN sides.task_id ELSE matched.earlier_task_id END AS earlier_task_id,
        CASE
            WHEN sides.is_earlier THEN 'dropped'
            WHEN matched.is_same_text THEN 'continued'
            WHEN matched.task_id IS NOT NULL THEN 'reworded'
            ELSE 'new'
        END AS kind_of_change,
        coalesce(nearest.similarity, 0) AS similarity
    FROM sides
    INNER JOIN nearest
        ON
            sides.document_id = nearest.document_id
            AND sides.earlier_document_id = nearest.earlier_document_id
            AND sides.task_id = nearest.task_id
    LEFT JOIN matched
        ON
            sides.document_id = matched.document_id
            AND sides.earlier_document_id = matched.earlier_document_id
            AND sides.task_id
            = CASE WHEN sides.is_earlier THEN matched.earlier_task_id ELSE matched.task_id END
    WHERE NOT (sides.is_earlier AND matched.task_id IS NOT NULL)
),

leads AS (
    SELECT
        task_units.task_id,
        task_units.unit_id,
        units.name,
        task_units.position
    FROM task_units
    INNER JOIN units ON task_units.unit_id = units.unit_id
    WHERE task_units.is_lead
),

lead_lists AS (
    SELECT
        leads.task_id,
        string_agg(leads.name, '、' ORDER BY leads.position) AS leads
    FROM leads
    GROUP BY leads.task_id
),

leads_added AS (
    SELECT
        matched.task_id,
        matched.earlier_task_id,
        string_agg(leads.name, '、' ORDER BY leads.position) AS units
    FROM matched
    INNER JOIN leads ON matched.task_id = leads.task_id
    LEFT JOIN leads AS before
        ON matched.earlier_task_id = before.task_id AND leads.unit_id = before.unit_id
    WHERE before.unit_id IS NULL
    GROUP BY matched.task_id, matched.earlier_task_id
),

leads_removed AS (
    SELECT
        matched.task_id,
        matched.earlier_task_id,
        string_agg(before.name, '、' ORDER BY before.position) AS units
    FROM matched
    INNER JOIN leads AS before ON matched.earlier_task_id = before.task_id
    LEFT JOIN leads ON matched.task_id = leads.task_id AND before.unit_id = leads.unit_id
    WHERE leads.unit_id IS NULL
    GROUP BY matched.task_id, matched.earlier_task_id
),

target_counts AS (
    SELECT
        history.earlier_document_id,
        targets.task_id,
        count(*) FILTER (WHERE history.change = 'raised') AS raised,
        count(*) FILTER (WHERE history.change = 'softened') AS softened
    FROM target_history AS history
    INNER JOIN targets ON history.target_id = targets.target_id
    GROUP BY history.earlier_document_id, targets.task_id
)

SELECT
    changes.kind_of_change AS change,
    CAST(changes.similarity AS DECIMAL(9, 6)) AS similarity,
    changes.plan,
    later.task_code,
    earlier.task_code AS earlier_task_code,
    later.leader,
    earlier.leader AS earlier_leader,
    lead_lists.leads,
    leads_added.units AS leads_added,
    leads_removed.units AS leads_removed,
    coalesce(target_counts.raised, 0) AS targets_raised,
    coalesce(target_counts.softened, 0) AS targets_softened,
    later.task_text,
    earlier.task_text AS earlier_text,
    pairs.earlier_document,
    pairs.document,
    pairs.jurisdiction
FROM changes
INNER JOIN pairs
    ON
        changes.document_id = pairs.document_id
        AND changes.earlier_document_id = pairs.earlier_document_id
        AND changes.plan = pairs.plan
LEFT JOIN facts AS later ON changes.task_id = later.task_id
LEFT JOIN facts AS earlier ON changes.earlier_task_id = earlier.task_id
LEFT JOIN lead_lists ON changes.task_id = lead_lists.task_id
LEFT JOIN leads_added
    ON changes.task_id = leads_added.task_id AND changes.earlier_task_id = leads_added.earlier_task_id
LEFT JOIN leads_removed
    ON changes.task_id = leads_removed.task_id AND changes.earlier_task_id = leads_removed.earlier_task_id
LEFT JOIN target_counts
    ON
        changes.task_id = target_counts.task_id
        AND changes.earlier_document_id = target_counts.earlier_document_id
WHERE $change IN ('all', changes.kind_of_change)
ORDER BY
    pairs.jurisdiction COLLATE zh ASC NULLS LAST,
    pairs.jurisdiction ASC,
    pairs.year ASC,
    pairs.document ASC,
    pairs.document_id ASC,
    pairs.earlier_document ASC,
    pairs.earlier_document_id ASC,
    (later.task_id IS NULL) ASC,
    coalesce(later.plan_ordinal, earlier.plan_ordinal) ASC,
    coalesce(later.section_ordinal, earlier.section_ordinal) ASC,
    coalesce(later.task_ordinal, earlier.task_ordinal) ASC
