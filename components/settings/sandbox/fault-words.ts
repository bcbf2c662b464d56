import type { FaultKind, FaultScope, SandboxFault } from "@/lib/contracts/sandbox";

export interface KindWords {
  label: string;
  /** What happens there, and what becomes of it here. */
  note: string;
}

export const KIND_WORDS: Readonly<Record<FaultKind, KindWords>> = {
  rate_limit: {
    label: "Too many requests",
    note: "Refused, nothing is posted. It is tried again when the platform lets it.",
  },
  server_error: {
    label: "Server error",
    note: "Nothing is posted. It is tried again; after several in a row the platform rests.",
  },
  error_after_accept: {
    label: "Server error after posting",
    note: "It is posted all the same. Bandwagon looks for it before it posts anything again.",
  },
  timeout_before_accept: {
    label: "Request lost on the way",
    note: "Nothing is posted, and no answer says so. Bandwagon looks first.",
  },
  timeout_after_accept: {
    label: "Answer lost after posting",
    note: "It is posted, and nobody hears of it. Bandwagon looks for it.",
  },
  malformed_answer: {
    label: "Answer that can’t be read",
    note: "It is posted, and the answer is nonsense. Bandwagon looks for it.",
  },
  answer_without_id: {
    label: "Answer without an id",
    note: "It is posted, and the answer does not say which one it is.",
  },
  token_expired: {
    label: "Access ended",
    note: "At once. It is renewed with the next call, where the platform has renewals.",
  },
  token_revoked: {
    label: "Access revoked",
    note: "At once. A person has to connect the account again.",
  },
  permission_missing: {
    label: "Permission missing",
    note: "Refused. A person has to connect again and allow it.",
  },
  moderation: {
    label: "Refuses the content",
    note: "Refused for good. The post fails with the platform’s reason.",
  },
  media_refused: {
    label: "Refuses the file",
    note: "Refused for good. The post fails, and says which file.",
  },
  duplicate: {
    label: "Calls it a duplicate",
    note: "Refused as posted before. Bandwagon looks whether it was.",
  },
  latency: { label: "Slow", note: "The answer is right, and late." },
};

export const SCOPE_WORDS: Readonly<Record<FaultScope, string>> = {
  publish: "Posts",
  media: "Uploads",
  read: "Readings of results",
  token: "Renewals of access",
  any: "Every call",
};

/** They act on the account's access itself, at once, whatever is called next. */
export const actsAtOnce = (kind: FaultKind) => kind === "token_expired" || kind === "token_revoked";

export function toLeft(remaining: number | null): string {
  if (remaining === null) return "Until removed";
  return remaining === 1 ? "The next call" : `The next ${remaining} calls`;
}

/** The kind, with what was chosen beside it. */
export function describeFault(fault: SandboxFault): string {
  const { label } = KIND_WORDS[fault.kind];
  if (fault.kind === "latency") return `${label}, ${fault.delaySeconds} s`;
  if (fault.kind !== "rate_limit") return label;
  return fault.retryAfterSeconds === null
    ? `${label}, no word on when to come back`
    : `${label}, come back in ${toSpan(fault.retryAfterSeconds)}`;
}

const toSpan = (seconds: number) => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`);

export function toLead(faults: number): string {
  if (faults === 0) return "Every imitated platform answers as it should.";
  return faults === 1 ? "One fault waits in the sandbox." : `${faults} faults wait in the sandbox.`;
}
