/*
title:
  zh: 按次序认定的牵头单位不在首位
  en: lead by order that is not the first listed
why:
  zh: 按次序认定牵头时,只有名单首位可以牵头。
  en: Where the order decides who leads, only the first listed can.
*/
WITH first_positions AS (
    SELECT
        task_units.task_id,
        min(task_units.position) AS first_position
    FROM task_units
    GROUP BY task_units.task_id
)

SELECT
    task_units.task_id,
    task_units.position,
    task_units.mention
FROM task_units
INNER JOIN first_positions ON task_units.task_id = first_positions.task_id
WHERE
    task_units.is_lead
    AND task_units.lead_basis IN ('stated_first', 'assumed_first')
    AND task_units.position > first_positions.first_position
ORDER BY task_units.task_id, task_units.position
