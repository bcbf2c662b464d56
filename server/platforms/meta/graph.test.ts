import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { fakeGraph } from "./fixtures/fake-graph";
import { type Caller, graphDelete, graphGet, graphPost, graphPostJson, graphUpload } from "./graph";

const form = { contentType: "text/plain", body: new Uint8Array() };
const calls: [string, (caller: Caller) => Promise<unknown>][] = [
  ["a reading", (caller) => graphGet(caller, "/me", { fields: "id" })],
  ["a form", (caller) => graphPost(caller, "/me/feed?fields=id", { message: "Hello" })],
  ["a body", (caller) => graphPostJson(caller, "/1/messages", { to: "+45" })],
  ["an upload", (caller) => graphUpload(caller, "/me/photos", form)],
  ["a deletion", (caller) => graphDelete(caller, "/17")],
];

it.each(calls)("%s carries the proof of the app that its token was given to", async (_, send) => {
  const { context, asked } = fakeGraph({});
  await send({ ...context, appSecret: "s3cret", accessToken: "PAGE" });
  await send({ ...context, accessToken: "PAGE" });
  const proof = createHmac("sha256", "s3cret").update("PAGE").digest("hex");
  expect(asked.map(({ url }) => url.searchParams.get("appsecret_proof"))).toEqual([proof, null]);
});
