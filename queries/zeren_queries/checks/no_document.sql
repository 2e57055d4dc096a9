/*
title:
  zh: 没有文件
  en: no document is loaded
why:
  zh: 没有文件的快照会以空白取代此前的结果。
  en: A snapshot without documents would put blanks in the place of earlier results.
*/
SELECT count(*) AS documents
FROM documents
HAVING count(*) = 0
