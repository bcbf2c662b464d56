ALTER TABLE "campaigns" ADD COLUMN "late_after_minutes" integer;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "missed_policy" text DEFAULT 'post_late' NOT NULL;