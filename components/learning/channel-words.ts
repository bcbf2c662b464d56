import { betweenWords, proofOf } from "@/components/learning/lift-words";
import { changeWords } from "@/components/learning/prompt-words";
import type {
  ChannelPerformance,
  ChannelState,
  LearningChannel,
  PromptNode,
} from "@/lib/contracts/learning";

export const STATE_WORDS: Record<ChannelState, string> = {
  learning: "Learning",
  waiting: "Waiting",
  running: "Working on it now",
  fruitless: "Resting",
  paused: "Paused",
  off: "Switched off",
};

/** A lead sentence; `marked` is what Bandwagon found. */
export interface Said {
  before?: string;
  marked?: string;
  after: string;
}

const whole = (share: number) => `${Math.round(Math.abs(share) * 100)}%`;

/** One channel: what is true now, with its range. */
export function channelLead(channel: LearningChannel): Said {
  const { champion, improvementRate: gained, totalContent, progress } = channel;
  if (gained) {
    const proof = proofOf(gained);
    if (proof === "better") {
      const range = `90% range: ${betweenWords(gained)}.`;
      const marked = `${champion.name} earns about ${whole(gained.mean)} more`;
      return { marked, after: ` than the prompt this channel started with. ${range}` };
    }
    const range = `likely ${betweenWords(gained)} than the prompt this channel started with.`;
    return proof === "worse"
      ? { after: `${champion.name} leads, but now looks worse: it earns ${range}` }
      : { after: `${champion.name} leads, not proven yet: it earns ${range}` };
  }
  if (totalContent === 0)
    return { after: "Nothing is learnt yet: no post of this channel has a result." };
  const replaced = champion.id === channel.seedPromptId ? lastReplaced(channel) : undefined;
  if (replaced) return { after: putBackWords(champion.name, replaced) };
  const { newSettled, needed, placesFree } = progress;
  if (channel.generation === 0 && placesFree > 0 && newSettled < needed)
    return { after: `Nothing is learnt yet: ${newSettled} of ${needed} new results are in.` };
  const leader = channel.prompts.find(({ id }) => id === champion.id);
  if (leader?.evidence.settledPosts === 0)
    return { after: `${champion.name} has no results of its own yet: nothing is compared.` };
  if (leader && !isAnyJudged(channel, leader)) return { after: notJudgedWords(channel) };
  const passed = channel.prompts.find(({ awaitingSince }) => awaitingSince !== null);
  if (passed) return { after: `${passed.name} passed its test and waits for a decision.` };
  return { after: "The first prompt still leads. Nothing has beaten it so far." };
}

/** Who took over from the first prompt last, and had to make room for it again. */
const lastReplaced = ({ prompts, champion }: LearningChannel): PromptNode | undefined =>
  prompts
    .filter(({ id, promotedAt }) => id !== champion.id && promotedAt !== null)
    .toSorted((a, b) => (b.promotedAt ?? "").localeCompare(a.promotedAt ?? ""))[0];

function putBackWords(leader: string, { name, lift }: PromptNode): string {
  const back = `${leader} writes again: it was put back.`;
  if (!lift) return back;
  const proof = proofOf(lift);
  if (proof !== "open") return `${back} By the results, ${name} earns ${betweenWords(lift)}.`;
  return `${back} By the results, ${name} is not told apart from it yet.`;
}

/** By what the gate counts: a result that a person rewrote is nobody's. */
function isAnyJudged({ prompts, rules, generation }: LearningChannel, leader: PromptNode): boolean {
  const own = ({ evidence }: PromptNode) => evidence.settledPosts - evidence.humanEdited;
  const tried = prompts.filter(({ status }) => status === "challenger");
  const isJudged = (each: PromptNode) => own(each) >= rules.challengerPosts;
  if (generation > 0 || tried.length === 0) return true;
  return own(leader) >= rules.leaderPosts && tried.some(isJudged);
}

function notJudgedWords({ challengers, champion, rules }: LearningChannel): string {
  const others = challengers === 1 ? "1 other is" : `${challengers} others are`;
  return `Nothing is proven yet: ${others} being tried. To be judged, one needs ${rules.challengerPosts} results of its own and ${rules.leaderPosts} of ${champion.name}'s.`;
}

/** All channels in one sentence. */
export function channelsLead(items: readonly ChannelPerformance[]): Said {
  const better = items.filter(
    ({ improvementRate }) => improvementRate && proofOf(improvementRate) === "better",
  ).length;
  const waiting = items.reduce((sum, { awaitingApproval }) => sum + awaitingApproval, 0);
  const asks =
    waiting > 0 ? ` ${waiting} ${waiting === 1 ? "prompt waits" : "prompts wait"} for you.` : "";
  const channels = (count: number) => (count === 1 ? "channel" : "channels");
  if (better === 0) {
    const on = items.length === 1 ? "the one channel" : `any of ${items.length} channels`;
    return { after: `Nothing is proven to earn more yet on ${on}.${asks}` };
  }
  const of = better === items.length ? "" : ` of ${items.length}`;
  return {
    before: `On ${better}${of} ${channels(items.length)}, `,
    marked: "the writing earns more",
    after: ` than it did at the start.${asks}`,
  };
}

/** What a channel has learnt, in a sentence that claims no more than who leads and how it writes. */
export function learntWords({ champion, learnt, totalContent }: ChannelPerformance): string {
  const [first, second, ...more] = learnt;
  if (!first) {
    return totalContent === 0
      ? "No results yet."
      : `${champion.name}, the first prompt, leads. The channel has ${totalContent} ${totalContent === 1 ? "result" : "results"}.`;
  }
  const changes = [first, ...(second ? [second] : [])].map(changeWords).join("; ");
  const rest =
    more.length > 0 ? `; and ${more.length} more ${more.length === 1 ? "change" : "changes"}` : "";
  return `${champion.name} leads. ${changes}${rest}.`;
}
