import { expect, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { PostView } from "@/lib/contracts/posts";
import type { ScheduleView } from "@/lib/contracts/schedules";
import { type Api, addVariantByApi, connectByApi, listPosts, setUpByApi } from "./support/api";
import { readLedger } from "./support/ledger";
import { createProduct, type Product } from "./support/product";
import { createWritten } from "./support/state";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const LEAD_MS = 2 * MINUTE_MS;
const LATER_MS = 60 * MINUTE_MS;
const NEW_TEXT = "The new form, written in the last second.";

let product: Product;
let api: Api;
let accounts: [AccountView, AccountView, AccountView];
test.beforeAll(async () => {
  // Product time all but stands still between two steps: the last second lasts as long as the commands.
  product = await createProduct({ CLOCK_SPEED: "0.01" });
  await product.start();
  api = await setUpByApi(product);
  // Several posts of one account are due in one instant here.
  await api.ok("PATCH", "/api/workspace", { settings: { minGapMinutes: 0 } });
  accounts = [
    await connectByApi(api, "x", 0),
    await connectByApi(api, "x", 1),
    await connectByApi(api, "x", 2),
  ];
});
test.afterAll(() => product.close());

/** One post of a campaign of its own, with one text that nobody else writes. */
interface Case {
  name: string;
  text: string;
  campaign: CampaignView;
  variant: VariantView;
  schedule: ScheduleView;
  post: PostView;
  dueAt: number;
}

async function plan(name: string, account: AccountView, dueAt: number): Promise<Case> {
  const campaign = await createWritten(api, `Launch: ${name}`, ["x"]);
  const text = `The old form of what was ${name}.`;
  const variant = await addVariantByApi(api, campaign.id, { platform: "x", text });
  const { items } = await api.ok<{ items: ScheduleView[] }>("POST", "/api/schedules", {
    ...{ campaignId: campaign.id, accountIds: [account.id], timeZone: "Europe/Copenhagen" },
    when: { kind: "once", runAt: new Date(dueAt).toISOString() },
  });
  const post = (await listPosts(api)).find((each) => each.campaignId === campaign.id);
  const [schedule] = items;
  if (!post || !schedule) throw new Error(`Nothing was planned for what is ${name}.`);
  await override(post, { kind: "pin", variantId: variant.id });
  return { name, text, campaign, variant, schedule, post, dueAt };
}

const override = (post: PostView, action: object) =>
  api.ok("PATCH", `/api/posts/${post.id}`, { action });

const now = async () => Date.parse((await product.advance(0)).now);

/** To the last second before it, and not beyond. */
async function goToLastSecond(dueAt: number): Promise<void> {
  await product.advance(dueAt - SECOND_MS - (await now()));
}

async function runTick(): Promise<void> {
  await api.ok("POST", "/api/scheduler/tick", {});
}

/** Until nothing that could go out is left, some minutes on. */
async function runUntilIdle(): Promise<void> {
  await product.advance(2 * SECOND_MS);
  await runTick();
  const open = ["publishing", "pending", "unknown"];
  await expect
    .poll(
      async () => {
        await product.advance(30 * SECOND_MS);
        await runTick();
        const at = await now();
        const posts = await listPosts(api);
        return posts
          .filter(({ status, held, dueAt }) => {
            const goes = status === "queued" && !held && Date.parse(dueAt) <= at;
            return goes || open.includes(status);
          })
          .map(({ campaignName, status, problem }) => `${campaignName} ${status} ${problem}`);
      },
      { intervals: [200], timeout: 60_000 },
    )
    .toEqual([]);
}

const timesOut = (text: string) => readLedger(product).filter((each) => each.text === text).length;

const statusOf = async ({ post }: Case) =>
  (await api.ok<PostView>("GET", `/api/posts/${post.id}`)).status;

async function edit({ variant }: Case, text: string): Promise<void> {
  const { updatedAt } = await api.ok<VariantView>("GET", `/api/variants/${variant.id}`);
  await api.ok("PATCH", `/api/variants/${variant.id}`, { text, updatedAt });
}

async function setCampaign({ campaign }: Case, status: "active" | "paused"): Promise<void> {
  const path = `/api/campaigns/${campaign.id}`;
  const { updatedAt } = await api.ok<CampaignView>("GET", path);
  await api.ok("PATCH", path, { status, updatedAt });
}

const pause = (path: string, paused: boolean) => api.ok("PATCH", path, { paused });

test("what is changed in the last second never goes out in its old form", async () => {
  test.setTimeout(300_000);
  const [first, second, third] = accounts;
  const dueAt = Math.ceil((await now()) / MINUTE_MS) * MINUTE_MS + LEAD_MS;
  const on = (name: string, account = first) => plan(name, account, dueAt);
  const untouched = await on("left alone");
  const canceled = await on("canceled");
  const skipped = await on("skipped");
  const edited = await on("edited");
  const deleted = await on("deleted with its schedule");
  const gone = await on("deleted with its campaign");
  const schedulePaused = await on("paused with its schedule");
  const campaignPaused = await on("paused with its campaign");
  const later = await on("moved to later");
  const earlier = await on("moved to earlier");
  const accountPaused = await on("paused with its account", second);
  const disconnected = await on("of a disconnected account", third);

  await goToLastSecond(dueAt);
  await override(canceled.post, { kind: "cancel" });
  await override(skipped.post, { kind: "skip" });
  await edit(edited, NEW_TEXT);
  await api.ok("DELETE", `/api/schedules/${deleted.schedule.id}`);
  await api.ok("DELETE", `/api/campaigns/${gone.campaign.id}`);
  await pause(`/api/schedules/${schedulePaused.schedule.id}`, true);
  await setCampaign(campaignPaused, "paused");
  const laterAt = new Date(dueAt + LATER_MS).toISOString();
  await override(later.post, { kind: "move", dueAt: laterAt });
  const earlierAt = new Date(dueAt - SECOND_MS / 4).toISOString();
  await override(earlier.post, { kind: "move", dueAt: earlierAt });
  await pause(`/api/accounts/${second.id}`, true);
  await api.ok("DELETE", `/api/accounts/${disconnected.post.accountId}`);
  expect(await now()).toBeLessThan(dueAt);
  expect(readLedger(product)).toEqual([]);

  await runUntilIdle();
  const cases = [
    ...[canceled, skipped, edited, deleted, gone, schedulePaused, campaignPaused, later],
    ...[accountPaused, disconnected],
  ];
  expect(cases.filter(({ text }) => timesOut(text) > 0).map(({ name }) => name)).toEqual([]);
  expect([untouched.text, earlier.text, NEW_TEXT].map(timesOut)).toEqual([1, 1, 1]);

  // Resumed, the past stays the past; and what was moved goes out when its new time has come.
  await pause(`/api/schedules/${schedulePaused.schedule.id}`, false);
  await setCampaign(campaignPaused, "active");
  await pause(`/api/accounts/${second.id}`, false);
  for (const each of [schedulePaused, campaignPaused, accountPaused]) {
    expect(await statusOf(each), each.name).toBe("skipped");
  }
  await product.advance(Math.max(0, dueAt + LATER_MS - (await now())));
  await runUntilIdle();
  expect(timesOut(later.text)).toBe(1);
  expect(readLedger(product)).toHaveLength(4);
  expect(await statusOf(canceled)).toBe("canceled");
});

test("the red switch in the last second stops everything", async ({ page }) => {
  test.setTimeout(180_000);
  const [account] = accounts;
  const dueAt = Math.ceil((await now()) / MINUTE_MS) * MINUTE_MS + LEAD_MS;
  const before = readLedger(product).length;
  const held = await plan("stopped by the red switch", account, dueAt);
  const { cookies } = await api.context.storageState();
  await page.context().addCookies(cookies);
  await page.goto(`${product.url}/posts/${held.post.id}`);
  const flip = page.getByRole("switch", { name: "Pause everything" });
  await flip.click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("1 post of the next 24 hours is held.");

  await goToLastSecond(dueAt);
  await question.getByRole("button", { name: "Pause everything" }).click();
  await expect(flip).toBeChecked();
  await expect(page.getByText("Everything is paused.", { exact: true })).toBeVisible();
  await expect(page.getByTestId("post-held")).toContainText("Everything is paused (Ines Moreau,");
  expect(await now()).toBeLessThan(dueAt);
  await runUntilIdle();
  expect(readLedger(product)).toHaveLength(before);

  await page.getByRole("status").getByRole("button", { name: "Resume" }).click();
  await expect(question).toContainText(
    "1 post came due while this was paused. It will not go out.",
  );
  await question.getByRole("button", { name: "Resume everything" }).click();
  await expect(flip).not.toBeChecked();
  await expect(page.getByTestId("post-standing")).toHaveText(
    "Paused at its time: Ines Moreau had paused everything.",
  );
  await runUntilIdle();
  expect(readLedger(product)).toHaveLength(before);

  // A person may still want it, and it goes out once.
  await page.getByTestId("post-anyway").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Post it now" }).click();
  await expect(page.getByTestId("post-standing")).toContainText("Published");
  expect(timesOut(held.text)).toBe(1);
});

test("an approval that is lost in the last second is not used", async () => {
  test.setTimeout(180_000);
  await api.ok("PATCH", "/api/workspace", { settings: { approvalRequired: true } });
  const [, account] = accounts;
  const dueAt = Math.ceil((await now()) / MINUTE_MS) * MINUTE_MS + LEAD_MS;
  const approve = ({ variant }: Case) => api.ok("POST", `/api/variants/${variant.id}/approve`, {});
  const names = ["approved", "edited after its approval", "of a withdrawn approval"];
  const cases: Case[] = [];
  for (const name of names) cases.push(await plan(name, account, dueAt));
  const [approved, edited, withdrawn] = cases;
  if (!approved || !edited || !withdrawn) throw new Error("Nothing was planned.");
  for (const each of cases) await approve(each);

  await goToLastSecond(dueAt);
  const newText = `${NEW_TEXT} It was approved after its time.`;
  await edit(edited, newText);
  await api.ok("DELETE", `/api/variants/${withdrawn.variant.id}/approve`);
  expect(await now()).toBeLessThan(dueAt);
  await runUntilIdle();
  expect(cases.map(({ text }) => timesOut(text))).toEqual([1, 0, 0]);
  expect(timesOut(newText)).toBe(0);

  // Late, but within its deadline: what was approved then goes out, and nothing else.
  await approve(edited);
  await runUntilIdle();
  expect(timesOut(newText)).toBe(1);
  expect(cases.map(({ text }) => timesOut(text))).toEqual([1, 0, 0]);
});
