import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { reportSchedules, reportSendings } from "@/server/db/schema/reports";
import { buildSending } from "@/server/reports/build-sending";
import { claimSending } from "@/server/reports/claim-sending";
import { createReportSchedule } from "@/server/reports/create-report-schedule";
import { deleteReportSchedule } from "@/server/reports/delete-report-schedule";
import { downloadSending } from "@/server/reports/download-sending";
import { enqueueDueReports } from "@/server/reports/enqueue-due-reports";
import { getMailSettings } from "@/server/reports/get-mail-settings";
import { listReportSchedules } from "@/server/reports/list-report-schedules";
import { pauseReportSchedule } from "@/server/reports/pause-report-schedule";
import { removeMailSettings } from "@/server/reports/remove-mail-settings";
import { resendReport } from "@/server/reports/resend-report";
import { saveMailSettings } from "@/server/reports/save-mail-settings";
import { sendReport } from "@/server/reports/send-report";
import { testMail } from "@/server/reports/test-mail";
import { countPosts } from "@/server/testing/count-posts";
import { type MailServer, startMailServer } from "@/server/testing/mail-server";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, addCampaign, createWorld, type World } from "@/server/testing/world";

let world: World;
let mails: MailServer;

beforeAll(async () => {
  world = await createWorld();
  mails = await startMailServer();
  const campaign = await addCampaign(world, { name: "<b>Launch</b>" });
  const account = await addAccount(world);
  const own = { accountId: account.id, campaignId: campaign.id };
  const post = await addPublishedPost(world, { ...own, publishedAt: at("2026-03-01T09:00:00Z") });
  await countPosts(world.runtime.database.db, [
    {
      ...{ workspaceId: world.workspaceId, postId: post.id, source: "pull" },
      ...{ observedAt: at("2026-03-01T10:00:00Z"), views: 1234 },
    },
  ]);
});
afterAll(async () => {
  await mails.close();
  await world.close();
});
beforeEach(async () => {
  await world.runtime.database.db.delete(reportSchedules);
  await removeMailSettings(world.ctx());
  world.runtime.clock.set(at("2026-03-02T06:00:00Z"));
  world.runtime.jobs.sent.length = 0;
  mails.taken.length = 0;
  mails.trouble = null;
  mails.unknown.clear();
});

const at = (text: string) => new Date(text);
const useServer = (values: object = {}) =>
  saveMailSettings(world.ctx(), {
    ...{ host: "127.0.0.1", port: mails.port, security: "none", userName: "ines" },
    ...{ password: "right", sender: "reports@example.com" },
    ...values,
  });
const schedule = (values: object = {}) =>
  createReportSchedule(world.ctx(), {
    ...{ name: "Every morning", query: {}, cadence: "daily", weekday: 1, hour: 8 },
    ...{ timeZone: "Europe/Copenhagen", recipients: ["ines@example.com", "jo@example.com"] },
    ...values,
  });

/** A minute of the product: what is due is written down, and what was rung for is done. */
async function passTo(time: string) {
  world.runtime.clock.set(at(time));
  await enqueueDueReports(world.runtime);
  for (const { name, payload } of world.runtime.jobs.sent.splice(0)) {
    if (name === "send-report") await sendReport(world.runtime, payload as never);
  }
  const { items } = await listReportSchedules(world.ctx());
  return items[0]?.sendings ?? [];
}

describe("a scheduled report", () => {
  it("goes out once a period, at its hour, with the period's numbers", async () => {
    await useServer();
    await schedule();
    expect(await passTo("2026-03-02T06:59:00Z")).toEqual([]);
    for (const time of ["2026-03-02T07:00:00Z", "2026-03-02T07:01:00Z"]) await passTo(time);
    const [sending, ...others] = await passTo("2026-03-02T20:00:00Z");
    expect(others).toEqual([]);
    expect(sending).toMatchObject({
      ...{ status: "sent", error: null, attempts: 1 },
      ...{ from: "2026-02-28T23:00:00.000Z", to: "2026-03-01T23:00:00.000Z" },
    });
    expect(mails.taken).toHaveLength(1);
    const [mail = ""] = mails.taken;
    expect(mail).toContain("Subject: Every morning: 1 Mar 2026");
    expect(mail).toContain("To: ines@example.com, jo@example.com");
    expect(mail).toContain("1,234");
    expect(mail).not.toContain("<b>Launch</b>");
    expect((await passTo("2026-03-03T07:00:00Z")).map(({ status }) => status)).toEqual([
      "sent",
      "sent",
    ]);
  });

  it("is tried again for a day while the mail server is busy, and is the same mail", async () => {
    await useServer();
    await schedule();
    mails.trouble = "busy";
    const [first] = await passTo("2026-03-02T07:00:00Z");
    expect(first).toMatchObject({ status: "pending", nextAt: "2026-03-02T07:01:00.000Z" });
    expect(first?.error).toContain("451 come again later");
    mails.trouble = "hangs-up-early";
    const [second] = await passTo("2026-03-02T07:01:00Z");
    expect(second).toMatchObject({ status: "pending", nextAt: "2026-03-02T07:06:00.000Z" });
    mails.trouble = null;
    expect((await passTo("2026-03-02T07:06:00Z"))[0]).toMatchObject({
      ...{ status: "sent", attempts: 3 },
    });
    expect(mails.taken).toHaveLength(1);
  });

  it("is what the latest try made: one that lost its lease keeps nothing", async () => {
    await schedule();
    world.runtime.clock.set(at("2026-03-02T07:00:00Z"));
    await enqueueDueReports(world.runtime);
    const [{ payload } = { payload: null }] = world.runtime.jobs.sent.splice(0);
    const claim = async () => {
      const claimed = await claimSending(world.runtime, payload as never);
      if (!claimed) throw new Error("there was nothing to claim");
      return claimed;
    };
    const slow = await claim();
    world.runtime.clock.advance(10 * 60_000);
    const next = await claim();
    const renamed = { ...slow.schedule, name: "Late" };
    expect(await buildSending(world.ctx(), slow.sending, renamed)).toBeNull();
    const mail = await buildSending(world.ctx(), next.sending, next.schedule);
    expect(mail?.subject).toBe("Every morning: 1 Mar 2026");
    expect(await buildSending(world.ctx(), slow.sending, renamed)).toBeNull();
    const [row] = await world.runtime.database.db.select().from(reportSendings);
    expect(row?.subject).toBe(mail?.subject);
  });

  it("is given up where the server says no, and shows why", async () => {
    await useServer();
    await schedule();
    mails.trouble = "refuses";
    const [sending] = await passTo("2026-03-02T07:00:00Z");
    expect(sending?.status).toBe("failed");
    expect(sending?.error).toContain("550 nobody here");
    mails.trouble = null;
    await resendReport(world.ctx(), sending?.id ?? "");
    expect((await passTo("2026-03-02T07:05:00Z"))[0]).toMatchObject({ status: "sent" });
    await expect(resendReport(world.ctx(), sending?.id ?? "")).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("names who was refused while others got it", async () => {
    await useServer();
    await schedule();
    mails.unknown.add("jo@example.com");
    const [sending] = await passTo("2026-03-02T07:00:00Z");
    expect(sending).toMatchObject({ status: "sent" });
    expect(sending?.error).toContain("jo@example.com");
  });

  it("is not sent again by itself where it may have arrived", async () => {
    await useServer();
    await schedule();
    mails.trouble = "hangs-up-late";
    expect((await passTo("2026-03-02T07:00:00Z"))[0]?.status).toBe("unknown");
    expect((await passTo("2026-03-02T12:00:00Z"))[0]?.status).toBe("unknown");
    expect(mails.taken).toHaveLength(1);
    // The same where the process died while it handed the mail in.
    await world.runtime.database.db
      .update(reportSendings)
      .set({ status: "sending", leaseUntil: at("2026-03-02T12:05:00Z") });
    expect((await passTo("2026-03-02T12:06:00Z"))[0]?.status).toBe("unknown");
    expect(mails.taken).toHaveLength(1);
  });

  it("is kept here to be downloaded while no mail server is set", async () => {
    await schedule();
    const [sending] = await passTo("2026-03-02T07:00:00Z");
    expect(sending).toMatchObject({ status: "stored", kept: true });
    const id = sending?.id ?? "";
    const page = await downloadSending(world.ctx(), { id, as: "html" });
    const html = await page.text();
    for (const words of [
      "&lt;b&gt;Launch&lt;/b&gt;",
      "and 1,234 views came in",
      "Best posts",
      "By interactions",
    ]) {
      expect(html).toContain(words);
    }
    expect(page.headers.get("content-disposition")).toMatch(/^attachment/);
    const table = await downloadSending(world.ctx(), { id, as: "csv" });
    expect(await table.text()).toContain("Views,1234");
  });

  it("rests while it is paused, and tells the latest period after an absence", async () => {
    const { id } = await schedule();
    await pauseReportSchedule(world.ctx(), { id, paused: true });
    expect(await passTo("2026-03-03T08:00:00Z")).toEqual([]);
    await pauseReportSchedule(world.ctx(), { id, paused: false });
    expect(await passTo("2026-03-03T09:00:00Z")).toEqual([]);
    const sendings = await passTo("2026-03-06T09:00:00Z");
    expect(sendings.map(({ to }) => to)).toEqual(["2026-03-05T23:00:00.000Z"]);
  });

  it("is made by who may read results", async () => {
    const ctx = world.ctx();
    const scopes = new Set(["analytics:write"] as const);
    const token = { ...ctx, actor: { ...ctx.actor, scopes } };
    const input = { name: "Mine", query: {}, cadence: "daily", weekday: 1, hour: 8 } as const;
    const forbidden = { code: "forbidden" };
    await expect(
      createReportSchedule(token, { ...input, timeZone: "UTC", recipients: ["a@example.com"] }),
    ).rejects.toMatchObject(forbidden);
    const { id } = await schedule();
    await expect(pauseReportSchedule(token, { id, paused: true })).rejects.toMatchObject(forbidden);
    await expect(deleteReportSchedule(token, id)).rejects.toMatchObject(forbidden);
  });
});

describe("the mail server", () => {
  it("keeps its password sealed, and gives it to no other server", async () => {
    const view = await useServer();
    expect(view).toMatchObject({ source: "workspace", hasPassword: true });
    expect(JSON.stringify(view)).not.toContain("right");
    const keep = { password: undefined };
    await expect(useServer({ ...keep, host: "localhost" })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await useServer({ ...keep, sender: "news@example.com" })).toMatchObject({
      ...{ sender: "news@example.com", hasPassword: true },
    });
    expect((await testMail(world.ctx())).ok).toBe(true);
  });

  it("is tested by signing in", async () => {
    expect(await testMail(world.ctx())).toMatchObject({ ok: false });
    await useServer({ userName: "wrong" });
    const refused = await testMail(world.ctx());
    expect(refused.ok).toBe(false);
    expect(refused.message).toContain("refused the user name or the password");
    await useServer({ security: "starttls" });
    expect((await testMail(world.ctx())).message).toContain("offers no TLS");
  });

  it("may not lie inside a private network, and is reached over TLS at a port for mail", async () => {
    const said = async (values: object) => {
      await useServer(values);
      return (await testMail(world.ctx())).message;
    };
    expect(await said({ host: "10.1.2.3", port: 587 })).toContain("private network");
    expect(await said({ host: "[::1]", port: 587 })).toContain("private network");
    expect(await said({ host: "8.8.8.8", port: 22, security: "tls" })).toContain("port 25");
    expect(await said({ host: "8.8.8.8", port: 587 })).toContain("over TLS");
  });

  it("is the environment's where the workspace names none, which keeps its address", async () => {
    const { env } = world.runtime;
    const SMTP_URL = `smtp://ines:secret@127.0.0.1:${mails.port}`;
    Object.assign(env, { SMTP_URL, SMTP_FROM: "server@example.com" });
    expect(await getMailSettings(world.ctx())).toMatchObject({
      ...{ source: "environment", host: null, sender: "server@example.com" },
    });
    await schedule();
    expect((await passTo("2026-03-02T07:00:00Z"))[0]?.status).toBe("sent");
    expect((await testMail(world.ctx())).message).toMatch(/^The server’s mail server answers/);
    mails.trouble = "refuses";
    const [failed] = await passTo("2026-03-03T07:00:00Z");
    expect(failed?.error).toContain("did not take the mail (550)");
    mails.trouble = null;
    Object.assign(env, { SMTP_URL: "smtp://127.0.0.1:1" });
    for (const said of [failed?.error, (await testMail(world.ctx())).message]) {
      expect(said).toContain("The server’s mail server");
      expect(said).not.toContain("127.0.0.1");
    }
    Object.assign(env, { SMTP_URL: undefined, SMTP_FROM: undefined });
    const rows = await world.runtime.database.db
      .select()
      .from(reportSendings)
      .where(eq(reportSendings.status, "sent"));
    expect(JSON.stringify(rows)).not.toContain("secret");
  });

  it("of the environment takes 200 mails a day from one workspace, whatever it deletes", async () => {
    const { env } = world.runtime;
    const SMTP_URL = `smtp://ines:secret@127.0.0.1:${mails.port}`;
    Object.assign(env, { SMTP_URL, SMTP_FROM: "server@example.com" });
    world.runtime.clock.set(at("2026-04-02T05:00:00Z"));
    const recipients = Array.from({ length: 20 }, (_, i) => `a${i}@example.com`);
    for (let i = 0; i < 11; i++) await schedule({ recipients });
    await passTo("2026-04-02T06:00:00Z");
    expect(mails.taken).toHaveLength(10);
    await world.runtime.database.db.delete(reportSchedules);
    await schedule();
    await world.runtime.database.db
      .update(reportSchedules)
      .set({ nextAt: at("2026-04-02T06:30:00Z") });
    const [refused] = await passTo("2026-04-02T06:30:00Z");
    expect(refused).toMatchObject({ status: "pending" });
    expect(refused?.error).toContain("200 mails a day");
    expect((await passTo("2026-04-03T06:00:00Z")).at(-1)).toMatchObject({ status: "sent" });
    Object.assign(env, { SMTP_URL: undefined, SMTP_FROM: undefined });
  });
});
