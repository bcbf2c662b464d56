import {
  AccountList,
  ConnectCredentials,
  ConnectedByCredentials,
  ListAccounts,
} from "@/lib/contracts/accounts";
import { connectCredentials } from "@/server/accounts/connect-credentials";
import { listAccounts } from "@/server/accounts/list-accounts";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "accounts:read",
  query: ListAccounts,
  run: (ctx, { query }) => listAccounts(ctx, query),
  view: AccountList,
});

export const POST = route({
  scope: "accounts:write",
  body: ConnectCredentials,
  run: (ctx, { body }) => connectCredentials(ctx, body),
  view: ConnectedByCredentials,
  status: 201,
});
