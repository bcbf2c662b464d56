import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CreateContact, ListContacts, UpdateContact } from "@/lib/contracts/contacts";
import { createContact } from "@/server/contacts/create-contact";
import { deleteContact } from "@/server/contacts/delete-contact";
import { importContacts } from "@/server/contacts/import-contacts";
import { listContacts } from "@/server/contacts/list-contacts";
import { optOut } from "@/server/contacts/opt-out";
import { updateContact } from "@/server/contacts/update-contact";
import { contacts } from "@/server/db/schema/contacts";
import { auditLog } from "@/server/db/schema/facts";
import { addWorkspace, contextFor, createWorld, type World } from "@/server/testing/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const consent = { givenAt: "2026-02-01T09:00:00Z", source: "The shop's form" };
const add = (phone: string, more: object = {}) =>
  createContact(world.ctx(), CreateContact.parse({ phone, ...more }));
const list = (query: object = {}) => listContacts(world.ctx(), ListContacts.parse(query));
const stop = (phone: string) =>
  world.runtime.database.db.transaction((tx) =>
    optOut(tx, world.runtime, {
      workspaceId: world.workspaceId,
      phones: [phone],
      because: "STOP",
    }),
  );
const run = (text: string, isPreview = false) =>
  importContacts(world.ctx(), new Blob([text]).stream(), isPreview);

describe("a contact", () => {
  it("is one for each number, however it is written", async () => {
    expect(await add("0045 20-12-34-56", { name: "Ines" })).toMatchObject({
      phone: "+4520123456",
      status: "no_consent",
    });
    await expect(add("+45 20 12 34 56")).rejects.toThrow("already");
    const other = await addWorkspace(world.runtime, "Halden & Co");
    const theirs = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const input = CreateContact.parse({ phone: "+4520123456" });
    expect(await createContact(theirs, input)).toMatchObject({ phone: "+4520123456" });
  });

  it("is refused without a country, and with a consent of tomorrow", async () => {
    expect(CreateContact.safeParse({ phone: "20123456" }).success).toBe(false);
    const tomorrow = { ...consent, givenAt: "2026-03-03T09:00:00Z" };
    await expect(add("+4520123456", { consent: tomorrow })).rejects.toThrow("future");
  });

  it("is found by part of the name or the number, page by page", async () => {
    await add("+4520000001", { name: "Ines Moreau", consent });
    await add("+4520000002", { name: "100%" });
    await add("+4520000003");
    expect((await list({ q: "mor" })).items.map(({ phone }) => phone)).toEqual(["+4520000001"]);
    expect((await list({ q: "%" })).items.map(({ name }) => name)).toEqual(["100%"]);
    expect((await list({ q: "00 00 03" })).items).toHaveLength(1);
    expect((await list({ status: "reachable" })).items).toHaveLength(1);
    const first = await list({ limit: 2 });
    expect(first.counts).toEqual({ reachable: 1, no_consent: 2, opted_out: 0 });
    const rest = await list({ limit: 2, cursor: first.nextCursor });
    expect(rest.items.map(({ phone }) => phone)).toEqual(["+4520000003"]);
    expect(rest.nextCursor).toBeNull();
  });

  it("is listed by name, who has none last, and no page repeats or leaves out anybody", async () => {
    const long = "\u{1F375} a name that is longer than a cursor can carry";
    const names = ["nils", "Ines", "ines", "Ådel", null, "Bo", null, long, `${long} 2`, "Ines"];
    for (const [i, name] of names.entries()) await add(`+452000000${i}`, { name });
    const seen: (string | null)[] = [];
    const phones = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) });
      for (const item of page.items) {
        seen.push(item.name);
        phones.add(item.phone);
      }
      // Whoever ended the page is gone before the next one is read.
      const last = page.items.at(-1);
      if (last && seen.length === 4) await deleteContact(world.ctx(), last.id);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect([seen.length, phones.size]).toEqual([10, 10]);
    expect(seen.slice(-2)).toEqual([null, null]);
    const ascii = seen.filter((name) => name !== null && /^[a-z]+$/i.test(name));
    expect(ascii.map((name) => name?.toLowerCase())).toEqual([
      "bo",
      "ines",
      "ines",
      "ines",
      "nils",
    ]);
    await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
  });

  it("that said stop comes back by a later consent only", async () => {
    const { id } = await add("+4520123456", { consent });
    await stop("+4520123456");
    const change = (input: object) => updateContact(world.ctx(), id, UpdateContact.parse(input));
    expect(await change({ name: "Ines", consent })).toMatchObject({ status: "opted_out" });
    const earlier = { ...consent, givenAt: "2026-02-20T09:00:00Z" };
    await expect(change({ consent: earlier })).rejects.toThrow("said stop");
    world.runtime.clock.advance(3_600_000);
    const later = { ...consent, givenAt: "2026-03-02T09:30:00Z" };
    expect(await change({ consent: later })).toMatchObject({ status: "reachable" });
    const actions = await world.runtime.database.db.select().from(auditLog);
    expect(actions.map(({ action }) => action)).toContain("contact.opted_out");
  });

  it("that is deleted leaves nothing but its number, and its stop outlives it", async () => {
    const { id } = await add("+4520123456", { name: "Ines", consent });
    await stop("+4520123456");
    await deleteContact(world.ctx(), id);
    const [row] = await world.runtime.database.db
      .select()
      .from(contacts)
      .where(eq(contacts.id, id));
    expect(row).toMatchObject({ name: null, consentAt: null, consentSource: null });
    expect((await list()).items).toEqual([]);
    expect(await add("+4520123456", { consent })).toMatchObject({ status: "opted_out" });
  });
});

describe("an import", () => {
  const header = "phone,name,consent_at,consent_source\n";

  it("keeps the good rows, tells of the bad ones and can be looked at first", async () => {
    const text = `${header}+45 20 00 00 01,Ines,2026-01-05,Fair
20000002,No country,,
+4520000003,Later,2027-01-01,Fair
+4520000004,Nowhere,2026-01-05,
+4520000005,Quiet,,
+4520000001,Again,,
`;
    const expected = { rows: 6, added: 2, changed: 0, unchanged: 0, refused: 4, withoutConsent: 1 };
    const preview = await run(text, true);
    expect(preview).toMatchObject(expected);
    expect(preview.errors.map(({ line }) => line)).toEqual([3, 4, 5, 7]);
    expect((await list()).items).toHaveLength(0);
    expect(await run(text)).toEqual(preview);
    expect((await list()).counts).toEqual({ reachable: 1, no_consent: 1, opted_out: 0 });
    expect(await run(text)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  });

  it("never brings back who said stop, nor an older consent", async () => {
    await add("+4520000001", { name: "Ines", consent });
    await add("+4520000002", { consent });
    await stop("+4520000001");
    const rows = "+4520000001,,2026-03-01,Fair\n+4520000002,Bo,2025-01-01,Old list\n";
    expect(await run(header + rows)).toMatchObject({ changed: 2, optedOut: 1 });
    const { items, counts } = await list();
    expect(counts).toMatchObject({ reachable: 1, opted_out: 1 });
    expect(items.find(({ phone }) => phone === "+4520000002")).toMatchObject({
      name: "Bo",
      consentAt: "2026-02-01T09:00:00.000Z",
      consentSource: "The shop's form",
    });
    expect(items.find(({ phone }) => phone === "+4520000001")?.name).toBe("Ines");
  });

  it.each([
    ["", "empty"],
    ["name\nInes\n", "called phone"],
    [`phone\n${"+4520000001\n".repeat(50_001)}`, "50,000"],
    [`phone,name\n+4520000001,${"x".repeat(5 * 1024 * 1024)}`, "5 MB"],
  ])("of a file that can't be read changes nothing (%#)", async (text, words) => {
    await expect(run(text)).rejects.toThrow(words);
    expect((await list()).items).toEqual([]);
  });

  it("refuses what is not UTF-8", async () => {
    const bytes = new Blob([new Uint8Array([0x70, 0x68, 0xff, 0xfe, 0x0a])]);
    await expect(importContacts(world.ctx(), bytes.stream(), false)).rejects.toThrow("UTF-8");
  });
});
