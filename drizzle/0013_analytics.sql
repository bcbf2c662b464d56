CREATE TABLE "post_counts" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"cell_id" integer,
	"published_at" timestamp with time zone,
	"views" bigint DEFAULT 0 NOT NULL,
	"likes" bigint DEFAULT 0 NOT NULL,
	"shares" bigint DEFAULT 0 NOT NULL,
	"comments" bigint DEFAULT 0 NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"saves" bigint DEFAULT 0 NOT NULL,
	"conversions" bigint DEFAULT 0 NOT NULL,
	"views_at" timestamp with time zone,
	"likes_at" timestamp with time zone,
	"shares_at" timestamp with time zone,
	"comments_at" timestamp with time zone,
	"clicks_at" timestamp with time zone,
	"saves_at" timestamp with time zone,
	"conversions_at" timestamp with time zone,
	"first_at" timestamp with time zone,
	"last_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rollup_cells" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rollup_cells_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sandbox" boolean NOT NULL,
	"platform" text NOT NULL,
	"campaign_id" uuid,
	"variant_id" uuid,
	"account_id" uuid,
	"key" text NOT NULL,
	"campaign_cell_id" integer,
	"account_cell_id" integer,
	CONSTRAINT "rollup_cells_key" UNIQUE("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "rollup_days" (
	"cell_id" integer NOT NULL,
	"zone_id" integer NOT NULL,
	"day" date NOT NULL,
	"views" bigint DEFAULT 0 NOT NULL,
	"likes" bigint DEFAULT 0 NOT NULL,
	"shares" bigint DEFAULT 0 NOT NULL,
	"comments" bigint DEFAULT 0 NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"saves" bigint DEFAULT 0 NOT NULL,
	"conversions" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "rollup_days_cell_id_zone_id_day_pk" PRIMARY KEY("cell_id","zone_id","day")
);
--> statement-breakpoint
CREATE TABLE "rollup_quarters" (
	"cell_id" integer NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"views" bigint DEFAULT 0 NOT NULL,
	"likes" bigint DEFAULT 0 NOT NULL,
	"shares" bigint DEFAULT 0 NOT NULL,
	"comments" bigint DEFAULT 0 NOT NULL,
	"clicks" bigint DEFAULT 0 NOT NULL,
	"saves" bigint DEFAULT 0 NOT NULL,
	"conversions" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "rollup_quarters_cell_id_bucket_pk" PRIMARY KEY("cell_id","bucket")
);
--> statement-breakpoint
CREATE TABLE "rollup_zones" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rollup_zones_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"zone" text NOT NULL,
	CONSTRAINT "rollup_zones_key" UNIQUE("workspace_id","zone")
);
--> statement-breakpoint
ALTER TABLE "metrics" DROP CONSTRAINT "metrics_dedupe_key";--> statement-breakpoint
ALTER TABLE "metrics" DROP CONSTRAINT "metrics_workspace_id_workspaces_id_fk";
--> statement-breakpoint
ALTER TABLE "metrics" DROP CONSTRAINT "metrics_post_id_posts_id_fk";
--> statement-breakpoint
DROP INDEX "metrics_workspace_idx";--> statement-breakpoint
ALTER TABLE "metrics" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "metrics" ADD COLUMN "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;--> statement-breakpoint
ALTER TABLE "post_counts" ADD CONSTRAINT "post_counts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollup_cells" ADD CONSTRAINT "rollup_cells_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollup_days" ADD CONSTRAINT "rollup_days_zone_id_rollup_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."rollup_zones"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollup_zones" ADD CONSTRAINT "rollup_zones_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_counts_published_idx" ON "post_counts" USING btree ("workspace_id","published_at");--> statement-breakpoint
CREATE INDEX "rollup_cells_campaign_idx" ON "rollup_cells" USING btree ("campaign_id");--> statement-breakpoint
CREATE UNIQUE INDEX "metrics_dedupe_key" ON "metrics" USING btree ("workspace_id","dedupe_key") WHERE dedupe_key is not null;--> statement-breakpoint
CREATE INDEX "metrics_workspace_idx" ON "metrics" USING btree ("workspace_id","observed_at","id");--> statement-breakpoint
ALTER TABLE "metrics" DROP COLUMN "created_at";--> statement-breakpoint
CREATE FUNCTION take_metrics_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM metrics USING gone WHERE metrics.post_id = gone.post_id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER take_metrics_along AFTER DELETE ON post_counts REFERENCING OLD TABLE AS gone
	FOR EACH STATEMENT EXECUTE FUNCTION take_metrics_along();--> statement-breakpoint
CREATE FUNCTION take_rollups_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM rollup_quarters USING gone WHERE rollup_quarters.cell_id = gone.id;
	DELETE FROM rollup_days USING gone WHERE rollup_days.cell_id = gone.id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER take_rollups_along AFTER DELETE ON rollup_cells REFERENCING OLD TABLE AS gone
	FOR EACH STATEMENT EXECUTE FUNCTION take_rollups_along();--> statement-breakpoint
INSERT INTO post_counts (post_id, workspace_id, published_at, views, likes, shares, comments, clicks, saves, conversions, views_at, likes_at, shares_at, comments_at, clicks_at, saves_at, conversions_at, first_at, last_at)
SELECT p.id, p.workspace_id, p.published_at, sum(m.views), sum(m.likes), sum(m.shares), sum(m.comments), sum(m.clicks), sum(m.saves), sum(m.conversions),
	max(m.observed_at) FILTER (WHERE m.views <> 0), max(m.observed_at) FILTER (WHERE m.likes <> 0), max(m.observed_at) FILTER (WHERE m.shares <> 0), max(m.observed_at) FILTER (WHERE m.comments <> 0), max(m.observed_at) FILTER (WHERE m.clicks <> 0), max(m.observed_at) FILTER (WHERE m.saves <> 0), max(m.observed_at) FILTER (WHERE m.conversions <> 0),
	min(m.observed_at), max(m.observed_at)
FROM metrics m JOIN posts p ON p.id = m.post_id GROUP BY p.id;
