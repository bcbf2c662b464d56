import type { ConnectCredentials, ConnectedByCredentials } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { getAccount } from "@/server/accounts/get-account";
import { saveAccount } from "@/server/accounts/save-account";
import type { Ctx } from "@/server/context";
import { AppError, invalidField, notFound } from "@/server/errors";
import type { CallContext } from "@/server/platforms/adapter";
import { getAdapter, realEndpoints } from "@/server/platforms/registry";

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
  const endpoints = realEndpoints[platform];
  const call: CallContext = { endpoints, http: ctx.runtime.egress, now: ctx.now };
  const tested = await connect.test(call, fields);
  if (!tested.ok) {
    const first = connect.fields[0]?.name ?? "";
    throw invalidField(`fields.${tested.field ?? first}`, tested.message);
  }
  await assertSameAccount(ctx, input, tested.identity.externalId);
  const saved = await saveAccount(ctx, {
    platform,
    sandbox: false,
    identity: tested.identity,
    credentials: { kind: "form", values: tested.credentials },
    scopes: [],
    expiresAt: null,
    endpoints: { ...endpoints },
    details: {},
  });
  return {
    account: await getAccount(ctx, saved.accountId),
    generated: tested.generated.map((name) => ({ name, value: tested.credentials[name] ?? "" })),
    warnings: tested.warnings,
  };
}

async function assertSameAccount(
  ctx: Ctx,
  input: ConnectCredentials,
  externalId: string,
): Promise<void> {
  if (!input.accountId) return;
  const account = await findAccountRow(ctx.db, ctx, input.accountId);
  if (account?.platform !== input.platform) throw notFound("account");
  if (account.externalId !== externalId) {
    const message = `This is another site than ${account.handle}. Add it as a new account instead.`;
    throw invalidField("fields.url", message);
  }
}

// "API key" stays as it is; "Endpoint URL" becomes "endpoint URL".
const lowerFirst = (text: string) =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
