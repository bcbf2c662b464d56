import type { Setup } from "@/lib/contracts/auth";
import { canonicalZone, isTimeZone } from "@/lib/domain/zones";
import { createOwner } from "@/server/auth/create-owner";
import { setupCode } from "@/server/auth/setup-code";
import { equalSecrets } from "@/server/crypto/tokens";
import { invalidField } from "@/server/errors";
import type { Runtime } from "@/server/runtime";

/** First-run setup. Off loopback the one-time code from the terminal is required. */
export async function setUpFirstOwner(
  runtime: Runtime,
  input: Setup,
): Promise<{ workspaceId: string }> {
  const code = setupCode(runtime.env);
  if (code && !equalSecrets(input.code ?? "", code)) {
    throw invalidField(
      "code",
      "That is not the code. The server printed it in its terminal when it started.",
    );
  }
  const timeZone = isTimeZone(input.timeZone) ? canonicalZone(input.timeZone) : "UTC";
  const { workspaceId } = await createOwner(runtime, { ...input, timeZone });
  return { workspaceId };
}
