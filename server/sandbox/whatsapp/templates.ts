export interface Template {
  name: string;
  language: string;
  status: "APPROVED" | "PENDING" | "REJECTED" | "PAUSED" | "DISABLED";
  category: "MARKETING" | "UTILITY";
  header?: "IMAGE" | "VIDEO" | "DOCUMENT";
  body: string;
  /** Texts of its quick replies. */
  buttons?: readonly string[];
  /** Its first messages are held back until enough people have seen it. */
  isPaced?: boolean;
}

const usual = { language: "en_US", category: "MARKETING" } as const;

/** The same ones at every business: each state that a template can be in. */
export const templates: readonly Template[] = [
  {
    ...usual,
    name: "weekly_offer",
    status: "APPROVED",
    body: "Hi {{1}}, {{2}}",
    buttons: ["Tell me more", "Stop promotions"],
  },
  { ...usual, name: "news", status: "APPROVED", body: "News from us: {{1}}" },
  {
    ...usual,
    name: "lookbook",
    status: "APPROVED",
    header: "IMAGE",
    body: "New this week: {{1}}",
    buttons: ["Show me"],
  },
  { ...usual, name: "new_arrivals", status: "APPROVED", body: "Just in: {{1}}", isPaced: true },
  {
    ...usual,
    name: "order_ready",
    status: "APPROVED",
    category: "UTILITY",
    body: "Your order {{1}} is ready.",
  },
  { ...usual, name: "nyheder", language: "da", status: "APPROVED", body: "Nyt fra os: {{1}}" },
  {
    ...usual,
    name: "welcome_back",
    status: "APPROVED",
    body: "Good to see you, {{first_name}}! {{offer}}",
  },
  { ...usual, name: "spring_sale", status: "PENDING", body: "Spring sale: {{1}}" },
  { ...usual, name: "last_call", status: "REJECTED", body: "Last call!!! {{1}}" },
  { ...usual, name: "old_news", status: "PAUSED", body: "Have you seen this? {{1}}" },
  { ...usual, name: "too_much", status: "DISABLED", body: "Again: {{1}}" },
];

/** The names in the order of the body, each once. */
export const namesIn = (body: string): string[] => [
  ...new Set([...body.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name)),
];

/** As the list of templates tells it. */
export function toView(template: Template, at: number): Record<string, unknown> {
  const { name, language, status, category, header, body, buttons = [] } = template;
  return {
    id: String(900_000_000_000_000 + at),
    name,
    language,
    status,
    category,
    parameter_format: /\{\{[a-z]/.test(body) ? "NAMED" : "POSITIONAL",
    components: [
      ...(header ? [{ type: "HEADER", format: header }] : []),
      { type: "BODY", text: body },
      ...(buttons.length > 0
        ? [{ type: "BUTTONS", buttons: buttons.map((text) => ({ type: "QUICK_REPLY", text })) }]
        : []),
    ],
  };
}
