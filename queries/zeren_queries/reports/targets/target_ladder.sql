/*
title:
  zh: 指标阶梯
  en: Ladder of targets
question:
  zh: 今年的目标离五年目标还有多远,下级的目标与上级相差多少?
  en: How far is this year's target from that of the five years, and the lower government's from the upper's?
grain:
  zh: 每一级阶梯一行:年度等计划的指标对同一政府的五年指标,或下级指标对最近一个上级的同年指标。
  en: One row per rung. A rung leads from a shorter plan to five years, or from a government to the one above.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  indicator:
  min_similarity:
    type: decimal
    default: 0.6
    description:
      zh: 指标名称相似度的下限,0 至 1;1 只取名称相同或通用指标相同者。
      en: Least similarity of the indicators' words, from 0 to 1; at 1 only equal words or common
        indicators match.
columns:
  step:
    type: VARCHAR
    title: {zh: 阶梯, en: Step}
    description:
      zh: years 由近及远;levels 由下及上。
      en: years for nearer to farther, levels for lower to upper government.
  series:
  measure:
  unit_of_measure:
  direction:
  jurisdiction:
  document:
  task_code:
  indicator:
  comparator:
  promised:
  due_year:
  far_jurisdiction:
    type: VARCHAR
    title: {zh: 对照辖区, en: Far jurisdiction}
    description: {zh: 对照指标所属辖区。, en: Jurisdiction of the farther or upper target.}
  far_document:
    type: VARCHAR
    title: {zh: 对照文件, en: Far document}
    description: {zh: 对照指标所在文件。, en: Document of the farther or upper target.}
  far_task_code:
    type: VARCHAR
    title: {zh: 对照任务, en: Far task}
    description: {zh: 对照指标所在任务的编号。, en: Code of the task that holds the farther or upper target.}
  far_indicator:
    type: VARCHAR
    title: {zh: 对照指标, en: Far indicator}
    description: {zh: 对照指标名称。, en: Indicator of the farther or upper target.}
  far_comparator:
    type: VARCHAR
    title: {zh: 对照比较方式, en: Far comparator}
    description: {zh: 对照指标的比较方式。, en: Comparator of the farther or upper target.}
  far_promised:
    type: DECIMAL(24,6)
    title: {zh: 对照承诺值, en: Far promised}
    description: {zh: 对照指标的承诺值。, en: Number promised by the farther or upper target.}
  far_due_year:
    type: BIGINT
    title: {zh: 对照目标年份, en: Far due year}
    description: {zh: 对照指标的目标年份。, en: Due year of the farther or upper target.}
  gap:
    type: DECIMAL(24,6)
    title: {zh: 差距, en: Gap}
    description:
      zh: 对照承诺值减承诺值,以基本单位计。
      en: Far promised minus promised, in base units.
  gap_per_year:
    type: DECIMAL(24,6)
    title: {zh: 年均差距, en: Gap per year}
    description:
      zh: 差距除以相隔年数:此后每年需走的步子;同年为空。
      en: Gap divided by the years between, the step each later year has to take; NULL for the same year.
  matched_by:
    type: VARCHAR
    title: {zh: 对应依据, en: Matched by}
    description:
      zh: common 通用指标相同;words 名称相同;similar 名称相似。
      en: common for a common indicator, words for equal words, similar for similar ones.
  similarity:
    type: DECIMAL(9,6)
    title: {zh: 相似度, en: Similarity}
    description:
      zh: 名称相似度:相邻两字组的戴斯系数;相同为 1。
      en: Dice coefficient of the two-character pieces of both names; 1 if the same.
*/
WITH RECURSIVE above AS (
    SELECT
        jurisdictions.jurisdiction_id,
        jurisdictions.parent_id AS upper_id,
        1 AS distance
    FROM jurisdictions
    WHERE jurisdictions.parent_id IS NOT NULL
    UNION ALL
    SELECT
        above.jurisdiction_id,
        jurisdictions.parent_id AS upper_id,
        above.distance + 1 AS distance
    FROM above
    INNER JOIN jurisdictions ON above.upper_id = jurisdictions.jurisdiction_id
    -- There are five levels of government; more steps would be a circle.
    WHERE jurisdictions.parent_id IS NOT NULL AND above.distance < 5
),

promises AS (
    SELECT
        facts.target_id,
        facts.document_id,
        facts.document,
        facts.year,
        facts.jurisdiction_id,
        facts.jurisdiction,
        facts.plan,
        facts.plan_ordinal,
        facts.section_ordinal,
        facts.task_ordinal,
        facts.target_ordinal,
        facts.task_code,
        facts.indicator,
        facts.measure,
        facts.unit_of_measure,
        coalesce(facts.baseline, '') AS baseline,
        facts.comparator,
        facts.due_year,
        series.series,
        series.series_key,
        series.is_common,
        series.direction,
        series.promised,
        list_distinct(
            list_transform(range(1, length(series.series)), LAMBDA place: substr(series.series, place, 2))
        ) AS pieces
    FROM target_facts AS facts
    INNER JOIN target_series AS series ON facts.target_id = series.target_id
),

neighbours AS (
    SELECT
        'years' AS step,
        near.target_id,
        far.target_id AS far_id,
        0 AS distance
    FROM promises AS near
    INNER JOIN promises AS far
        ON
            coalesce(near.jurisdiction_id, -near.document_id)
            = coalesce(far.jurisdiction_id, -far.document_id)
            AND near.due_year < far.due_year
    WHERE near.plan <> 'five_year' AND far.plan = 'five_year'
    UNION ALL
    SELECT
        'levels' AS step,
        near.target_id,
        far.target_id AS far_id,
        above.distance
    FROM promises AS near
    INNER JOIN above ON near.jurisdiction_id = above.jurisdiction_id
    INNER JOIN promises AS far
        ON
            above.upper_id = far.jurisdiction_id
            AND near.plan = far.plan
            AND near.due_year = far.due_year
),

alike AS (
    SELECT
        neighbours.step,
        neighbours.target_id,
        neighbours.far_id,
        neighbours.distance,
        far.year AS far_year,
        far.document AS far_document,
        far.plan_ordinal,
        far.section_ordinal,
        far.task_ordinal,
        far.target_ordinal,
        CASE
            WHEN near.series_key = far.series_key AND near.is_common THEN 'common'
            WHEN near.series_key = far.series_key THEN 'words'
            ELSE 'similar'
        END AS matched_by,
        CASE
            WHEN near.series_key = far.series_key THEN CAST(1 AS DECIMAL(9, 6))
            ELSE CAST(
                2 * len(list_intersect(near.pieces, far.pieces))
                / nullif(len(near.pieces) + len(far.pieces), 0) AS DECIMAL(9, 6)
            )
        END AS similarity
    FROM neighbours
    INNER JOIN promises AS near ON neighbours.target_id = near.target_id
    INNER JOIN promises AS far ON neighbours.far_id = far.target_id
    WHERE
        near.series_key = far.series_key
        -- Two different common indicators are two things, however alike their names.
        OR (
            NOT (near.is_common AND far.is_common)
            AND near.measure = far.measure
            AND near.unit_of_measure IS NOT DISTINCT FROM far.unit_of_measure
            AND near.baseline = far.baseline
        )
),

rungs AS (
    SELECT alike.*
    FROM alike
    WHERE alike.similarity >= CAST($min_similarity AS DECIMAL(9, 6))
    -- The same words before similar ones, the nearest level, the newest document, the first place in it.
    QUALIFY row_number() OVER (
        PARTITION BY alike.step, alike.target_id
        ORDER BY
            alike.matched_by = 'similar' ASC,
            alike.distance ASC,
            alike.similarity DESC,
            alike.far_year DESC NULLS LAST,
            alike.far_document ASC,
            alike.plan_ordinal ASC,
            alike.section_ordinal ASC,
            alike.task_ordinal ASC,
            alike.target_ordinal ASC,
            alike.far_id ASC
    ) = 1
)

SELECT
    rungs.step,
    near.series,
    near.measure,
    near.unit_of_measure,
    near.direction,
    near.jurisdiction,
    near.document,
    near.task_code,
    near.indicator,
    near.comparator,
    near.promised,
    near.due_year,
    far.jurisdiction AS far_jurisdiction,
    far.document AS far_document,
    far.task_code AS far_task_code,
    far.indicator AS far_indicator,
    far.comparator AS far_comparator,
    far.promised AS far_promised,
    far.due_year AS far_due_year,
    CAST(far.promised - near.promised AS DECIMAL(24, 6)) AS gap,
    CAST((far.promised - near.promised) / nullif(far.due_year - near.due_year, 0) AS DECIMAL(24, 6))
        AS gap_per_year,
    rungs.matched_by,
    rungs.similarity
FROM rungs
INNER JOIN promises AS near ON rungs.target_id = near.target_id
INNER JOIN promises AS far ON rungs.far_id = far.target_id
WHERE
    $plan IN ('all', near.plan)
    AND $document IN ('all', near.document)
    AND $jurisdiction IN ('all', near.jurisdiction)
    AND ($year IS NULL OR near.year = $year)
    AND $indicator IN ('all', near.series, near.indicator)
ORDER BY
    rungs.step DESC,
    near.series COLLATE zh ASC,
    near.series_key ASC,
    near.due_year ASC,
    near.jurisdiction COLLATE zh ASC NULLS LAST,
    near.jurisdiction ASC,
    near.document ASC,
    near.document_id ASC,
    near.plan_ordinal ASC,
    near.section_ordinal ASC,
    near.task_ordinal ASC,
    near.target_ordinal ASC
