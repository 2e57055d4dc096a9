/*
title:
  zh: 单位画像
  en: Profile of a unit
question:
  zh: 一个单位承担哪些任务、牵头还是配合、和谁一起、为哪位领导、对哪些数字负责?
  en: What is one unit on, in which role, with whom, for which leaders, and for which numbers?
grain:
  zh: 单位每个方面的每个条目一行:名称写法、计划、领导、伙伴、任务、指标。
  en: One row per unit, aspect of it and item. Aspects are name, plan, leader, partner, task and target.
parameters:
  unit:
  plan:
  document:
  jurisdiction:
  year:
columns:
  unit:
  aspect:
    type: VARCHAR
    title: {zh: 方面, en: Aspect}
    description:
      zh: name 名称写法、plan 计划、leader 领导、partner 伙伴、task 任务、target 指标。
      en: name, plan, leader, partner, task or target.
  place:
    type: BIGINT
    title: {zh: 次序, en: Place}
    description:
      zh: 条目在该方面中的次序,从 1 起。
      en: Position of the item within its aspect, from 1.
  item:
    type: VARCHAR
    title: {zh: 条目, en: Item}
    description:
      zh: 写法、计划类别、领导姓名、伙伴名称、任务编号或指标名称;未载明领导为空。
      en: Spelling, kind of plan, leader, partner, task code or indicator; NULL for tasks without a leader.
  role:
    type: VARCHAR
    title: {zh: 角色, en: Role}
    description:
      zh: 任务、指标:lead 牵头、support 配合;其余为空。
      en: "For tasks and targets: lead or support; else NULL."
  tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 任务数, en: Tasks}
    description:
      zh: 条目涉及的任务数。
      en: Number of the unit's tasks that the item concerns.
  lead_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 牵头任务数, en: Lead tasks}
    description:
      zh: 其中由该单位牵头的任务数。
      en: Number of these tasks that the unit leads.
  detail:
    type: VARCHAR
    title: {zh: 内容, en: Detail}
    description:
      zh: 任务内容、指标原文或伙伴类别;其余为空。
      en: Text of the task, quote of the target or kind of the partner; else NULL.
  task_code:
    type: VARCHAR
    title: {zh: 任务编号, en: Task code}
    description:
      zh: 任务、指标所在任务的编号;其余为空。
      en: Code of the task or of the target's task; else NULL.
  document:
    type: VARCHAR
    title: {zh: 文件, en: Document}
    description:
      zh: 任务、指标所在文件;其余为空。
      en: Document of the task or target; else NULL.
  jurisdiction:
    type: VARCHAR
    title: {zh: 辖区, en: Jurisdiction}
    description:
      zh: 单位所属辖区;无法确定为空。
      en: Jurisdiction the unit belongs to; NULL if it could not be told.
*/
WITH wanted_units AS (
    SELECT names.unit_id
    FROM unit_lookup AS names
    WHERE $unit IN ('all', names.name)
),

responsibilities AS (
    SELECT
        facts.task_id,
        facts.task_code,
        facts.task_text,
        facts.unit_id,
        facts.mention,
        facts.second_name,
        facts.is_lead,
        facts.plan,
        facts.leader_id,
        facts.leader,
        facts.document,
        row_number() OVER (
            PARTITION BY facts.unit_id
            ORDER BY
                facts.year,
                facts.document,
                facts.document_id,
                facts.plan_ordinal,
                facts.section_ordinal,
                facts.task_ordinal
        ) AS turn
    FROM unit_task_facts AS facts
    WHERE
        facts.unit_id IN (SELECT wanted_units.unit_id FROM wanted_units)
        AND $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
),

spellings AS (
    SELECT
        responsibilities.unit_id,
        regexp_replace(responsibilities.mention, '\s', '', 'g')
        || coalesce('(' || responsibilities.second_name || ')', '') AS item,
        count(*) AS tasks,
        count(*) FILTER (WHERE responsibilities.is_lead) AS lead_tasks
    FROM responsibilities
    GROUP BY ALL
),

plan_counts AS (
    SELECT
        responsibilities.unit_id,
        responsibilities.plan AS item,
        count(*) AS tasks,
        count(*) FILTER (WHERE responsibilities.is_lead) AS lead_tasks
    FROM responsibilities
    GROUP BY ALL
),

leader_counts AS (
    SELECT
        responsibilities.unit_id,
        responsibilities.leader AS item,
        responsibilities.leader_id,
        count(*) AS tasks,
        count(*) FILTER (WHERE responsibilities.is_lead) AS lead_tasks
    FROM responsibilities
    GROUP BY ALL
),

partner_counts AS (
    SELECT
        responsibilities.unit_id,
        partners.name AS item,
        partners.kind,
        partners.unit_id AS partner_id,
        count(*) AS tasks,
        count(*) FILTER (WHERE responsibilities.is_lead) AS lead_tasks
    FROM responsibilities
    INNER JOIN task_units
        ON
            responsibilities.task_id = task_units.task_id
            AND responsibilities.unit_id <> task_units.unit_id
    INNER JOIN units AS partners ON task_units.unit_id = partners.unit_id
    GROUP BY ALL
),

items AS (
    SELECT
        spellings.unit_id,
        1 AS aspect_place,
        'name' AS aspect,
        row_number()
            OVER (PARTITION BY spellings.unit_id ORDER BY spellings.tasks DESC, spellings.item ASC)
            AS place,
        spellings.item,
        NULL AS role,
        spellings.tasks,
        spellings.lead_tasks,
        NULL AS detail,
        NULL AS task_code,
        NULL AS document
    FROM spellings
    UNION ALL
    SELECT
        plan_counts.unit_id,
        2 AS aspect_place,
        'plan' AS aspect,
        row_number()
            OVER (PARTITION BY plan_counts.unit_id ORDER BY plan_counts.tasks DESC, plan_counts.item ASC)
            AS place,
        plan_counts.item,
        NULL AS role,
        plan_counts.tasks,
        plan_counts.lead_tasks,
        NULL AS detail,
        NULL AS task_code,
        NULL AS document
    FROM plan_counts
    UNION ALL
    SELECT
        leader_counts.unit_id,
        3 AS aspect_place,
        'leader' AS aspect,
        row_number() OVER (
            PARTITION BY leader_counts.unit_id
            ORDER BY
                leader_counts.tasks DESC,
                leader_counts.lead_tasks DESC,
                leader_counts.item ASC NULLS LAST,
                leader_counts.leader_id ASC
        ) AS place,
        leader_counts.item,
        NULL AS role,
        leader_counts.tasks,
        leader_counts.lead_tasks,
        NULL AS detail,
        NULL AS task_code,
        NULL AS document
    FROM leader_counts
    UNION ALL
    SELECT
        partner_counts.unit_id,
        4 AS aspect_place,
        'partner' AS aspect,
        row_number() OVER (
            PARTITION BY partner_counts.unit_id
            ORDER BY
                partner_counts.tasks DESC,
                partner_counts.lead_tasks DESC,
                partner_counts.item ASC,
                partner_counts.partner_id ASC
        ) AS place,
        partner_counts.item,
        NULL AS role,
        partner_counts.tasks,
        partner_counts.lead_tasks,
        partner_counts.kind AS detail,
        NULL AS task_code,
        NULL AS document
    FROM partner_counts
    UNION ALL
    SELECT
        responsibilities.unit_id,
        5 AS aspect_place,
        'task' AS aspect,
        responsibilities.turn AS place,
        responsibilities.task_code AS item,
        CASE WHEN responsibilities.is_lead THEN 'lead' ELSE 'support' END AS role,
        1 AS tasks,
        CAST(responsibilities.is_lead AS BIGINT) AS lead_tasks,
        responsibilities.task_text AS detail,
        responsibilities.task_code,
        responsibilities.document
    FROM responsibilities
    UNION ALL
    SELECT
        responsibilities.unit_id,
        6 AS aspect_place,
        'target' AS aspect,
        row_number() OVER (
            PARTITION BY responsibilities.unit_id ORDER BY responsibilities.turn, targets.ordinal
        ) AS place,
        targets.indicator AS item,
        CASE WHEN responsibilities.is_lead THEN 'lead' ELSE 'support' END AS role,
        1 AS tasks,
        CAST(responsibilities.is_lead AS BIGINT) AS lead_tasks,
        targets.quote AS detail,
        responsibilities.task_code,
        responsibilities.document
    FROM responsibilities
    INNER JOIN targets ON responsibilities.task_id = targets.task_id
)

SELECT
    units.name AS unit,
    items.aspect,
    items.place,
    items.item,
    items.role,
    items.tasks,
    items.lead_tasks,
    items.detail,
    items.task_code,
    items.document,
    jurisdictions.name AS jurisdiction
FROM items
INNER JOIN units ON items.unit_id = units.unit_id
LEFT JOIN jurisdictions ON units.jurisdiction_id = jurisdictions.jurisdiction_id
ORDER BY
    jurisdictions.name COLLATE zh NULLS LAST,
    jurisdictions.name,
    units.name COLLATE zh,
    units.name,
    units.unit_id,
    items.aspect_place,
    items.place
