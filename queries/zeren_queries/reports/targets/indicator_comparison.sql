/*
title:
  zh: 指标横向比较
  en: One indicator across governments
question:
  zh: 同一指标各地、各年定多少,比上级高多少,比上次高多少?
  en: What do governments promise for one indicator, and how does that compare with the level above and
    the time before?
grain:
  zh: 每个政府对每个指标、每个目标年份、每类计划的承诺一行;一份文件重复承诺的只取首处。
  en: One row per indicator, government, due year and kind of plan; of repeated promises in a document
    the first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  indicator:
  measure:
columns:
  series:
  measure:
  unit_of_measure:
  due_year:
  plan:
  jurisdiction:
  jurisdiction_level:
  comparator:
  low:
  high:
  promised:
  direction:
  peers:
    type: BIGINT
    unit: {zh: 个, en: governments}
    title: {zh: 同级政府数, en: Peers}
    description:
      zh: 对同一目标年份作此承诺的同级政府数,含本级。
      en: Number of governments of the same level that promise it for the same year, this one included.
  place:
    type: BIGINT
    title: {zh: 位次, en: Place}
    description:
      zh: 在同级政府中的位次,目标最高者为 1,并列同位。
      en: Place among the peers, 1 for the most ambitious, equals sharing one.
  upper_jurisdiction:
    type: VARCHAR
    title: {zh: 上级, en: Level above}
    description:
      zh: 对同一目标年份、同类计划作此承诺的最近一个上级;无为空。
      en: The nearest government above that promises it for the same year and kind of plan; NULL if none.
  upper_promised:
    type: DECIMAL(24,6)
    title: {zh: 上级承诺值, en: Promised above}
    description: {zh: 上级的承诺值;无为空。, en: What the level above promises; NULL if none.}
  gap_to_upper:
    type: DECIMAL(24,6)
    title: {zh: 与上级之差, en: Gap to the level above}
    description: {zh: 承诺值减上级承诺值;无为空。, en: Promised minus promised above; NULL if none.}
  is_raised:
    type: BOOLEAN
    title: {zh: 是否加码, en: Raised}
    description:
      zh: 是否比上级定得更高(越小越好的指标则更低);无上级承诺为空。
      en: Whether it asks for more than the level above; NULL if that promises nothing.
  earlier_due_year:
    type: BIGINT
    title: {zh: 上次目标年份, en: Earlier due year}
    description:
      zh: 同一政府同类计划上一次承诺的目标年份;无为空。
      en: Due year of the same government's promise before this one; NULL if none.
  earlier_promised:
    type: DECIMAL(24,6)
    title: {zh: 上次承诺值, en: Promised before}
    description: {zh: 上一次的承诺值;无为空。, en: What was promised before; NULL if none.}
  task_code:
  quote:
  document:
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
        facts.*,
        -- A document whose government is unknown stands for itself.
        coalesce(facts.jurisdiction_id, -facts.document_id) AS government_id,
        series.series,
        series.series_key,
        series.direction,
        series.promised,
        CASE series.direction WHEN 'down' THEN -series.promised ELSE series.promised END AS ambition,
        jurisdictions.level AS jurisdiction_level
    FROM target_facts AS facts
    INNER JOIN target_series AS series ON facts.target_id = series.target_id
    LEFT JOIN jurisdictions ON facts.jurisdiction_id = jurisdictions.jurisdiction_id
    -- The latest document of a government speaks for a due year, and in it the first place.
    QUALIFY row_number() OVER (
        PARTITION BY
            coalesce(facts.jurisdiction_id, -facts.document_id),
            series.series_key,
            facts.due_year,
            facts.plan
        ORDER BY
            facts.year DESC NULLS LAST,
            facts.document ASC,
            facts.document_id ASC,
            facts.plan_ordinal ASC,
            facts.section_ordinal ASC,
            facts.task_ordinal ASC,
            facts.target_ordinal ASC
    ) = 1
),

placed AS (
    SELECT
        promises.*,
        count(*) OVER peer_group AS peers,
        rank() OVER (peer_group ORDER BY promises.ambition DESC) AS place,
        lag(promises.due_year) OVER history AS earlier_due_year,
        lag(promises.promised) OVER history AS earlier_promised
    FROM promises
    WINDOW
        peer_group AS (
            PARTITION BY
                promises.series_key,
                promises.due_year,
                promises.plan,
                promises.jurisdiction_level
        ),
        history AS (
            PARTITION BY promises.series_key, promises.plan, promises.government_id
            ORDER BY promises.due_year NULLS FIRST
        )
),

uppers AS (
    SELECT
        placed.target_id,
        upper.jurisdiction AS upper_jurisdiction,
        upper.promised AS upper_promised,
        upper.ambition AS upper_ambition
    FROM placed
    INNER JOIN above ON placed.jurisdiction_id = above.jurisdiction_id
    INNER JOIN promises AS upper
        ON
            above.upper_id = upper.jurisdiction_id
            AND placed.series_key = upper.series_key
            AND placed.due_year = upper.due_year
            AND placed.plan = upper.plan
    QUALIFY row_number() OVER (PARTITION BY placed.target_id ORDER BY above.distance) = 1
)

SELECT
    placed.series,
    placed.measure,
    placed.unit_of_measure,
    placed.due_year,
    placed.plan,
    placed.jurisdiction,
    placed.jurisdiction_level,
    placed.comparator,
    placed.low,
    placed.high,
    placed.promised,
    placed.direction,
    placed.peers,
    placed.place,
    uppers.upper_jurisdiction,
    uppers.upper_promised,
    CAST(placed.promised - uppers.upper_promised AS DECIMAL(24, 6)) AS gap_to_upper,
    placed.ambition > uppers.upper_ambition AS is_raised,
    placed.earlier_due_year,
    placed.earlier_promised,
    placed.task_code,
    placed.quote,
    placed.document
FROM placed
LEFT JOIN uppers ON placed.target_id = uppers.target_id
WHERE
    $plan IN ('all', placed.plan)
    AND $document IN ('all', placed.document)
    AND $jurisdiction IN ('all', placed.jurisdiction)
    AND ($year IS NULL OR placed.year = $year)
    AND $indicator IN ('all', placed.series, placed.indicator)
    AND $measure IN ('all', placed.measure)
ORDER BY
    placed.series COLLATE zh ASC,
    placed.series_key ASC,
    placed.due_year ASC NULLS LAST,
    placed.plan ASC,
    list_position(
        ['country', 'province', 'prefecture', 'county', 'township'], placed.jurisdiction_level
    ) ASC NULLS LAST,
    placed.ambition DESC,
    placed.jurisdiction COLLATE zh ASC NULLS LAST,
    placed.jurisdiction ASC,
    placed.document ASC,
    placed.target_id ASC
