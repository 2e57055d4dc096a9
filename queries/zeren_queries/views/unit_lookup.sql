/*
title:
  zh: 单位名称对照
  en: Every name a unit can be asked for by
grain:
  zh: 每个单位的每个名称一行;加挂名称除外,因其只指单位的一部分。
  en: One row per unit and name; second names are left out, because they mean only part of a unit.
is_stored: true
columns:
  name:
    type: VARCHAR
    title: {zh: 名称, en: Name}
    description: {zh: "规范简称,或载入时见过的一种写法。", en: The canonical short name or a spelling met while loading.}
  unit_id:
  unit:
  jurisdiction_id:
*/
SELECT
    units.name,
    units.unit_id,
    units.name AS unit,
    units.jurisdiction_id
FROM units
UNION
SELECT
    unit_names.name,
    units.unit_id,
    units.name AS unit,
    units.jurisdiction_id
FROM unit_names
INNER JOIN units ON unit_names.unit_id = units.unit_id
WHERE unit_names.kind <> 'second_name'
