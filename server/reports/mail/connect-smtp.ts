import { isIP } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import { stripBrackets } from "@/server/platforms/egress-address";
import type { Runtime } from "@/server/runtime";
import { resolveHost } from "./resolve-host";
import type { SmtpServer } from "./smtp-server";

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** Whatever the other side does, by then it is over. */
const WHOLE_MS = 120_000;

/** Opens a signed-in connection for some work, and closes it whatever comes. */
export async function connectSmtp<T>(
  { env }: Pick<Runtime, "env">,
  server: SmtpServer,
  work: (connection: SMTPConnection) => Promise<T>,
): Promise<T> {
  const host = stripBrackets(server.host);
  const connection = new SMTPConnection({
    host: await resolveHost(server, env.EGRESS_ALLOW),
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    // The address was dialled; the certificate must be of the name.
    tls: isIP(host) ? {} : { servername: host },
    name: new URL(env.APP_URL).hostname,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  connection.on("error", reject);
  const timer = setTimeout(() => {
    reject(Object.assign(new Error("Too slow"), { code: "ETIMEDOUT" }));
  }, WHOLE_MS);
  const signedInWork = async () => {
    await call((done) => connection.connect(done));
    const { userName: user, password: pass } = server;
    if (user) await call((done) => connection.login({ user, pass: pass ?? "" }, done));
    return work(connection);
  };
  try {
    return await Promise.race([signedInWork(), broken]);
  } finally {
    clearTimeout(timer);
    broken.catch(() => {});
    connection.close();
  }
}

const call = (start: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
