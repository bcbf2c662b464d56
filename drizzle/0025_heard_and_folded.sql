CREATE TABLE "folded_ids" (
	"workspace_id" uuid NOT NULL,
	"id_hash" uuid NOT NULL,
	CONSTRAINT "folded_ids_workspace_id_id_hash_pk" PRIMARY KEY("workspace_id","id_hash")
);
--> statement-breakpoint
ALTER TABLE "post_counts" ADD COLUMN "heard_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "folded_ids" ADD CONSTRAINT "folded_ids_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
UPDATE post_counts c SET heard_at = m.at
FROM (SELECT post_id, max(observed_at) AS at FROM metrics WHERE source = 'webhook' GROUP BY post_id) m
WHERE c.post_id = m.post_id;
