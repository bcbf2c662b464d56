import { expect, type Locator, type Page, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import type { BestTimesView, BestTimesWeek } from "@/lib/contracts/best-times";
import type { WorkspaceView } from "@/lib/contracts/workspace";
import { type Api, connectByApi, setUpByApi } from "./support/api";
import { writeHistory } from "./support/history";
import { inspectHere } from "./support/inspect";
import { passTime } from "./support/pass-time";
import { createProduct, type Product } from "./support/product";

/** A zone whose clock is never put forward, and whose evenings are the next day's in UTC. */
const ZONE = "America/Phoenix";
const BEHIND_UTC_HOURS = 7;
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SUNDAY = 6;
const EVENING = [18, 19, 20];
/** The account is silent at night and on Sundays; no hour has enough posts to speak for itself. */
const POSTED_HOURS = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
const WEEKS = 50;
/** Of the evening against other hours, as a logarithm. */
const LIKING = 0.45;
const FEW_WEEKS = 2;

type Slot = BestTimesWeek["slots"][number];

let product: Product;
let api: Api;
let loved: AccountView;
let young: AccountView;
test.beforeAll(async () => {
  product = await createProduct();
  await product.start();
  api = await setUpByApi(product);
  await api.ok("PATCH", "/api/workspace", { timeZone: ZONE });
  loved = await connectByApi(api, "x", 0);
  young = await connectByApi(api, "x", 1);
  const { id: workspaceId } = await api.ok<WorkspaceView>("GET", "/api/workspace");
  const { now } = await product.advance(0);
  await product.stop();
  const clock = { now: Date.parse(now), behindUtcHours: BEHIND_UTC_HOURS };
  await writeHistory(product, clock, {
    ...{ workspaceId, accountId: loved.id, weeks: WEEKS },
    weekdays: [0, 1, 2, 3, 4, 5],
    hours: POSTED_HOURS,
    liking: (_, hour) => (EVENING.includes(hour) ? LIKING : 0),
    luck: 0.3,
  });
  await writeHistory(product, clock, {
    ...{ workspaceId, accountId: young.id, weeks: FEW_WEEKS },
    weekdays: [1, 2, 3, 5],
    hours: [9, 19],
    // Far apart, and still no more than a handful of posts.
    liking: (_, hour) => (hour === 19 ? 1 : 0),
    luck: 0.1,
  });
  await product.start();
});
test.afterAll(() => product.close());

const readWeek = async (account: AccountView, goal = "engagement"): Promise<BestTimesWeek> => {
  const path = `/api/optimizer/best-times?accountId=${account.id}&goal=${goal}`;
  const { week } = await api.ok<BestTimesView>("GET", path);
  if (!week) throw new Error("The account has no week.");
  return week;
};

/** Written here anew, so that the page's own words are not held against themselves. */
function percent(log: number): string {
  const value = Math.round((Math.exp(log) - 1) * 100);
  if (value === 0) return "0%";
  return value > 0 ? `+${value}%` : `−${-value}%`;
}
const range = ({ low, high }: Slot) => `${percent(low)} to ${percent(high)}`;

const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;
const nameOf = (slot: number) =>
  `${DAYS[Math.floor(slot / 24)]} ${clock(slot % 24)}–${clock((slot % 24) + 1)}`;

const WORDS = { better: "Likely better", worse: "Likely worse", open: "Unclear" };

/** What is better and what is worse differ in hue; what is unclear has none. */
const SHADES = { better: /^heat-[3-7]$/, worse: /^heat-low(er)?$/, open: /^heat-(0|own|near)$/ };

/** The hours as they are drawn on a wide screen. */
const drawn = (page: Page): Locator => page.locator(".week.wide button");

interface Cell {
  words: string | null;
  figure: string;
  shade: string;
  told: boolean;
}

const readCells = (page: Page): Promise<Cell[]> =>
  drawn(page).evaluateAll((buttons) =>
    buttons.map((button) => ({
      words: button.getAttribute("aria-label"),
      figure: button.textContent ?? "",
      shade: [...button.classList].find((name) => name.startsWith("heat-")) ?? "",
      told: button.classList.contains("told"),
    })),
  );

async function openWeek(page: Page, account: AccountView): Promise<void> {
  const { cookies } = await api.context.storageState();
  await page.context().addCookies(cookies);
  await page.goto(`${product.url}/optimizer/best-times?account=${account.id}`);
  await expect(drawn(page)).toHaveCount(7 * 24);
}

test("a year tells the hours that an audience likes, and two weeks tell nothing", async ({
  page,
}) => {
  await expect(async () => {
    await passTime(product, api).tick();
    expect((await readWeek(young)).computedAt).not.toBeNull();
  }).toPass({ intervals: [200], timeout: 60_000 });
  await openWeek(page, loved);
  const week = await readWeek(loved);
  seeLiked(week);
  seeTruthInRange(week);
  await seeLead(page, week);
  await seeMap(page, week);
  for (const screen of ["desk", "phone"] as const) {
    await inspectHere(page, screen, "best-times-year");
  }
  await seeTable(page, week);

  // What they like says nothing of how many see a post, and no hour of that is said to be better.
  await page.getByRole("radio", { name: "Views" }).click();
  await expect(page.getByText("Not proven yet", { exact: true })).toBeVisible();
  await page.mouse.move(0, 0);
  await seeNothingTold(page, await readWeek(loved, "reach"));
  for (const screen of ["desk", "phone"] as const) {
    await inspectHere(page, screen, "best-times-unproven");
  }
  await seeYoung(page);
});

/** All that is said to be better is an evening, most evenings are, and nothing is said of silent hours. */
function seeLiked({ posts, ready, slots, timeZone }: BestTimesWeek): void {
  expect({ posts, ready, timeZone }).toEqual({ posts: WEEKS * 6, ready: true, timeZone: ZONE });
  const better = slots.flatMap(({ state }, slot) => (state === "better" ? [slot] : []));
  expect(better.length).toBeGreaterThanOrEqual(12);
  for (const slot of better) expect(EVENING, nameOf(slot)).toContain(slot % 24);
  for (const [slot, { state, low, high, mean, known, posts: own }] of slots.entries()) {
    const silent = Math.floor(slot / 24) === SUNDAY || slot % 24 < 4;
    expect(known, nameOf(slot)).toBe(!silent);
    if (silent) expect({ state, own }).toEqual({ state: "open", own: 0 });
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    // A label is never weaker than the range that is shown beside it.
    if (state === "better") expect(low, nameOf(slot)).toBeGreaterThan(0);
    if (state === "worse") expect(high, nameOf(slot)).toBeLessThan(0);
  }
}

/** The ranges hold what the audience was made with: of 90% ranges that hang together, most do. */
function seeTruthInRange({ slots }: BestTimesWeek): void {
  const average = (LIKING * EVENING.length) / POSTED_HOURS.length;
  const posted = slots.flatMap((estimate, slot) =>
    estimate.known && POSTED_HOURS.includes(slot % 24) ? [{ estimate, slot }] : [],
  );
  const held = posted.filter(({ estimate, slot }) => {
    const truth = (EVENING.includes(slot % 24) ? LIKING : 0) - average;
    return estimate.low <= truth && truth <= estimate.high;
  });
  expect(held.length / posted.length).toBeGreaterThanOrEqual(0.8);
}

async function seeLead(page: Page, { slots }: BestTimesWeek): Promise<void> {
  const [top] = slots
    .filter(({ state }) => state === "better")
    .toSorted((one, other) => other.mean - one.mean);
  if (!top) throw new Error("No hour is better.");
  const lead = page.locator(".lead");
  await expect(lead.locator("mark")).toHaveText(/^18:00 to 21:00, /);
  await expect(lead).toContainText(`${nameOf(slots.indexOf(top))} looks best so far`);
  const gain = `about ${percent(top.mean).slice(1)} more interactions per view`;
  await expect(lead).toContainText(`${gain} than the average post`);
  await expect(lead).toContainText(
    `nine chances in ten between ${percent(top.low)} and ${percent(top.high)}`,
  );
}

/** Each hour says the API's numbers; what is not proven has no figure, and what is unknown no colour. */
async function seeMap(page: Page, { slots }: BestTimesWeek): Promise<void> {
  for (const [slot, cell] of (await readCells(page)).entries()) {
    const estimate = slots[slot];
    if (!estimate) throw new Error(`There is no ${nameOf(slot)}.`);
    const { known, state, mean } = estimate;
    const told = state !== "open";
    expect(cell.words, nameOf(slot)).toBe(`${nameOf(slot)}. ${sayHour(estimate)}`);
    expect(cell.told, nameOf(slot)).toBe(told);
    expect(cell.figure, nameOf(slot)).toBe(told ? percent(mean) : "");
    expect(cell.shade === "heat-0", nameOf(slot)).toBe(!known);
    expect(SHADES[state].test(cell.shade), nameOf(slot)).toBe(true);
  }
  const first = slots.findIndex(({ state }) => state === "better");
  await drawn(page).nth(first).hover();
  await expect(page.getByTestId("week-told")).toContainText(range(slots[first] as Slot));
  await page.mouse.move(0, 0);
}

function sayHour(estimate: Slot): string {
  if (!estimate.known)
    return "No posts on this weekday, or none in this part of the day: not estimated.";
  const { mean, posts, state } = estimate;
  const count = posts === 1 ? "1 post" : `${posts} posts`;
  return `${percent(mean)} against the average post (90% range ${range(estimate)}), ${count} in this hour. ${WORDS[state]}.`;
}

async function seeTable(page: Page, { slots }: BestTimesWeek): Promise<void> {
  await page.getByText("Show as a table").click();
  const rows = page.locator("details").getByRole("table").getByRole("row");
  const cells = await rows.evaluateAll((all) =>
    all.slice(1).map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)),
  );
  const rowsOf = (wanted: Slot["state"]) =>
    slots.flatMap((estimate, slot) => {
      const { known, mean, posts, state } = estimate;
      const row = [nameOf(slot), percent(mean), range(estimate), String(posts), WORDS[state]];
      return known && state === wanted ? [row] : [];
    });
  expect(cells).toEqual([...rowsOf("better"), ...rowsOf("worse"), ...rowsOf("open")]);
  for (const screen of ["desk", "phone"] as const) {
    await inspectHere(page, screen, "best-times-table");
  }
  await page.getByText("Show as a table").click();
}

async function seeNothingTold(page: Page, { slots }: BestTimesWeek): Promise<void> {
  expect(slots.filter(({ state }) => state !== "open")).toEqual([]);
  await expect(page.locator(".week button.told")).toHaveCount(0);
  await expect(page.locator(".lead mark")).toHaveCount(0);
  for (const { figure, shade } of await readCells(page)) {
    expect(figure).toBe("");
    expect(shade).toMatch(SHADES.open);
  }
}

/** Chosen by its name: it says that it has too little data, how much it has, and nothing else. */
async function seeYoung(page: Page): Promise<void> {
  const week = await readWeek(young);
  const posts = FEW_WEEKS * 4;
  expect(week).toMatchObject({ posts, ready: false });
  await page.getByLabel("Account", { exact: true }).selectOption(young.id);
  await expect(page).toHaveURL(new RegExp(`account=${young.id}`));
  await expect(page.locator(".lead")).toHaveText(
    `Not enough data to compare hours: ${posts} posts are old enough, and it takes ${week.neededPosts}.`,
  );
  await expect(
    page.getByText(`Not enough data: ${posts} of ${week.neededPosts} posts`, { exact: true }),
  ).toBeVisible();
  await expect(page.locator(".week button.told, .lead mark")).toHaveCount(0);
  await expect(page.getByText("Show as a table")).toHaveCount(0);
  await expect(page.getByText("Likely better")).toHaveCount(0);
  const cells = await readCells(page);
  expect(cells.reduce((sum, { figure }) => sum + Number(figure), 0)).toBe(posts);
  for (const [slot, { state, posts: own }] of week.slots.entries()) {
    expect(state).toBe("open");
    expect(cells[slot]).toMatchObject({
      figure: own > 0 ? String(own) : "",
      shade: own > 0 ? "heat-own" : "heat-0",
    });
  }
  for (const screen of ["desk", "phone"] as const) {
    await inspectHere(page, screen, "best-times-few");
  }
}
