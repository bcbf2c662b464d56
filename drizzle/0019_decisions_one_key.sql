ALTER TABLE "optimizer_decisions" DROP CONSTRAINT "optimizer_decisions_campaign_id_campaigns_id_fk";
--> statement-breakpoint
ALTER TABLE "optimizer_decisions" DROP CONSTRAINT "optimizer_decisions_variant_id_variants_id_fk";
