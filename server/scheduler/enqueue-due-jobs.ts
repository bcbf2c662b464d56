import { listAccountsToRefresh } from "@/server/accounts/list-accounts-to-refresh";
import { enqueueDuePulls } from "@/server/analytics/enqueue-due-pulls";
import { listDueBestTimes } from "@/server/optimizer/list-due-best-times";
import { enqueueDueReports } from "@/server/reports/enqueue-due-reports";
import type { Runtime } from "@/server/runtime";
import { resumeGenerations } from "@/server/variants/resume-generations";
import { listAccountsToSubscribe } from "@/server/webhooks/list-accounts-to-subscribe";

export interface DueJobs {
  pulls: number;
  refreshes: number;
  subscriptions: number;
}

/** Rings for what time alone makes due: accesses and subscriptions that end soon, and counts. */
export async function enqueueDueJobs(runtime: Runtime): Promise<DueJobs> {
  const refreshes = await runtime.database.db.transaction(async (tx) => {
    const accounts = await listAccountsToRefresh(runtime, tx);
    for (const account of accounts) {
      await runtime.jobs.send(tx, "refresh-account", account, { singletonKey: account.accountId });
    }
    return accounts.length;
  });
  const subscriptions = await runtime.database.db.transaction(async (tx) => {
    const accounts = await listAccountsToSubscribe(runtime, tx);
    for (const account of accounts) {
      const key = { singletonKey: account.accountId };
      await runtime.jobs.send(tx, "register-webhooks", account, key);
    }
    return accounts.length;
  });
  await runtime.database.db.transaction(async (tx) => {
    for (const due of await listDueBestTimes(runtime, tx)) {
      await runtime.jobs.send(tx, "refresh-best-times", due, { singletonKey: due.workspaceId });
    }
  });
  // The only process on an embedded database looked for them when it started.
  if (runtime.database.kind !== "pglite") await resumeGenerations(runtime);
  const pulls = await enqueueDuePulls(runtime);
  await enqueueDueReports(runtime);
  return { refreshes, subscriptions, pulls };
}
