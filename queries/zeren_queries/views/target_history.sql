/*
title:
  zh: 指标前后对照
  en: Targets beside those of earlier documents
grain:
  zh: 两份文件的同类计划中,前后对应的指标一行;只在一方的指标各一行。
  en: One row per target and its counterpart in an earlier document, and per target that only one of them has.
is_stored: true
columns:
  document_id:
  plan:
  earlier_document_id:
    type: BIGINT
    title: {zh: 前文件主键, en: Key of the document before}
    description:
      zh: 此前文件的主键。
      en: Key of the earlier document.
  steps_back:
    type: BIGINT
    title: {zh: 前溯次数, en: Steps back}
    description:
      zh: 1 为紧前的一份,2 为再前一份,依此类推。
      en: 1 for the document just before, 2 for the one before that, and so on.
  target_id:
    type: BIGINT
    title: {zh: 指标主键, en: Target key}
    description:
      zh: 后一份文件中指标的主键;不再提为空。
      en: Key of the later target; NULL if dropped.
  earlier_target_id:
    type: BIGINT
    title: {zh: 前指标主键, en: Key of the target before}
    description:
      zh: 前一份文件中指标的主键;新增为空。
      en: Key of the earlier target; NULL if new.
  change:
    type: VARCHAR
    title: {zh: 变动, en: Change}
    description:
      zh: raised 加码、softened 放松、unchanged 不变、new 新增、dropped 不再提。
      en: raised, softened, unchanged, new or dropped.
  changed_by:
    type: VARCHAR
    title: {zh: 变动之处, en: Changed by}
    description:
      zh: number 数值;wording 数值不变而措辞变;其余为空。
      en: number, or wording where the number stayed; else NULL.
*/
WITH listed AS (
    SELECT
        facts.target_id,
        facts.document_id,
        facts.plan,
        series.series_key,
        CASE series.direction WHEN 'down' THEN -series.promised ELSE series.promised END AS ambition,
        -- The binding word weighs more than the comparator.
        10 * CASE series.firmness WHEN 'hard' THEN 2 WHEN 'plain' THEN 1 ELSE 0 END
        + CASE facts.comparator WHEN 'ge' THEN 2 WHEN 'le' THEN 2 WHEN 'approx' THEN 0 ELSE 1 END
            AS firmness_rank,
        -- An indicator promised several times is compared first with first, second with second.
        row_number() OVER (
            PARTITION BY facts.document_id, facts.plan, series.series_key
            ORDER BY
                facts.plan_ordinal,
                facts.section_ordinal,
                facts.task_ordinal,
                facts.target_ordinal
        ) AS occurrence
    FROM target_facts AS facts
    INNER JOIN target_series AS series ON facts.target_id = series.target_id
),

later_side AS (
    SELECT
        pairs.document_id,
        pairs.plan,
        pairs.earlier_document_id,
        pairs.steps_back,
        later.target_id,
        earlier.target_id AS earlier_target_id,
        later.ambition,
        earlier.ambition AS earlier_ambition,
        later.firmness_rank,
        earlier.firmness_rank AS earlier_firmness_rank
    FROM earlier_documents AS pairs
    INNER JOIN listed AS later ON pairs.document_id = later.document_id AND pairs.plan = later.plan
    LEFT JOIN listed AS earlier
        ON
            pairs.earlier_document_id = earlier.document_id
            AND pairs.plan = earlier.plan
            AND later.series_key = earlier.series_key
            AND later.occurrence = earlier.occurrence
)

SELECT
    later_side.document_id,
    later_side.plan,
    later_side.earlier_document_id,
    later_side.steps_back,
    later_side.target_id,
    later_side.earlier_target_id,
    CASE
        WHEN later_side.earlier_target_id IS NULL THEN 'new'
        WHEN later_side.ambition > later_side.earlier_ambition THEN 'raised'
        WHEN later_side.ambition < later_side.earlier_ambition THEN 'softened'
        WHEN later_side.firmness_rank > later_side.earlier_firmness_rank THEN 'raised'
        WHEN later_side.firmness_rank < later_side.earlier_firmness_rank THEN 'softened'
        ELSE 'unchanged'
    END AS change,
    CASE
        WHEN later_side.ambition <> later_side.earlier_ambition THEN 'number'
        WHEN later_side.firmness_rank <> later_side.earlier_firmness_rank THEN 'wording'
    END AS changed_by
FROM later_side
UNION ALL
SELECT
    pairs.document_id,
    pairs.plan,
    pairs.earlier_document_id,
    pairs.steps_back,
    NULL AS target_id,
    earlier.target_id AS earlier_target_id,
    'dropped' AS change,
    NULL AS changed_by
FROM earlier_documents AS pairs
INNER JOIN listed AS earlier
    ON pairs.earlier_document_id = earlier.document_id AND pairs.plan = earlier.plan
LEFT JOIN listed AS later
    ON
        pairs.document_id = later.document_id
        AND pairs.plan = later.plan
        AND earlier.series_key = later.series_key
        AND earlier.occurrence = later.occurrence
WHERE later.target_id IS NULL
