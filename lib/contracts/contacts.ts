import { z } from "zod";
import { IsoDate, PageQuery } from "@/lib/contracts/common";
import { toPhoneNumber } from "@/lib/domain/phone-number";

export const ContactStatus = z.enum(["reachable", "no_consent", "opted_out"]);
export type ContactStatus = z.infer<typeof ContactStatus>;

export const ContactView = z.object({
  id: z.string(),
  /** E.164. */
  phone: z.string(),
  name: z.string().nullable(),
  language: z.string().nullable(),
  status: ContactStatus,
  consentAt: z.string().nullable(),
  consentSource: z.string().nullable(),
  consentEvidence: z.string().nullable(),
  optedOutAt: z.string().nullable(),
  updatedAt: z.string(),
});
export type ContactView = z.infer<typeof ContactView>;

export const ContactPage = z.object({
  items: z.array(ContactView),
  nextCursor: z.string().nullable(),
  /** Of the whole workspace, whatever was searched for. */
  counts: z.record(ContactStatus, z.number()),
});
export type ContactPage = z.infer<typeof ContactPage>;

export const ListContacts = PageQuery.extend({
  /** Part of a name or of a number. */
  q: z.string().trim().max(100).optional(),
  status: ContactStatus.optional(),
});
export type ListContacts = z.infer<typeof ListContacts>;

const Phone = z
  .string("Write the number with its country, as +45 20 12 34 56.")
  .transform((text, check) => {
    const phone = toPhoneNumber(text);
    if (phone !== null) return phone;
    check.addIssue({
      code: "custom",
      message: "Write the number with its country, as +45 20 12 34 56.",
    });
    return z.NEVER;
  });

const line = (max: number, what: string) =>
  z
    .string()
    .trim()
    .max(max, `Keep ${what} under ${max} characters.`)
    .transform((text) => (text === "" ? null : text))
    .nullable();

/** When, where and how they agreed. Without the first two nobody could prove it. */
export const Consent = z.object({
  givenAt: IsoDate,
  source: z.string().trim().min(1, "Say where they agreed.").max(200),
  evidence: line(1000, "the proof").default(null),
});
export type Consent = z.infer<typeof Consent>;

export const CreateContact = z.object({
  phone: Phone,
  name: line(120, "the name").default(null),
  language: line(20, "the language").default(null),
  consent: Consent.nullable().default(null),
});
export type CreateContact = z.infer<typeof CreateContact>;

export const UpdateContact = z.object({
  name: line(120, "the name").optional(),
  language: line(20, "the language").optional(),
  /** Null takes it back. After a stop only a later one counts. */
  consent: Consent.nullable().optional(),
  optedOut: z.literal(true, "A stop is lifted by a later consent only.").optional(),
});
export type UpdateContact = z.infer<typeof UpdateContact>;

export const CONTACT_CSV = {
  columns: ["phone", "name", "consent_at", "consent_source"],
  maxBytes: 5 * 1024 * 1024,
  maxRows: 50_000,
} as const;

export const ImportQuery = z.object({
  /** Tells what would happen and changes nothing. */
  preview: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true"),
});

export const ImportAnswer = z.object({
  rows: z.number(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  /** Of the rows that were taken: who gets no messages. */
  withoutConsent: z.number(),
  optedOut: z.number(),
  /** The first hundred rows that were refused. */
  errors: z.array(z.object({ line: z.number(), message: z.string() })),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
