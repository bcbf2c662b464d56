CREATE TABLE "rollup_ranks" (
	"zone_id" integer NOT NULL,
	"span" text NOT NULL,
	"begin" date NOT NULL,
	"cell_id" integer NOT NULL,
	"views" bigint DEFAULT 0 NOT NULL,
	"posts" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "rollup_ranks_zone_id_span_begin_cell_id_pk" PRIMARY KEY("zone_id","span","begin","cell_id")
);
--> statement-breakpoint
ALTER TABLE "rollup_ranks" ADD CONSTRAINT "rollup_ranks_zone_id_rollup_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."rollup_zones"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO rollup_ranks (zone_id, span, begin, cell_id, views, posts)
SELECT r.zone_id, 'day', r.day, r.cell_id, r.views, r.posts
FROM rollup_days r JOIN rollup_cells c ON c.id = r.cell_id AND c.kind = 'whole';--> statement-breakpoint
INSERT INTO rollup_ranks (zone_id, span, begin, cell_id, views, posts)
SELECT r.zone_id, 'week', r.week, r.cell_id, r.views, r.posts
FROM rollup_weeks r JOIN rollup_cells c ON c.id = r.cell_id AND c.kind = 'whole';--> statement-breakpoint
DELETE FROM rollup_days r USING rollup_cells c WHERE c.id = r.cell_id AND c.kind = 'whole';--> statement-breakpoint
DELETE FROM rollup_weeks r USING rollup_cells c WHERE c.id = r.cell_id AND c.kind = 'whole';
