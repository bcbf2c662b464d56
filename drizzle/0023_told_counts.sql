ALTER TABLE "rollup_cells" ADD COLUMN "told" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE rollup_cells r SET told = f.told
FROM (
	SELECT t.cell_id, bit_or(
		(CASE WHEN c.views <> 0 OR c.views_at IS NOT NULL THEN 1 ELSE 0 END)
		| (CASE WHEN c.likes <> 0 OR c.likes_at IS NOT NULL THEN 2 ELSE 0 END)
		| (CASE WHEN c.shares <> 0 OR c.shares_at IS NOT NULL THEN 4 ELSE 0 END)
		| (CASE WHEN c.comments <> 0 OR c.comments_at IS NOT NULL THEN 8 ELSE 0 END)
		| (CASE WHEN c.clicks <> 0 OR c.clicks_at IS NOT NULL OR p.links IS NOT NULL THEN 16 ELSE 0 END)
		| (CASE WHEN c.saves <> 0 OR c.saves_at IS NOT NULL THEN 32 ELSE 0 END)
		| (CASE WHEN c.conversions <> 0 OR c.conversions_at IS NOT NULL THEN 64 ELSE 0 END)) AS told
	FROM post_counts c
	JOIN posts p ON p.id = c.post_id
	JOIN rollup_cells l ON l.id = c.cell_id
	CROSS JOIN LATERAL (VALUES (l.id), (l.campaign_cell_id), (l.account_cell_id)) AS t(cell_id)
	GROUP BY t.cell_id) f
WHERE r.id = f.cell_id;
