import { and, eq } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { links } from "@/server/db/schema/links";
import { AppError } from "@/server/errors";

/** A link of the workspace, which stays there until the transaction ends. @throws AppError `not_found`. */
export async function requireLink(
  tx: Tx,
  workspaceId: string,
  code: string,
): Promise<{ postId: string; url: string }> {
  const [link] = await tx
    .select({ postId: links.postId, url: links.url })
    .from(links)
    .where(and(eq(links.code, code), eq(links.workspaceId, workspaceId)))
    .for("key share");
  if (link) return link;
  throw new AppError(
    "not_found",
    "No short link of this workspace has this code. Send what `bw` in the page’s address says.",
  );
}
