import { randomBytes, randomUUID } from "node:crypto";
import type {
  CallContext,
  CredentialField,
  CredentialsResult,
  CredentialsSpec,
  Identity,
} from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { toSecretBytes } from "../standard-webhooks";
import { type BlogSite, postMessage, readTestAnswer, toSameHost } from "./api";
import { toDetail } from "./errors";

const fields: readonly CredentialField[] = [
  {
    name: "url",
    label: "Endpoint URL",
    secret: false,
    required: true,
    hint: "The https address on your site that takes a JSON post.",
  },
  {
    name: "apiKey",
    label: "API key",
    secret: true,
    required: true,
    hint: "Your site checks it with every call.",
  },
  {
    name: "apiKeyHeader",
    label: "Header of the key",
    secret: false,
    required: false,
    hint: "X-API-Key unless your site wants another. Authorization sends it as a bearer token.",
  },
  {
    name: "signingSecret",
    label: "Signing secret",
    secret: true,
    required: false,
    hint: "Starts with whsec_. Leave it empty to have one made and shown to you once.",
  },
];

export function createSigningSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

type Typed =
  | { ok: true; site: BlogSite; isGenerated: boolean }
  | Extract<CredentialsResult, { ok: false }>;

function fail(code: string, message: string, field?: string) {
  return { ok: false as const, code, message, ...(field ? { field } : {}) };
}

function readTyped(input: Readonly<Record<string, string>>): Typed {
  const url = input.url?.trim() ?? "";
  const apiKey = input.apiKey?.trim() ?? "";
  const apiKeyHeader = input.apiKeyHeader?.trim() || "X-API-Key";
  const given = input.signingSecret?.trim() ?? "";
  if (!URL.canParse(url)) {
    return fail("invalid_url", "Enter the full address, starting with https://.", "url");
  }
  if (!apiKey) return fail("key_required", "Enter the API key that your site checks.", "apiKey");
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    return fail("invalid_key", "The API key may hold no spaces or accented letters.", "apiKey");
  }
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(apiKeyHeader) || isReserved(apiKeyHeader)) {
    return fail(
      "invalid_header",
      "This header can't carry the key. Use X-API-Key.",
      "apiKeyHeader",
    );
  }
  if (given && !toSecretBytes(given)) {
    const message = "The secret is whsec_ followed by 24 to 64 bytes in base64.";
    return fail("invalid_secret", message, "signingSecret");
  }
  const signingSecret = given || createSigningSecret();
  const site = { url, apiKey, apiKeyHeader, signingSecrets: [signingSecret], metricsUrl: null };
  return { ok: true, site, isGenerated: !given };
}

const RESERVED =
  /^(host|content-.*|transfer-encoding|connection|cookie|webhook-.*|idempotency-key)$/i;
const isReserved = (header: string) => RESERVED.test(header);

async function test(
  context: CallContext,
  input: Readonly<Record<string, string>>,
): Promise<CredentialsResult> {
  const typed = readTyped(input);
  if (!typed.ok) return typed;
  const { site, isGenerated } = typed;
  let response: EgressResponse;
  let takesBrokenSignature: boolean;
  try {
    response = await postMessage(context, site, testMessage(context));
    if (response.status >= 300) return refusedTest(response, isGenerated);
    takesBrokenSignature =
      (await postMessage(context, site, testMessage(context), true)).status < 300;
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return fail(error.code, toUrlMessage(error), "url");
  }
  const answer = readTestAnswer(response);
  const metricsUrl = toSameHost(site, answer?.metrics_url);
  const warnings: string[] = [];
  if (takesBrokenSignature) {
    warnings.push("The site accepts posts with a wrong signature. Anyone with the key can post.");
  }
  if (answer?.metrics_url && !metricsUrl) {
    warnings.push("The site names a metrics address on another host, which is not called.");
  }
  return {
    ok: true,
    identity: toIdentity(site, answer?.site ?? null),
    credentials: {
      url: site.url,
      apiKey: site.apiKey,
      apiKeyHeader: site.apiKeyHeader,
      signingSecret: site.signingSecrets[0] ?? "",
      ...(metricsUrl ? { metricsUrl } : {}),
    },
    generated: isGenerated ? ["signingSecret"] : [],
    warnings,
  };
}

function testMessage(context: CallContext) {
  const timestamp = context.now().toISOString();
  const webhookId = `msg_${randomUUID().replaceAll("-", "")}`;
  return { webhookId, body: JSON.stringify({ type: "connection.test", timestamp }) };
}

function refusedTest(response: EgressResponse, isGenerated: boolean): CredentialsResult {
  const { status } = response;
  if (status === 401 || status === 403) {
    const hint = isGenerated
      ? "If it already checks signatures, enter its signing secret here."
      : "Compare the key and the signing secret on both sides.";
    const message = `The site refused the key or the signature (${status}). ${hint}`;
    return fail("unauthorized", message, "apiKey");
  }
  if (status === 404 || status === 405 || status === 410) {
    return fail(
      "endpoint_not_found",
      `The site takes no posts at this address (${status}).`,
      "url",
    );
  }
  return fail(`http_${status}`, `The site refused the test: ${toDetail(response)}`, "url");
}

function toUrlMessage(error: EgressError): string {
  if (error.code === "redirect") {
    return "The site answers with a redirect, which is not followed. Enter its final address.";
  }
  return `${error.message}.`;
}

function toIdentity(
  site: BlogSite,
  told: { id?: string | number | null; name?: string | null; url?: string | null } | null,
): Identity {
  const { host, pathname } = new URL(site.url);
  return {
    externalId: told?.id ? `${host}:${told.id}` : `${host}${pathname}`,
    handle: host,
    displayName: told?.name || host,
    avatarUrl: null,
  };
}

export const blogConnect: CredentialsSpec = { kind: "credentials", fields, test };
