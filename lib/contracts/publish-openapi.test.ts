import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { publishOpenApi } from "./publish-openapi";

interface Document {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, object> };
}

const document = publishOpenApi("1") as unknown as Document;

describe("the description of the public API", () => {
  it("names every route of publishing and of results", () => {
    const routes = globSync("app/api/v1/{publish,engagement}/**/route.ts").map((file) =>
      file
        .replaceAll("\\", "/")
        .replace(/^app|\/route\.ts$/g, "")
        .replaceAll("[", "{")
        .replaceAll("]", "}"),
    );
    expect(Object.keys(document.paths).sort()).toEqual(routes.sort());
  });

  it("uses schemas that are all there, and no other", () => {
    const text = JSON.stringify(document);
    const used = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(document.components.schemas)));
    expect(document.components.schemas.PublishRequest).toMatchObject({
      type: "object",
      required: ["status"],
      additionalProperties: false,
      properties: { content: { properties: { text: { type: "string" } } } },
    });
  });
});
