import type { PublicationView } from "@/lib/contracts/publish";
import type { Ctx } from "@/server/context";
import { getPublicationView } from "./read-publications";

/** What was asked and what became of it, account by account. @throws AppError `not_found`. */
export const getPublication = (ctx: Ctx, id: string): Promise<PublicationView> =>
  getPublicationView(ctx.db, ctx, id);
