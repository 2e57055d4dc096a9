/*
title:
  zh: 行数与载入记录不符
  en: row counts differ from the load
why:
  zh: 载入时数过的行必须全部到达快照。
  en: Every row counted while loading must have arrived here.
*/
WITH latest_loads AS (
    SELECT
        loads.document_id,
        max(loads.load_id) AS load_id
    FROM loads
    WHERE loads.outcome IN ('loaded', 'replaced') AND loads.document_id IS NOT NULL
    GROUP BY loads.document_id
),

arrived AS (
    SELECT
        facts.document_id,
        count(*) AS tasks,
        sum(facts.units) AS task_units,
        sum(facts.lead_units) AS leads,
        sum(facts.targets) AS targets
    FROM task_facts AS facts
    GROUP BY facts.document_id
)

SELECT
    loads.document_id,
    loads.n_tasks,
    arrived.tasks,
    loads.n_task_units,
    arrived.task_units,
    loads.n_leads,
    arrived.leads,
    loads.n_targets,
    arrived.targets
FROM latest_loads
INNER JOIN loads ON latest_loads.load_id = loads.load_id
LEFT JOIN arrived ON loads.document_id = arrived.document_id
WHERE
    loads.n_tasks <> coalesce(arrived.tasks, 0)
    OR loads.n_task_units <> coalesce(arrived.task_units, 0)
    OR loads.n_leads <> coalesce(arrived.leads, 0)
    OR loads.n_targets <> coalesce(arrived.targets, 0)
ORDER BY loads.document_id
