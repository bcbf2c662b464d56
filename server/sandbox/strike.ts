import type { Call } from "./context";
import { endAccess, type Fault, type FaultKind, type Operation, takeFaults } from "./faults";
import { cutOff } from "./respond";
import { malformed, withoutId } from "./spoil-answer";

/** How one platform says what a fault makes it say. */
export interface FaultAnswers {
  /** Null: no word on how long to wait. */
  rateLimited(retryAfterMs: number | null): Response;
  serverError(status: number): Response;
  permissionMissing(): Response;
  /** Null: this platform does not say it here. The fault stays for whoever takes it by name. */
  duplicate: (() => Response) | null;
  refused: (() => Response) | null;
  mediaRefused: (() => Response) | null;
}

const after: FaultKind[] = [
  "error_after_accept",
  "timeout_after_accept",
  "malformed_answer",
  "answer_without_id",
];

const ofToken: FaultKind[] = ["token_expired", "token_revoked"];

/**
 * Runs one operation under the faults that are set for it. What strikes "after accept" waits for an
 * answer of 200, 201 or 202, so that a refusal does not use it up.
 */
export async function underFaults(
  call: Call,
  operation: Operation,
  answers: FaultAnswers,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  const { context } = call;
  const before = takeFaults(context, operation, kindsBefore(answers));
  for (const fault of before) {
    if (fault.kind === "latency") await hold(call.request.signal, fault.latencyMs);
  }
  const fault = before.find(({ kind }) => kind !== "latency");
  if (fault) return refuse(call, answers, fault);

  const response = await work();
  const isAccepted = [200, 201, 202].includes(response.status);
  const ends = isAccepted ? takeFaults(context, operation, ofToken) : [];
  for (const { kind } of ends) endAccess(context, operation.accountId, kind);
  const [late] = isAccepted ? takeFaults(context, operation, after) : [];
  return late ? spoil(call, answers, late, response) : response;
}

function kindsBefore(answers: FaultAnswers): FaultKind[] {
  const always = ["latency", "rate_limit", "server_error", "timeout_before_accept"] as const;
  return [
    ...always,
    "permission_missing",
    ...(answers.duplicate ? (["duplicate"] as const) : []),
    ...(answers.refused ? (["moderation"] as const) : []),
    ...(answers.mediaRefused ? (["media_refused"] as const) : []),
  ];
}

async function refuse(call: Call, answers: FaultAnswers, fault: Fault): Promise<Response> {
  const failed = () => answers.serverError(fault.status);
  switch (fault.kind) {
    case "rate_limit":
      return answers.rateLimited(fault.retryAfterMs);
    case "permission_missing":
      return answers.permissionMissing();
    case "duplicate":
      return (answers.duplicate ?? failed)();
    case "moderation":
      return (answers.refused ?? failed)();
    case "media_refused":
      return (answers.mediaRefused ?? failed)();
    case "timeout_before_accept":
      await hold(call.request.signal, fault.holdMs);
      return cutOff();
    default:
      return failed();
  }
}

async function spoil(
  call: Call,
  answers: FaultAnswers,
  fault: Fault,
  response: Response,
): Promise<Response> {
  switch (fault.kind) {
    case "malformed_answer":
      return malformed(response);
    case "answer_without_id":
      return withoutId(response);
    case "timeout_after_accept":
      await hold(call.request.signal, fault.holdMs);
      return cutOff();
    default:
      return answers.serverError(fault.status);
  }
}

/** Waits in real time, or until the caller has hung up. */
function hold(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || ms === 0) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
  });
}
