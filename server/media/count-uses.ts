import { sql } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";

export interface UseCounts {
  variants: number;
  posts: number;
}

/** In how many variants that still stand, and in how many posts, each of these files is. */
export async function countUses(
  reader: Reader,
  { workspaceId }: Pick<Ctx, "workspaceId">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UseCounts>> {
  if (ids.length === 0) return new Map();
  const wanted = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  );
  const { rows } = (await reader.execute(sql`
    select file.id, sum(file.variant)::int as variants, sum(file.post)::int as posts from (
      select item->>'mediaId' as id, 1 as variant, 0 as post
      from ${variants}, jsonb_array_elements(${variants.media}) item
      where ${variants.workspaceId} = ${workspaceId} and ${variants.deletedAt} is null
      union all
      select item->>'mediaId', 0, 1
      from ${posts}, jsonb_array_elements(${posts.content}->'media') item
      where ${posts.workspaceId} = ${workspaceId}
        and jsonb_typeof(${posts.content}->'media') = 'array'
    ) file where file.id in (${wanted}) group by file.id`)) as unknown as {
    rows: (UseCounts & { id: string })[];
  };
  return new Map(rows.map((row) => [row.id, { variants: row.variants, posts: row.posts }]));
}
