import { refreshAccount } from "@/server/accounts/refresh-account";
import { keepZone } from "@/server/analytics/keep-zone";
import { pullMetrics } from "@/server/analytics/pull-metrics";
import type { JobHandlers } from "@/server/jobs/catalog";
import { runCycle } from "@/server/learning/run-cycle";
import { refreshBestTimes } from "@/server/optimizer/refresh-best-times";
import { sendReport } from "@/server/reports/send-report";
import type { Runtime } from "@/server/runtime";
import { generateVariants } from "@/server/variants/generate-variants";
import { processDelivery } from "@/server/webhooks/process-delivery";
import { registerWebhooks } from "@/server/webhooks/register-webhooks";

/** Which verb answers which doorbell. */
export function createJobHandlers(runtime: Runtime): JobHandlers {
  return {
    "generate-variants": (payload) => generateVariants(runtime, payload),
    "pull-metrics": (payload) => pullMetrics(runtime, payload),
    "keep-zone": ({ workspaceId, zone }) => keepZone(runtime, workspaceId, zone),
    "register-webhooks": async ({ accountId }) => {
      await registerWebhooks(runtime, accountId);
    },
    "process-webhook": ({ deliveryId }) => processDelivery(runtime, deliveryId),
    "refresh-best-times": (payload) => refreshBestTimes(runtime, payload),
    "evolve-channel": (payload) => runCycle(runtime, payload),
    "refresh-account": (payload) => refreshAccount(runtime, payload),
    "send-report": (payload) => sendReport(runtime, payload),
  };
}
