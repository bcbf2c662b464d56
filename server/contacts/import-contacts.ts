import { and, eq, inArray, sql } from "drizzle-orm";
import { CONTACT_CSV, type ImportAnswer } from "@/lib/contracts/contacts";
import { type CsvRow, createCsvReader } from "@/lib/domain/read-csv";
import { recordAudit } from "@/server/audit/record";
import type { ContactRow } from "@/server/contacts/contact-status";
import {
  type Columns,
  type ImportedContact,
  readContactRow,
  readHeader,
} from "@/server/contacts/read-contact-row";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { contacts } from "@/server/db/schema/contacts";
import { uuidv7 } from "@/server/db/uuid";
import { AppError } from "@/server/errors";
import { emit } from "@/server/events/emit";

const batchRows = 500;
const maxErrors = 100;

/**
 * Reads a CSV as it arrives, then keeps it as a whole. A bad row is told of and holds no good one back;
 * a file that can't be read to its end changes nothing. Nobody who said stop is brought back.
 */
export async function importContacts(
  ctx: Ctx,
  body: ReadableStream<Uint8Array> | null,
  isPreview: boolean,
): Promise<ImportAnswer> {
  const answer: ImportAnswer = {
    ...{ rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0 },
    ...{ withoutConsent: 0, optedOut: 0, errors: [] },
  };
  const read = await readFile(ctx, body, answer);
  await ctx.db.transaction(async (tx) => {
    for (let from = 0; from < read.length; from += batchRows) {
      await keep({ tx, ctx, isPreview, answer }, read.slice(from, from + batchRows));
    }
    if (isPreview || answer.added + answer.changed === 0) return;
    const { errors: _, ...after } = answer;
    await recordAudit(tx, ctx, { action: "contacts.imported", subjectType: "contact", after });
    await emit(tx, ctx.workspaceId, [{ name: "contact.changed", data: {} }]);
  });
  return answer;
}

/** The rows that can be kept; the others are told of in the answer. */
async function readFile(
  ctx: Ctx,
  body: ReadableStream<Uint8Array> | null,
  answer: ImportAnswer,
): Promise<ImportedContact[]> {
  let columns: Columns | null = null;
  const found = new Map<string, ImportedContact>();
  for await (const row of readRows(body)) {
    if (!columns) {
      columns = readHeader(row);
      if (columns) continue;
      throw unreadable("The first line must name the columns, with one called phone.");
    }
    answer.rows += 1;
    if (answer.rows > CONTACT_CSV.maxRows) {
      throw unreadable("The file has more than 50,000 rows. Cut it into several.");
    }
    const read = readContactRow(columns, row, ctx.now());
    if (typeof read === "string") refuse(answer, row, read);
    else if (found.has(read.phone)) refuse(answer, row, "This number came before.");
    else found.set(read.phone, read);
  }
  if (!columns) throw unreadable("The file is empty. Its first line names the columns.");
  return [...found.values()];
}

function refuse(answer: ImportAnswer, { line }: CsvRow, message: string): void {
  answer.refused += 1;
  if (answer.errors.length < maxErrors) answer.errors.push({ line, message });
}

interface Import {
  tx: Tx;
  ctx: Ctx;
  isPreview: boolean;
  answer: ImportAnswer;
}

const unreadable = (message: string) => new AppError("invalid", message);

async function* readRows(body: ReadableStream<Uint8Array> | null): AsyncGenerator<CsvRow> {
  const reader = createCsvReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > CONTACT_CSV.maxBytes) {
        throw unreadable("The file is larger than 5 MB. Cut it into several.");
      }
      yield* reader.push(decoder.decode(chunk, { stream: true }));
    }
    yield* reader.push(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw unreadable("The file is not UTF-8 text. Save it as CSV UTF-8.");
  }
  yield* reader.end();
}

async function keep({ tx, ctx, isPreview, answer }: Import, rows: ImportedContact[]) {
  const known = await tx
    .select()
    .from(contacts)
    .where(
      and(
        eq(contacts.workspaceId, ctx.workspaceId),
        inArray(
          contacts.phone,
          rows.map(({ phone }) => phone),
        ),
      ),
    );
  const byPhone = new Map(known.map((contact) => [contact.phone, contact]));
  const changed = rows.flatMap((row) => {
    const before = byPhone.get(row.phone);
    const next = merge(before, row);
    if (before?.optedOutAt) answer.optedOut += 1;
    else if (!next.consentAt) answer.withoutConsent += 1;
    if (!before || before.deletedAt) answer.added += 1;
    else if (isSame(before, next)) {
      answer.unchanged += 1;
      return [];
    } else answer.changed += 1;
    return [next];
  });
  if (!isPreview && changed.length > 0) await store(tx, ctx, changed);
}

/** What a row leaves out stays as it was; an older consent never replaces a newer one. */
function merge(before: ContactRow | undefined, row: ImportedContact): ImportedContact {
  if (!before) return row;
  const isNewer = row.consentAt && (!before.consentAt || row.consentAt > before.consentAt);
  const { consentAt, consentSource } = isNewer ? row : before;
  return { phone: row.phone, name: row.name ?? before.name, consentAt, consentSource };
}

const isSame = (before: ContactRow, next: ImportedContact) =>
  before.name === next.name && before.consentAt?.getTime() === next.consentAt?.getTime();

async function store(tx: Tx, ctx: Ctx, rows: ImportedContact[]): Promise<void> {
  const { workspaceId } = ctx;
  const now = ctx.now();
  const isSameConsent = sql`${contacts.consentAt} is not distinct from excluded.consent_at`;
  await tx
    .insert(contacts)
    .values(rows.map((row) => ({ id: uuidv7(), workspaceId, ...row, updatedAt: now })))
    .onConflictDoUpdate({
      target: [contacts.workspaceId, contacts.phone],
      set: {
        name: sql`excluded.name`,
        consentAt: sql`excluded.consent_at`,
        consentSource: sql`excluded.consent_source`,
        // Proof of an earlier consent proves nothing of this one.
        consentEvidence: sql`case when ${isSameConsent} then ${contacts.consentEvidence} end`,
        deletedAt: null,
        updatedAt: now,
      },
    });
}
