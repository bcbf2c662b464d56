import { z } from "zod";
import { PageQuery } from "@/lib/contracts/common";
import { RECIPIENT_STATES } from "@/lib/domain/recipient-status";

const RecipientState = z.enum(RECIPIENT_STATES);

/** One person of a post, and what became of the message. */
export const RecipientView = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** E.164. */
  phone: z.string(),
  state: RecipientState,
  /** Why it did not arrive, or why nobody wrote to this person. */
  reason: z.string().nullable(),
  /** When it came into this state; null while it waits, and where nobody was written to. */
  at: z.string().nullable(),
});
export type RecipientView = z.infer<typeof RecipientView>;

export const RecipientPage = z.object({
  items: z.array(RecipientView),
  nextCursor: z.string().nullable(),
  /** Of the whole post, whatever was asked for. */
  counts: z.record(RecipientState, z.number()),
  /** How many would get it if it went out now; null once it has begun. */
  reachable: z.number().nullable(),
});
export type RecipientPage = z.infer<typeof RecipientPage>;

export const ListRecipients = PageQuery.extend({ state: RecipientState.optional() });
export type ListRecipients = z.infer<typeof ListRecipients>;
