/*
title:
  zh: 指标措辞
  en: Wording of targets
question:
  zh: 数字承诺是刚性还是弹性:用什么比较方式、什么承诺用语、针对哪类度量?
  en: How hard are the promises, by comparator, binding word and kind of measure?
grain:
  zh: 每份文件中每种比较方式、承诺用语与度量类别的组合一行,指标多者在前。
  en: One row per document and combination of comparator, binding word and measure, the most frequent first.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  measure:
columns:
  document:
  firmness:
  comparator:
  commitment:
  measure:
  targets:
  target_share:
    type: DECIMAL(9,6)
    title: {zh: 指标占比, en: Share of targets}
    description:
      zh: 占该文件所选指标的比例,0 至 1。
      en: Share of the document's selected targets, from 0 to 1.
  firmness_share:
    type: DECIMAL(9,6)
    title: {zh: 刚性占比, en: Share of the firmness}
    description:
      zh: 同一刚性的指标占该文件所选指标的比例,0 至 1;同一刚性的各行相同。
      en: "Share of targets of this firmness in the document, from 0 to 1; the same in all its rows."
  example:
    type: VARCHAR
    title: {zh: 例, en: Example}
    description:
      zh: 文件中首个此类指标的原文。
      en: Quote of the first such target in the document.
  jurisdiction:
*/
WITH worded AS (
    SELECT
        facts.document_id,
        facts.document,
        facts.year,
        facts.jurisdiction,
        series.firmness,
        facts.comparator,
        facts.commitment,
        facts.measure,
        facts.quote,
        row_number() OVER (
            PARTITION BY facts.document_id
            ORDER BY
                facts.plan_ordinal,
                facts.section_ordinal,
                facts.task_ordinal,
                facts.target_ordinal
        ) AS turn
    FROM target_facts AS facts
    INNER JOIN target_series AS series ON facts.target_id = series.target_id
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
        AND $measure IN ('all', facts.measure)
),

combinations AS (
    SELECT
        worded.document_id,
        worded.document,
        worded.year,
        worded.jurisdiction,
        worded.firmness,
        worded.comparator,
        worded.commitment,
        worded.measure,
        count(*) AS targets,
        arg_min(worded.quote, worded.turn) AS example
    FROM worded
    GROUP BY
        worded.document_id,
        worded.document,
        worded.year,
        worded.jurisdiction,
        worded.firmness,
        worded.comparator,
        worded.commitment,
        worded.measure
),

shares AS (
    SELECT
        combinations.*,
        sum(combinations.targets) OVER (PARTITION BY combinations.document_id) AS document_targets,
        sum(combinations.targets) OVER (PARTITION BY combinations.document_id, combinations.firmness)
            AS firmness_targets
    FROM combinations
)

SELECT
    shares.document,
    shares.firmness,
    shares.comparator,
    shares.commitment,
    shares.measure,
    shares.targets,
    CAST(shares.targets / shares.document_targets AS DECIMAL(9, 6)) AS target_share,
    CAST(shares.firmness_targets / shares.document_targets AS DECIMAL(9, 6)) AS firmness_share,
    shares.example,
    shares.jurisdiction
FROM shares
ORDER BY
    shares.jurisdiction COLLATE zh ASC NULLS LAST,
    shares.jurisdiction ASC,
    shares.year ASC,
    shares.document ASC,
    shares.document_id ASC,
    shares.targets DESC,
    shares.comparator ASC,
    shares.commitment ASC NULLS LAST,
    shares.measure ASC,
    shares.firmness ASC
