import type { OAuthProblem } from "@/lib/contracts/accounts";

export type ProblemText = { title: string; advice: string };

/** What went wrong in the window, what it means, what to do. */
export function toProblemText(problem: OAuthProblem, label: string): ProblemText {
  return TEXTS[problem](label);
}

const nothing = "Nothing was connected.";

const TEXTS: Record<OAuthProblem, (label: string) => ProblemText> = {
  unknown_platform: () => ({
    title: "Bandwagon does not know this platform",
    advice: "Go back to Accounts and choose one from the list.",
  }),
  not_by_oauth: (label) => ({
    title: `${label} has no window to sign in to`,
    advice: "It is connected with an address and a key, on the accounts page.",
  }),
  missing_variables: (label) => ({
    title: `This server has no keys for ${label} yet`,
    advice:
      "Settings, Platforms lists the variables that are missing. Or connect a sandbox account.",
  }),
  sandbox_off: () => ({
    title: "The sandbox is off on this server",
    advice: "Start it with SANDBOX=on, or connect a real account.",
  }),
  unknown_account: () => ({
    title: "This account is not in your workspace",
    advice: "It may have been removed. Go back to Accounts and start again.",
  }),
  signed_out: () => ({
    title: "Your session has ended",
    advice: `${nothing} Sign in to Bandwagon in the other window, then connect again.`,
  }),
  not_allowed: () => ({
    title: "Your role can't connect accounts",
    advice: "Ask an owner or an editor of the workspace.",
  }),
  denied: (label) => ({
    title: `You said no on the ${label} page`,
    advice: `${nothing} To connect it, start again and choose Allow.`,
  }),
  platform_refused: (label) => ({
    title: `${label} did not accept the request`,
    advice: `${nothing} Compare the redirect URL and the scopes in its developer console with Settings, Platforms.`,
  }),
  unknown_state: () => ({
    title: "This answer does not belong to a connection that was begun here",
    advice: `${nothing} Start again from Accounts, and don't edit the address.`,
  }),
  expired: () => ({
    title: "This took longer than ten minutes",
    advice: `${nothing} For safety the request has ended. Start again.`,
  }),
  replayed: () => ({
    title: "This answer was used already",
    advice: "Look at Accounts: if the account is not there, start again.",
  }),
  other_session: () => ({
    title: "This connection was begun by another sign-in",
    advice: `${nothing} Finish it in the browser and with the person that began it, or start again here.`,
  }),
  exchange_failed: (label) => ({
    title: `${label} refused the final step`,
    advice: `${nothing} Start again. If it repeats, compare the client ID and secret with its developer console.`,
  }),
  platform_unreachable: (label) => ({
    title: `${label} did not answer`,
    advice: `${nothing} Wait a minute and start again.`,
  }),
  missing_scopes: (label) => ({
    title: `${label} did not grant everything that is needed`,
    advice: `${nothing} Start again and leave every box ticked: posting and reading results both count.`,
  }),
  no_account: (label) => ({
    title: `There is nothing to post to on ${label} yet`,
    advice: "This sign-in has no channel or page. Make one there, then connect again.",
  }),
  other_identity: (label) => ({
    title: "Another account was chosen than the one to reconnect",
    advice: `${nothing} Start again and choose the same one, or add the other as a new ${label} account.`,
  }),
  failed: () => ({
    title: "Bandwagon could not finish this",
    advice: `${nothing} Start again. The server's log has the details.`,
  }),
};
