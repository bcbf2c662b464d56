import { recordAudit } from "@/server/audit/record";
import { systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { uuidv7 } from "@/server/db/uuid";
import type { PostRow, Runtime } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";

/** Audit and events of posts that the product itself ended, each with its reason. Call it last. */
export async function tellEnded(
  tx: Tx,
  runtime: Runtime,
  ended: readonly PostRow[],
): Promise<void> {
  for (const [workspaceId, own] of Map.groupBy(ended, (post) => post.workspaceId)) {
    await recordAudit(
      tx,
      systemContext(runtime, workspaceId, uuidv7()),
      own.map((post) => ({
        action: `post.${post.status}`,
        subjectType: "post",
        subjectId: post.id,
        after: { status: post.status, code: post.problemCode, message: post.problem },
      })),
    );
  }
  await emitFacts(tx, ended.map(toFact));
}

function toFact(post: PostRow) {
  const name = post.status === "failed" ? "post.failed" : "post.changed";
  return toPostFact(name, post, { status: post.status });
}
