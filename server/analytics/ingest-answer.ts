import {
  INGEST_STATUSES,
  type IngestAnswer,
  type IngestBatch,
  type IngestQuery,
  type IngestResult,
  type IngestStatus,
} from "@/lib/contracts/ingest";

export interface Verdict {
  status: IngestStatus;
  message: string | null;
}

/**
 * What became of a batch in a few bytes an item, so that it can be kept for a repeat: the batch
 * itself tells the rest.
 */
export interface KeptVerdicts {
  /** A digit an item: the place of its status among the statuses. */
  statuses: string;
  messages: [index: number, message: string][];
}

/** The same words for each item of the status. */
const MESSAGES: Partial<Record<IngestStatus, string>> = {
  duplicate: "This id was counted before.",
  stale: "A later count of this post was taken in already.",
};

export const verdictOf = (status: IngestStatus): Verdict => ({
  status,
  message: MESSAGES[status] ?? null,
});

export const refused = (message: string): Verdict => ({ status: "refused", message });

export function toKept(verdicts: readonly Verdict[]): KeptVerdicts {
  const messages: KeptVerdicts["messages"] = [];
  const digits = verdicts.map(({ status, message }, index) => {
    if (status === "refused" && message !== null) messages.push([index, message]);
    return INGEST_STATUSES.indexOf(status);
  });
  return { statuses: digits.join(""), messages };
}

export function toAnswer(
  { items }: IngestBatch,
  { statuses, messages }: KeptVerdicts,
  { results: wanted }: IngestQuery,
): IngestAnswer {
  const told = new Map(messages);
  const results: IngestResult[] = [];
  const tally = { counted: 0, unchanged: 0, duplicate: 0, stale: 0, refused: 0 };
  for (const [index, raw] of items.entries()) {
    const status = INGEST_STATUSES[Number(statuses[index])] ?? "refused";
    tally[status] += 1;
    if (wanted === "uncounted" && status === "counted") continue;
    const message = told.get(index) ?? MESSAGES[status] ?? null;
    results.push({ index, id: idOf(raw), status, message });
  }
  return { ...tally, results };
}

function idOf(raw: unknown): string | null {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : null;
  return typeof id === "string" ? id : null;
}
