import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";

/** What a mail server does instead of taking a mail. */
export type MailTrouble = "busy" | "refuses" | "hangs-up-early" | "hangs-up-late";

export interface MailServer {
  port: number;
  /** Whole mails, as they were taken. */
  taken: string[];
  trouble: MailTrouble | null;
  /** Recipients that are refused. */
  unknown: Set<string>;
  close(): Promise<void>;
}

/** Speaks enough SMTP to be handed mail, in the open, on this machine. */
export async function startMailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const state: MailServer = {
    ...{ port: 0, taken: [], trouble: null, unknown: new Set() },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    talk(socket, state);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  state.port = (server.address() as AddressInfo).port;
  return state;
}

function talk(socket: Socket, state: MailServer): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let pending = "";
  let mail: string | null = null;
  say("220 test");
  socket.on("data", (piece) => {
    pending += piece.toString("utf8");
    for (let end = pending.indexOf("\r\n"); end >= 0; end = pending.indexOf("\r\n")) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (mail === null) mail = answer(line, state, say, socket);
      else if (line !== ".") mail += `${line}\r\n`;
      else {
        finish(mail, state, say, socket);
        mail = null;
      }
    }
  });
}

/** The empty text: the mail itself comes next. */
function answer(
  line: string,
  { trouble, unknown }: MailServer,
  say: (line: string) => void,
  socket: Socket,
): string | null {
  const verb = line.split(/[ :]/)[0]?.toUpperCase();
  const recipient = /^RCPT TO:<(.*?)>/i.exec(line)?.[1];
  if (verb === "EHLO") say("250-test\r\n250 AUTH PLAIN");
  else if (verb === "AUTH") say(line.includes("AHdyb25n") ? "535 wrong" : "235 good");
  else if (verb === "STARTTLS") say("502 not here");
  else if (verb === "MAIL" && trouble === "hangs-up-early") socket.destroy();
  else if (verb === "MAIL" && trouble === "busy") say("451 come again later");
  else if (recipient && (trouble === "refuses" || unknown.has(recipient))) say("550 nobody here");
  else if (verb === "DATA") {
    say("354 go on");
    return "";
  } else say(verb === "QUIT" ? "221 bye" : "250 good");
  return null;
}

function finish(
  mail: string,
  state: MailServer,
  say: (line: string) => void,
  socket: Socket,
): void {
  state.taken.push(mail);
  if (state.trouble === "hangs-up-late") socket.destroy();
  else say("250 taken");
}
