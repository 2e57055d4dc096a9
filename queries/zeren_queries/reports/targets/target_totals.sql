/*
title:
  zh: 指标合计
  en: Totals of targets
question:
  zh: 各类计划共承诺了多少钱、多少人、多少个项目?
  en: How much money, how many people and how many projects do the plans promise in all?
grain:
  zh: 每份文件的每类计划、每种度量类别与计量单位一行。
  en: One row per document, kind of plan, measure and unit of measure.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  measure:
columns:
  document:
  plan:
  measure:
  unit_of_measure:
  targets:
  total:
    type: DECIMAL(38,6)
    title: {zh: 合计, en: Total}
    description:
      zh: 承诺值之和,以基本单位计;只有总量和计数可加,其余为空。包含与被包含的指标各计一次,故为上限。
      en: Promised numbers added up; NULL unless amounts or counts. A part and its whole both count, so
        an upper bound.
  smallest:
    type: DECIMAL(24,6)
    title: {zh: 最小, en: Smallest}
    description: {zh: 最小的承诺值。, en: The smallest promised number.}
  largest:
    type: DECIMAL(24,6)
    title: {zh: 最大, en: Largest}
    description: {zh: 最大的承诺值。, en: The largest promised number.}
  largest_indicator:
    type: VARCHAR
    title: {zh: 最大者指标, en: Indicator of the largest}
    description:
      zh: 承诺值最大的指标;并列时取文件中在前者。
      en: The indicator promised the largest number; of equals the first in the document.
  jurisdiction:
*/
WITH promises AS (
    SELECT
        facts.document_id,
        facts.document,
        facts.year,
        facts.jurisdiction,
        facts.plan,
        facts.measure,
        facts.unit_of_measure,
        facts.indicator,
        series.promised,
        row_number() OVER (
            PARTITION BY facts.document_id, facts.plan, facts.measure, facts.unit_of_measure
            ORDER BY
                series.promised DESC,
                facts.plan_ordinal ASC,
                facts.section_ordinal ASC,
                facts.task_ordinal ASC,
                facts.target_ordinal ASC
        ) AS place
    FROM target_facts AS facts
    INNER JOIN target_series AS series ON facts.target_id = series.target_id
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
        AND $measure IN ('all', facts.measure)
)

SELECT
    promises.document,
    promises.plan,
    promises.measure,
    promises.unit_of_measure,
    count(*) AS targets,
    sum(promises.promised) FILTER (WHERE promises.measure IN ('amount', 'count')) AS total,
    min(promises.promised) AS smallest,
    max(promises.promised) AS largest,
    min(promises.indicator) FILTER (WHERE promises.place = 1) AS largest_indicator,
    promises.jurisdiction
FROM promises
GROUP BY
    promises.document_id,
    promises.document,
    promises.year,
    promises.jurisdiction,
    promises.plan,
    promises.measure,
    promises.unit_of_measure
ORDER BY
    promises.jurisdiction COLLATE zh ASC NULLS LAST,
    promises.jurisdiction ASC,
    promises.year ASC,
    promises.document ASC,
    promises.document_id ASC,
    promises.plan ASC,
    promises.measure ASC,
    count(*) DESC,
    promises.unit_of_measure ASC NULLS LAST
