import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import type { World } from "@/server/testing/world";

type NewPost = Partial<typeof posts.$inferInsert> & { accountId: string };

/** A post that went out at nine. */
export async function addPublishedPost(
  world: World,
  values: NewPost,
): Promise<typeof posts.$inferSelect> {
  const nine = new Date("2026-03-02T09:00:00Z");
  const [post] = await world.runtime.database.db
    .insert(posts)
    .values({
      workspaceId: world.workspaceId,
      platform: "x",
      slotAt: nine,
      dueAt: nine,
      deadlineAt: new Date("2026-03-02T10:00:00Z"),
      nextAt: nine,
      status: "published",
      idempotencyKey: uuidv7(),
      externalId: uuidv7(),
      publishedAt: nine,
      metricsNextPullAt: new Date("2026-03-02T10:00:00Z"),
      ...values,
    })
    .returning();
  if (!post) throw new Error("nothing was inserted");
  return post;
}
