CREATE TABLE "post_ads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"plan" jsonb NOT NULL,
	"receipt" jsonb,
	"status" text NOT NULL,
	"problem" text,
	"ids" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"manage_url" text,
	"fence" integer DEFAULT 1 NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"figures" jsonb,
	"figures_read_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_ads_post_key" UNIQUE("post_id")
);
--> statement-breakpoint
ALTER TABLE "post_ads" ADD CONSTRAINT "post_ads_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_ads" ADD CONSTRAINT "post_ads_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_ads" ADD CONSTRAINT "post_ads_account_id_social_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."social_accounts"("id") ON DELETE no action ON UPDATE no action;