import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { get, type Person, type Refusal, signIn } from "../meta/testing";
import { bearer, jsonBody, redirectUri } from "../testing";
import { whatsappModule } from "./module";

const scopes = [
  "whatsapp_business_management",
  "whatsapp_business_messaging",
  "business_management",
  "pages_show_list",
];
const graph = "facebook/v25.0";
const hookUrl = redirectUri.replace("/api/oauth/callback", "/webhooks/whatsapp");

let person: Person | null = null;
afterEach(async () => {
  await person?.rig.end();
  person = null;
});

interface Named {
  data: { id: string; display_phone_number?: string }[];
}

/** Signed in with the first number, which is subscribed. */
async function start() {
  // Pages and Instagram accounts stand before the numbers.
  person = await signIn({ webhookUrls: { whatsapp: hookUrl } }, scopes, 0);
  const { rig, token } = person;
  const read = (path: string) => get<Named>(rig, path, { access_token: token });
  const business = (await read("me/businesses")).data[0]?.id ?? "";
  const waba = (await read(`${business}/owned_whatsapp_business_accounts`)).data[0]?.id ?? "";
  const numbers = (await read(`${waba}/phone_numbers`)).data;
  const number = numbers[0]?.id ?? "";
  const call = (path: string, body: object) =>
    rig.send(`${graph}/${path}`, jsonBody(body, bearer(token)));
  const send = (to: string, more: object = toTemplate("news", ["Hello"])) =>
    call(`${number}/messages`, { messaging_product: "whatsapp", to, ...more });
  return { rig, token, waba, numbers, number, call, send };
}

const toTemplate = (name: string, variables: string[], more: object = {}) => ({
  type: "template",
  template: {
    name,
    language: { code: "en_US" },
    components: [{ type: "body", parameters: variables.map((text) => ({ type: "text", text })) }],
  },
  ...more,
});
const codeOf = async (response: Response) => ((await response.json()) as Refusal).error?.code;

interface Told {
  statuses?: { id: string; status: string; errors?: { code: number }[]; recipient_id: string }[];
  messages?: { from: string; type: string; text?: { body: string } }[];
}
const toldOf = (body: string): Told => JSON.parse(body).entry[0].changes[0].value;

describe("the sandbox's numbers", () => {
  it("are reached through the business that was chosen, and through no other consent", async () => {
    const { numbers, rig, number } = await start();
    expect(numbers).toHaveLength(1);
    expect(numbers[0]?.display_phone_number).toBe(whatsappModule.profiles[0]?.username);
    const stranger = await rig.send(
      `${graph}/${number}/messages`,
      jsonBody({ messaging_product: "whatsapp", to: "4520000001" }, bearer("nobody")),
    );
    expect(stranger.status).toBe(401);
  });

  it("refuse what the platform refuses", async () => {
    const { send, call, number } = await start();
    const text = { type: "text", text: { body: "Hi" } };
    expect(await codeOf(await send("12", text))).toBe(131_009);
    expect(await codeOf(await send("0012345678", text))).toBe(131_009);
    expect(await codeOf(await send("4520000001", { type: "audio", audio: {} }))).toBe(100);
    expect(await codeOf(await send("4520000001", { ...text, colour: "red" }))).toBe(100);
    expect(await codeOf(await call(`${number}/messages`, { to: "4520000001" }))).toBe(100);
    expect(await codeOf(await send("4520000001", toTemplate("news", ["a\nb"])))).toBe(131_009);
    const image = { type: "image", image: { id: "17001" } };
    expect(await codeOf(await send("4520000001", image))).toBe(131_009);
  });

  it("tell by signed webhook what becomes of a message, once", async () => {
    const { rig, waba, call, send } = await start();
    expect((await call(`${waba}/subscribed_apps`, {})).status).toBe(200);
    await send("4520000001", toTemplate("news", ["Hello"], { biz_opaque_callback_data: "k-1" }));
    for (let minute = 0; minute < 10; minute += 1) {
      rig.advance(60_000);
      await rig.sandbox.pump();
      await rig.sandbox.pump();
    }
    const statuses = rig.received.flatMap(({ body }) => toldOf(body).statuses ?? []);
    expect(statuses.map(({ status }) => status).slice(0, 2)).toEqual(["sent", "delivered"]);
    expect(new Set(statuses.map(({ status }) => status)).size).toBe(statuses.length);
    const [first] = rig.received;
    const { webhookSecret } = rig.sandbox.app("whatsapp");
    const mac = createHmac("sha256", webhookSecret)
      .update(first?.body ?? "")
      .digest("hex");
    expect(first?.request.headers.get("x-hub-signature-256")).toBe(`sha256=${mac}`);
    expect(first?.body).toContain('"biz_opaque_callback_data":"k-1"');
  });

  it("do not reach people who have not written, except by template", async () => {
    const { rig, waba, call, send } = await start();
    await call(`${waba}/subscribed_apps`, {});
    await send("4520000001", { type: "text", text: { body: "Hi" } });
    rig.advance(60_000);
    await rig.sandbox.pump();
    const [failed] = rig.received.flatMap(({ body }) => toldOf(body).statuses ?? []);
    expect(failed).toMatchObject({ status: "failed", errors: [{ code: 131_047 }] });
  });

  it("have people who read, answer, tap and sometimes say stop", async () => {
    const { rig, waba, call, send } = await start();
    await call(`${waba}/subscribed_apps`, {});
    for (let person = 0; person < 160; person += 1) {
      if (person % 40 === 0) rig.advance(1_000);
      const to = `4521${String(person).padStart(6, "0")}`;
      expect((await send(to, toTemplate("weekly_offer", ["Ines", "beans?"]))).status).toBe(200);
    }
    for (let look = 0; look < 40; look += 1) {
      rig.advance(10 * 60_000);
      await rig.sandbox.pump();
    }
    const told = rig.received.map(({ body }) => toldOf(body));
    const count = (name: string) =>
      told.flatMap(({ statuses = [] }) => statuses).filter(({ status }) => status === name).length;
    expect(count("delivered")).toBeGreaterThan(140);
    expect(count("read")).toBeGreaterThan(90);
    expect(count("failed")).toBeGreaterThan(0);
    const inbound = told.flatMap(({ messages = [] }) => messages);
    expect(inbound.some(({ type }) => type === "button")).toBe(true);
    const isStop = ({ text }: (typeof inbound)[number]) => /^stop/i.test(text?.body ?? "");
    const stopped = inbound.find(isStop);
    expect(stopped).toBeDefined();
    rig.received.length = 0;
    await send(stopped?.from ?? "");
    rig.advance(60_000);
    await rig.sandbox.pump();
    const [status] = rig.received.flatMap(({ body }) => toldOf(body).statuses ?? []);
    expect(status).toMatchObject({ status: "failed", errors: [{ code: 131_050 }] });
    // Who has written can be answered freely for a day.
    const writer = inbound.find((message) => !isStop(message));
    rig.received.length = 0;
    await send(writer?.from ?? "", { type: "text", text: { body: "Of course." } });
    rig.advance(2_000);
    await rig.sandbox.pump();
    const [answered] = rig.received.flatMap(({ body }) => toldOf(body).statuses ?? []);
    expect(answered?.status).toBe("sent");
  });
});
