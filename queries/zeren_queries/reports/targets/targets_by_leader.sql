/*
title:
  zh: 各领导的量化指标
  en: Targets by leader
question:
  zh: 每位领导名下有多少数字承诺,属于哪类度量,有多硬?
  en: How many numbers stand in each leader's tasks, of which kinds, and how hard are they?
grain:
  zh: 每位领导一行,指标多者在前;未载明领导的任务另计,领导为空。
  en: One row per leader, those with most targets first; tasks without a named leader are counted under NULL.
parameters:
  plan:
  document:
  jurisdiction:
  year:
  leader:
  measure:
columns:
  leader:
  tasks:
  tasks_with_targets:
    type: BIGINT
    unit: {zh: 项, en: tasks}
    title: {zh: 有指标任务数, en: Tasks with targets}
    description: {zh: 其中含所选指标的任务数。, en: Number of these tasks that hold a selected target.}
  targets:
  targets_growth:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 增速指标, en: Growth}
    description: {zh: 其中增速类指标数。, en: Number of growth targets among them.}
  targets_share:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 占比指标, en: Share}
    description: {zh: 其中占比类指标数。, en: Number of share targets among them.}
  targets_rate:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 比率指标, en: Rate}
    description: {zh: 其中比率类指标数。, en: Number of rate targets among them.}
  targets_amount:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 总量指标, en: Amount}
    description: {zh: 其中总量类指标数。, en: Number of amount targets among them.}
  targets_count:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 计数指标, en: Count}
    description: {zh: 其中计数类指标数。, en: Number of count targets among them.}
  targets_rank:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 位次指标, en: Rank}
    description: {zh: 其中位次类指标数。, en: Number of rank targets among them.}
  targets_hard:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 刚性指标, en: Hard}
    description: {zh: 其中有刚性用语的指标数。, en: Number of targets bound by a hard word.}
  targets_soft:
    type: BIGINT
    unit: {zh: 个, en: targets}
    title: {zh: 弹性指标, en: Soft}
    description: {zh: 其中有弹性用语的指标数。, en: Number of targets loosened by a soft word.}
  targets_per_task:
    type: DECIMAL(18,6)
    unit: {zh: 个, en: targets}
    title: {zh: 平均指标数, en: Targets per task}
    description: {zh: 每项任务平均指标数。, en: Targets divided by tasks.}
  jurisdiction:
*/
WITH portfolio_tasks AS (
    SELECT
        facts.task_id,
        facts.leader_id,
        facts.leader,
        facts.jurisdiction_id,
        facts.jurisdiction
    FROM task_facts AS facts
    WHERE
        $plan IN ('all', facts.plan)
        AND $document IN ('all', facts.document)
        AND $jurisdiction IN ('all', facts.jurisdiction)
        AND ($year IS NULL OR facts.year = $year)
        AND $leader IN ('all', facts.leader)
),

portfolio_targets AS (
    SELECT
        portfolio_tasks.task_id,
        portfolio_tasks.leader_id,
        portfolio_tasks.leader,
        portfolio_tasks.jurisdiction_id,
        portfolio_tasks.jurisdiction,
        targets.measure,
        series.firmness
    FROM portfolio_tasks
    LEFT JOIN targets
        ON
            portfolio_tasks.task_id = targets.task_id
            AND $measure IN ('all', targets.measure)
    LEFT JOIN target_series AS series ON targets.target_id = series.target_id
)

SELECT
    facts.leader,
    count(DISTINCT facts.task_id) AS tasks,
    count(DISTINCT facts.task_id) FILTER (WHERE facts.measure IS NOT NULL) AS tasks_with_targets,
    count(facts.measure) AS targets,
    count(*) FILTER (WHERE facts.measure = 'growth') AS targets_growth,
    count(*) FILTER (WHERE facts.measure = 'share') AS targets_share,
    count(*) FILTER (WHERE facts.measure = 'rate') AS targets_rate,
    count(*) FILTER (WHERE facts.measure = 'amount') AS targets_amount,
    count(*) FILTER (WHERE facts.measure = 'count') AS targets_count,
    count(*) FILTER (WHERE facts.measure = 'rank') AS targets_rank,
    count(*) FILTER (WHERE facts.firmness = 'hard') AS targets_hard,
    count(*) FILTER (WHERE facts.firmness = 'soft') AS targets_soft,
    CAST(count(facts.measure) / count(DISTINCT facts.task_id) AS DECIMAL(18, 6)) AS targets_per_task,
    facts.jurisdiction
FROM portfolio_targets AS facts
GROUP BY
    facts.leader_id,
    facts.leader,
    facts.jurisdiction_id,
    facts.jurisdiction
ORDER BY
    count(facts.measure) DESC,
    count(DISTINCT facts.task_id) DESC,
    facts.leader COLLATE zh ASC NULLS LAST,
    facts.leader ASC,
    facts.jurisdiction ASC,
    facts.leader_id ASC,
    facts.jurisdiction_id ASC
