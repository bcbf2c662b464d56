import type { Call } from "./context";
import { type Operation, takeFaults } from "./faults";
import { empty } from "./respond";

/** How one platform says what a fault makes it say. */
export interface FaultAnswers {
  rateLimited(retryAfterMs: number): Response;
  serverError(status: number): Response;
}

/** Runs one operation under the faults that are set for it. */
export async function underFaults(
  call: Call,
  operation: Operation,
  answers: FaultAnswers,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  const { context } = call;
  const before = takeFaults(context, operation, ["latency", "rate_limit", "server_error"]);
  for (const fault of before) {
    if (fault.kind === "latency") await hold(call.request.signal, fault.latencyMs);
  }
  const refusal = before.find((fault) => fault.kind !== "latency");
  if (refusal?.kind === "rate_limit") return answers.rateLimited(refusal.retryAfterMs);
  if (refusal) return answers.serverError(refusal.status);

  const response = await work();
  const isAccepted = response.status === 200 || response.status === 201;
  const [cut] = isAccepted ? takeFaults(context, operation, ["timeout_after_accept"]) : [];
  if (!cut) return response;
  await hold(call.request.signal, cut.holdMs);
  return empty(504);
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
