DROP INDEX "links_workspace_idx";--> statement-breakpoint
ALTER TABLE "link_settings" ALTER COLUMN "is_on" DROP NOT NULL;