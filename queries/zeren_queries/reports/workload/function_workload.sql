/*
title:
  zh: 各职能工作量
  en: Workload by function
question:
  zh: 各地政府把多少任务交给财政、教育等各项职能,比重有何不同?
  en: How much of each government's work goes to finance, education and the other functions?
grain:
  zh: 每项职能的每份文件一行,职能按拼音,同一职能占比大者在前;无职能的单位合为一行。
  en: One row per function and document, functions in pinyin order; units without a function form one row.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  function:
    type: text
    default: all
    must_exist: [units.function]
    description:
      zh: 职能,如财政;all 为全部。
      en: A function, such as 财政; all for every one.
  roll_up:
columns:
  function:
  jurisdiction:
  jurisdiction_level:
  year:
  document:
  units:
    type: BIGINT
    unit: {zh: 个, en: units}
    title: {zh: 单位数, en: Units}
    description: {zh: 该职能承担任务的单位数。, en: Number of units of the function that are on a task.}
  tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 任务数, en: Tasks}
    description:
      zh: 该职能任一单位承担的任务数,每项任务计一次。
      en: Number of tasks that a unit of the function is on, each counted once.
  lead_tasks:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 牵头任务数, en: Lead tasks}
    description:
      zh: 其中由该职能任一单位牵头的任务数。
      en: Number of these tasks that a unit of the function leads.
  task_share:
    type: DECIMAL(9,6)
    title: {zh: 任务占比, en: Task share}
    description:
      zh: 占该文件全部任务的比例,0 至 1。
      en: Share of all tasks of the document, from 0 to 1.
  lead_share:
    type: DECIMAL(9,6)
    title: {zh: 牵头占比, en: Lead share}
    description:
      zh: 牵头任务占该职能任务的比例,0 至 1。
      en: Lead tasks divided by the function's tasks, from 0 to 1.
  place:
    type: BIGINT
    title: {zh: 位次, en: Place}
    description:
      zh: 该职能的任务数在该文件各职能中的位次,并列同位;无职能的单位不排。
      en: Place of the function in its document by tasks, equals sharing one; NULL without a function.
  documents:
    type: BIGINT
    unit: {zh: 份, en: documents}
    title: {zh: 文件数, en: Documents}
    description:
      zh: 所选文件中有该职能任务的文件数。
      en: Number of the selected documents in which the function has tasks.
  mean_task_share:
    type: DECIMAL(9,6)
    title: {zh: 平均任务占比, en: Mean task share}
    description:
      zh: 所选各文件中该职能任务占比的平均,未出现者计 0。
      en: Mean share of the function over all selected documents, 0 where it does not appear.
*/
WITH selected_tasks AS (
    SELECT
        facts.task_id,
        facts.document_id,
        facts.document,
        facts.jurisdiction,
        facts.jurisdiction_level,
        facts.year
    FROM task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
),

document_sizes AS (
    SELECT
        selected_tasks.document_id,
        count(*) AS tasks,
        count(*) OVER () AS selected_documents
    FROM selected_tasks
    GROUP BY selected_tasks.document_id
),

function_counts AS (
    SELECT
        counted.function,
        selected_tasks.document_id,
        selected_tasks.document,
        selected_tasks.jurisdiction,
        selected_tasks.jurisdiction_level,
        selected_tasks.year,
        count(DISTINCT counted.unit) AS units,
        count(DISTINCT counted.task_id) AS tasks,
        count(DISTINCT counted.task_id) FILTER (WHERE counted.is_lead) AS lead_tasks
    FROM counted_units AS counted
    INNER JOIN selected_tasks ON counted.task_id = selected_tasks.task_id
    WHERE counted.roll_up = $roll_up
    GROUP BY
        counted.function,
        selected_tasks.document_id,
        selected_tasks.document,
        selected_tasks.jurisdiction,
        selected_tasks.jurisdiction_level,
        selected_tasks.year
),

shares AS (
    SELECT
        function_counts.*,
        document_sizes.selected_documents,
        -- With more digits than are shown, so that the mean is not a mean of rounded numbers.
        CAST(function_counts.tasks / document_sizes.tasks AS DECIMAL(18, 12)) AS task_share,
        rank() OVER (
            PARTITION BY function_counts.document_id, function_counts.function IS NULL
            ORDER BY function_counts.tasks DESC
        ) AS place
    FROM function_counts
    INNER JOIN document_sizes ON function_counts.document_id = document_sizes.document_id
),

compared AS (
    SELECT
        shares.*,
        count(*) OVER (PARTITION BY shares.function) AS documents,
        sum(shares.task_share) OVER (PARTITION BY shares.function) AS share_sum
    FROM shares
)

SELECT
    compared.function,
    compared.jurisdiction,
    compared.jurisdiction_level,
    compared.year,
    compared.document,
    compared.units,
    compared.tasks,
    compared.lead_tasks,
    CAST(compared.task_share AS DECIMAL(9, 6)) AS task_share,
    CAST(compared.lead_tasks / compared.tasks AS DECIMAL(9, 6)) AS lead_share,
    CASE WHEN compared.function IS NOT NULL THEN compared.place END AS place,
    compared.documents,
    CAST(compared.share_sum / compared.selected_documents AS DECIMAL(9, 6)) AS mean_task_share
FROM compared
WHERE $function IN ('all', compared.function)
ORDER BY
    compared.function COLLATE zh NULLS LAST,
    compared.function ASC,
    compared.task_share DESC,
    compared.jurisdiction COLLATE zh NULLS LAST,
    compared.jurisdiction ASC,
    compared.year ASC,
    compared.document ASC,
    compared.document_id ASC
