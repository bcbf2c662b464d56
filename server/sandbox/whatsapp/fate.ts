import { audienceTotals, type Manners } from "../audience";
import type { SandboxContext } from "../context";
import { findObject } from "../objects";
import type { Profile } from "../profiles";
import { pick, unit } from "../seeded";
import type { ReadMessage } from "./read-message";

/** Something that its platform tells by webhook. */
export interface Happening {
  at: number;
  status?: "sent" | "delivered" | "read" | "failed";
  /** Why it failed. */
  code?: number;
  /** What the person wrote or did. */
  answer?: { type: "text" | "button" | "reaction"; text: string };
}

export const manners: Manners = {
  scaleMs: 2 * 3_600_000,
  rates: { likes: 0.05, shares: 0, comments: 0.08, clicks: 0.14, saves: 0 },
};

const second = 1_000;
const minute = 60 * second;
const unreachable = 0.03;
const readers = 0.82;
const leavers = 0.015;
const crowd = 50_000;

const replies = ["Sounds good!", "How much is it?", "Can I order two?", "See you then."] as const;
const farewells = ["STOP", "Stop", "STOP please"] as const;

export const windowKey = (number: Profile, person: string) => ({
  platform: "whatsapp",
  kind: "window",
  id: `${number.id}:${person}`,
});
export const farewellKey = (number: Profile, person: string) => ({
  platform: "whatsapp",
  kind: "farewell",
  id: `${number.id}:${person}`,
});

/** Everything that will come of a message is settled when it is accepted: time alone tells it. */
export function planFate(
  context: SandboxContext,
  number: Profile,
  message: ReadMessage,
  { id, at }: { id: string; at: number },
): Happening[] {
  const code = findRefusal(context, number, message);
  if (code !== null) return [{ at: at + 2 * second, status: "failed", code }];
  const draw = (what: string) => unit(context.seed, id, what);
  const delivered = at + (2 + 20 * draw("delivery")) * second;
  const arrived: Happening[] = [
    { at: at + second, status: "sent" },
    { at: Math.round(delivered), status: "delivered" },
  ];
  if (draw("reads") > readers) return arrived;
  const read = Math.round(delivered + (20 + 5_400 * draw("when") ** 3) * second);
  return [
    ...arrived,
    { at: read, status: "read" },
    ...planAnswers(context, number, message, { id, read }),
  ];
}

/** Told later than at once: the person can't be reached, wants nothing more, or has not written of late. */
function findRefusal(
  context: SandboxContext,
  number: Profile,
  { to, template }: ReadMessage,
): number | null {
  if (unit(context.seed, "reach", to) < unreachable) return 131_026;
  if (template === null && !findObject(context, windowKey(number, to))) return 131_047;
  const isGone = findObject(context, farewellKey(number, to)) !== null;
  return isGone && template?.category === "MARKETING" ? 131_050 : null;
}

function planAnswers(
  context: SandboxContext,
  number: Profile,
  { text, mediaKind, template }: ReadMessage,
  { id, read }: { id: string; read: number },
): Happening[] {
  const draw = (what: string) => unit(context.seed, id, what);
  const soon = Math.round(read + (5 + 240 * draw("pause")) * second);
  if (draw("leaves") < leavers) {
    return [{ at: soon, answer: { type: "text", text: pick(farewells, context.seed, id) } }];
  }
  const taste = audienceTotals(context.seed, manners.rates, {
    ...{ postId: "taste", platform: "whatsapp", accountId: number.id, followers: crowd },
    // A button is what a link is elsewhere.
    ...{ title: null, text: template?.buttons ? `${text} https://example.com` : text, mediaKind },
    publishedAt: 0,
  });
  const share = (count: number) => count / Math.max(1, taste.views);
  const answers: Happening[] = [];
  const [button] = template?.buttons ?? [];
  if (button && draw("taps") < share(taste.clicks)) {
    answers.push({ at: soon, answer: { type: "button", text: button } });
  }
  if (draw("likes") < share(taste.likes)) {
    answers.push({ at: soon + 10 * second, answer: { type: "reaction", text: "👍" } });
  }
  if (draw("replies") < share(taste.comments)) {
    const words = pick(replies, context.seed, id, "words");
    answers.push({ at: soon + minute, answer: { type: "text", text: words } });
  }
  return answers;
}
