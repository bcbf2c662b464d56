import type { Env } from "@/server/env";

export interface ReadinessItem {
  name: string;
  state: "ok" | "warn" | "info";
  words: string;
}

/** What a new owner should know about this server before going live. */
export function checkReadiness(env: Env): ReadinessItem[] {
  const isPublic = env.APP_URL.startsWith("https:");
  return [
    env.DATABASE_URL
      ? { name: "Database", state: "ok", words: "PostgreSQL, as set in DATABASE_URL" }
      : {
          name: "Database",
          state: "ok",
          words:
            "Built in, kept in the data folder. Good for one server; a power cut can lose data",
        },
    { name: "Secrets", state: "ok", words: "Tokens will be encrypted with your own key" },
    isPublic
      ? { name: "Public address", state: "ok", words: env.APP_URL }
      : {
          name: "Public address",
          state: "warn",
          words: `${env.APP_URL}. Platforms can’t call back here; the sandbox can. Set APP_URL when you go live`,
        },
    env.AI_BASE_URL
      ? {
          name: "Writing model",
          state: "ok",
          words: `${env.AI_MODEL} at ${new URL(env.AI_BASE_URL).host}`,
        }
      : {
          name: "Writing model",
          state: "info",
          words:
            env.SANDBOX === "on"
              ? "None set, so the sample writer fills in. Its texts are marked"
              : "None set, so you write the variants yourself. Set AI_BASE_URL to have them written",
        },
    env.SANDBOX === "on"
      ? {
          name: "Sandbox",
          state: "ok",
          words: "On, with a made-up audience. Try everything before you connect a real account",
        }
      : {
          name: "Sandbox",
          state: "info",
          words: "Off. Set SANDBOX=on to try everything without real accounts",
        },
  ];
}
