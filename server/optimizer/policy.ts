import type { BanditPolicy } from "@/lib/domain/bandit/policy";
import { createUcb1 } from "@/lib/domain/bandit/ucb1";

/** How much uncertainty is worth; rewards are rates, far below 1, so that 1 would only take turns. */
const UCB1_ALPHA = 0.1;

/** The one policy that chooses, explains itself and is shown in the panel. */
export const optimizerPolicy: BanditPolicy = createUcb1(UCB1_ALPHA);
