import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { completion, type FakeModel, startFakeModel } from "@/server/ai/fixtures/fake-model";
import { getAi } from "@/server/ai/get-ai";
import { testConnection } from "@/server/ai/test-connection";
import { createWorld, type World } from "@/server/testing/world";

let fake: FakeModel;
let worlds: World[] = [];

beforeEach(async () => {
  fake = await startFakeModel();
});
afterEach(async () => {
  await Promise.all([fake.close(), ...worlds.map((world) => world.close())]);
  worlds = [];
});

async function testWith(env: Record<string, string>) {
  const world = await createWorld(env);
  worlds.push(world);
  return testConnection(world.ctx());
}

describe("testConnection", () => {
  it("passes against a server that answers, with or without /v1", async () => {
    fake.answerWith(completion({ ok: true }));
    expect(await testWith({ AI_BASE_URL: fake.url, AI_API_KEY: "secret-key" })).toMatchObject({
      ok: true,
    });
    expect(await testWith({ AI_BASE_URL: `${fake.url}/v1` })).toMatchObject({ ok: true });
    expect(fake.asked.map((each) => each.path)).toEqual([
      "/v1/models",
      "/v1/chat/completions",
      "/v1/models",
      "/v1/chat/completions",
    ]);
    expect(fake.asked[0]?.headers.authorization).toBe("Bearer secret-key");
  });

  it("names the model that is not served", async () => {
    const answer = await testWith({ AI_BASE_URL: fake.url, AI_MODEL: "gpt-9" });
    expect(answer).toEqual({
      ok: false,
      message: expect.stringContaining("doesn't serve the model “gpt-9”"),
    });
    expect(answer.message).toContain("gpt-5-mini");
  });

  it("says that the key is refused and never repeats it", async () => {
    const error = {
      message: "Incorrect API key provided: sk-abcdefgh12345.",
      type: "invalid_request_error",
    };
    fake.answerWith({ status: 401, body: { error } });
    const { message } = await testWith({ AI_BASE_URL: fake.url, AI_API_KEY: "sk-abcdefgh12345" });
    expect(message).toContain("Check AI_API_KEY");
    expect(message).not.toContain("abcdefgh");
  });

  it("tells a wrong path, nonsense and an error of the server apart", async () => {
    fake.answerWith({ status: 404, body: "<h1>Not Found</h1>" });
    expect((await testWith({ AI_BASE_URL: fake.url })).message).toContain("Check the path");
    fake.answerWith({ body: "<h1>It works</h1>" });
    expect((await testWith({ AI_BASE_URL: fake.url })).message).toContain(
      "not the chat completions format",
    );
    fake.answerWith({ status: 503, body: { error: { message: "overloaded" } } });
    expect((await testWith({ AI_BASE_URL: fake.url })).message).toContain("error of its own (503)");
  });

  it("tells a refused connection and a missing host apart", async () => {
    const { url } = fake;
    await fake.close();
    expect((await testWith({ AI_BASE_URL: url })).message).toContain("refused the connection");
    fake = await startFakeModel();
    const missing = await testWith({ AI_BASE_URL: "https://no-such-host.invalid" });
    expect(missing.message).toContain("There is no host named no-such-host.invalid");
  });

  it("says what to set when no model is connected", async () => {
    const answer = await testWith({ SANDBOX: "off" });
    expect(answer.message).toContain("Set AI_BASE_URL");
    const [world] = worlds;
    expect(world && (await getAi(world.ctx()))).toEqual({ mode: "none", model: null, host: null });
  });
});
