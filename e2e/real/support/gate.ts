import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Matches = (call: { method: string; path: string }) => boolean;

export interface Held {
  /** The whole call has gone on to the server. */
  sent: Promise<void>;
  /** The server has answered; nobody was told. */
  answered: Promise<void>;
}

/** Stands between the product and a server, lets everything through, and can do harm when told to. */
export interface Gate {
  url: string;
  port: number;
  calls: string[];
  leadTo(serverUrl: string): void;
  /** The next such call reaches the server, and its answer stays here. */
  hold(matches: Matches): Held;
  /** The next such call carries these headers in place of its own. */
  alter(matches: Matches, headers: Record<string, string>): void;
  close(): Promise<void>;
}

interface Plan {
  matches: Matches;
  headers: Record<string, string>;
  isHeld: boolean;
  onSent(): void;
  onAnswered(): void;
}

const nothing = () => {};

export async function openGate(): Promise<Gate> {
  const plans: Plan[] = [];
  const calls: string[] = [];
  let target = "";
  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url = "/" } = incoming;
    if (target === "") {
      outgoing.writeHead(503).end();
      return;
    }
    const call = { method, path: decodeURIComponent(url.split("?")[0] ?? "/") };
    calls.push(`${method} ${call.path}`);
    const at = plans.findIndex(({ matches }) => matches(call));
    const [plan] = at < 0 ? [] : plans.splice(at, 1);
    pass(target, plan, incoming, outgoing);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    leadTo: (serverUrl) => {
      target = serverUrl;
    },
    hold(matches) {
      const sent = Promise.withResolvers<void>();
      const answered = Promise.withResolvers<void>();
      const { resolve: onSent } = sent;
      const { resolve: onAnswered } = answered;
      plans.push({ matches, headers: {}, isHeld: true, onSent, onAnswered });
      return { sent: sent.promise, answered: answered.promise };
    },
    alter: (matches, headers) => {
      plans.push({ matches, headers, isHeld: false, onSent: nothing, onAnswered: nothing });
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function pass(
  target: string,
  plan: Plan | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const headers = { ...incoming.headers, ...plan?.headers };
  const onward = request(new URL(incoming.url ?? "/", target), {
    method: incoming.method ?? "GET",
    headers,
    agent: false,
  });
  onward.once("finish", () => plan?.onSent());
  onward.once("response", (answer) => {
    if (plan?.isHeld) {
      answer.resume().once("end", () => plan.onAnswered());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.once("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
