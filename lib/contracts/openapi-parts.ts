import { z } from "zod";

function toSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

/** As a sender writes it: what has a default may be left out. */
export const input = (schema: z.ZodType) => toSchema(schema, "input");
export const output = (schema: z.ZodType) => toSchema(schema, "output");

export const json = (name: string) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});

export const answer = (description: string, name: string) => ({
  description,
  content: json(name),
});

export const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

export function toQuery(schema: z.ZodObject) {
  return Object.entries(schema.shape).map(([name, field]) => ({
    ...{ name, in: "query", required: false, schema: input(field as z.ZodType) },
  }));
}
