ALTER TABLE "variants" DROP CONSTRAINT "variants_media_id_media_assets_id_fk";
--> statement-breakpoint
ALTER TABLE "media_assets" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "media_assets" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "media_assets" ADD COLUMN "duration_ms" integer;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "format" text;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "media" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "options" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
UPDATE "variants" SET "media" = jsonb_build_array(jsonb_build_object('mediaId', "media_id", 'altText', "alt_text")) WHERE "media_id" IS NOT NULL;--> statement-breakpoint
UPDATE "posts" SET "content" = jsonb_build_object(
  'format', NULL,
  'title', "content"->'title',
  'text', "content"->'text',
  'media', CASE WHEN "content"->>'mediaId' IS NULL THEN '[]'::jsonb
    ELSE jsonb_build_array(jsonb_build_object('mediaId', "content"->'mediaId', 'altText', "content"->'altText')) END,
  'options', '{}'::jsonb
) WHERE jsonb_typeof("content") = 'object';--> statement-breakpoint
ALTER TABLE "variants" DROP COLUMN "media_id";--> statement-breakpoint
ALTER TABLE "variants" DROP COLUMN "alt_text";