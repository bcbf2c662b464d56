import type { Ctx } from "@/server/context";
import type { PauseMark } from "./pause-scope";

/** What a thing keeps of its pause: since when and by whom, or nothing once it goes on. */
export const toPauseMark = (ctx: Ctx, paused: boolean): PauseMark =>
  paused ? { pausedAt: ctx.now(), pausedBy: ctx.actor.name } : { pausedAt: null, pausedBy: null };
