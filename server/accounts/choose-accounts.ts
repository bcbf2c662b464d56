import type { AccountChoice, ChooseAccounts, ChosenAccounts } from "@/lib/contracts/accounts";
import {
  type Chooser,
  type OpenChoice,
  openChoice,
  spendChoice,
} from "@/server/accounts/account-choice";
import { listAccounts } from "@/server/accounts/list-accounts";
import { readBrowserCookie } from "@/server/accounts/oauth-request";
import { listSandboxBases } from "@/server/accounts/provider-config";
import { fetchPicture } from "@/server/accounts/read-avatar";
import { platformOf, saveIdentities } from "@/server/accounts/save-identities";
import type { Ctx } from "@/server/context";
import { invalidField, notFound } from "@/server/errors";
import type { Identity } from "@/server/platforms/adapter";

/** Only a signed-in person can hold a choice: a token of the API has no browser. */
const chooserOf = (ctx: Ctx, request: Request): Chooser => ({
  userId: ctx.actor.kind === "user" ? ctx.actor.id : null,
  browser: readBrowserCookie(request),
});

const keyOf = ({ grant }: OpenChoice, identity: Identity) =>
  `${platformOf(grant, identity)}:${identity.externalId}`;

/** What the consent reached, to be chosen from. @throws AppError `not_found` */
export async function getChoice(ctx: Ctx, token: string, request: Request): Promise<AccountChoice> {
  const choice = await openChoice(ctx, token, chooserOf(ctx, request));
  const { items } = await listAccounts(ctx, { disconnected: "false" });
  const { grant } = choice;
  return {
    platform: grant.platform,
    sandbox: grant.sandbox,
    candidates: choice.identities.map((identity) => {
      const platform = platformOf(grant, identity);
      return {
        key: keyOf(choice, identity),
        platform,
        handle: identity.handle,
        displayName: identity.displayName,
        hasPicture: identity.avatarUrl !== null,
        isConnected: items.some(
          (each) =>
            each.platform === platform &&
            each.externalId === identity.externalId &&
            each.sandbox === grant.sandbox,
        ),
      };
    }),
  };
}

/** Connects those that were chosen; of the others nothing is kept. @throws AppError `not_found`, `invalid` */
export async function chooseAccounts(
  ctx: Ctx,
  { token, accounts }: ChooseAccounts,
  request: Request,
): Promise<ChosenAccounts> {
  const choice = await openChoice(ctx, token, chooserOf(ctx, request));
  const chosen = choice.identities.filter((each) => accounts.includes(keyOf(choice, each)));
  if (chosen.length < new Set(accounts).size) {
    throw invalidField("accounts", "One of these accounts was not offered. Choose again.");
  }
  if (!(await spendChoice(ctx, choice.id))) throw notFound("choice");
  const saved = await saveIdentities(ctx, choice.grant, chosen);
  return { platform: choice.grant.platform, ...saved };
}

/** The picture of one account that is offered. @throws AppError `not_found` */
export async function readChoicePicture(
  ctx: Ctx,
  { token, key }: { token: string; key: string },
  request: Request,
): Promise<Response> {
  const choice = await openChoice(ctx, token, chooserOf(ctx, request));
  const identity = choice.identities.find((each) => keyOf(choice, each) === key);
  const inside = choice.grant.sandbox ? listSandboxBases(ctx.runtime) : [];
  return fetchPicture(ctx.runtime, identity?.avatarUrl ?? null, inside);
}
