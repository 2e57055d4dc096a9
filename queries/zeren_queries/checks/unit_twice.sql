/*
title:
  zh: 单位重复
  en: unit that exists twice
why:
  zh: 一个机构一行:同一辖区内单位名称唯一,辖区未知者亦同。
  en: "One body is one row: names are unique in a jurisdiction, and among those of no known one."
*/
SELECT
    units.jurisdiction_id,
    units.name,
    count(*) AS units
FROM units
GROUP BY units.jurisdiction_id, units.name
HAVING count(*) > 1
ORDER BY units.jurisdiction_id, units.name
