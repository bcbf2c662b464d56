import { type GraphError, judge, type Refusals, type Verdict } from "../meta/errors";

const POLICY = new Set([1_346_003, 1_404_006, 1_404_102, 1_404_112, 1_404_078, 1_390_008]);
const TRANSIENT = new Set([1_363_047, 1_609_010]);
const BAD_MEDIA = new Set([1_366_046, 2_069_019, 1_349_125]);

function judgeFacebook(error: GraphError): Verdict {
  if (POLICY.has(error.subcode)) return { kind: "policy" };
  if (TRANSIENT.has(error.subcode)) return { kind: "transient" };
  if (BAD_MEDIA.has(error.subcode) || BAD_MEDIA.has(error.code)) {
    return { kind: "invalid", field: "media" };
  }
  return judge(error);
}

export const facebookRefusals: Refusals = { label: "Facebook", judge: judgeFacebook };
