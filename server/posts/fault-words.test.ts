import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wayOn } from "@/lib/domain/way-on";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { FAULT_NAMES, type FaultName } from "@/server/platforms/fixtures/fault-table";
import { toCourse, toFault } from "@/server/platforms/fixtures/own-faults";
import { SAMPLED } from "@/server/platforms/fixtures/sample-posts";
import { createFaultsWorld, type FaultsWorld } from "@/server/testing/faults-world";

interface Told {
  status: string;
  problem: string | null;
  /** What the page says to do. */
  way: string | null;
}

interface Cell {
  platform: Platform;
  fault: FaultName;
  first: Told;
  last: Told;
}

const cells: Cell[] = [];
let world: FaultsWorld;

beforeAll(async () => {
  world = await createFaultsWorld();
  for (const fault of FAULT_NAMES) await play(fault);
}, 180_000);
afterAll(async () => {
  await world.rig.close();
  process.stdout.write(`\n${toTable()}\n\n`);
});

/** One fault, on every platform at once. */
async function play(fault: FaultName): Promise<void> {
  for (const platform of SAMPLED) await world.rig.served.addFault(toFault(platform, fault));
  await world.addPosts(fault === "media_refused");
  await world.publish();
  const first = await readTold();
  await world.finish();
  const last = await readTold();
  for (const platform of SAMPLED) {
    const told = { first: first.get(platform), last: last.get(platform) };
    if (told.first && told.last)
      cells.push({ platform, fault, first: told.first, last: told.last });
  }
  await world.reset();
}

async function readTold(): Promise<Map<Platform, Told>> {
  const told = new Map<Platform, Told>();
  for (const [platform, post] of await world.readPosts()) {
    const { status, problem } = post;
    // As a post of a campaign, which has variants to change.
    const way = wayOn({ ...post, hasVariants: true }, catalog[platform].label);
    told.set(platform, { status, problem, way });
  }
  return told;
}

const courseOf = ({ first, last }: Cell) =>
  first.status === last.status ? first.status : `${first.status} ${last.status}`;

/** What the page says while something is wrong, with "…" for the platform's name. */
function toWords({ platform, first, last }: Cell): string {
  const { problem, way } = last.status === "published" ? first : last;
  const words = [problem, way].filter(Boolean).join(" ");
  return words.replaceAll(new RegExp(`\\b${catalog[platform].label}\\b`, "g"), "…");
}

/** Platforms that say the same stand in one line. */
function toTable(): string {
  const lines = FAULT_NAMES.flatMap((fault) => {
    const own = cells.filter((cell) => cell.fault === fault);
    const same = Map.groupBy(
      own,
      (cell) => `${courseOf(cell).replace(" ", " → ")}: ${toWords(cell)}`,
    );
    const told = [...same].map(([words, those]) => {
      const names = those.map(({ platform }) => platform).join(", ");
      return `  ${names}: ${words}`;
    });
    return [fault, ...told];
  });
  return ["What a post says under each fault", ...lines].join("\n");
}

const RAW = /[{}<>[\]]|\bhttp_|\b[a-z]+_[a-z_]+\b|\(#?\d+|\b[45]\d\d\b|undefined|null/;

describe.each(FAULT_NAMES)("the fault %s", (fault) => {
  const own = () => cells.filter((cell) => cell.fault === fault);

  it("brings a post to the state that the contract asks for, on every platform", () => {
    const expected = SAMPLED.map((platform) => `${platform}: ${toCourse(platform, fault)}`);
    expect(own().map((cell) => `${cell.platform}: ${courseOf(cell)}`)).toEqual(expected);
  });

  it("is told in plain sentences that say what to do", () => {
    for (const { platform, first, last } of own()) {
      for (const { status, problem, way } of [first, last]) {
        if (problem === null && status === "published") continue;
        expect(problem, `${platform} ${status}`).toMatch(/^[A-Z\d“].*[.…]$/);
        expect(problem, platform).not.toMatch(RAW);
        expect(problem?.length, platform).toBeLessThanOrEqual(240);
        if (status !== "published") expect(way, `${platform} ${status}`).toMatch(/^[A-Z].*\.$/);
      }
    }
  });
});
