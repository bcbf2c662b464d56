import { AccountView, DisconnectedAccount, UpdateAccount } from "@/lib/contracts/accounts";
import { WithId } from "@/lib/contracts/common";
import { disconnectAccount } from "@/server/accounts/disconnect-account";
import { getAccount } from "@/server/accounts/get-account";
import { updateAccount } from "@/server/accounts/update-account";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "accounts:read",
  params: WithId,
  run: (ctx, { params }) => getAccount(ctx, params.id),
  view: AccountView,
});

export const PATCH = route({
  scope: "accounts:write",
  params: WithId,
  body: UpdateAccount,
  run: (ctx, { params, body }) => updateAccount(ctx, params.id, body),
  view: AccountView,
});

export const DELETE = route({
  scope: "accounts:write",
  params: WithId,
  run: (ctx, { params }) => disconnectAccount(ctx, params.id),
  view: DisconnectedAccount,
});
