CREATE TABLE "account_best_times" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"goal" text NOT NULL,
	"posts" integer NOT NULL,
	"model" jsonb NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_best_times_account_goal_key" UNIQUE("account_id","goal")
);
--> statement-breakpoint
CREATE TABLE "evolution_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"trigger" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"new_posts" integer DEFAULT 0 NOT NULL,
	"evaluated" integer DEFAULT 0 NOT NULL,
	"decisions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"waiting" text,
	"bred" uuid[] DEFAULT '{}' NOT NULL,
	"model_calls" integer DEFAULT 0 NOT NULL,
	"call_budget" integer DEFAULT 0 NOT NULL,
	"error" text,
	"asked_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "learning_channels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"language" text NOT NULL,
	"seed_id" uuid NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"summary" jsonb,
	"next_number" integer NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"bred_at" timestamp with time zone,
	"last_run_at" timestamp with time zone,
	"run_id" uuid,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "learning_channels_account_key" UNIQUE("account_id","language")
);
--> statement-breakpoint
CREATE TABLE "learning_posts" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"prompt_version_id" uuid,
	"edit_share" real DEFAULT 0 NOT NULL,
	"directives" jsonb NOT NULL,
	"topic" text,
	"published_at" timestamp with time zone NOT NULL,
	"dirty" boolean DEFAULT true NOT NULL,
	"ready_at" timestamp with time zone,
	"ready_by" text,
	"run_id" uuid
);
--> statement-breakpoint
CREATE TABLE "learning_settings" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"seen_seq" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"directives" jsonb NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"text" text NOT NULL,
	"parents" uuid[] DEFAULT '{}' NOT NULL,
	"operator" text NOT NULL,
	"model" text,
	"seed" bigint NOT NULL,
	"input_hash" text NOT NULL,
	"generation" integer NOT NULL,
	"status" text NOT NULL,
	"why" text,
	"cited_posts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"awaiting_since" timestamp with time zone,
	"rejected_at" timestamp with time zone,
	"promoted_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prompt_versions_number_key" UNIQUE("channel_id","number")
);
--> statement-breakpoint
DROP INDEX "posts_campaign_idx";--> statement-breakpoint
ALTER TABLE "social_accounts" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "optimizer" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "prompt_version_id" uuid;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "written_text" text;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "written_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "human_edit_share" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "optimizer_rule" text;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "ruled_by" uuid;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "ruled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "timing" jsonb;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "best_time" jsonb;--> statement-breakpoint
ALTER TABLE "optimizer_decisions" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "optimizer_decisions" ADD COLUMN "snapshot" jsonb;--> statement-breakpoint
ALTER TABLE "optimizer_decisions" ADD COLUMN "seed" bigint;--> statement-breakpoint
ALTER TABLE "optimizer_decisions" ADD COLUMN "propensities" jsonb;--> statement-breakpoint
ALTER TABLE "optimizer_state" ADD COLUMN "summary" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "account_best_times" ADD CONSTRAINT "account_best_times_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_best_times" ADD CONSTRAINT "account_best_times_account_id_social_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."social_accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evolution_runs" ADD CONSTRAINT "evolution_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evolution_runs" ADD CONSTRAINT "evolution_runs_channel_id_learning_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."learning_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_channels" ADD CONSTRAINT "learning_channels_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_channels" ADD CONSTRAINT "learning_channels_account_id_social_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."social_accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_posts" ADD CONSTRAINT "learning_posts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_posts" ADD CONSTRAINT "learning_posts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_posts" ADD CONSTRAINT "learning_posts_channel_id_learning_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."learning_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_settings" ADD CONSTRAINT "learning_settings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_versions" ADD CONSTRAINT "prompt_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_versions" ADD CONSTRAINT "prompt_versions_channel_id_learning_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."learning_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evolution_runs_channel_idx" ON "evolution_runs" USING btree ("channel_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "evolution_runs_queued_key" ON "evolution_runs" USING btree ("channel_id") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "evolution_runs_open_idx" ON "evolution_runs" USING btree ("status") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "learning_channels_workspace_idx" ON "learning_channels" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "learning_posts_channel_idx" ON "learning_posts" USING btree ("channel_id","published_at");--> statement-breakpoint
CREATE INDEX "learning_posts_open_idx" ON "learning_posts" USING btree ("published_at") WHERE ready_at is null;--> statement-breakpoint
CREATE INDEX "learning_posts_prompt_idx" ON "learning_posts" USING btree ("prompt_version_id");--> statement-breakpoint
CREATE INDEX "prompt_versions_workspace_idx" ON "prompt_versions" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "variants_prompt_idx" ON "variants" USING btree ("prompt_version_id") WHERE prompt_version_id is not null;--> statement-breakpoint
CREATE INDEX "optimizer_state_workspace_idx" ON "optimizer_state" USING btree ("workspace_id","platform");--> statement-breakpoint
CREATE INDEX "posts_campaign_idx" ON "posts" USING btree ("campaign_id","platform","due_at");