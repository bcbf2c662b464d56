CREATE TABLE "rollup_posts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rollup_posts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"account_id" uuid NOT NULL,
	"campaign_id" uuid,
	"variant_id" uuid,
	"published_at" timestamp with time zone NOT NULL,
	"posts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollup_weeks" (
	"cell_id" integer NOT NULL,
	"zone_id" integer NOT NULL,
	"week" date NOT NULL,
	"views" bigint DEFAULT 0 NOT NULL,
	"likes" bigint DEFAULT 0 NOT NULL,
	"shares" bigint DEFAULT 0 NOT NULL,
	"comments" bigint DEFAULT 0 NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"saves" bigint DEFAULT 0 NOT NULL,
	"conversions" bigint DEFAULT 0 NOT NULL,
	"posts" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "rollup_weeks_cell_id_zone_id_week_pk" PRIMARY KEY("cell_id","zone_id","week")
);
--> statement-breakpoint
ALTER TABLE "rollup_cells" ADD COLUMN "whole_cell_id" integer;--> statement-breakpoint
ALTER TABLE "rollup_days" ADD COLUMN "posts" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_quarters" ADD COLUMN "posts" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rollup_posts" ADD CONSTRAINT "rollup_posts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollup_weeks" ADD CONSTRAINT "rollup_weeks_zone_id_rollup_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."rollup_zones"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rollup_posts_workspace_idx" ON "rollup_posts" USING btree ("workspace_id");--> statement-breakpoint
INSERT INTO rollup_cells (workspace_id, kind, sandbox, platform, campaign_id, key, told)
SELECT workspace_id, 'whole', sandbox, '', campaign_id,
	'whole ' || CASE WHEN sandbox THEN 'sandbox' ELSE 'real' END || '  ' || coalesce(campaign_id::text, '') || '  ',
	bit_or(told)
FROM rollup_cells WHERE kind = 'campaign' GROUP BY workspace_id, sandbox, campaign_id;--> statement-breakpoint
UPDATE rollup_cells l SET whole_cell_id = w.id FROM rollup_cells w
WHERE l.kind = 'leaf' AND w.kind = 'whole' AND w.workspace_id = l.workspace_id AND w.sandbox = l.sandbox
	AND w.campaign_id IS NOT DISTINCT FROM l.campaign_id;--> statement-breakpoint
INSERT INTO rollup_quarters (cell_id, bucket, views, likes, shares, comments, clicks, saves, conversions, posts)
SELECT w.id, q.bucket, sum(q.views), sum(q.likes), sum(q.shares), sum(q.comments), sum(q.clicks), sum(q.saves), sum(q.conversions), sum(q.posts)
FROM rollup_quarters q JOIN rollup_cells c ON c.id = q.cell_id AND c.kind = 'campaign'
JOIN rollup_cells w ON w.kind = 'whole' AND w.workspace_id = c.workspace_id AND w.sandbox = c.sandbox
	AND w.campaign_id IS NOT DISTINCT FROM c.campaign_id
GROUP BY 1, 2;--> statement-breakpoint
INSERT INTO rollup_days (cell_id, zone_id, day, views, likes, shares, comments, clicks, saves, conversions, posts)
SELECT w.id, q.zone_id, q.day, sum(q.views), sum(q.likes), sum(q.shares), sum(q.comments), sum(q.clicks), sum(q.saves), sum(q.conversions), sum(q.posts)
FROM rollup_days q JOIN rollup_cells c ON c.id = q.cell_id AND c.kind = 'campaign'
JOIN rollup_cells w ON w.kind = 'whole' AND w.workspace_id = c.workspace_id AND w.sandbox = c.sandbox
	AND w.campaign_id IS NOT DISTINCT FROM c.campaign_id
GROUP BY 1, 2, 3;--> statement-breakpoint
INSERT INTO rollup_weeks (cell_id, zone_id, week, views, likes, shares, comments, clicks, saves, conversions, posts)
SELECT cell_id, zone_id, date_trunc('week', day::timestamp)::date, sum(views), sum(likes), sum(shares), sum(comments), sum(clicks), sum(saves), sum(conversions), sum(posts) FROM rollup_days GROUP BY 1, 2, 3;--> statement-breakpoint
INSERT INTO rollup_posts (workspace_id, platform, account_id, campaign_id, variant_id, published_at, posts)
SELECT workspace_id, platform, account_id, campaign_id, variant_id, published_at, 1 FROM posts
WHERE published_at IS NOT NULL AND visibility IS DISTINCT FROM 'draft';--> statement-breakpoint
CREATE OR REPLACE FUNCTION take_rollups_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM rollup_quarters USING gone WHERE rollup_quarters.cell_id = gone.id;
	DELETE FROM rollup_days USING gone WHERE rollup_days.cell_id = gone.id;
	DELETE FROM rollup_weeks USING gone WHERE rollup_weeks.cell_id = gone.id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION note_posts_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- A workspace that is being deleted takes its rollups along: nothing is noted for it.
	IF TG_OP <> 'INSERT' AND OLD.published_at IS NOT NULL AND OLD.visibility IS DISTINCT FROM 'draft' THEN
		INSERT INTO rollup_posts (workspace_id, platform, account_id, campaign_id, variant_id, published_at, posts)
		SELECT OLD.workspace_id, OLD.platform, OLD.account_id, OLD.campaign_id, OLD.variant_id, OLD.published_at, -1
		FROM workspaces w WHERE w.id = OLD.workspace_id;
	END IF;
	IF TG_OP <> 'DELETE' AND NEW.published_at IS NOT NULL AND NEW.visibility IS DISTINCT FROM 'draft' THEN
		INSERT INTO rollup_posts (workspace_id, platform, account_id, campaign_id, variant_id, published_at, posts)
		SELECT NEW.workspace_id, NEW.platform, NEW.account_id, NEW.campaign_id, NEW.variant_id, NEW.published_at, 1
		FROM workspaces w WHERE w.id = NEW.workspace_id;
	END IF;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER note_posts_made AFTER INSERT ON posts
	FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION note_posts_out();--> statement-breakpoint
CREATE TRIGGER note_posts_changed AFTER UPDATE OF published_at, visibility, account_id, campaign_id, variant_id ON posts
	FOR EACH ROW WHEN ((OLD.published_at IS NOT NULL OR NEW.published_at IS NOT NULL) AND
		(OLD.published_at, OLD.visibility, OLD.account_id, OLD.campaign_id, OLD.variant_id) IS DISTINCT FROM
		(NEW.published_at, NEW.visibility, NEW.account_id, NEW.campaign_id, NEW.variant_id))
	EXECUTE FUNCTION note_posts_out();--> statement-breakpoint
CREATE TRIGGER note_posts_deleted AFTER DELETE ON posts
	FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION note_posts_out();
