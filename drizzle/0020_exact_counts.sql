ALTER TABLE "post_counts" ADD COLUMN "carried_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "thinned_at" timestamp with time zone;--> statement-breakpoint
CREATE FUNCTION follow_published_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE post_counts SET published_at = NEW.published_at WHERE post_id = NEW.id;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER follow_published_at AFTER UPDATE OF published_at ON posts
	FOR EACH ROW WHEN (OLD.published_at IS DISTINCT FROM NEW.published_at)
	EXECUTE FUNCTION follow_published_at();
