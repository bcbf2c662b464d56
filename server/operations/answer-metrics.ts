import { EXPOSITION_TYPE, writeExposition } from "@/lib/domain/exposition";
import { equalSecrets } from "@/server/crypto/tokens";
import { isLocalOnly } from "@/server/http/loopback-names";
import { collectMetrics } from "@/server/operations/collect-metrics";
import { shareAnswer, within } from "@/server/operations/share-answer";
import type { Runtime } from "@/server/runtime";

type Parts = Pick<Runtime, "database" | "clock" | "env" | "log">;

const KEPT_MS = 5000;
const ANSWER_WITHIN_MS = 5000;

const sharedMetrics = shareAnswer(KEPT_MS, async (runtime: Parts) =>
  writeExposition(await collectMetrics(runtime)),
);

/** For a Prometheus that holds METRICS_TOKEN or INTERNAL_TOKEN, or asks a server that nobody else reaches. */
export async function answerMetrics(runtime: Parts, request: Request): Promise<Response> {
  if (!mayRead(runtime, request)) {
    return new Response("Send METRICS_TOKEN as a bearer token.\n", {
      status: 401,
      headers: { "www-authenticate": "Bearer", "cache-control": "no-store" },
    });
  }
  try {
    const text = await within(ANSWER_WITHIN_MS, sharedMetrics(runtime, performance.now()));
    return new Response(text, {
      headers: { "content-type": EXPOSITION_TYPE, "cache-control": "no-store" },
    });
  } catch (err) {
    runtime.log.error({ err }, "the metrics could not be collected");
    return new Response("The database does not answer.\n", {
      status: 503,
      headers: { "cache-control": "no-store" },
    });
  }
}

function mayRead({ env }: Pick<Runtime, "env">, request: Request): boolean {
  const bearer = request.headers.get("authorization")?.match(/^Bearer (.+)$/i)?.[1];
  if (bearer === undefined) return !env.METRICS_TOKEN && isLocalOnly(env);
  const tokens = [env.METRICS_TOKEN, env.INTERNAL_TOKEN];
  // Each is compared, so that time does not tell which of them it is not.
  return tokens.map((token) => token !== undefined && equalSecrets(bearer, token)).includes(true);
}
