import { afterEach, describe, expect, it } from "vitest";
import { get, type Page, type Person, post, type Refusal, signIn } from "../meta/testing";
import { readJpegSize } from "./jpeg-size";

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9, 0, 0, 0, 0, 0, 0]);
/** A frame header that says 400 wide and 800 high. */
const tall = Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 3, 32, 1, 144, 3, 0, 0, 0, 0]);
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const mp4 = Uint8Array.from([0, 0, 0, 24, ...Buffer.from("ftypisom"), 0, 0, 0, 0]);

const files: Record<string, Uint8Array> = {
  "a.jpg": jpeg,
  "tall.jpg": tall,
  "a.png": png,
  "a.mp4": mp4,
  "not.mp4": png,
};

let person: Person | null = null;
afterEach(async () => {
  await person?.rig.end();
  person = null;
});

interface Account extends Person {
  id: string;
  page: Page;
  make(fields: Record<string, string>): Promise<Response>;
  makeId(fields: Record<string, string>): Promise<string>;
  publish(creation_id: string): Promise<Response>;
}

async function start(): Promise<Account> {
  const deliver = async (request: Request) => {
    const bytes = files[new URL(request.url).pathname.slice(1)];
    return bytes ? new Response(Uint8Array.from(bytes)) : new Response(null, { status: 404 });
  };
  // The account behind the first page, which stands after the three pages.
  person = await signIn({ deliver }, undefined, 3);
  const [page] = person.pages;
  const id = page?.instagram_business_account?.id;
  if (!page || !id) throw new Error("No Instagram account");
  const { rig } = person;
  const { access_token } = page;
  const make = (fields: Record<string, string>) =>
    post(rig, `${id}/media`, { ...fields, access_token });
  return {
    ...person,
    page,
    id,
    make,
    makeId: async (fields) => ((await (await make(fields)).json()) as { id: string }).id,
    publish: (creation_id) => post(rig, `${id}/media_publish`, { creation_id, access_token }),
  };
}

const file = (name: string) => `https://files.example/${name}`;
const image = { image_url: file("a.jpg"), caption: "Hello" };
const errorOf = async (response: Response) => ((await response.json()) as Refusal).error;

describe("Instagram's containers", () => {
  it.each([
    ["an address that answers nothing", { image_url: file("gone.jpg") }, 9004, 2_207_052],
    ["another format than JPEG", { image_url: file("a.png") }, 36_001, 2_207_005],
    ["a ratio that is too tall", { image_url: file("tall.jpg") }, 36_003, 2_207_009],
    ["a caption that is too long", { ...image, caption: "x".repeat(2201) }, 36_004, 2_207_010],
    ["more than thirty hashtags", { ...image, caption: "#a ".repeat(31) }, 36_004, 2_207_010],
    ["no file", { caption: "Hello" }, 100, undefined],
    ["a parameter of its own making", { ...image, text: "Hello" }, 100, undefined],
    ["one child", { media_type: "CAROUSEL", children: "1" }, 100, 2_207_028],
  ])("refuse %s", async (_name, fields, code, subcode) => {
    const { make } = await start();
    const error = await errorOf(await make(fields));
    expect(error).toMatchObject({ code, ...(subcode ? { error_subcode: subcode } : {}) });
  });

  it("take a tall image for a story", async () => {
    const { make } = await start();
    const response = await make({ media_type: "STORIES", image_url: file("tall.jpg") });
    expect(response.status).toBe(200);
  });

  it("work on a video for a while, and say when it cannot be read", async () => {
    const { rig, page, makeId, publish } = await start();
    const id = await makeId({ media_type: "REELS", video_url: file("a.mp4") });
    const broken = await makeId({ media_type: "REELS", video_url: file("not.mp4") });
    const ask = (container: string) =>
      get<{ status_code: string; status: string }>(rig, container, {
        fields: "status_code,status",
        access_token: page.access_token,
      });
    expect((await ask(id)).status_code).toBe("IN_PROGRESS");
    expect((await errorOf(await publish(id))).code).toBe(9007);
    rig.advance(60_000);
    expect((await ask(id)).status_code).toBe("FINISHED");
    expect(await ask(broken)).toMatchObject({
      status_code: "ERROR",
      status: expect.stringContaining("2207026"),
    });
  });

  it("are published once, and forgotten after a day", async () => {
    const { rig, makeId, publish } = await start();
    const id = await makeId(image);
    const late = await makeId(image);
    expect((await publish(id)).status).toBe(200);
    expect((await errorOf(await publish(id))).code).toBe(24);
    rig.advance(25 * 3_600_000);
    expect((await errorOf(await publish(late))).code).toBe(-2);
    expect(rig.sandbox.ledger()).toHaveLength(1);
  });

  it("become a carousel of finished children only", async () => {
    const { rig, make, makeId, publish } = await start();
    const item = { is_carousel_item: "true" };
    const first = await makeId({ ...item, image_url: file("a.jpg") });
    const second = await makeId({ ...item, media_type: "VIDEO", video_url: file("a.mp4") });
    const whole = { media_type: "CAROUSEL", children: `${first},${second}`, caption: "Both" };
    expect((await errorOf(await make(whole))).code).toBe(9007);
    rig.advance(60_000);
    expect((await publish(await makeId(whole))).status).toBe(200);
    expect(rig.sandbox.ledger()[0]?.kind).toBe("carousel");
  });
});

describe("Instagram's posts", () => {
  it("are a hundred a day", async () => {
    const { rig, page, id, makeId, publish } = await start();
    for (let number = 0; number < 100; number++) await publish(await makeId(image));
    expect(await errorOf(await publish(await makeId(image)))).toMatchObject({
      code: 9,
      error_subcode: 2_207_042,
    });
    const told = await get(rig, `${id}/content_publishing_limit`, {
      fields: "quota_usage,config",
      access_token: page.access_token,
    });
    expect(told).toMatchObject({ data: [{ quota_usage: 100, config: { quota_total: 100 } }] });
  });

  it("tell no numbers of a story that hardly anybody saw, and fail for a retired metric", async () => {
    const { rig, page, makeId, publish } = await start();
    const { access_token } = page;
    const story = { media_type: "STORIES", image_url: file("a.jpg") };
    const { id } = (await (await publish(await makeId(story))).json()) as { id: string };
    const ask = (metric: string) => get<Refusal>(rig, `${id}/insights`, { metric, access_token });
    expect((await ask("views")).error).toMatchObject({ code: 10 });
    expect((await ask("views,impressions")).error).toMatchObject({ code: 100 });
  });
});

it("reads the size of a JPEG from its frame header", () => {
  expect(readJpegSize(tall)).toEqual({ width: 400, height: 800 });
  expect(readJpegSize(jpeg)).toBeNull();
});
