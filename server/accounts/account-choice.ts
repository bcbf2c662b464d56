import { and, eq, gt, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { Platform } from "@/lib/platforms/platform";
import type { Grant } from "@/server/accounts/save-identities";
import type { Ctx } from "@/server/context";
import { equalSecrets, hashToken, randomToken } from "@/server/crypto/tokens";
import { oauthChoices } from "@/server/db/schema/accounts";
import { uuidv7 } from "@/server/db/uuid";
import { notFound } from "@/server/errors";
import { toProductMs } from "@/server/human-time";
import type { Identity } from "@/server/platforms/adapter";

const choiceLifeMs = 10 * 60_000;

const Tokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  expiresAt: z.coerce.date().nullable(),
});
const StoredIdentity = z.object({
  platform: Platform.optional(),
  tokens: Tokens.optional(),
  externalId: z.string(),
  handle: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  extra: z.record(z.string(), z.string()).optional(),
});
const Sealed = z.object({
  browser: z.string(),
  tokens: Tokens.extend({ scopes: z.array(z.string()) }),
  identities: z.array(StoredIdentity),
});

/** Who holds the choice: the session and the browser that began the connection. */
export interface Chooser {
  userId: string | null;
  browser: string | null;
}

export interface OpenChoice {
  id: string;
  grant: Grant;
  identities: Identity[];
}

/** Keeps what a consent reached until a person has chosen. The token opens it for ten minutes, once. */
export async function keepChoice(
  ctx: Ctx,
  { grant, identities, ...who }: Omit<OpenChoice, "id"> & { userId: string; browser: string },
): Promise<string> {
  const id = uuidv7();
  const token = randomToken();
  const now = ctx.now();
  const { tokens, platform, sandbox } = grant;
  const browser = hashToken(who.browser);
  await ctx.db.transaction(async (tx) => {
    // Of every workspace: tokens that nobody chose must not lie around.
    await tx.delete(oauthChoices).where(lt(oauthChoices.expiresAt, now));
    await tx.insert(oauthChoices).values({
      id,
      workspaceId: ctx.workspaceId,
      userId: who.userId,
      platform,
      sandbox,
      tokenHash: hashToken(token),
      sealed: ctx.runtime.sealer.seal(JSON.stringify({ browser, tokens, identities }), id),
      expiresAt: new Date(now.getTime() + toProductMs(ctx.runtime.clock, choiceLifeMs)),
    });
  });
  return token;
}

/** @throws AppError `not_found` for whoever did not begin it, too late, and once it was made */
export async function openChoice(ctx: Ctx, token: string, who: Chooser): Promise<OpenChoice> {
  const [row] = await ctx.db
    .select()
    .from(oauthChoices)
    .where(
      and(
        eq(oauthChoices.tokenHash, hashToken(token)),
        eq(oauthChoices.workspaceId, ctx.workspaceId),
        isNull(oauthChoices.usedAt),
        gt(oauthChoices.expiresAt, ctx.now()),
      ),
    );
  if (!row || !who.browser || row.userId !== who.userId) throw notFound("choice");
  const sealed = Sealed.parse(JSON.parse(ctx.runtime.sealer.open(row.sealed, row.id)));
  if (!equalSecrets(sealed.browser, hashToken(who.browser))) throw notFound("choice");
  const { tokens } = sealed;
  const grant = { platform: Platform.parse(row.platform), sandbox: row.sandbox, tokens };
  return { id: row.id, grant, identities: sealed.identities.map(toIdentity) };
}

function toIdentity({ platform, tokens, extra, ...rest }: z.infer<typeof StoredIdentity>) {
  return {
    ...rest,
    ...(platform ? { platform } : {}),
    ...(tokens ? { tokens } : {}),
    ...(extra ? { extra } : {}),
  };
}

/** True for the one who spends it; the secrets are wiped with it. */
export async function spendChoice(ctx: Ctx, id: string): Promise<boolean> {
  const [spent] = await ctx.db
    .update(oauthChoices)
    .set({ usedAt: ctx.now(), sealed: "" })
    .where(
      and(
        eq(oauthChoices.id, id),
        isNull(oauthChoices.usedAt),
        gt(oauthChoices.expiresAt, ctx.now()),
      ),
    )
    .returning({ id: oauthChoices.id });
  return spent !== undefined;
}
