import { text, timestamp, uuid } from "drizzle-orm/pg-core";
import { uuidv7 } from "@/server/db/uuid";

/** Primary key: uuid v7, made in the process because the SQL floor has no `uuidv7()`. */
export const id = () => uuid("id").primaryKey().$defaultFn(uuidv7);
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
export const createdAt = () => at("created_at").notNull().defaultNow();
export const updatedAt = () => at("updated_at").notNull().defaultNow();
/** Of a thing that is paused: what came due before `pausedAt` was late for another reason. Null: unknown. */
export const pauseColumns = () => ({ pausedAt: at("paused_at"), pausedBy: text("paused_by") });
