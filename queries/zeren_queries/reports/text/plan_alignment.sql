/*
title:
  zh: 计划衔接
  en: Alignment of plans
question:
  zh: 每项年度任务承接的是五年计划中的哪一项,把握有多大?
  en: Which task of the five-year plan does each yearly task carry on, and how surely?
grain:
  zh: 每项待对照任务一行,按文件次序;对照计划取自同一文件,无则取同一政府最近的文件。
  en: One row per task to be aligned, in the order of the documents. The other plan is of the same document,
    else of the same government's latest one.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  against:
    type: text
    default: five_year
    allowed: [five_year, annual, livelihood, other]
    description:
      zh: 拿来对照的计划类别;其余类别的任务逐项与之对照。
      en: The kind of plan to compare with; tasks of the other kinds are compared with its tasks.
  min_similarity:
columns:
  task_code:
  plan:
  leader:
  is_carried_on:
    type: BOOLEAN
    title: {zh: 是否承接, en: Carried on}
    description:
      zh: 最高相似度是否达到下限。
      en: Whether the best similarity reaches the least one asked for.
  similarity:
    type: DECIMAL(9,6)
    title: {zh: 相似度, en: Similarity}
    description:
      zh: 与最相似任务的相似度,0 至 1:相邻两字组的戴斯系数,越少见的字组权重越大。
      en: Likeness to the best match, from 0 to 1. Dice coefficient of two-character pieces, rare ones
        weighing more.
  margin:
    type: DECIMAL(9,6)
    title: {zh: 领先, en: Margin}
    description:
      zh: 最高与次高相似度之差:越大越有把握。
      en: Best similarity minus second best, the larger the surer.
  match_task_code:
    type: VARCHAR
    title: {zh: 对应任务, en: Match}
    description:
      zh: 最相似任务的编号;无任何相同字组为空。
      en: Code of the most similar task; NULL if none has a piece in common.
  match_text:
    type: VARCHAR
    title: {zh: 对应任务内容, en: Text of the match}
    description:
      zh: 最相似任务的内容;无为空。
      en: Text of the most similar task; NULL if none.
  second_task_code:
    type: VARCHAR
    title: {zh: 次相似任务, en: Second}
    description:
      zh: 次相似任务的编号;无为空。
      en: Code of the second most similar task; NULL if none.
  second_similarity:
    type: DECIMAL(9,6)
    title: {zh: 次高相似度, en: Second similarity}
    description:
      zh: 与次相似任务的相似度;无为 0。
      en: Likeness to the second most similar task; 0 if none.
  shared_units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 共有单位数, en: Shared units}
    description:
      zh: 两项任务共有的责任单位数。
      en: Number of units that are on both tasks.
  is_same_leader:
    type: BOOLEAN
    title: {zh: 领导是否相同, en: Same leader}
    description:
      zh: 两项任务的领导是否为同一人;一方未载明或无对应为空。
      en: Whether one person leads both tasks; NULL if either names none or nothing matches.
  task_text:
  match_document:
    type: VARCHAR
    title: {zh: 对照文件, en: Document of the match}
    description:
      zh: 对照计划所在文件;无为空。
      en: Document of the plan compared with; NULL if there is none.
  document:
  jurisdiction:
*/
WITH facts AS (
    SELECT
        tasks_around.task_id,
        tasks_around.task_code,
        tasks_around.task_text,
        tasks_around.document_id,
        tasks_around.document,
        tasks_around.year,
        tasks_around.jurisdiction_id,
        tasks_around.jurisdiction,
        tasks_around.plan,
        tasks_around.plan_ordinal,
        tasks_around.section_ordinal,
        tasks_around.task_ordinal,
        tasks_around.leader_id,
        tasks_around.leader
    FROM task_facts AS tasks_around
),

plan_documents AS (
    SELECT DISTINCT
        facts.document_id,
        facts.document,
        facts.jurisdiction_id,
        facts.year
    FROM facts
    WHERE facts.plan = $against
),

aligned AS (
    SELECT facts.*
    FROM facts
    WHERE
        facts.plan <> $against
        AND $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
),

document_choices AS (
    SELECT
        aligned.document_id,
        plan_documents.document_id AS match_document_id,
        plan_documents.document AS match_document
    FROM (SELECT DISTINCT
        aligned.document_id,
        aligned.jurisdiction_id,
        aligned.year
    FROM aligned) AS aligned
    INNER JOIN plan_documents
        ON
            aligned.document_id = plan_documents.document_id
            OR (
                aligned.jurisdiction_id = plan_documents.jurisdiction_id
                AND aligned.year >= plan_documents.year
            )
    QUALIFY row_number() OVER (
        PARTITION BY aligned.document_id
        ORDER BY
            (aligned.document_id = plan_documents.document_id) DESC,
            plan_documents.year DESC NULLS LAST,
            plan_documents.document ASC,
            plan_documents.document_id ASC
    ) = 1
),

compared AS (
    SELECT
        aligned.document_id,
        FALSE AS is_match,
        aligned.task_id
    FROM aligned
    UNION ALL
    SELECT
        document_choices.document_id,
        TRUE AS is_match,
        facts.task_id
    FROM document_choices
    INNER JOIN facts
        ON document_choices.match_document_id = facts.document_id
    WHERE facts.plan = $against
),

pieces AS (
    SELECT
        compared.document_id,
        compared.is_match,
        compared.task_id,
        task_bigrams.bigram
    FROM compared
    INNER JOIN task_bigrams ON compared.task_id = task_bigrams.task_id
),

comparison_sizes AS (
    SELECT
        compared.document_id,
        count(*) AS tasks
    FROM compared
    GROUP BY compared.document_id
),

weights AS (
    SELECT
        pieces.document_id,
        pieces.bigram,
        -- What stands in every task says nothing; as decimals the weights add up to the same in any order.
        CAST(ln(any_value(comparison_sizes.tasks) / count(*)) AS DECIMAL(18, 9)) AS weight
    FROM pieces
    INNER JOIN comparison_sizes ON pieces.document_id = comparison_sizes.document_id
    GROUP BY pieces.document_id, pieces.bigram
),

weighted AS (
    SELECT
        pieces.*,
        weights.weight
    FROM pieces
    INNER JOIN weights
        ON pieces.document_id = weights.document_id AND pieces.bigram = weights.bigram
),

task_weights AS (
    SELECT
        weighted.document_id,
        weighted.is_match,
        weighted.task_id,
        sum(weighted.weight) AS weight
    FROM weighted
    GROUP BY weighted.document_id, weighted.is_match, weighted.task_id
),

common_pieces AS (
    SELECT
        own.document_id,
        own.task_id,
        other.task_id AS match_id,
        sum(own.weight) AS weight
    FROM weighted AS own
    INNER JOIN weighted AS other
        ON own.document_id = other.document_id AND own.bigram = other.bigram
    WHERE NOT own.is_match AND other.is_match
    GROUP BY own.document_id, own.task_id, other.task_id
),

similarities AS (
    SELECT
        common_pieces.document_id,
        common_pieces.task_id,
        common_pieces.match_id,
        CAST(
            2 * common_pieces.weight / nullif(own_weights.weight + match_weights.weight, 0) AS DECIMAL(9, 6)
        ) AS similarity
    FROM common_pieces
    INNER JOIN task_weights AS own_weights
        ON
            common_pieces.document_id = own_weights.document_id
            AND common_pieces.task_id = own_weights.task_id
            AND NOT own_weights.is_match
    INNER JOIN task_weights AS match_weights
        ON
            common_pieces.document_id = match_weights.document_id
            AND common_pieces.match_id = match_weights.task_id
            AND match_weights.is_match
),

placed AS (
    SELECT
        similarities.task_id,
        similarities.match_id,
        similarities.similarity,
        row_number() OVER (
            PARTITION BY similarities.task_id
            ORDER BY
                similarities.similarity DESC,
                facts.plan_ordinal ASC,
                facts.section_ordinal ASC,
                facts.task_ordinal ASC
        ) AS place
    FROM similarities
    INNER JOIN facts ON similarities.match_id = facts.task_id
    WHERE similarities.similarity > 0
),

common_units AS (
    SELECT
        placed.task_id,
        count(*) AS units
    FROM placed
    INNER JOIN task_units AS own_units ON placed.task_id = own_units.task_id
    INNER JOIN task_units AS match_units
        ON placed.match_id = match_units.task_id AND own_units.unit_id = match_units.unit_id
    WHERE placed.place = 1
    GROUP BY placed.task_id
)

SELECT
    aligned.task_code,
    aligned.plan,
    aligned.leader,
    coalesce(best.similarity, 0) >= CAST($min_similarity AS DECIMAL(9, 6)) AS is_carried_on,
    CAST(coalesce(best.similarity, 0) AS DECIMAL(9, 6)) AS similarity,
    CAST(coalesce(best.similarity, 0) - coalesce(second.similarity, 0) AS DECIMAL(9, 6)) AS margin,
    best_facts.task_code AS match_task_code,
    best_facts.task_text AS match_text,
    second_facts.task_code AS second_task_code,
    CAST(coalesce(second.similarity, 0) AS DECIMAL(9, 6)) AS second_similarity,
    coalesce(common_units.units, 0) AS shared_units,
    aligned.leader_id = best_facts.leader_id AS is_same_leader,
    aligned.task_text,
    document_choices.match_document,
    aligned.document,
    aligned.jurisdiction
FROM aligned
LEFT JOIN document_choices ON aligned.document_id = document_choices.document_id
LEFT JOIN placed AS best ON aligned.task_id = best.task_id AND best.place = 1
LEFT JOIN placed AS second ON aligned.task_id = second.task_id AND second.place = 2
LEFT JOIN facts AS best_facts ON best.match_id = best_facts.task_id
LEFT JOIN facts AS second_facts ON second.match_id = second_facts.task_id
LEFT JOIN common_units ON aligned.task_id = common_units.task_id
WHERE $leader IN ('all', aligned.leader)
ORDER BY
    aligned.jurisdiction COLLATE zh ASC NULLS LAST,
    aligned.jurisdiction ASC,
    aligned.year ASC,
    aligned.document ASC,
    aligned.document_id ASC,
    aligned.plan_ordinal ASC,
    aligned.section_ordinal ASC,
    aligned.task_ordinal ASC
