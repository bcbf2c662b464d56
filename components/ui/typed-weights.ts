import { EngagementWeights } from "@/lib/contracts/workspace";

/** In the order in which they are asked for. */
export const WEIGHT_NAMES = [
  "likes",
  "comments",
  "shares",
  "clicks",
  "saves",
  "conversions",
  "views",
] as const satisfies readonly (keyof EngagementWeights)[];

/** Weights as they stand in a form: still what was typed. */
export type TypedWeights = Record<keyof EngagementWeights, string>;

export function toTypedWeights(weights: EngagementWeights): TypedWeights {
  const { views, likes, comments, shares, clicks, saves, conversions } = weights;
  return {
    ...{ views: `${views}`, likes: `${likes}`, comments: `${comments}`, shares: `${shares}` },
    ...{ clicks: `${clicks}`, saves: `${saves}`, conversions: `${conversions}` },
  };
}

/** The weights, or in a sentence what is wrong with them. */
export function readTypedWeights(typed: TypedWeights): EngagementWeights | string {
  const toNumber = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));
  const parsed = EngagementWeights.safeParse(
    Object.fromEntries(WEIGHT_NAMES.map((name) => [name, toNumber(typed[name])])),
  );
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = issue?.message ?? "Give numbers from 0 to 100.";
  const where = String(issue?.path[0] ?? "");
  if (!where) return message;
  const name = where.charAt(0).toUpperCase() + where.slice(1);
  return `${name}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
