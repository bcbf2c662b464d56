CREATE TABLE "webhook_counts" (
	"platform" text NOT NULL,
	"sandbox" boolean NOT NULL,
	"received" integer DEFAULT 0 NOT NULL,
	"repeated" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"unknown" integer DEFAULT 0 NOT NULL,
	"last_received_at" timestamp with time zone,
	"last_refused_at" timestamp with time zone,
	CONSTRAINT "webhook_counts_platform_sandbox_pk" PRIMARY KEY("platform","sandbox")
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "sandbox" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "body" text;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "unknown" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "processed_at" timestamp with time zone;