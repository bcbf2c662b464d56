import { type SQL, sql } from "drizzle-orm";

/** Of a sender's id, what is kept when its row is folded. Years of them are many: 16 bytes each. */
export const hashOfId = (id: SQL): SQL =>
  sql`encode(substr(sha256(convert_to(${id}, 'UTF8')), 1, 16), 'hex')::uuid`;
