import { expect, it } from "vitest";
import { publishOpenApi } from "./publish-openapi";

it("describes every route with schemas that are all there", () => {
  const document = publishOpenApi("1");
  const text = JSON.stringify(document);
  const used = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  const { schemas } = (document as { components: { schemas: Record<string, object> } }).components;
  expect(new Set(used)).toEqual(new Set(Object.keys(schemas)));
  expect(schemas.PublishRequest).toMatchObject({
    type: "object",
    required: ["status"],
    additionalProperties: false,
    properties: { content: { properties: { text: { type: "string" } } } },
  });
});
