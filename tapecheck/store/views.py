"""Views for those who ask the store in SQL, with Datasette or any other reader of SQLite."""

from __future__ import annotations

VIEWS = (
    """
CREATE VIEW current_claims AS
SELECT claims.report_id || '-' || claims.number AS claim_id, claims.type, claims.subject,
       claims.verdict, claims.verdict_now, then_.reason, then_.p,
       claim_bodies.standalone_text AS claim, reports.title, reports.author, reports.published,
       reports.as_of, reports.note_id
  FROM claims
  JOIN claim_bodies ON claim_bodies.claim_id = claims.id
  JOIN verdicts AS then_ ON then_.claim_id = claims.id AND then_.kind = 'then'
  JOIN reports ON reports.id = claims.report_id
 WHERE claims.current = 1""",
    "CREATE VIEW refuted_claims AS SELECT * FROM current_claims WHERE verdict = 'refuted'",
    """
CREATE VIEW turned_claims AS
SELECT * FROM current_claims WHERE verdict IS NOT verdict_now""",
    """
CREATE VIEW verdicts_by_author AS
SELECT reports.author, count(DISTINCT reports.note_id) AS notes, count(*) AS claims,
       sum(claims.verdict = 'supported') AS supported, sum(claims.verdict = 'refuted') AS refuted,
       sum(claims.verdict = 'mixed') AS mixed, sum(claims.verdict = 'pending') AS pending,
       sum(claims.verdict = 'unverifiable') AS unverifiable
  FROM claims JOIN reports ON reports.id = claims.report_id
 WHERE claims.current = 1 AND reports.author IS NOT NULL
 GROUP BY reports.author_key""",
    """
CREATE VIEW verdicts_by_ticker AS
SELECT claims.subject AS ticker, count(DISTINCT claims.report_id) AS notes, count(*) AS claims,
       sum(claims.verdict = 'supported') AS supported, sum(claims.verdict = 'refuted') AS refuted,
       sum(claims.verdict = 'mixed') AS mixed, sum(claims.verdict = 'pending') AS pending,
       sum(claims.verdict = 'unverifiable') AS unverifiable
  FROM claims WHERE claims.current = 1 AND claims.subject IS NOT NULL
 GROUP BY claims.subject""",
    """
CREATE VIEW scores_over_time AS
SELECT published, title, author, score, label, verified_score, claims, note_id
  FROM reports WHERE current = 1 AND published IS NOT NULL""",
)
