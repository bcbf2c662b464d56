import { asksForAds, toNotAsked } from "@/lib/platforms/not-asked";
import { icon, outline, wheel } from "./page-icons";
import { pageStyle } from "./page-style";
import type { PlatformModule } from "./platform-module";
import type { Profile } from "./profiles";

/** What a page shows of its platform. */
type Face = Pick<PlatformModule, "label" | "words" | "glyph" | "hue">;

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** The frame of every imitated page: a striped bar says that it is not the real one. */
export function sandboxPage(face: Face, title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${pageStyle}</style></head>
<body><div class="sheet"><div class="stripe" role="note">${icon("flask")}<span><b>Sandbox.</b> This imitates ${face.label}. Nothing you do here reaches the real one.</span></div>
<main class="body">${body}</main></div></body></html>`;
}

export interface ConsentView {
  face: Face;
  ticket: string;
  /** Each with the platform that it belongs to. */
  choices: readonly { profile: Profile; face: Face }[];
  scopes: readonly string[];
  /** Several may be chosen at once. */
  isMultiple: boolean;
  canPublish: boolean;
  canRead: boolean;
}

function tile(face: Face): string {
  const colour = face.hue === undefined ? "" : ` style="--chroma:0.03;--hue:${face.hue}"`;
  return `<span class="tile"${colour}>${outline(face.glyph)}</span>`;
}

export function consentPage(view: ConsentView): string {
  const { face } = view;
  const { words } = face;
  const permissions = toPermissions(view)
    .map(([name, text]) => `<li class="${name}">${icon(name)}<span>${text}</span></li>`)
    .join("\n");
  return sandboxPage(
    face,
    `Allow access, ${face.label} sandbox`,
    `<div class="pair">${tile(face)}<span class="dots"></span><span class="tile own">${wheel}</span></div>
<h1>Let Bandwagon post as ${words.as}?</h1><p class="quiet">Signed in as Ines Moreau, a made-up person</p>
<form method="post"><input type="hidden" name="ticket" value="${escapeHtml(view.ticket)}">
<fieldset><legend>Choose</legend>${toCards(view)}</fieldset>
<ul>${permissions}</ul>
<div class="acts"><button type="submit" name="decision" value="cancel">Cancel</button><button class="primary" type="submit" name="decision" value="allow">Allow</button></div>
</form>`,
  );
}

function toCards({ choices, isMultiple }: ConsentView): string {
  const type = isMultiple ? "checkbox" : "radio";
  return choices
    .map(({ profile, face }, index) => {
      const { kind, unit } = face.words;
      const facts = [
        ...(isMultiple && kind ? [`${face.label} ${kind}`] : []),
        toHandle(profile.username),
        `${profile.followers.toLocaleString("en-US")} ${unit}`,
      ];
      return `<label class="pick"><input type="${type}" name="account" value="${escapeHtml(profile.id)}"${index === 0 || isMultiple ? " checked" : ""}>
<span><b>${escapeHtml(profile.name)}</b><small>${escapeHtml(facts.join(", "))}</small></span></label>`;
    })
    .join("\n");
}

/** A phone number is no name. */
const toHandle = (username: string) => (username.startsWith("+") ? username : `@${username}`);

type Permission = readonly [icon: "publish" | "read" | "not", words: string];

function toPermissions({ face, scopes, canPublish, canRead }: ConsentView): Permission[] {
  const notAsked = toNotAsked([{ label: face.label, scopes }]);
  const all: (Permission | null)[] = [
    canPublish ? ["publish", face.words.publish] : null,
    asksForAds(scopes) ? ["publish", "Make ads of your posts"] : null,
    canRead ? ["read", "Read views and reactions"] : null,
    notAsked ? ["not", notAsked] : null,
  ];
  return all.filter((each) => each !== null);
}

/** Shown instead of a redirect whenever the redirect itself can't be trusted. */
export function refusalPage(face: Face, code: string, detail: string): string {
  return sandboxPage(
    face,
    `Access refused, ${face.label} sandbox`,
    `<h1>This request can’t be allowed.</h1><p class="quiet">${escapeHtml(detail)}</p><p class="quiet"><code>${escapeHtml(code)}</code></p>`,
  );
}

/** A page for one post, so that a permalink leads somewhere. */
export function postPage(
  face: Face,
  profile: Profile,
  post: { title: string | null; text: string; counts: Record<string, number> },
): string {
  const counts = Object.entries(post.counts)
    .map(
      ([label, count]) => `<div><dt>${label}</dt><dd>${count.toLocaleString("en-US")}</dd></div>`,
    )
    .join("");
  const heading = post.title ?? `${profile.name} on ${face.label}`;
  return sandboxPage(
    face,
    heading,
    `<div class="pair">${tile(face)}<span><b>${escapeHtml(profile.name)}</b><span class="meta">@${escapeHtml(profile.username)}</span></span></div>
<h1>${escapeHtml(heading)}</h1><p class="post">${escapeHtml(post.text)}</p><dl>${counts}</dl>`,
  );
}
