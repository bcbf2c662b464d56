import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import type { AccountView } from "@/lib/contracts/accounts";
import { forgeExpiredToken, type Pds, startPds } from "./servers/pds";
import { makeNoise, sampleImage } from "./support/files";
import { type Gate, openGate } from "./support/gate";
import { type Desk, openDesk } from "./support/publish";
import { createPerson, listRecords, type Person } from "./support/read-pds";

test.describe.configure({ mode: "serial" });

let gate: Gate;
let pds: Pds;
let desk: Desk;
let person: Person;
let account: AccountView;
const closing: Array<() => Promise<void>> = [];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  gate = await openGate();
  closing.push(gate.close);
  pds = await startPds(gate.port);
  closing.push(pds.stop);
  gate.leadTo(pds.url);
  person = await createPerson(pds, "ines.test");
  await createPerson(pds, "maren.test");
  desk = await openDesk();
  closing.push(desk.close);
});
test.afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const fields = () => ({
  identifier: person.handle,
  appPassword: person.appPassword,
  service: `http://localhost:${gate.port}`,
});

async function findTexts(text: string) {
  return (await listRecords(pds, person.did)).filter(({ value }) => value.text === text);
}

test("a wrong app password is refused at its field", async () => {
  const body = { platform: "bluesky", fields: { ...fields(), appPassword: "aaaa-bbbb-cccc-dddd" } };
  expect(await desk.api.refused("POST", "/api/accounts", { body })).toMatchObject({
    errors: [{ path: "fields.appPassword" }],
  });
});

test("publishes text with links and tags where the reader sees them", async () => {
  account = await desk.connect("bluesky", fields());
  expect(account).toMatchObject({ status: "active", externalId: person.did });
  const text = "Öl & beans 🫘 at https://example.com/a?b=1 #autumn with @maren.test";
  const post = await desk.publish(account, { text });
  expect(post).toMatchObject({ status: "published", visibility: "live" });
  const [record, ...others] = await findTexts(text);
  expect(others).toEqual([]);
  const bytes = new TextEncoder().encode(text);
  const marked = (record?.value.facets ?? []).map(({ index, features }) => [
    features[0]?.$type.split("#")[1],
    new TextDecoder().decode(bytes.slice(index.byteStart, index.byteEnd)),
  ]);
  expect(Object.fromEntries(marked)).toEqual({
    link: "https://example.com/a?b=1",
    tag: "#autumn",
    mention: "@maren.test",
  });
});

test("publishes images with their descriptions", async () => {
  const text = "Two sacks, one of them noisy.";
  const files = [
    { name: "sack.png", bytes: sampleImage(), altText: "A sack" },
    { name: "noise.png", bytes: await makeNoise(60, 40), altText: "Noise" },
  ];
  expect(await desk.publish(account, { text, files })).toMatchObject({ status: "published" });
  const [record] = await findTexts(text);
  expect(record?.value.embed?.images?.map(({ alt }) => alt)).toEqual(["A sack", "Noise"]);
});

test("shows what a link leads to", async () => {
  const page = `<title>Autumn beans</title><meta property="og:description" content="Three origins.">`;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(page);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/beans`;
  const text = `Have a look: ${url}`;
  expect(await desk.publish(account, { text })).toMatchObject({ status: "published" });
  server.close();
  const [record] = await findTexts(text);
  expect(record?.value.embed?.external).toMatchObject({
    uri: url,
    title: "Autumn beans",
    description: "Three origins.",
  });
});

test("publishes a thread in which each part answers the one before", async () => {
  const parts = ["First of three.", "Second of three.", "Third of three."];
  const post = await desk.publish(account, { text: parts.join("\n---\n"), format: "thread" });
  expect(post).toMatchObject({ status: "published" });
  const [first, second, third] = await Promise.all(
    parts.map(async (text) => (await findTexts(text))[0]),
  );
  expect(first?.value.reply).toBeUndefined();
  expect(second?.value.reply).toMatchObject({
    root: { uri: first?.uri },
    parent: { uri: first?.uri },
  });
  expect(third?.value.reply).toMatchObject({
    root: { uri: first?.uri },
    parent: { uri: second?.uri },
  });
});

const isWrite = (path: string) =>
  /^\/xrpc\/com\.atproto\.repo\.(createRecord|putRecord|applyWrites)$/.test(path);

test("an expired token is renewed, and the post is there once", async () => {
  const text = "The token had run out.";
  gate.alter(({ path }) => isWrite(path), {
    authorization: `Bearer ${forgeExpiredToken(person.did)}`,
  });
  const since = gate.calls.length;
  expect(await desk.publish(account, { text })).toMatchObject({ status: "published" });
  expect(await findTexts(text)).toHaveLength(1);
  const calls = gate.calls.slice(since).filter((call) => call.startsWith("POST"));
  expect(calls.filter((call) => isWrite(call.replace("POST ", "")))).toHaveLength(2);
});

for (const moment of ["sent", "answered"] as const) {
  test(`kill -9 once the record was ${moment}: there once, and once only`, async () => {
    const text = `Killed when the record was ${moment}.`;
    const held = gate.hold(({ path }) => isWrite(path));
    const post = await desk.order(account, { text });
    await held[moment];
    await desk.kill();
    await held.answered;
    await desk.restart();
    expect(await desk.settle(post)).toMatchObject({ status: "published", visibility: "live" });
    expect(await findTexts(text)).toHaveLength(1);
  });
}

test("an app password taken back blocks the account until a new one is entered", async () => {
  const text = "With a new app password.";
  await person.revokeAppPasswords();
  // Until it runs out, a token outlives the password it came from.
  gate.alter(({ path }) => isWrite(path), {
    authorization: `Bearer ${forgeExpiredToken(person.did)}`,
  });
  const held = await desk.publish(account, { text });
  expect(held).toMatchObject({ status: "blocked", accountStatus: "action_required" });
  expect(await findTexts(text)).toEqual([]);
  person.appPassword = await person.makeAppPassword();
  await desk.connect("bluesky", fields(), account.id);
  expect(await desk.settle(held)).toMatchObject({ status: "published" });
  expect(await findTexts(text)).toHaveLength(1);
});
