CREATE TABLE "oauth_choices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"sandbox" boolean NOT NULL,
	"token_hash" text NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "oauth_choices_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "rate_budgets" (
	"subject" text NOT NULL,
	"window" text NOT NULL,
	"remaining" integer,
	"quota" integer,
	"resets_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_budgets_subject_window_pk" PRIMARY KEY("subject","window")
);
--> statement-breakpoint
ALTER TABLE "provider_health" ADD COLUMN "sandbox" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_health" DROP CONSTRAINT "provider_health_pkey";--> statement-breakpoint
ALTER TABLE "provider_health" ADD CONSTRAINT "provider_health_platform_sandbox_pk" PRIMARY KEY("platform","sandbox");--> statement-breakpoint
ALTER TABLE "provider_health" ADD COLUMN "state" text DEFAULT 'closed' NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_health" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_health" ADD COLUMN "openings" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_health" ADD COLUMN "opened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_health" ADD COLUMN "next_probe_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_health" ADD COLUMN "error_count" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "oauth_choices" ADD CONSTRAINT "oauth_choices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;