/*
title:
  zh: 领导重复
  en: leader who exists twice
why:
  zh: 一人一行:同一辖区内姓名唯一,辖区未知者亦同。
  en: "One person is one row: names are unique in a jurisdiction, and among those of no known one."
*/
SELECT
    leaders.jurisdiction_id,
    leaders.name,
    count(*) AS leaders
FROM leaders
GROUP BY leaders.jurisdiction_id, leaders.name
HAVING count(*) > 1
ORDER BY leaders.jurisdiction_id, leaders.name
