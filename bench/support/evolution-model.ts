import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import type { Directives } from "@/lib/domain/evolution/directives";
import { randomOf } from "./evolution-random";
import { answerCritic, answerCrossover, answerEditor } from "./evolution-roles";
import { writeText } from "./evolution-text";
import { disobey, findOrders } from "./evolution-writer";

export interface StandInModel {
  url: string;
  /** The directives that an answer really shows: for the audience alone. */
  shown(text: string, media: string): Directives | undefined;
  close(): Promise<void>;
}

const Request = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ json_schema: z.object({ name: z.string() }) }),
});

const Order = z.object({
  count: z.number(),
  prompts: z.array(z.object({ name: z.string(), text: z.string() })),
  assigned: z.array(z.string()),
});

// A model now and then answers something else than it was asked for.
const NONSENSE = 0.05;

/** A model on the chat completions wire. Each reply is a function of the seed and the messages alone. */
export async function startModel(seed: string): Promise<StandInModel> {
  const shown = new Map<string, Directives>();
  const server = createServer((request, response) => {
    void receive(request).then((body) => {
      const content = reply(seed, body, shown);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(toCompletion(content)));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    shown: (text, media) => shown.get(keyOf(text, media)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function reply(seed: string, body: unknown, shown: Map<string, Directives>) {
  const { messages, response_format } = Request.parse(body);
  const { name } = response_format.json_schema;
  const last = messages.at(-1)?.content ?? "";
  const data: unknown = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(last)?.[1] ?? "null");
  const random = randomOf(seed, ...messages.map(({ content }) => content));
  if (name === "variants") return JSON.stringify(write(seed, last, data, shown));
  if (random() < NONSENSE) return "Here is what I think: the posts are lovely.";
  if (name === "child") return JSON.stringify(answerCrossover(data, random));
  if (name === "criticism") return JSON.stringify(answerCritic(data));
  return JSON.stringify(answerEditor(data, random));
}

function write(seed: string, asked: string, data: unknown, shown: Map<string, Directives>) {
  const { count, prompts, assigned } = Order.parse(data);
  const variants = Array.from({ length: count }, (_, i) => {
    const prompt = prompts.find(({ name }) => name === assigned[i])?.text ?? "";
    const made = disobey(findOrders(prompt), seed, asked, i);
    const text = writeText(made);
    shown.set(keyOf(text, made.media), made);
    const media = { kind: made.media, aspectRatio: "1:1", show: "A cup", altText: "A cup" };
    return { label: `Variant ${i + 1}`, title: null, text, media };
  });
  return { variants };
}

const keyOf = (text: string, media: string): string => `${media}\n${text}`;

const toCompletion = (content: string) => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "stand-in",
  choices: [
    { index: 0, finish_reason: "stop", message: { role: "assistant", content, refusal: null } },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
