import { z } from "zod";
import type { Receipt } from "../adapter";

const ids = z.array(z.string());

/** What was done before a crash. `ids`: the parts of the post that are out, in their order. */
const StoredReceipt = z.discriminatedUnion("stage", [
  /** X still works on a video or GIF; no part is out. */
  z.object({ stage: z.literal("media"), mediaId: z.string() }),
  /** The part after `ids` may have been sent. */
  z.object({
    stage: z.literal("sending"),
    ids,
    text: z.string(),
    startedAt: z.iso.datetime(),
  }),
  /** The part after `ids` surely is not out. */
  z.object({ stage: z.literal("halted"), ids }),
  /** X refused the part after `ids` for good. */
  z.object({ stage: z.literal("refused"), ids, code: z.string(), message: z.string() }),
]);
export type StoredReceipt = z.infer<typeof StoredReceipt>;

export function readReceipt(receipt: Receipt): StoredReceipt | null {
  return StoredReceipt.safeParse(receipt).data ?? null;
}
