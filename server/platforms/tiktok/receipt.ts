import { z } from "zod";
import type { Receipt } from "../adapter";

const Upload = z.object({
  stage: z.literal("uploading"),
  publishId: z.string(),
  uploadUrl: z.string(),
  total: z.number(),
  chunkSize: z.number(),
  count: z.number(),
  startedAt: z.iso.datetime(),
});

const Processing = z.object({
  stage: z.literal("processing"),
  publishId: z.string(),
  startedAt: z.iso.datetime(),
});

const StoredReceipt = z.discriminatedUnion("stage", [
  /** TikTok may have been asked to fetch the photos; under which id is not known yet. */
  z.object({ stage: z.literal("announced"), startedAt: z.iso.datetime() }),
  Upload,
  Processing,
]);

export type Upload = z.infer<typeof Upload>;
/** What a post in the making is known by. */
export type Publishing = Pick<z.infer<typeof Processing>, "publishId" | "startedAt">;

export const readReceipt = (receipt: Receipt) => StoredReceipt.safeParse(receipt).data ?? null;
