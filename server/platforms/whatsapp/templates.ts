import { z } from "zod";
import type { Session } from "../adapter";
import { PlatformCallError } from "../adapter";
import type { MessageTemplate } from "../message-template";
import { read } from "../meta/attempt";
import { readPage } from "../meta/graph";
import { getTemplates } from "./api";
import { whatsappRefusals } from "./errors";

const Component = z.object({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
});
const Template = z.object({
  name: z.string().min(1),
  language: z.string().min(1),
  status: z.string().catch("UNKNOWN"),
  category: z.string().catch(""),
  components: z.array(Component).catch([]),
});

const MAX_PAGES = 20;
const HEADERS = { IMAGE: "image", VIDEO: "video", DOCUMENT: "document" } as const;

/** The templates of the business account that the number belongs to, with their approval. */
export async function listTemplates(
  session: Session,
  details: Readonly<Record<string, unknown>>,
): Promise<MessageTemplate[]> {
  const { wabaId } = details;
  if (typeof wabaId !== "string") return [];
  const found: MessageTemplate[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const asked: string | null = after;
    const told = readPage(await read(whatsappRefusals, () => getTemplates(session, wabaId, asked)));
    if (!told) {
      throw new PlatformCallError("unavailable", "bad_answer", "WhatsApp's list can't be read");
    }
    found.push(...told.items.flatMap(toTemplate));
    if (told.after === null) break;
    after = told.after;
  }
  return found;
}

function toTemplate(item: unknown): MessageTemplate[] {
  const told = Template.safeParse(item).data;
  if (!told) return [];
  const part = (type: string) => told.components.find((each) => each.type.toUpperCase() === type);
  const body = part("BODY")?.text ?? "";
  const format = part("HEADER")?.format?.toUpperCase() ?? "";
  return [
    {
      name: told.name,
      language: told.language,
      status: told.status.toLowerCase(),
      category: told.category.toLowerCase(),
      body,
      variables: new Set(body.match(/\{\{\s*\w+\s*\}\}/g) ?? []).size,
      headerMedia: HEADERS[format as keyof typeof HEADERS] ?? null,
    },
  ];
}
