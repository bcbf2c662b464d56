import type { RestingPlatforms } from "@/lib/contracts/accounts";

type Resting = RestingPlatforms["items"][number];

/** "X and Bluesky in the sandbox". */
export function restingNames(items: readonly Pick<Resting, "label" | "sandbox">[]): string {
  const worlds = [false, true].flatMap((sandbox) => {
    const labels = items.filter((each) => each.sandbox === sandbox).map(({ label }) => label);
    if (labels.length === 0) return [];
    const names = new Intl.ListFormat("en-GB").format(labels);
    return [sandbox ? `${names} in the sandbox` : names];
  });
  return worlds.join(", and ");
}

/** Since when the first of them has failed. */
export const firstSince = (items: readonly Resting[]): string | null =>
  items.flatMap(({ since }) => since ?? []).toSorted()[0] ?? null;
