import { openAccountSession } from "@/server/accounts/open-session";
import type { Runtime } from "@/server/runtime";

/**
 * What any program must wait for: the same requests, sent by nothing but `fetch`, one after another
 * for each account and all accounts at once. Returns seconds from the start to each answer.
 */
export async function sendBare(
  runtime: Runtime,
  accountIds: readonly string[],
  perAccount: number,
): Promise<number[]> {
  const opened = await Promise.all(accountIds.map((id) => openAccountSession(runtime, id)));
  const sessions = opened.map((answer) => {
    if (!answer.ok) throw new Error("An account of the sandbox can't be used.");
    return answer.session;
  });
  const started = performance.now();
  const taken: number[] = [];
  const sendAll = async ({ endpoints, accessToken }: (typeof sessions)[number], lane: number) => {
    for (let i = 0; i < perAccount; i++) {
      const response = await fetch(`${endpoints.api}/tweets`, {
        method: "POST",
        headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
        body: JSON.stringify({ text: `Bare ${i} of lane ${lane}` }),
      });
      await response.text();
      if (response.status !== 201) throw new Error(`The sandbox answered ${response.status}.`);
      taken.push((performance.now() - started) / 1000);
    }
  };
  await Promise.all(sessions.map(sendAll));
  return taken;
}
