import { toGraphId } from "../meta/ids";
import type { PlatformModule } from "../platform-module";
import { announceHappenings } from "./announce";
import { manners } from "./fate";

/** Its calls are the Graph's, which stands with Facebook: one app, one consent, one address. */
export const whatsappModule: PlatformModule = {
  platform: "whatsapp",
  sharesAppOf: "facebook",
  label: "WhatsApp",
  words: {
    as: "a number of your business",
    publish: "Send messages from this number",
    unit: "people know it",
    kind: "number",
  },
  glyph:
    "M187.58,144.84l-32-16a8,8,0,0,0-8,.5l-14.69,9.8a40.55,40.55,0,0,1-16-16l9.8-14.69a8,8,0,0,0,.5-8l-16-32A8,8,0,0,0,104,64a40,40,0,0,0-40,40,88.1,88.1,0,0,0,88,88,40,40,0,0,0,40-40A8,8,0,0,0,187.58,144.84ZM152,176a72.08,72.08,0,0,1-72-72A24,24,0,0,1,99.29,80.46l11.48,23L101,118a8,8,0,0,0-.73,7.51,56.47,56.47,0,0,0,30.15,30.15A8,8,0,0,0,138,155l14.61-9.74,23,11.48A24,24,0,0,1,152,176ZM128,24A104,104,0,0,0,36.18,176.88L24.83,210.93a16,16,0,0,0,20.24,20.24l34.05-11.35A104,104,0,1,0,128,24Zm0,192a87.87,87.87,0,0,1-44.06-11.81,8,8,0,0,0-6.54-.67L40,216,52.47,178.6a8,8,0,0,0-.66-6.54A88,88,0,1,1,128,216Z",
  hue: 155,
  profiles: [
    {
      username: "+4570123456",
      name: "Northlight Coffee",
      about: "Orders and opening hours.",
      followers: 2_310,
    },
    {
      username: "+442079460123",
      name: "Halden & Co",
      about: "Repairs by appointment.",
      followers: 640,
    },
    {
      username: "+31201234567",
      name: "Marlow Cycles",
      about: "Ask us about your bike.",
      followers: 5_900,
    },
  ],
  toAccountId: (hash) => toGraphId("104", hash),
  audience: manners,
  routes: [],
  pump: announceHappenings,
};
