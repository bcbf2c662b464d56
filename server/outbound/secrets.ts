import { randomBytes } from "node:crypto";
import type { outboundWebhooks } from "@/server/db/schema/outbound";
import type { Runtime } from "@/server/runtime";

const SECRET_BYTES = 32;

/** As Standard Webhooks writes them. */
export const newSigningSecret = (): string =>
  `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

type Sealed = Pick<
  typeof outboundWebhooks.$inferSelect,
  "id" | "sealedSecret" | "sealedPreviousSecret" | "previousSecretUntil"
>;

/** Those that sign now, the newest first: two in the day after a change. */
export function openSecrets(runtime: Runtime, webhook: Sealed, now: Date): string[] {
  const { id, sealedSecret, sealedPreviousSecret: previous, previousSecretUntil: until } = webhook;
  const sealed = previous && until && until > now ? [sealedSecret, previous] : [sealedSecret];
  return sealed.map((each) => runtime.sealer.open(each, id));
}
