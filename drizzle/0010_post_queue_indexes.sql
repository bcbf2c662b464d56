DROP INDEX "posts_due_idx";--> statement-breakpoint
DROP INDEX "posts_account_idx";--> statement-breakpoint
DROP INDEX "posts_external_idx";--> statement-breakpoint
DROP INDEX "posts_metrics_pull_idx";--> statement-breakpoint
CREATE INDEX "posts_queue_idx" ON "posts" USING btree ("account_id","next_at","id") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "posts_in_flight_idx" ON "posts" USING btree ("account_id") WHERE status = 'publishing';--> statement-breakpoint
CREATE INDEX "posts_doubt_idx" ON "posts" USING btree ("next_at") WHERE status in ('pending', 'unknown');--> statement-breakpoint
CREATE INDEX "posts_deadline_idx" ON "posts" USING btree ("deadline_at") WHERE status in ('planned', 'awaiting_approval', 'queued', 'blocked');--> statement-breakpoint
CREATE INDEX "posts_account_idx" ON "posts" USING btree ("account_id","due_at");--> statement-breakpoint
CREATE INDEX "posts_external_idx" ON "posts" USING btree ("account_id","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "posts_metrics_pull_idx" ON "posts" USING btree ("metrics_next_pull_at") WHERE metrics_next_pull_at is not null;--> statement-breakpoint
-- Each move of a post rewrites its row: room on the page keeps the indexes out of it.
ALTER TABLE "posts" SET (fillfactor = 75);