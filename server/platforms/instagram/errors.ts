import { type GraphError, judge, type Refusals, type Verdict } from "../meta/errors";

const again = (message: string): Verdict => ({ kind: "again", message });
const media = (message?: string): Verdict => ({
  kind: "invalid",
  field: "media",
  ...(message ? { message } : {}),
});

const FETCH_FAILED =
  "Instagram could not fetch the file. Check that this server's address can be reached from outside.";

/** Instagram's own codes, by subcode; what is not here means the same as elsewhere at Meta. */
const BY_SUBCODE: Readonly<Record<number, Verdict>> = {
  2207042: { kind: "capped" },
  2207050: { kind: "policy" },
  2207051: { kind: "policy" },
  2207020: again("Instagram forgot the upload before it was published."),
  2207027: again("Instagram has not finished the upload yet."),
  2207008: again("Instagram has not finished the upload yet."),
  2207003: again("Instagram took too long to fetch the file."),
  2207001: again("Instagram had trouble with the upload."),
  2207032: again("Instagram could not make the upload."),
  2207082: again("Instagram had trouble with the upload."),
  2207052: media(FETCH_FAILED),
  2207004: media(),
  2207005: media(),
  2207009: media(),
  2207026: media(),
  2207023: media(),
  2207028: media(),
  2207010: { kind: "invalid", field: "text" },
};

const BY_CODE: Readonly<Record<number, Verdict>> = {
  25: { kind: "policy" },
  9004: media(FETCH_FAILED),
  9007: again("Instagram has not finished the upload yet."),
  36000: media(),
  36001: media(),
  36003: media(),
  36004: { kind: "invalid", field: "text" },
  352: media(),
};

function judgeInstagram(error: GraphError): Verdict {
  return BY_SUBCODE[error.subcode] ?? BY_CODE[error.code] ?? judge(error);
}

export const instagramRefusals: Refusals = { label: "Instagram", judge: judgeInstagram };

/** Not ready, and worth another look at the same container. */
export function isNotReady({ code, subcode }: GraphError): boolean {
  return subcode === 2_207_027 || subcode === 2_207_008 || code === 9007;
}

/** Too few people saw it for Instagram to tell numbers, which is no fault of the connection. */
export function hasTooFewViewers({ code, message }: GraphError): boolean {
  return code === 10 && /not enough viewers/i.test(message);
}

/** A container says what went wrong in words that end in a subcode. */
export function judgeStatusText(text: string): Verdict {
  const subcode = Number(/\b(2207\d{3})\b/.exec(text)?.[1] ?? 0);
  return BY_SUBCODE[subcode] ?? media();
}
