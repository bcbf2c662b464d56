import type { z } from "zod";

/** Says what is wrong with a body in X's way of naming places. */
export function schemaMessages(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const path = ["$", ...issue.path.map(String)].join(".");
    if (issue.code !== "unrecognized_keys") return `${path}: ${issue.message}`;
    return issue.keys
      .map(
        (key) =>
          `${path}.${key}: is not defined in the schema and the schema does not allow additional properties`,
      )
      .join("; ");
  });
}
