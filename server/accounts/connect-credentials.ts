import type { ConnectCredentials, ConnectedByCredentials } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";
import type { AccountRow } from "@/server/accounts/account-status";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { getAccount } from "@/server/accounts/get-account";
import {
  findEndpoints,
  isSandboxAvailable,
  toCallContext,
  toStoredEndpoints,
} from "@/server/accounts/provider-config";
import { saveAccount } from "@/server/accounts/save-account";
import type { Ctx } from "@/server/context";
import { AppError, invalidField, notFound } from "@/server/errors";
import { getAdapter } from "@/server/platforms/registry";

/**
 * Connects a platform that takes an address and a key instead of a consent page. The site is called
 * before anything is kept. @throws AppError `invalid` with the field that is to blame
 */
export async function connectCredentials(
  ctx: Ctx,
  input: ConnectCredentials,
): Promise<ConnectedByCredentials> {
  const { platform, fields } = input;
  const { connect } = getAdapter(platform);
  if (connect.kind !== "credentials") {
    const message = `${catalog[platform].label} is connected in a window of its own, not by a key. Use its button on the accounts page.`;
    throw new AppError("bad_request", message);
  }
  for (const field of connect.fields) {
    if (field.required && !fields[field.name]) {
      throw invalidField(`fields.${field.name}`, `Enter the ${lowerFirst(field.label)}.`);
    }
  }
  const known = await findKnownAccount(ctx, input);
  const sandbox = known?.sandbox ?? input.world === "sandbox";
  if (sandbox && !isSandboxAvailable(ctx.runtime, platform)) {
    throw new AppError("bad_request", `The sandbox has no ${catalog[platform].label}.`);
  }
  const endpoints = findEndpoints(ctx.runtime, platform, sandbox);
  const tested = await connect.test(toCallContext(ctx.runtime, platform, endpoints), fields);
  const first = connect.fields[0]?.name ?? "";
  if (!tested.ok) throw invalidField(`fields.${tested.field ?? first}`, tested.message);
  if (known && known.externalId !== tested.identity.externalId) {
    const message = `This is another one than ${known.handle}. Add it as a new account instead.`;
    throw invalidField(`fields.${first}`, message);
  }
  const saved = await saveAccount(ctx, {
    platform,
    sandbox,
    identity: tested.identity,
    credentials: { kind: "form", values: tested.credentials },
    scopes: [],
    expiresAt: tested.expiresAt ?? null,
    endpoints: toStoredEndpoints(ctx.runtime, endpoints, sandbox),
    details: {},
  });
  return {
    account: await getAccount(ctx, saved.accountId),
    generated: tested.generated.map((name) => ({ name, value: tested.credentials[name] ?? "" })),
    warnings: tested.warnings,
  };
}

async function findKnownAccount(ctx: Ctx, input: ConnectCredentials): Promise<AccountRow | null> {
  if (!input.accountId) return null;
  const account = await findAccountRow(ctx.db, ctx, input.accountId);
  if (account?.platform !== input.platform) throw notFound("account");
  return account;
}

// "API key" stays as it is; "Endpoint URL" becomes "endpoint URL".
const lowerFirst = (text: string) =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
