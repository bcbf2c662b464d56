import { z } from "zod";
import type { Receipt } from "../adapter";

const assets = z.array(
  z.object({ kind: z.enum(["images", "documents", "videos"]), urn: z.string() }),
);
const instant = z.iso.datetime();

/** What was done before a crash. */
const StoredReceipt = z.discriminatedUnion("stage", [
  /** LinkedIn still works on the files; nothing was posted. */
  z.object({ stage: z.literal("media"), assets, uploadedAt: instant }),
  /** The post may have been sent: for the first time, and for the last. */
  z.object({ stage: z.literal("sending"), assets, startedAt: instant, sentAt: instant }),
]);
export type StoredReceipt = z.infer<typeof StoredReceipt>;

export function readReceipt(receipt: Receipt): StoredReceipt | null {
  return StoredReceipt.safeParse(receipt).data ?? null;
}
