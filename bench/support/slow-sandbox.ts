import { setTimeout as sleep } from "node:timers/promises";
import { type ServedSandbox, serveSandbox } from "@/server/platforms/fixtures/serve-sandbox";
import { createSandbox, type Sandbox } from "@/server/sandbox/create-sandbox";
import { type Crowd, withCrowd } from "@/server/testing/crowd";

export interface SlowSandbox {
  served: ServedSandbox;
  sandbox: Sandbox;
  /** From now on every answer takes between so long and so long. */
  slowDown(fromMs: number, toMs: number): void;
}

/** The imitated platforms over HTTP on loopback, as far away as real ones. */
export async function openSlowSandbox(crowd: Crowd, appUrl: string): Promise<SlowSandbox> {
  let latency: [number, number] | null = null;
  let sandbox: Sandbox | null = null;
  const redirectUris = Object.fromEntries(
    Object.keys(crowd).map((platform) => [platform, [`${appUrl}/api/oauth/${platform}/callback`]]),
  );
  const served = await serveSandbox(
    async (given) => {
      const made = await createSandbox({ ...given, redirectUris, modules: withCrowd(crowd) });
      sandbox = made;
      const handle = async (request: Request) => {
        if (latency) await sleep(latency[0] + Math.random() * (latency[1] - latency[0]));
        return made.handle(request);
      };
      return { ...made, handle };
    },
    () => new Date(),
  );
  if (!sandbox) throw new Error("The sandbox was not made.");
  return {
    served,
    sandbox,
    slowDown(fromMs, toMs) {
      latency = [fromMs, toMs];
    },
  };
}
