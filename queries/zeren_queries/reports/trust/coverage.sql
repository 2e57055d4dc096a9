/*
title:
  zh: 认领率
  en: Coverage
question:
  zh: 每个章节的原文有多少归入了任务和单位,多少数字归入了指标或说明了理由?
  en: How much of each section's source text became tasks and units, and how many of its numbers became
    targets
    or were explained?
grain:
  zh: 每份文件的每个章节一行,连同首个任务之前和末项任务之后的文字,按原文次序。
  en: One row per section, and one each for the text before the first task and after the last, in
    printed order.
parameters:
  plan:
  document:
  jurisdiction:
  year:
columns:
  document:
  part:
    type: VARCHAR
    title: {zh: 部分, en: Part}
    description:
      zh: front 首个任务之前、section 章节、end 末项任务之后。
      en: front before the first task, section, or end after the last task.
  plan:
    type: VARCHAR
    title: {zh: 计划类别, en: Plan}
    description:
      zh: 章节所属计划类别;front、end 为空。
      en: Kind of plan of the section; NULL for front and end.
  section:
    type: VARCHAR
    title: {zh: 章节, en: Section}
    description:
      zh: 章节标题,如所印;无标题或 front、end 为空。
      en: Heading of the section as printed; NULL if it has none, and for front and end.
  tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 任务数, en: Tasks}
    description: {zh: 章节的任务数。, en: Number of tasks in the section.}
  characters:
    type: BIGINT
    unit: {zh: 字, en: characters}
    title: {zh: 字数, en: Characters}
    description:
      zh: 原文中的汉字、字母和数字数;标点和空白不计。
      en: Characters, letters and digits in the source; marks and spaces do not count.
  task_characters:
    type: BIGINT
    unit: {zh: 字, en: characters}
    title: {zh: 任务字数, en: In tasks}
    description: {zh: 归入任务内容的字数。, en: How many of them became text of a task.}
  unit_characters:
    type: BIGINT
    unit: {zh: 字, en: characters}
    title: {zh: 单位字数, en: In units}
    description: {zh: 归入单位名称的字数。, en: How many of them became a mention of a unit.}
  heading_characters:
    type: BIGINT
    unit: {zh: 字, en: characters}
    title: {zh: 标题字数, en: In headings}
    description:
      zh: 归入文件、计划、章节标题和任务序号的字数。
      en: How many of them became a title, a heading, the document's number or that of a task.
  label_characters:
    type: BIGINT
    unit: {zh: 字, en: characters}
    title: {zh: 标签字数, en: In labels}
    description:
      zh: 任务起点至其末个单位之间未归入任务或单位的字数,如责任单位、牵头。
      en: How many of them stand between the start of a task and its last unit and belong to neither, such as
        责任单位 or 牵头.
  unclaimed_characters:
    type: BIGINT
    unit: {zh: 字, en: characters}
    title: {zh: 未认领字数, en: Unclaimed}
    description: {zh: 其余的字数。, en: How many of them are left.}
  claimed_share:
    type: DECIMAL(9,6)
    title: {zh: 认领率, en: Claimed share}
    description:
      zh: 任务、单位、标题字数之和占字数的比例,0 至 1;无字为空。
      en: Share of the characters in tasks, units and headings, from 0 to 1; NULL if there are none.
  numbers:
    type: BIGINT
    unit: {zh: 个, en: numbers}
    title: {zh: 数字数, en: Numbers}
    description:
      zh: 任务中的阿拉伯数字串数。
      en: Runs of digits in the tasks.
  numbers_in_targets:
    type: BIGINT
    unit: {zh: 个, en: numbers}
    title: {zh: 入指标数字, en: In targets}
    description: {zh: 其中在指标摘句之内的个数。, en: How many of them stand in the quote of a target.}
  numbers_explained:
    type: BIGINT
    unit: {zh: 个, en: numbers}
    title: {zh: 有理由数字, en: Explained}
    description:
      zh: 其中不在摘句之内而有核查事项说明理由的个数。
      en: How many of the others a finding explains.
  numbers_left:
    type: BIGINT
    unit: {zh: 个, en: numbers}
    title: {zh: 无说明数字, en: Left}
    description: {zh: 其中既非指标又无理由的个数。, en: How many are neither in a target nor explained.}
  jurisdiction:
*/
WITH chosen_documents AS (
    SELECT
        documents.document_id,
        documents.year,
        documents.text AS source,
        -- Measured once: the text is long and joined to every piece of itself.
        length(documents.text) AS source_length,
        documents.title,
        documents.doc_number,
        coalesce(documents.doc_number, documents.title, documents.source_name) AS document,
        jurisdictions.name AS jurisdiction
    FROM documents
    LEFT JOIN jurisdictions ON documents.jurisdiction_id = jurisdictions.jurisdiction_id
    WHERE
        $document IN ('all', coalesce(documents.doc_number, documents.title, documents.source_name))
        AND $jurisdiction IN ('all', jurisdictions.name)
        AND ($year IS NULL OR documents.year = $year)
),

reaches AS (
    SELECT
        task_units.task_id,
        max(task_units.span_end) AS last_unit_end
    FROM task_units
    GROUP BY task_units.task_id
),

placed_tasks AS (
    SELECT
        chosen_documents.document_id,
        tasks.section_id,
        tasks.task_id,
        tasks.span_start,
        tasks.span_end,
        greatest(tasks.span_end, coalesce(reaches.last_unit_end, 0)) AS reach_end,
        length(regexp_replace(coalesce(tasks.number, ''), '[^\p{L}\p{N}]', '', 'g')) AS number_characters,
        row_number() OVER (
            PARTITION BY chosen_documents.document_id ORDER BY tasks.span_start, tasks.span_end, tasks.code
        ) AS turn
    FROM tasks
    INNER JOIN sections ON tasks.section_id = sections.section_id
    INNER JOIN plans ON sections.plan_id = plans.plan_id
    INNER JOIN chosen_documents ON plans.document_id = chosen_documents.document_id
    LEFT JOIN reaches ON tasks.task_id = reaches.task_id
),

stretches AS (
    SELECT
        placed_tasks.document_id,
        placed_tasks.section_id,
        count(*) AS tasks,
        coalesce(sum(placed_tasks.number_characters) FILTER (WHERE placed_tasks.turn > 1), 0)
            AS number_characters,
        coalesce(sum(placed_tasks.number_characters) FILTER (WHERE placed_tasks.turn = 1), 0)
            AS first_number_characters,
        min(placed_tasks.span_start) AS first_start,
        max(placed_tasks.reach_end) AS last_end
    FROM placed_tasks
    GROUP BY placed_tasks.document_id, placed_tasks.section_id
),

ordered AS (
    SELECT
        stretches.*,
        max(stretches.last_end) OVER (
            PARTITION BY stretches.document_id
            ORDER BY stretches.first_start, stretches.last_end
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS end_before,
        max(stretches.last_end) OVER (PARTITION BY stretches.document_id) AS end_of_all
    FROM stretches
),

-- A section owns the text from the end of the one before, its heading included; the number and heading before
-- the very first task stand in the front.
parts AS (
    SELECT
        ordered.document_id,
        'section' AS part,
        ordered.section_id,
        ordered.tasks,
        ordered.number_characters,
        coalesce(least(ordered.end_before, ordered.first_start), ordered.first_start) AS part_start,
        ordered.first_start AS head_end
    FROM ordered
    UNION ALL
    SELECT
        ordered.document_id,
        'front' AS part,
        NULL AS section_id,
        0 AS tasks,
        sum(ordered.first_number_characters) AS number_characters,
        0 AS part_start,
        min(ordered.first_start) AS head_end
    FROM ordered
    GROUP BY ordered.document_id
    UNION ALL
    SELECT
        ordered.document_id,
        'end' AS part,
        NULL AS section_id,
        0 AS tasks,
        0 AS number_characters,
        max(ordered.end_of_all) AS part_start,
        max(ordered.end_of_all) AS head_end
    FROM ordered
    GROUP BY ordered.document_id
),

edges AS (
    SELECT
        placed_tasks.document_id,
        placed_tasks.span_start AS place,
        1 AS into_task,
        0 AS into_unit,
        1 AS into_reach
    FROM placed_tasks
    UNION ALL
    SELECT
        placed_tasks.document_id,
        placed_tasks.span_end AS place,
        -1 AS into_task,
        0 AS into_unit,
        0 AS into_reach
    FROM placed_tasks
    UNION ALL
    SELECT
        placed_tasks.document_id,
        placed_tasks.reach_end AS place,
        0 AS into_task,
        0 AS into_unit,
        -1 AS into_reach
    FROM placed_tasks
    UNION ALL
    SELECT
        placed_tasks.document_id,
        unnest([task_units.span_start, task_units.span_end]) AS place,
        0 AS into_task,
        unnest([1, -1]) AS into_unit,
        0 AS into_reach
    FROM placed_tasks
    INNER JOIN task_units ON placed_tasks.task_id = task_units.task_id
    UNION ALL
    SELECT
        parts.document_id,
        parts.part_start AS place,
        0 AS into_task,
        0 AS into_unit,
        0 AS into_reach
    FROM parts
),

edge_sums AS (
    SELECT
        edges.document_id,
        edges.place,
        sum(edges.into_task) AS into_task,
        sum(edges.into_unit) AS into_unit,
        sum(edges.into_reach) AS into_reach
    FROM edges
    GROUP BY edges.document_id, edges.place
),

pieces AS (
    SELECT
        edge_sums.document_id,
        edge_sums.place AS piece_start,
        lead(edge_sums.place) OVER reading AS piece_end,
        sum(edge_sums.into_task) OVER reading > 0 AS is_task,
        sum(edge_sums.into_unit) OVER reading > 0 AS is_unit,
        sum(edge_sums.into_reach) OVER reading > 0 AS is_reach
    FROM edge_sums
    WINDOW reading AS (PARTITION BY edge_sums.document_id ORDER BY edge_sums.place)
),

letters AS (
    SELECT
        chosen_documents.document_id,
        unnest(range(1, chosen_documents.source_length + 1)) AS letters_read,
        unnest(string_split(chosen_documents.source, '')) AS letter
    FROM chosen_documents
),

letter_counts AS (
    SELECT
        letters.document_id,
        letters.letters_read,
        sum(CASE WHEN regexp_matches(letters.letter, '[\p{L}\p{N}]') THEN 1 ELSE 0 END) OVER (
            PARTITION BY letters.document_id ORDER BY letters.letters_read
        ) AS so_far
    FROM letters
),

counted_pieces AS (
    SELECT
        pieces.document_id,
        pieces.piece_start,
        pieces.is_task,
        pieces.is_unit,
        pieces.is_reach,
        coalesce(at_end.so_far, at_last.so_far, 0) - coalesce(at_start.so_far, 0) AS characters
    FROM pieces
    INNER JOIN chosen_documents ON pieces.document_id = chosen_documents.document_id
    LEFT JOIN letter_counts AS at_start
        ON pieces.document_id = at_start.document_id AND pieces.piece_start = at_start.letters_read
    LEFT JOIN letter_counts AS at_end
        ON pieces.document_id = at_end.document_id AND pieces.piece_end = at_end.letters_read
    LEFT JOIN letter_counts AS at_last
        ON
            pieces.document_id = at_last.document_id
            AND chosen_documents.source_length = at_last.letters_read
),

part_ends AS (
    SELECT
        parts.*,
        coalesce(
            lead(parts.part_start) OVER (
                PARTITION BY parts.document_id
                ORDER BY
                    parts.part_start, list_position(['front', 'section', 'end'], parts.part), parts.head_end
            ),
            9223372036854775807
        ) AS part_end
    FROM parts
),

part_counts AS (
    SELECT
        part_ends.document_id,
        part_ends.part,
        part_ends.section_id,
        sum(pieces.characters) AS characters,
        coalesce(sum(pieces.characters) FILTER (WHERE pieces.is_unit), 0) AS unit_characters,
        coalesce(sum(pieces.characters) FILTER (WHERE pieces.is_task AND NOT pieces.is_unit), 0)
            AS task_characters,
        coalesce(
            sum(pieces.characters) FILTER (
                WHERE pieces.is_reach AND NOT pieces.is_task AND NOT pieces.is_unit
            ),
            0
        ) AS label_characters
    FROM part_ends
    LEFT JOIN counted_pieces AS pieces
        ON
            part_ends.document_id = pieces.document_id
            AND part_ends.part_start <= pieces.piece_start
            AND part_ends.part_end > pieces.piece_start
    GROUP BY part_ends.document_id, part_ends.part, part_ends.section_id
),

known_lines AS (
    SELECT
        ordered.document_id,
        ordered.section_id,
        ordered.end_before IS NULL AS is_first,
        unnest([sections.heading, CASE WHEN sections.ordinal = 1 THEN plans.title END]) AS line
    FROM ordered
    INNER JOIN sections ON ordered.section_id = sections.section_id
    INNER JOIN plans ON sections.plan_id = plans.plan_id
    UNION ALL
    SELECT
        chosen_documents.document_id,
        NULL AS section_id,
        TRUE AS is_first,
        unnest([chosen_documents.title, chosen_documents.doc_number]) AS line
    FROM chosen_documents
),

heads AS (
    SELECT
        part_ends.document_id,
        part_ends.part,
        part_ends.section_id,
        regexp_replace(
            substr(
                chosen_documents.source,
                part_ends.part_start + 1,
                part_ends.head_end - part_ends.part_start
            ),
            '[^\p{L}\p{N}]',
            '',
            'g'
        ) AS head
    FROM part_ends
    INNER JOIN chosen_documents ON part_ends.document_id = chosen_documents.document_id
),

bare_lines AS (
    SELECT
        known_lines.document_id,
        known_lines.section_id,
        known_lines.is_first,
        regexp_replace(known_lines.line, '[^\p{L}\p{N}]', '', 'g') AS line
    FROM known_lines
),

heading_counts AS (
    SELECT
        heads.document_id,
        heads.part,
        heads.section_id,
        -- What is gone from the head once the known lines are taken out, long ones first: each character
        -- counts once, even if a title is part of another. A bare
        -- line holds no sign with a meaning in patterns.
        length(heads.head)
        - length(
            regexp_replace(
                heads.head,
                string_agg(bare_lines.line, '|' ORDER BY length(bare_lines.line) DESC, bare_lines.line ASC),
                '',
                'g'
            )
        ) AS heading_characters
    FROM heads
    INNER JOIN bare_lines
        ON
            heads.document_id = bare_lines.document_id
            AND (
                (heads.part = 'front' AND bare_lines.is_first)
                OR (heads.section_id = bare_lines.section_id AND NOT bare_lines.is_first)
            )
    WHERE bare_lines.line <> ''
    GROUP BY heads.document_id, heads.part, heads.section_id, heads.head
),

number_counts AS (
    SELECT
        placed_tasks.section_id,
        count(*) AS numbers,
        count(numbers.target_ordinal) AS numbers_in_targets,
        count(numbers.reason) FILTER (WHERE numbers.target_ordinal IS NULL) AS numbers_explained
    FROM placed_tasks
    INNER JOIN task_numbers AS numbers ON placed_tasks.task_id = numbers.task_id
    GROUP BY placed_tasks.section_id
),

results AS (
    SELECT
        part_ends.*,
        part_counts.characters,
        part_counts.task_characters,
        part_counts.unit_characters,
        part_counts.label_characters,
        -- The number of a task can be part of a heading's words.
        least(
            coalesce(heading_counts.heading_characters, 0) + part_ends.number_characters,
            part_counts.characters
            - part_counts.task_characters
            - part_counts.unit_characters
            - part_counts.label_characters
        ) AS heading_characters
    FROM part_ends
    INNER JOIN part_counts
        ON
            part_ends.document_id = part_counts.document_id
            AND part_ends.part = part_counts.part
            AND part_ends.section_id IS NOT DISTINCT FROM part_counts.section_id
    LEFT JOIN heading_counts
        ON
            part_ends.document_id = heading_counts.document_id
            AND part_ends.part = heading_counts.part
            AND part_ends.section_id IS NOT DISTINCT FROM heading_counts.section_id
)

SELECT
    chosen_documents.document,
    results.part,
    plans.kind AS plan,
    sections.heading AS section,
    results.tasks,
    CAST(coalesce(results.characters, 0) AS BIGINT) AS characters,
    CAST(results.task_characters AS BIGINT) AS task_characters,
    CAST(results.unit_characters AS BIGINT) AS unit_characters,
    CAST(coalesce(results.heading_characters, 0) AS BIGINT) AS heading_characters,
    CAST(results.label_characters AS BIGINT) AS label_characters,
    CAST(
        coalesce(results.characters, 0)
        - results.task_characters
        - results.unit_characters
        - coalesce(results.heading_characters, 0)
        - results.label_characters AS BIGINT
    ) AS unclaimed_characters,
    CAST(
        (results.task_characters + results.unit_characters + coalesce(results.heading_characters, 0))
        / nullif(results.characters, 0) AS DECIMAL(9, 6)
    ) AS claimed_share,
    coalesce(number_counts.numbers, 0) AS numbers,
    coalesce(number_counts.numbers_in_targets, 0) AS numbers_in_targets,
    coalesce(number_counts.numbers_explained, 0) AS numbers_explained,
    coalesce(
        number_counts.numbers - number_counts.numbers_in_targets - number_counts.numbers_explained, 0
    ) AS numbers_left,
    chosen_documents.jurisdiction
FROM results
INNER JOIN chosen_documents ON results.document_id = chosen_documents.document_id
LEFT JOIN sections ON results.section_id = sections.section_id
LEFT JOIN plans ON sections.plan_id = plans.plan_id
LEFT JOIN number_counts ON results.section_id = number_counts.section_id
WHERE $plan IN ('all', plans.kind)
ORDER BY
    chosen_documents.jurisdiction COLLATE zh ASC NULLS LAST,
    chosen_documents.jurisdiction ASC,
    chosen_documents.year ASC,
    chosen_documents.document ASC,
    chosen_documents.document_id ASC,
    results.part_start ASC,
    list_position(['front', 'section', 'end'], results.part) ASC,
    results.head_end ASC,
    plans.ordinal ASC,
    sections.ordinal ASC
