import type { Prior } from "@/lib/domain/bandit/algorithm";
import { policyOf } from "@/lib/domain/bandit/policies";
import { quickOdds } from "@/lib/domain/bandit/thompson";
import { winner } from "@/lib/domain/bandit/winner";
import { printFigure, say } from "./print-figure";
import { baselinePlayers } from "./replay-baselines";
import { type Campaign, drawCampaign, REGIMES } from "./replay-campaign";
import { drawsOf, type ReplaySet } from "./replay-captured";
import { type Known, type Player, play } from "./replay-play";
import { productPlayer } from "./replay-products";

const FLOOR = 0.05;
const SURE = 0.95;
const WORTH_A_LOOK = 0.9;

/**
 * Campaigns on arms that are all the same, with somebody looking after every post: how often does
 * a winner show? The baseline is Thompson sampling on raw counts with "95 percent best".
 */
export function measureFalseWinners(set: ReplaySet): void {
  const product = productPlayer("adaptive-floor", "adaptive", set.prior, FLOOR);
  const naive = baselinePlayers(set.prior).find(({ name }) => name === "ts-beta");
  for (const regime of REGIMES) {
    const campaigns = set.tests.flatMap((test) =>
      Array.from({ length: drawsOf(set, regime) }, (_, draw) =>
        drawCampaign({ ...set, test, regime, arms: "identical", words: [set.seed, draw] }),
      ),
    );
    const share = (shows: (campaign: Campaign) => boolean) =>
      Number(((100 * campaigns.filter(shows).length) / campaigns.length).toFixed(2));
    const claims = campaigns.map((campaign) => claimsOf(campaign, product, set.prior));
    const of = (mode: keyof Claims) =>
      Number(((100 * claims.filter((each) => each[mode]).length) / claims.length).toFixed(2));
    const baseline = naive ? share((campaign) => naiveClaim(campaign, naive)) : Number.NaN;
    const name = `optimizer.false-winner.${regime.name}`;
    printFigure({ name, value: of("usual"), unit: "percent", baseline });
    printFigure({ name: `${name}.proof`, value: of("proof"), unit: "percent", baseline });
    say(`${regime.name}: ${campaigns.length} campaigns on identical arms.`);
  }
}

interface Claims {
  usual: boolean;
  proof: boolean;
}

/** Whether the badge ever shows, by either rule. */
function claimsOf(campaign: Campaign, player: Player, prior: Prior): Claims {
  const policy = policyOf("adaptive");
  const candidates = Array.from({ length: campaign.arms }, (_, k) => String(k));
  const claims: Claims = { usual: false, proof: false };
  play(campaign, player, ({ posts }) => {
    const snapshot = policy.summarise({ candidates, posts, prior, floor: FLOOR });
    // No winner and no proof at lower odds: no need for the exact ones.
    if (Math.max(...quickOdds(snapshot.beliefs)) < WORTH_A_LOOK) return;
    claims.usual ||= winner(snapshot, "usual", posts).state === "winner";
    claims.proof ||= winner(snapshot, "proof", posts).state === "winner";
  });
  return claims;
}

function naiveClaim(campaign: Campaign, player: Player): boolean {
  let claimed = false;
  play(campaign, player, (known) => {
    claimed ||= known.counts.every((count) => count > 0) && naiveOdds(known) >= SURE;
  });
  return claimed;
}

/** Beta(1 + clicks, 1 + the rest), which is all but a Gamma at such rates. */
function naiveOdds({ exposure, successes }: Known): number {
  const arms = Array.from(exposure, (views, k) => {
    const shape = 1 + (successes[k] ?? 0);
    return { shape, mean: shape / (2 + views) };
  });
  return Math.max(...quickOdds(arms));
}
