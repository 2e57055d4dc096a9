/*
title:
  zh: 指标归类
  en: What each target is a promise about
grain:
  zh: 每个量化指标一行。
  en: One row per target.
is_stored: true
columns:
  target_id:
  series:
  series_key:
    type: VARCHAR
    title: {zh: 可比键, en: Series key}
    description:
      zh: 可直接比较的指标同此键:同一指标、同一计量单位、同一基准。
      en: "Targets that can be compared as they stand share this key: same series, unit and baseline."
  is_common:
    type: BOOLEAN
    title: {zh: 是否通用指标, en: Common}
    description:
      zh: 是否对应通用指标;否则按指标名称的文字归类。
      en: Whether it has a common indicator; if not, the words of the indicator decide.
  direction:
  firmness:
  promised:
*/
WITH worded AS (
    SELECT
        targets.target_id,
        targets.indicator_key,
        targets.indicator,
        targets.comparator,
        targets.measure,
        targets.commitment,
        targets.low,
        targets.high,
        targets.unit,
        targets.baseline,
        -- Letters and digits alone, full-width ones made half-width; where it applies and the verb of growth
        -- say nothing about which quantity is meant.
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    lower(
                        translate(
                            targets.indicator,
                            '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ',
                            '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
                        )
                    ),
                    '[^\p{L}\p{N}+]',
                    '',
                    'g'
                ),
                '^(全省|全市|全县|全区|全州|全盟|全旗|全域|全年|年度)+',
                ''
            ),
            '(增长率|增长|增速|增幅|涨幅)$',
            ''
        ) AS words
    FROM targets
),

keyed AS (
    SELECT
        worded.target_id,
        worded.indicator_key IS NOT NULL AS is_common,
        coalesce(worded.indicator_key, nullif(worded.words, ''), worded.indicator) AS series,
        -- The words alone do not tell growth of a thing from its amount; a common indicator does.
        concat_ws(
            '|',
            coalesce(worded.indicator_key, nullif(worded.words, ''), worded.indicator),
            CASE WHEN worded.indicator_key IS NULL THEN worded.measure ELSE 'common' END,
            coalesce(worded.unit, ''),
            CASE WHEN worded.baseline IN ('上年', '上年同期', '去年', '去年同期') THEN NULL ELSE worded.baseline END
        ) AS series_key,
        worded.indicator,
        worded.comparator,
        worded.measure,
        worded.commitment,
        worded.low,
        worded.high
    FROM worded
),

directed AS (
    SELECT
        keyed.*,
        -- Less is better where any promise of the series is a ceiling, for ranks, and for what one wants less
        -- of, unless the number says by how much it falls.
        CASE
            WHEN regexp_matches(keyed.indicator, '下降|降低|降幅|减少|减排|削减|压减|压降') THEN 'up'
            WHEN
                keyed.measure = 'rank'
                OR (keyed.low = 0 AND keyed.high = 0)
                OR bool_or(keyed.comparator = 'le') OVER (PARTITION BY keyed.series_key)
                OR regexp_matches(
                    keyed.indicator,
                    '失业率|死亡|伤亡|事故|发案|浓度|赤字|不良|负债率|能耗强度|排放强度|消费价格|物价|次均费用|流失率'
                )
                THEN 'down'
            ELSE 'up'
        END AS direction
    FROM keyed
)

SELECT
    directed.target_id,
    directed.series,
    directed.series_key,
    directed.is_common,
    directed.direction,
    CASE
        WHEN
            regexp_matches(directed.commitment, '确保|保证|务必|必须|不低于|不少于|不高于|不超过|严格|严控|守住|^保')
            THEN 'hard'
        WHEN
            directed.comparator = 'approx'
            OR regexp_matches(directed.commitment, '力争|争取|努力|奋力|争|预期|预计|左右|基本|接近|拟|计划')
            THEN 'soft'
        ELSE 'plain'
    END AS firmness,
    -- Of a range the end that must be reached, not the end hoped for.
    CASE
        WHEN directed.comparator = 'range' AND directed.direction = 'down' THEN directed.high
        ELSE coalesce(directed.low, directed.high)
    END AS promised
FROM directed
