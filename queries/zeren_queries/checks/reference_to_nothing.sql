/*
title:
  zh: 引用落空
  en: reference to a row that is not there
why:
  zh: 每个外键都必须指向存在的行,否则连接会悄悄丢行。
  en: Every reference must find its row, or joins would lose rows without a word.
*/
-- NULL is not in an empty table, says SQL: without the first condition a record without leaders would fail.
WITH lost_references AS (
    SELECT
        'documents.jurisdiction_id' AS reference,
        child.jurisdiction_id AS missing_id
    FROM documents AS child
    WHERE
        child.jurisdiction_id IS NOT NULL
        AND child.jurisdiction_id NOT IN (SELECT parent.jurisdiction_id FROM jurisdictions AS parent)
    UNION ALL
    SELECT
        'jurisdictions.parent_id' AS reference,
        child.parent_id AS missing_id
    FROM jurisdictions AS child
    WHERE
        child.parent_id IS NOT NULL
        AND child.parent_id NOT IN (SELECT parent.jurisdiction_id FROM jurisdictions AS parent)
    UNION ALL
    SELECT
        'plans.document_id' AS reference,
        child.document_id AS missing_id
    FROM plans AS child
    WHERE
        child.document_id IS NOT NULL
        AND child.document_id NOT IN (SELECT parent.document_id FROM documents AS parent)
    UNION ALL
    SELECT
        'sections.plan_id' AS reference,
        child.plan_id AS missing_id
    FROM sections AS child
    WHERE
        child.plan_id IS NOT NULL
        AND child.plan_id NOT IN (SELECT parent.plan_id FROM plans AS parent)
    UNION ALL
    SELECT
        'sections.leader_id' AS reference,
        child.leader_id AS missing_id
    FROM sections AS child
    WHERE
        child.leader_id IS NOT NULL
        AND child.leader_id NOT IN (SELECT parent.leader_id FROM leaders AS parent)
    UNION ALL
    SELECT
        'tasks.section_id' AS reference,
        child.section_id AS missing_id
    FROM tasks AS child
    WHERE
        child.section_id IS NOT NULL
        AND child.section_id NOT IN (SELECT parent.section_id FROM sections AS parent)
    UNION ALL
    SELECT
        'tasks.leader_id' AS reference,
        child.leader_id AS missing_id
    FROM tasks AS child
    WHERE
        child.leader_id IS NOT NULL
        AND child.leader_id NOT IN (SELECT parent.leader_id FROM leaders AS parent)
    UNION ALL
    SELECT
        'task_units.task_id' AS reference,
        child.task_id AS missing_id
    FROM task_units AS child
    WHERE
        child.task_id IS NOT NULL
        AND child.task_id NOT IN (SELECT parent.task_id FROM tasks AS parent)
    UNION ALL
    SELECT
        'task_units.unit_id' AS reference,
        child.unit_id AS missing_id
    FROM task_units AS child
    WHERE
        child.unit_id IS NOT NULL
        AND child.unit_id NOT IN (SELECT parent.unit_id FROM units AS parent)
    UNION ALL
    SELECT
        'targets.task_id' AS reference,
        child.task_id AS missing_id
    FROM targets AS child
    WHERE
        child.task_id IS NOT NULL
        AND child.task_id NOT IN (SELECT parent.task_id FROM tasks AS parent)
    UNION ALL
    SELECT
        'units.parent_unit_id' AS reference,
        child.parent_unit_id AS missing_id
    FROM units AS child
    WHERE
        child.parent_unit_id IS NOT NULL
        AND child.parent_unit_id NOT IN (SELECT parent.unit_id FROM units AS parent)
    UNION ALL
    SELECT
        'unit_names.unit_id' AS reference,
        child.unit_id AS missing_id
    FROM unit_names AS child
    WHERE
        child.unit_id IS NOT NULL
        AND child.unit_id NOT IN (SELECT parent.unit_id FROM units AS parent)
    UNION ALL
    SELECT
        'leader_titles.leader_id' AS reference,
        child.leader_id AS missing_id
    FROM leader_titles AS child
    WHERE
        child.leader_id IS NOT NULL
        AND child.leader_id NOT IN (SELECT parent.leader_id FROM leaders AS parent)
    UNION ALL
    SELECT
        'leader_titles.document_id' AS reference,
        child.document_id AS missing_id
    FROM leader_titles AS child
    WHERE
        child.document_id IS NOT NULL
        AND child.document_id NOT IN (SELECT parent.document_id FROM documents AS parent)
    UNION ALL
    SELECT
        'findings.document_id' AS reference,
        child.document_id AS missing_id
    FROM findings AS child
    WHERE
        child.document_id IS NOT NULL
        AND child.document_id NOT IN (SELECT parent.document_id FROM documents AS parent)
    UNION ALL
    SELECT
        'findings.task_id' AS reference,
        child.task_id AS missing_id
    FROM findings AS child
    WHERE
        child.task_id IS NOT NULL
        AND child.task_id NOT IN (SELECT parent.task_id FROM tasks AS parent)
)

SELECT
    lost_references.reference,
    lost_references.missing_id
FROM lost_references
ORDER BY lost_references.reference, lost_references.missing_id
