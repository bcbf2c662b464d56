import { listAccountsToRefresh } from "@/server/accounts/list-accounts-to-refresh";
import { enqueueDuePulls } from "@/server/analytics/enqueue-due-pulls";
import type { Runtime } from "@/server/runtime";
import { resumeGenerations } from "@/server/variants/resume-generations";

export interface DueJobs {
  pulls: number;
  refreshes: number;
}

/** Rings for what time alone makes due: accesses that end soon, and counts to be read. */
export async function enqueueDueJobs(runtime: Runtime): Promise<DueJobs> {
  const refreshes = await runtime.database.db.transaction(async (tx) => {
    const accounts = await listAccountsToRefresh(runtime, tx);
    for (const account of accounts) {
      await runtime.jobs.send(tx, "refresh-account", account, { singletonKey: account.accountId });
    }
    return accounts.length;
  });
  // The only process on an embedded database looked for them when it started.
  if (runtime.database.kind !== "pglite") await resumeGenerations(runtime);
  return { refreshes, pulls: await enqueueDuePulls(runtime) };
}
