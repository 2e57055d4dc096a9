/*
title:
  zh: 指标上下限与比较方式不符
  en: bounds do not fit the comparator
why:
  zh: 上下限须与比较方式相符,数字在转换中不得丢失。
  en: Bounds must say what the comparator says; no number may be lost on the way here.
*/
SELECT
    targets.target_id,
    targets.comparator,
    targets.low,
    targets.high
FROM targets
WHERE
    CASE targets.comparator
        WHEN 'eq' THEN targets.low IS DISTINCT FROM targets.high OR targets.low IS NULL
        WHEN 'approx' THEN targets.low IS DISTINCT FROM targets.high OR targets.low IS NULL
        WHEN 'ge' THEN targets.low IS NULL OR targets.high IS NOT NULL
        WHEN 'le' THEN targets.high IS NULL OR targets.low IS NOT NULL
        WHEN 'range' THEN targets.low IS NULL OR targets.high IS NULL OR targets.low >= targets.high
        ELSE TRUE
    END
ORDER BY targets.target_id
