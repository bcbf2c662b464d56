import { createHash } from "node:crypto";
import type { ZodError } from "zod";
import {
  type PublishAnswer,
  type PublishBatch,
  type PublishBatchAnswer,
  PublishItem,
  type PublishItemResult,
  type PublishResult,
} from "@/lib/contracts/publish";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { invalidField, isAppError } from "@/server/errors";
import type { Idempotency } from "@/server/http/idempotency";
import type { Fact } from "@/server/posts/emit-facts";
import { assertMayApprove, limitPublishing } from "./publish";
import { type Answer, runKeyed, runOnce } from "./run-once";
import { takePublication } from "./take-publication";

const MOST_TARGETS = 500;
const TAKEN = "This is the Idempotency-Key of the whole batch. Give the item a key of its own.";

type Item = PublishBatch["items"][number];
interface Done {
  result: PublishItemResult;
  facts: Fact[];
}

/** Up to a hundred requests, each judged and answered on its own. */
export async function publishBatch(
  ctx: Ctx,
  { items }: PublishBatch,
  idempotency: Idempotency | null,
): Promise<Answer<PublishBatchAnswer>> {
  limitPublishing(ctx);
  assertNotTooMany(items);
  return runOnce(ctx, idempotency, async (tx) => {
    const done: Done[] = [];
    for (const [index, item] of items.entries()) {
      done.push(await takeItem(tx, ctx, item, { index, batchKey: idempotency?.key ?? null }));
    }
    const results = done.map(({ result }) => result);
    const accepted = results.filter(({ ok }) => ok).length;
    const body = { accepted, refused: results.length - accepted, results };
    return { status: 202, body, facts: done.flatMap(({ facts }) => facts) };
  });
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

function assertNotTooMany(items: readonly Item[]): void {
  const total = items.reduce(
    (sum, item) => sum + lengthOf(item.targets) + lengthOf(item.accountIds),
    0,
  );
  if (total <= MOST_TARGETS) return;
  const message = `A batch makes ${MOST_TARGETS} posts at most, and this one asks for ${total}. Send less at a time.`;
  throw invalidField("items", message);
}

interface Place {
  index: number;
  /** The header's: an item with the same one would be answered by its own batch. */
  batchKey: string | null;
}

async function takeItem(tx: Tx, ctx: Ctx, item: Item, { index, batchKey }: Place): Promise<Done> {
  const parsed = PublishItem.safeParse(item);
  if (!parsed.success) return refuse(index, "invalid", ...fromZod(parsed.error));
  const { key, ...request } = parsed.data;
  if (key !== undefined && key === batchKey) {
    return refuse(index, "invalid", TAKEN, [{ path: "key", message: TAKEN }]);
  }
  const keyed = key === undefined ? null : { key, requestHash: hashOf(request) };
  try {
    assertMayApprove(ctx, request);
    // A savepoint: whatever goes wrong with this one, the others stand.
    return await tx.transaction(async (inner) => {
      const answered = await runKeyed<PublishAnswer>(inner, ctx, keyed, async () => {
        const { answer, facts } = await takePublication(inner, ctx, request);
        return { status: 202, body: answer, facts };
      });
      const { body, replayed, facts } = answered;
      return { result: { index, ok: true, replayed, publication: body, problem: null }, facts };
    });
  } catch (error) {
    if (isAppError(error)) {
      const results = (error.members.results ?? []) as PublishResult[];
      return refuse(index, error.code, error.message, error.fields, results);
    }
    ctx.log.error({ err: error, index }, "an item of a batch failed");
    return refuse(index, "internal", "This server could not take this item. Its log says why.", []);
  }
}

function fromZod(error: ZodError): [string, { path: string; message: string }[]] {
  const errors = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  return [errors.map(({ path, message }) => `${path}: ${message}`).join(" "), errors];
}

function refuse(
  index: number,
  code: string,
  message: string,
  errors: { path: string; message: string }[],
  results: PublishResult[] = [],
): Done {
  const problem = { code, message, errors, results };
  return { result: { index, ok: false, replayed: false, publication: null, problem }, facts: [] };
}

const hashOf = (request: object): string =>
  createHash("sha256")
    .update(`item\n${JSON.stringify(request)}`)
    .digest("hex");
