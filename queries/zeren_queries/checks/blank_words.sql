/*
title:
  zh: 空白或首尾留白的文字
  en: words that are empty or padded
why:
  zh: 未知须为空值;空串和首尾空白会使同名者不相等。
  en: Unknown is NULL; empty or padded words keep equal names from being equal.
*/
WITH padded AS (
    SELECT
        'jurisdictions.name' AS place,
        rows_of.name AS words
    FROM jurisdictions AS rows_of
    WHERE rows_of.name <> trim(rows_of.name) OR rows_of.name = ''
    UNION ALL
    SELECT
        'leaders.name' AS place,
        rows_of.name AS words
    FROM leaders AS rows_of
    WHERE rows_of.name <> trim(rows_of.name) OR rows_of.name = ''
    UNION ALL
    SELECT
        'units.name' AS place,
        rows_of.name AS words
    FROM units AS rows_of
    WHERE rows_of.name <> trim(rows_of.name) OR rows_of.name = ''
    UNION ALL
    SELECT
        'unit_names.name' AS place,
        rows_of.name AS words
    FROM unit_names AS rows_of
    WHERE rows_of.name <> trim(rows_of.name) OR rows_of.name = ''
    UNION ALL
    SELECT
        'task_units.mention' AS place,
        rows_of.mention AS words
    FROM task_units AS rows_of
    WHERE rows_of.mention <> trim(rows_of.mention) OR rows_of.mention = ''
    UNION ALL
    SELECT
        'task_units.second_name' AS place,
        rows_of.second_name AS words
    FROM task_units AS rows_of
    WHERE rows_of.second_name <> trim(rows_of.second_name) OR rows_of.second_name = ''
    UNION ALL
    SELECT
        'tasks.text' AS place,
        rows_of.text AS words
    FROM tasks AS rows_of
    WHERE rows_of.text <> trim(rows_of.text) OR rows_of.text = ''
    UNION ALL
    SELECT
        'targets.indicator' AS place,
        rows_of.indicator AS words
    FROM targets AS rows_of
    WHERE rows_of.indicator <> trim(rows_of.indicator) OR rows_of.indicator = ''
    UNION ALL
    SELECT
        'targets.unit' AS place,
        rows_of.unit AS words
    FROM targets AS rows_of
    WHERE rows_of.unit <> trim(rows_of.unit) OR rows_of.unit = ''
    UNION ALL
    SELECT
        'sections.heading' AS place,
        rows_of.heading AS words
    FROM sections AS rows_of
    WHERE rows_of.heading <> trim(rows_of.heading) OR rows_of.heading = ''
    UNION ALL
    SELECT
        'sections.theme' AS place,
        rows_of.theme AS words
    FROM sections AS rows_of
    WHERE rows_of.theme <> trim(rows_of.theme) OR rows_of.theme = ''
    UNION ALL
    SELECT
        'plans.title' AS place,
        rows_of.title AS words
    FROM plans AS rows_of
    WHERE rows_of.title <> trim(rows_of.title) OR rows_of.title = ''
)

SELECT
    padded.place,
    padded.words
FROM padded
ORDER BY padded.place, padded.words
