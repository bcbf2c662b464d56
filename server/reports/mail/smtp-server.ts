import { eq } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { mailSettings } from "@/server/db/schema/reports";
import type { Runtime } from "@/server/runtime";

export interface SmtpServer {
  host: string;
  port: number;
  /** `tls` from the start, `starttls` before anything is said, or else in the open where it must be. */
  security: "tls" | "starttls" | "none" | "offered";
  userName: string | null;
  password: string | null;
  sender: string;
  /** `operator`: from the environment. `typed`: a person typed it, so that it may not lead indoors. */
  trust: "operator" | "typed";
}

export type MailSettingsRow = typeof mailSettings.$inferSelect;

export async function readMailSettings(
  reader: Reader,
  workspaceId: string,
): Promise<MailSettingsRow | null> {
  const [row] = await reader
    .select()
    .from(mailSettings)
    .where(eq(mailSettings.workspaceId, workspaceId));
  return row ?? null;
}

/** The workspace's own mail server, or the one in the environment, or none. */
export async function findSmtpServer(
  runtime: Runtime,
  workspaceId: string,
): Promise<SmtpServer | null> {
  const row = await readMailSettings(runtime.database.db, workspaceId);
  return row ? openSettings(runtime, row) : readEnvironment(runtime.env);
}

export function openSettings(
  { sealer }: Pick<Runtime, "sealer">,
  row: MailSettingsRow,
): SmtpServer {
  const { host, port, security, userName, sealedPassword, sender } = row;
  const password = sealedPassword ? sealer.open(sealedPassword, sealedFor(row.workspaceId)) : null;
  return { host, port, security, userName, password, sender, trust: "typed" };
}

/** A password that was moved to another workspace's row does not open. */
export const sealedFor = (workspaceId: string) => `mail_settings:${workspaceId}`;

const SUBMISSION_PORT = 587;
const TLS_PORT = 465;

export function readEnvironment({
  SMTP_URL,
  SMTP_FROM,
}: Pick<Runtime["env"], "SMTP_URL" | "SMTP_FROM">): SmtpServer | null {
  if (!SMTP_URL || !SMTP_FROM) return null;
  const url = new URL(SMTP_URL);
  const isTls = url.protocol === "smtps:";
  return {
    host: url.hostname,
    port: Number(url.port) || (isTls ? TLS_PORT : SUBMISSION_PORT),
    security: isTls ? "tls" : "offered",
    userName: url.username ? decodeURIComponent(url.username) : null,
    password: url.password ? decodeURIComponent(url.password) : null,
    sender: SMTP_FROM,
    trust: "operator",
  };
}
