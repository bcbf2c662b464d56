import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface WebhookReceiver {
  url: string;
  heard: Heard[];
  /** How the next requests are answered; 200 once these are used up. */
  answers: (Answer | ((heard: Heard) => Answer | Promise<Answer>))[];
  close(): Promise<void>;
}

/** Somebody else's system on a port of its own. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const heard: Heard[] = [];
  const answers: WebhookReceiver["answers"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = { headers: request.headers, body: Buffer.concat(chunks).toString() };
    heard.push(one);
    const next = answers.shift() ?? { status: 200 };
    const answer = typeof next === "function" ? await next(one) : next;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    heard,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
