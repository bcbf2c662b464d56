import { type SQL, sql } from "drizzle-orm";
import { socialAccounts } from "@/server/db/schema/accounts";

/** When the platform is to be asked for webhooks again; empty: it never was. */
export const nextLookAt = sql<string>`coalesce(${socialAccounts.details}->>'webhooksNextAt', '')`;

/** Times in ISO 8601 sort as text. */
export const isLookDue = (now: Date): SQL => sql`${nextLookAt} <= ${now.toISOString()}`;
