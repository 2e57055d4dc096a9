/*
title:
  zh: 集合称谓与未列尽的名单
  en: Collective mentions and open lists
question:
  zh: 哪些任务把责任交给了没有逐一列出的单位?
  en: Which tasks hand responsibility to units that are not listed one by one?
grain:
  zh: 每处集合称谓、每份以“等”结尾的名单一行,按文件次序。
  en: One row per collective mention and per list left open by 等, in the order of the documents.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  form:
    type: text
    default: all
    allowed: [all, group, open_list]
    description:
      zh: group 集合称谓、open_list 以等结尾的名单;all 为全部。
      en: Collective mentions (group) or open lists (open_list); all for both.
columns:
  task_code:
  plan:
  leader:
  form:
    type: VARCHAR
    title: {zh: 形式, en: Form}
    description:
      zh: group 集合称谓,如其他成员单位;open_list 以等结尾的名单。
      en: group for a collective mention, open_list for a list that ends in 等.
  mention:
    type: VARCHAR
    title: {zh: 原文, en: Words}
    description:
      zh: 所印文字;无从指明为空。
      en: The words as printed; NULL if they cannot be pointed at.
  unit:
    type: VARCHAR
    title: {zh: 单位, en: Unit}
    description:
      zh: 集合称谓的规范名称;未列尽的名单为空。
      en: Canonical name of the collective mention; NULL for an open list.
  is_lead:
    type: BOOLEAN
    title: {zh: 是否牵头, en: Leads}
    description:
      zh: 集合称谓是否牵头;未列尽的名单为空。
      en: Whether the collective mention leads; NULL for an open list.
  named_units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 列明单位数, en: Units named}
    description:
      zh: 同一任务中逐一列明的单位数。
      en: Number of units on the same task that are listed by name.
  leads:
  task_text:
  document:
  jurisdiction:
*/
WITH task_lists AS (
    SELECT
        facts.task_id,
        count(*) FILTER (WHERE facts.unit_kind <> 'group') AS named_units,
        string_agg(facts.unit, '、' ORDER BY facts.position) FILTER (WHERE facts.is_lead) AS leads
    FROM unit_task_facts AS facts
    GROUP BY facts.task_id
),

openings AS (
    SELECT
        facts.task_id,
        'group' AS form,
        facts.mention,
        facts.unit,
        facts.is_lead,
        facts.mention_start AS place,
        facts.position AS turn
    FROM unit_task_facts AS facts
    WHERE facts.unit_kind = 'group'
    UNION ALL
    SELECT
        findings.task_id,
        'open_list' AS form,
        findings.quote AS mention,
        NULL AS unit,
        NULL AS is_lead,
        findings.span_start AS place,
        0 AS turn
    FROM findings
    WHERE findings.rule = 'list_open' AND findings.task_id IS NOT NULL
)

SELECT
    facts.task_code,
    facts.plan,
    facts.leader,
    openings.form,
    openings.mention,
    openings.unit,
    openings.is_lead,
    coalesce(task_lists.named_units, 0) AS named_units,
    task_lists.leads,
    facts.task_text,
    facts.document,
    facts.jurisdiction
FROM openings
INNER JOIN task_facts AS facts ON openings.task_id = facts.task_id
LEFT JOIN task_lists ON openings.task_id = task_lists.task_id
WHERE
    $form IN ('all', openings.form)
    AND $plan IN ('all', facts.plan)
    AND $document IN ('all', facts.document)
    AND $jurisdiction IN ('all', facts.jurisdiction)
    AND ($year IS NULL OR facts.year = $year)
ORDER BY
    facts.jurisdiction COLLATE zh NULLS LAST,
    facts.jurisdiction,
    facts.year,
    facts.document,
    facts.document_id,
    facts.plan_ordinal,
    facts.section_ordinal,
    facts.task_ordinal,
    openings.place NULLS LAST,
    openings.form,
    openings.turn,
    openings.unit,
    openings.mention
