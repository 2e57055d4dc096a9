/*
title:
  zh: 指标完成情况
  en: Attainment of targets
question:
  zh: 按已有观测值,哪些承诺已经兑现、进展正常、落后或无从判断?
  en: Going by what has been observed, which promises are achieved, on track, behind or unknown?
grain:
  zh: 每个量化指标一行,按文件次序。
  en: One row per target, in the order of the documents.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  unit:
  leader:
  indicator:
  measure:
  status:
    type: text
    default: all
    allowed: [all, achieved, on_track, behind, unknown]
    description:
      zh: 完成情况;all 为全部。
      en: Leave out targets of another status; all for every one.
  as_of:
    type: date
    default: null
    description:
      zh: 评估日期,其后的观测值不计;空为最近一个观测日期,不取当天日期。
      en: Day of the judgement, later observations are ignored; empty for the day of the newest, never today.
  tolerance:
    type: decimal
    default: 0.05
    description:
      zh: “左右”容许的偏差,为承诺值的比例。
      en: By what part of the promised number 左右 may be missed.
columns:
  task_code:
  plan:
  indicator:
  comparator:
  low:
  high:
  unit_of_measure:
  measure:
  direction:
  due_on:
    type: DATE
    title: {zh: 到期日, en: Due on}
    description:
      zh: 任务时限,无则目标年份的最后一天;无法确定为空。
      en: Deadline of the task, else the last day of the due year; NULL if neither is known.
  status:
    type: VARCHAR
    title: {zh: 完成情况, en: Status}
    description:
      zh: achieved 已完成、on_track 进展正常、behind 落后、unknown 不明。
      en: achieved, on_track, behind or unknown.
  reason:
    type: VARCHAR
    title: {zh: 依据, en: Reason}
    description:
      zh: met 到期达到;met_early 提前达到;met_so_far 目前达到;on_pace 不慢于时间进度;off_pace 慢于时间进度;short 目前未达到;missed
        到期未达到;too_early 尚早;outdated 到期而无新观测;no_observation 无观测;unit_differs 计量单位不符。
      en: "How the status was found: met, met_early, met_so_far, on_pace, off_pace, short, missed,
        too_early, outdated, no_observation or unit_differs."
  observed:
    type: DECIMAL(24,6)
    title: {zh: 观测值, en: Observed}
    description:
      zh: 所用观测值,以基本单位计;无为空。
      en: The observation used, in base units; NULL if none.
  observed_on:
    type: DATE
    title: {zh: 观测日期, en: Observed on}
    description: {zh: 所用观测值的日期;无为空。, en: Day of the observation used; NULL if none.}
  progress:
    type: DECIMAL(18,6)
    title: {zh: 完成率, en: Progress}
    description:
      zh: 观测值除以承诺值;承诺值为 0 或无观测为空。
      en: Observed divided by promised; NULL if that is 0 or nothing was observed.
  elapsed:
    type: DECIMAL(9,6)
    title: {zh: 时间进度, en: Elapsed}
    description:
      zh: 计划期初至到期日已过去的比例,计至观测日期,0 至 1;无法确定为空。
      en: Part of the time from the plan's first day to the due day gone by when observed; NULL if unknown.
  observed_for:
    type: VARCHAR
    title: {zh: 观测对象, en: Observed for}
    description:
      zh: target 针对该承诺;indicator 针对同辖区的通用指标;无为空。
      en: target if made for this promise, indicator for the jurisdiction's common indicator; NULL if none.
  source:
    type: VARCHAR
    title: {zh: 来源, en: Source}
    description: {zh: 观测值的来源;无为空。, en: Where the observation was published; NULL if none.}
  note:
    type: VARCHAR
    title: {zh: 说明, en: Note}
    description: {zh: 观测值的说明;无为空。, en: Remark on the observation; NULL if none.}
  leader:
  leads:
  quote:
  document:
  jurisdiction:
*/
WITH wanted_units AS (
    SELECT names.unit_id
    FROM unit_lookup AS names
    WHERE $unit IN ('all', names.name)
),

judgement AS (
    SELECT max(coalesce($as_of, observations.observed_on)) AS judged_on
    FROM observations
),

promises AS (
    SELECT
        facts.*,
        series.series,
        series.direction,
        series.promised,
        targets.indicator_key,
        coalesce(documents.doc_number, documents.source_name) AS document_name,
        coalesce(plans.starts_on, make_date(facts.due_year, 1, 1)) AS starts_on,
        coalesce(tasks.due_on, make_date(facts.due_year, 12, 31)) AS due_on
    FROM target_facts AS facts
    INNER JOIN target_series AS series ON facts.target_id = series.target_id
    INNER JOIN targets ON facts.target_id = targets.target_id
    INNER JOIN tasks ON facts.task_id = tasks.task_id
    INNER JOIN plans ON facts.plan_id = plans.plan_id
    INNER JOIN documents ON facts.document_id = documents.document_id
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
        AND $indicator IN ('all', series.series, facts.indicator)
        AND $measure IN ('all', facts.measure)
        AND (
            $unit = 'all'
            OR facts.task_id IN (
                SELECT task_units.task_id
                FROM task_units
                WHERE task_units.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
            )
        )
),

usable AS (
    SELECT
        promises.target_id,
        'target' AS observed_for,
        observations.*
    FROM promises
    INNER JOIN observations
        ON
            promises.document_name = observations.doc_number
            AND promises.jurisdiction_id = observations.jurisdiction_id
            AND promises.task_code = observations.task_code
            AND promises.target_ordinal = observations.target_ordinal
    UNION ALL
    SELECT
        promises.target_id,
        'indicator' AS observed_for,
        observations.*
    FROM promises
    INNER JOIN observations
        ON
            promises.jurisdiction_id = observations.jurisdiction_id
            AND promises.indicator_key = observations.indicator_key
            -- What was so before the plan began, or became so after the due day, is about another promise.
            AND observations.observed_on BETWEEN promises.starts_on AND promises.due_on
),

fitting AS (
    SELECT
        usable.target_id,
        usable.observed_for,
        usable.observed_on,
        usable.value AS observed,
        usable.source,
        usable.note,
        (usable.unit IS NOT DISTINCT FROM promises.unit_of_measure) AS is_same_unit
    FROM usable
    INNER JOIN promises ON usable.target_id = promises.target_id
    CROSS JOIN judgement
    WHERE usable.observed_on <= judgement.judged_on
    -- In the right unit before others, about this promise before the indicator, the newest, then the last
    -- recorded.
    QUALIFY row_number() OVER (
        PARTITION BY usable.target_id
        ORDER BY
            (usable.unit IS NOT DISTINCT FROM promises.unit_of_measure) DESC,
            usable.observed_for DESC,
            usable.observed_on DESC,
            usable.recorded_at DESC,
            usable.source ASC,
            usable.value ASC,
            usable.observation_id ASC
    ) = 1
),

measured AS (
    SELECT
        promises.*,
        judgement.judged_on,
        fitting.observed_for,
        fitting.is_same_unit,
        CASE WHEN fitting.is_same_unit THEN fitting.observed END AS observed,
        CASE WHEN fitting.is_same_unit THEN fitting.observed_on END AS observed_on,
        CASE WHEN fitting.is_same_unit THEN fitting.source END AS source,
        CASE WHEN fitting.is_same_unit THEN fitting.note END AS note,
        -- Things delivered add up over the time of the plan; a rate or a share stands for itself each day.
        promises.measure IN ('count', 'amount') AND promises.direction = 'up' AS is_adding_up,
        CASE
            WHEN promises.comparator = 'approx' AND promises.direction = 'up'
                THEN fitting.observed >= promises.promised - abs(promises.promised) * $tolerance
            WHEN promises.comparator = 'approx'
                THEN fitting.observed <= promises.promised + abs(promises.promised) * $tolerance
            WHEN promises.comparator = 'ge' OR (promises.comparator <> 'le' AND promises.direction = 'up')
                THEN fitting.observed >= promises.promised
            ELSE fitting.observed <= promises.promised
        END AS is_met,
        greatest(date_diff('day', promises.starts_on, promises.due_on) + 1, 1) AS days,
        greatest(date_diff('day', promises.starts_on, fitting.observed_on) + 1, 0) AS days_gone
    FROM promises
    CROSS JOIN judgement
    LEFT JOIN fitting ON promises.target_id = fitting.target_id
),

judged AS (
    SELECT
        measured.*,
        CASE
            WHEN measured.is_same_unit IS NULL THEN 'no_observation'
            WHEN NOT measured.is_same_unit THEN 'unit_differs'
            WHEN measured.observed_on >= measured.due_on AND measured.is_met THEN 'met'
            WHEN measured.observed_on >= measured.due_on THEN 'missed'
            WHEN measured.is_adding_up AND measured.is_met THEN 'met_early'
            WHEN measured.judged_on > measured.due_on THEN 'outdated'
            WHEN measured.is_met THEN 'met_so_far'
            WHEN
                measured.is_adding_up
                AND CAST(measured.observed AS DECIMAL(38, 6)) * measured.days
                >= CAST(measured.promised AS DECIMAL(38, 6)) * measured.days_gone
                THEN 'on_pace'
            WHEN measured.is_adding_up AND measured.due_on IS NOT NULL THEN 'off_pace'
            WHEN
                measured.measure = 'growth'
                OR date_part('year', measured.observed_on) >= date_part('year', measured.due_on)
                THEN 'short'
            ELSE 'too_early'
        END AS reason
    FROM measured
),

rated AS (
    SELECT
        judged.*,
        CASE
            WHEN judged.reason IN ('met', 'met_early') THEN 'achieved'
            WHEN judged.reason IN ('met_so_far', 'on_pace') THEN 'on_track'
            WHEN judged.reason IN ('missed', 'off_pace', 'short') THEN 'behind'
            ELSE 'unknown'
        END AS rating
    FROM judged
)

SELECT
    rated.task_code,
    rated.plan,
    rated.indicator,
    rated.comparator,
    rated.low,
    rated.high,
    rated.unit_of_measure,
    rated.measure,
    rated.direction,
    rated.due_on,
    rated.rating AS status,
    rated.reason,
    rated.observed,
    rated.observed_on,
    CAST(rated.observed / nullif(rated.promised, 0) AS DECIMAL(18, 6)) AS progress,
    CAST(
        CASE WHEN rated.observed IS NOT NULL THEN least(rated.days_gone / rated.days, 1) END
        AS DECIMAL(9, 6)
    ) AS elapsed,
    CASE WHEN rated.observed IS NOT NULL THEN rated.observed_for END AS observed_for,
    rated.source,
    rated.note,
    rated.leader,
    rated.leads,
    rated.quote,
    rated.document,
    rated.jurisdiction
FROM rated
WHERE $status IN ('all', rated.rating)
ORDER BY
    rated.jurisdiction COLLATE zh ASC NULLS LAST,
    rated.jurisdiction ASC,
    rated.year ASC,
    rated.document ASC,
    rated.document_id ASC,
    rated.plan_ordinal ASC,
    rated.section_ordinal ASC,
    rated.task_ordinal ASC,
    rated.target_ordinal ASC
