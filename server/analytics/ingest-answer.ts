import {
  INGEST_STATUSES,
  type IngestAnswer,
  type IngestBatch,
  type IngestQuery,
  type IngestResult,
  type IngestStatus,
  MAX_ID_LENGTH,
} from "@/lib/contracts/ingest";

export interface Verdict {
  status: IngestStatus;
  message: string | null;
}

/**
 * What became of a batch in a byte an item, so that it can be kept for a repeat: the batch itself
 * tells the rest, and what was refused is judged anew.
 */
export interface KeptVerdicts {
  /** A digit an item: the place of its status among the statuses. */
  statuses: string;
}

/** The same words for each item of the status. */
const MESSAGES: Partial<Record<IngestStatus, string>> = {
  duplicate: "This id was counted before.",
  stale: "A total of this post of the same moment, or a later one, holds this already.",
};

export const verdictOf = (status: IngestStatus): Verdict => ({
  status,
  message: MESSAGES[status] ?? null,
});

/** Senders choose some of the words; an answer has room for so much of them. */
const MESSAGE_LENGTH = 300;

export const refused = (message: string): Verdict => ({
  status: "refused",
  message: cut(message, MESSAGE_LENGTH),
});

export const isRefused = ({ status }: Verdict): boolean => status === "refused";

export const toKept = (verdicts: readonly Verdict[]): KeptVerdicts => ({
  statuses: verdicts.map(({ status }) => INGEST_STATUSES.indexOf(status)).join(""),
});

export const toVerdicts = ({ statuses }: KeptVerdicts): Verdict[] =>
  [...statuses].map((digit) => verdictOf(INGEST_STATUSES[Number(digit)] ?? "refused"));

export function toAnswer(
  { items }: IngestBatch,
  verdicts: readonly Verdict[],
  { results: wanted }: IngestQuery,
): IngestAnswer {
  const results: IngestResult[] = [];
  const tally = { counted: 0, unchanged: 0, duplicate: 0, stale: 0, refused: 0 };
  for (const [index, { status, message }] of verdicts.entries()) {
    tally[status] += 1;
    if (wanted === "uncounted" && status === "counted") continue;
    results.push({ index, id: idOf(items[index]), status, message });
  }
  return { ...tally, results };
}

function idOf(raw: unknown): string | null {
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : null;
  return typeof id === "string" ? cut(id, MAX_ID_LENGTH) : null;
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
