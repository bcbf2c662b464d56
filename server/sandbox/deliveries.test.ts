import { expect, it } from "vitest";
import { form, openRig } from "./testing";

it("calls nobody but the receivers it was told, whoever asks", async () => {
  const rig = await openRig({ receivers: ["https://app.example"] });
  const subscribe = async (callback: string) => {
    const answer = await rig.send(
      "youtube/subscribe",
      form({ "hub.mode": "subscribe", "hub.callback": callback }),
    );
    return answer.text();
  };
  for (const inside of ["http://127.0.0.1:6379/", "https://intranet.example/", "not a url"])
    expect(await subscribe(inside)).toContain("hub.callback");
  expect(await subscribe("https://app.example/webhooks/youtube")).toContain("hub.topic");
  await rig.end();
});

it("does not read a body without an end", async () => {
  const rig = await openRig();
  const topic = "x".repeat(1024 * 1024);
  const answer = await rig.send("youtube/subscribe", form({ "hub.mode": "subscribe", topic }));
  expect(await answer.text()).toContain("hub.mode");
  await rig.end();
});
