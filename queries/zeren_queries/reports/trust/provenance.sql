/*
title:
  zh: 抽样核对
  en: Sample for checking by eye
question:
  zh: 随机抽出的记录与原文是否一致?
  en: Do records drawn at random agree with the words they came from?
grain:
  zh: 每条抽出的任务、责任关系、指标一行;同一种子抽出同样的记录。
  en: One row per task, responsibility and target drawn; the same seed draws the same ones.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  record:
    type: text
    default: all
    allowed: [all, task, unit, target]
    description:
      zh: 抽哪种记录:task 任务、unit 责任关系、target 指标;all 为各种都抽。
      en: Which records to draw; all for some of each.
  draws:
    type: integer
    default: 10
    minimum: 1
    description:
      zh: 每种记录抽多少条。
      en: How many records of each kind to draw.
  seed:
    type: integer
    default: 1
    description:
      zh: 种子:换一个整数即换一批。
      en: Another whole number draws another sample.
columns:
  record:
    type: VARCHAR
    title: {zh: 记录, en: Record}
    description:
      zh: task 任务、unit 责任关系、target 指标。
      en: task, unit (a responsibility) or target.
  task_code:
  recorded:
    type: VARCHAR
    title: {zh: 所记, en: Recorded}
    description:
      zh: 记录的内容:任务的领导;单位及其角色;指标、比较方式与数值。
      en: "What was recorded: the task's leader; the unit and its role; or indicator, comparator and number."
  before:
    type: VARCHAR
    title: {zh: 前文, en: Before}
    description:
      zh: 原文中其前 20 字,换行作 ⏎。
      en: The twenty characters before it in the source, line ends as ⏎.
  source:
    type: VARCHAR
    title: {zh: 原文, en: Source}
    description:
      zh: 所指原文,换行作 ⏎。
      en: The words it points at, line ends as ⏎.
  after:
    type: VARCHAR
    title: {zh: 后文, en: After}
    description:
      zh: 原文中其后 20 字,换行作 ⏎。
      en: The twenty characters after it in the source, line ends as ⏎.
  is_verbatim:
    type: BOOLEAN
    title: {zh: 是否一致, en: Verbatim}
    description:
      zh: 所记任务内容、单位写法或指标摘句与所指原文除空白外是否一致。
      en: Whether the recorded text, mention or quote equals the words it points at, white space aside.
  span_start:
    type: BIGINT
    unit: {zh: 字符, en: characters}
    title: {zh: 起点, en: Start}
    description:
      zh: 所指原文在 documents.text 中的起点,从 0 起。
      en: Where the words begin in documents.text, from 0.
  span_end:
    type: BIGINT
    unit: {zh: 字符, en: characters}
    title: {zh: 终点, en: End}
    description:
      zh: 所指原文在 documents.text 中的终点,不含该字符。
      en: Where the words end in documents.text, exclusive.
  document:
  jurisdiction:
*/
WITH records AS (
    SELECT
        'task' AS record_kind,
        tasks.task_id,
        coalesce(leaders.name, '') AS recorded,
        tasks.text AS printed,
        tasks.span_start,
        tasks.span_end
    FROM tasks
    LEFT JOIN leaders ON tasks.leader_id = leaders.leader_id
    UNION ALL
    SELECT
        'unit' AS record_kind,
        task_units.task_id,
        units.name
        || coalesce('(' || task_units.second_name || ')', '')
        || CASE WHEN task_units.is_lead THEN ' lead' ELSE ' support' END AS recorded,
        task_units.mention AS printed,
        task_units.span_start,
        task_units.span_end
    FROM task_units
    INNER JOIN units ON task_units.unit_id = units.unit_id
    UNION ALL
    SELECT
        'target' AS record_kind,
        targets.task_id,
        concat_ws(
            ' ',
            targets.indicator,
            targets.comparator,
            rtrim(rtrim(CAST(targets.low AS VARCHAR), '0'), '.'),
            CASE
                WHEN targets.low IS DISTINCT FROM targets.high
                    THEN rtrim(rtrim(CAST(targets.high AS VARCHAR), '0'), '.')
            END,
            targets.unit
        ) AS recorded,
        targets.quote AS printed,
        targets.span_start,
        targets.span_end
    FROM targets
),

drawn AS (
    SELECT
        records.*,
        facts.task_code,
        facts.document_id,
        facts.document,
        facts.jurisdiction,
        facts.year,
        -- Mixed from what the record says, not from its key, so that loading again draws the same.
        row_number() OVER (
            PARTITION BY records.record_kind
            ORDER BY
                md5(
                    concat_ws(
                        '|',
                        $seed,
                        documents.sha256,
                        records.record_kind,
                        facts.task_code,
                        records.span_start,
                        records.span_end,
                        records.recorded
                    )
                )
        ) AS turn
    FROM records
    INNER JOIN task_facts AS facts ON records.task_id = facts.task_id
    INNER JOIN documents ON facts.document_id = documents.document_id
    WHERE
        $record IN ('all', records.record_kind)
        AND $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
),

-- The text joins what was drawn, not every record on its way to the draw.
chosen AS (
    SELECT
        drawn.*,
        documents.text AS source_text
    FROM drawn
    INNER JOIN documents ON drawn.document_id = documents.document_id
    WHERE drawn.turn <= $draws
)

SELECT
    chosen.record_kind AS record,
    chosen.task_code,
    chosen.recorded,
    replace(
        substr(
            chosen.source_text,
            greatest(chosen.span_start - 20, 0) + 1,
            least(chosen.span_start, 20)
        ),
        chr(10),
        '⏎'
    ) AS before,
    replace(
        substr(chosen.source_text, chosen.span_start + 1, chosen.span_end - chosen.span_start), chr(10), '⏎'
    ) AS source,
    replace(substr(chosen.source_text, chosen.span_end + 1, 20), chr(10), '⏎') AS after,
    regexp_replace(
        substr(chosen.source_text, chosen.span_start + 1, chosen.span_end - chosen.span_start), '\s', '', 'g'
    ) = regexp_replace(chosen.printed, '\s', '', 'g') AS is_verbatim,
    chosen.span_start,
    chosen.span_end,
    chosen.document,
    chosen.jurisdiction
FROM chosen
ORDER BY
    list_position(['task', 'unit', 'target'], chosen.record_kind) ASC,
    chosen.jurisdiction COLLATE zh ASC NULLS LAST,
    chosen.jurisdiction ASC,
    chosen.year ASC,
    chosen.document ASC,
    chosen.document_id ASC,
    chosen.span_start ASC,
    chosen.span_end ASC,
    chosen.task_code ASC,
    chosen.recorded ASC
