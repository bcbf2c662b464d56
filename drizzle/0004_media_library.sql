ALTER TABLE "media_assets" ADD COLUMN "codec" text;--> statement-breakpoint
ALTER TABLE "media_assets" ADD COLUMN "source_sha256" text;--> statement-breakpoint
ALTER TABLE "media_assets" ADD COLUMN "alt_text" text;--> statement-breakpoint
ALTER TABLE "media_assets" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
ALTER TABLE "media_assets" ADD CONSTRAINT "media_assets_parent_id_media_assets_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."media_assets"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_assets_workspace_idx" ON "media_assets" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "media_assets_sha256_idx" ON "media_assets" USING btree ("workspace_id","sha256");--> statement-breakpoint
CREATE INDEX "media_assets_source_idx" ON "media_assets" USING btree ("workspace_id","source_sha256");