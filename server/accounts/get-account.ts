import type { AccountView } from "@/lib/contracts/accounts";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { toAccountViews } from "@/server/accounts/to-account-view";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { notFound } from "@/server/errors";

/** @throws AppError `not_found` */
export async function getAccount(
  ctx: Ctx,
  id: string,
  reader: Reader = ctx.db,
): Promise<AccountView> {
  const row = await findAccountRow(reader, ctx, id);
  const [view] = row ? await toAccountViews(reader, ctx, [row]) : [];
  if (!view) throw notFound("account");
  return view;
}
