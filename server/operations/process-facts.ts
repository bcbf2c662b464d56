import { hostname } from "node:os";
import { z } from "zod";
import manifest from "@/package.json";

/** What a process tells of itself with each heartbeat; rows of another release may lack some of it. */
export const ProcessFacts = z.object({
  pid: z.number().nullable().catch(null),
  host: z.string().nullable().catch(null),
  version: z.string().nullable().catch(null),
  startedAt: z.string().nullable().catch(null),
  busy: z.boolean().nullable().catch(null),
});
export type ProcessFacts = z.infer<typeof ProcessFacts>;

export const ownFacts = () => ({ pid: process.pid, host: hostname(), version: manifest.version });
