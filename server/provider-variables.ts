import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";

export interface ProviderVariables {
  values: Record<string, string>;
  /** "NAME: what it must be". */
  problems: string[];
}

const version = /^[\w.-]{1,40}$/;

/**
 * What the environment says of the platforms: the names that the catalog knows, and any other
 * OAUTH_<PLATFORM>_… beside them, such as a secret that only webhooks need.
 */
export function readProviderVariables(
  given: Readonly<Record<string, string | undefined>>,
): ProviderVariables {
  const versions = new Set(PLATFORMS.flatMap((each) => catalog[each].apiVersion?.envName ?? []));
  const named = new Set([...PLATFORMS.flatMap((each) => catalog[each].envNames), ...versions]);
  const prefixes = PLATFORMS.map((each) => `OAUTH_${each.toUpperCase()}_`);
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const isOurs = named.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
    if (!isOurs || !value) continue;
    values[name] = isUrlName(name) ? value.replace(/\/+$/, "") : value.trim();
    if (isUrlName(name) && !isHttpUrl(value)) {
      problems.push(`${name}: must be an http or https URL`);
    }
    if (versions.has(name) && !version.test(value.trim())) {
      problems.push(`${name}: must be a version as the platform writes it`);
    }
  }
  return { values, problems };
}

const isUrlName = (name: string) => name.endsWith("_REDIRECT_URI");

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
