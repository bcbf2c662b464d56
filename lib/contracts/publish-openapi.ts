import { z } from "zod";
import { Problem } from "@/lib/contracts/common";
import { engagementPaths, engagementSchemas } from "@/lib/contracts/engagement-openapi";
import { answer, input, json, output, problem, toQuery } from "@/lib/contracts/openapi-parts";
import {
  ChangePublication,
  ListPublications,
  PublicationChanged,
  PublicationPage,
  PublicationView,
  PublishAnswer,
  PublishBatchAnswer,
  PublishItem,
  PublishRequest,
} from "@/lib/contracts/publish";

const refusals = {
  "400": problem("The body is no JSON, or is larger than 1 MB."),
  "401": problem("The token is missing, revoked or expired."),
  "403": problem("The token lacks the scope."),
  "404": problem("There is no such thing in this workspace."),
  "409": problem(
    "Too late, posting is paused, or a request with this Idempotency-Key is still running (Retry-After).",
  ),
  "422": problem("The request can't be taken; `errors` names the fields, `results` the accounts."),
  "429": problem("Too many requests; Retry-After says how long to wait."),
};

const idempotencyKey = {
  ...{ name: "Idempotency-Key", in: "header", required: false },
  description:
    "1 to 255 visible ASCII characters. In a workspace the same key and body get the same answer for 24 h.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const idParam = {
  ...{ name: "id", in: "path", required: true },
  description:
    "Of a publication, or of one of its posts, which is then looked at or changed alone.",
  schema: { type: "string", format: "uuid" },
};

const write = [{ token: ["posts:write"] }];
const read = [{ token: ["posts:read"] }];

function toPaths() {
  return {
    "/api/v1/publish": {
      post: {
        summary: "Publish, plan or draft one thing on several accounts",
        ...{ operationId: "publish", security: write, parameters: [idempotencyKey] },
        requestBody: { required: true, content: json("PublishRequest") },
        responses: {
          "201": answer("Kept as a draft.", "PublishAnswer"),
          "202": answer("Taken for at least one account.", "PublishAnswer"),
          ...refusals,
        },
      },
    },
    "/api/v1/publish/batch": {
      post: {
        summary: "Up to 100 requests, each answered on its own",
        ...{ operationId: "publishBatch", security: write, parameters: [idempotencyKey] },
        requestBody: { required: true, content: json("PublishBatch") },
        responses: { "202": answer("What became of each.", "PublishBatchAnswer"), ...refusals },
      },
    },
    "/api/v1/publish/history": {
      get: {
        summary: "What was asked, newest first, and what became of it",
        ...{ operationId: "listPublications", security: read },
        parameters: toQuery(ListPublications),
        responses: { "200": answer("A page.", "PublicationPage"), ...refusals },
      },
    },
    "/api/v1/publish/{id}": {
      parameters: [idParam],
      get: {
        ...{ summary: "One publication", operationId: "getPublication", security: read },
        responses: { "200": answer("As it stands now.", "PublicationView"), ...refusals },
      },
      patch: {
        summary: "Give a draft its time; move or edit what is not taken yet",
        ...{ operationId: "changePublication", security: write },
        requestBody: { required: true, content: json("ChangePublication") },
        responses: { "200": answer("After the change.", "PublicationChanged"), ...refusals },
      },
      delete: {
        summary: "Cancel what is not taken yet",
        ...{ operationId: "cancelPublication", security: write },
        responses: { "200": answer("After it.", "PublicationView"), ...refusals },
      },
    },
  };
}

/** The APIs of publishing and of results as an OpenAPI 3.1 document, made of the schemas that the routes parse with. */
export function publishOpenApi(version: string): object {
  return {
    openapi: "3.1.0",
    info: { title: "Bandwagon API", version },
    paths: { ...toPaths(), ...engagementPaths },
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "An API token with the scope named.",
        },
      },
      schemas: {
        PublishRequest: input(PublishRequest),
        PublishBatch: input(z.object({ items: z.array(PublishItem).min(1).max(100) })),
        ChangePublication: input(ChangePublication),
        PublishAnswer: output(PublishAnswer),
        PublishBatchAnswer: output(PublishBatchAnswer),
        PublicationView: output(PublicationView),
        PublicationChanged: output(PublicationChanged),
        PublicationPage: output(PublicationPage),
        ...engagementSchemas(),
        Problem: output(Problem),
      },
    },
  };
}
