import type { z } from "zod";
import { LeaderboardQuery, LeaderboardView } from "@/lib/contracts/analytics";
import {
  ContentEngagement,
  ContentEngagementQuery,
  EngagementSummary,
  EngagementSummaryQuery,
} from "@/lib/contracts/engagement";
import { answer, output, problem, toQuery } from "@/lib/contracts/openapi-parts";

const refusals = {
  "401": problem("The token is missing, revoked or expired."),
  "403": problem("The token lacks the scope."),
  "404": problem("There is no such thing in this workspace."),
  "422": problem("The query can't be read; `errors` names the fields."),
  "429": problem("Too many requests; Retry-After says how long to wait."),
};

const read = [{ token: ["analytics:read"] }];

/** Lists are written with commas: of them, an array in the schema is one such text. */
const inAddress = (schema: z.ZodObject) =>
  toQuery(schema).map((parameter) => {
    const isList = (parameter.schema as { type?: string }).type === "array";
    return isList ? { ...parameter, style: "form", explode: false } : parameter;
  });

/** What the routes below /api/v1/engagement take and answer. */
export const engagementPaths = {
  "/api/v1/engagement/{id}": {
    get: {
      summary: "What one published post has been counted up to, and what came in by day",
      ...{ operationId: "getContentEngagement", security: read },
      parameters: [
        {
          ...{ name: "id", in: "path", required: true },
          description: "The post's id, as the publishing API answered it.",
          schema: { type: "string", format: "uuid" },
        },
        ...inAddress(ContentEngagementQuery),
      ],
      responses: { "200": answer("As counted so far.", "ContentEngagement"), ...refusals },
    },
  },
  "/api/v1/engagement/summary": {
    get: {
      summary: "Totals, by channel and over time, beside the window before",
      ...{ operationId: "getEngagementSummary", security: read },
      parameters: inAddress(EngagementSummaryQuery),
      responses: { "200": answer("A page of channels.", "EngagementSummary"), ...refusals },
    },
  },
  "/api/v1/engagement/leaderboard": {
    get: {
      summary: "Posts that went out in the window, by what they have been counted up to",
      ...{ operationId: "listLeaders", security: read },
      parameters: inAddress(LeaderboardQuery),
      responses: { "200": answer("A page.", "LeaderboardView"), ...refusals },
    },
  },
};

export const engagementSchemas = () => ({
  ContentEngagement: output(ContentEngagement),
  EngagementSummary: output(EngagementSummary),
  LeaderboardView: output(LeaderboardView),
});
