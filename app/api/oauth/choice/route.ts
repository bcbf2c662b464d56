import {
  AccountChoice,
  ChoiceQuery,
  ChooseAccounts,
  ChosenAccounts,
} from "@/lib/contracts/accounts";
import { chooseAccounts, getChoice } from "@/server/accounts/choose-accounts";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "accounts:write",
  query: ChoiceQuery,
  run: (ctx, { query, request }) => getChoice(ctx, query.choice, request),
  view: AccountChoice,
});

export const POST = route({
  scope: "accounts:write",
  body: ChooseAccounts,
  run: (ctx, { body, request }) => chooseAccounts(ctx, body, request),
  view: ChosenAccounts,
});
