import type { PlatformEntry } from "../entry";

const MB = 1024 * 1024;

const oneFile: { max: number; kinds: ("image" | "video" | "document")[] } = {
  max: 1,
  kinds: ["image", "video", "document"],
};

export const whatsapp: PlatformEntry = {
  platform: "whatsapp",
  preview: "message",
  glyph:
    "M187.58,144.84l-32-16a8,8,0,0,0-8,.5l-14.69,9.8a40.55,40.55,0,0,1-16-16l9.8-14.69a8,8,0,0,0,.5-8l-16-32A8,8,0,0,0,104,64a40,40,0,0,0-40,40,88.1,88.1,0,0,0,88,88,40,40,0,0,0,40-40A8,8,0,0,0,187.58,144.84ZM152,176a72.08,72.08,0,0,1-72-72A24,24,0,0,1,99.29,80.46l11.48,23L101,118a8,8,0,0,0-.73,7.51,56.47,56.47,0,0,0,30.15,30.15A8,8,0,0,0,138,155l14.61-9.74,23,11.48A24,24,0,0,1,152,176ZM128,24A104,104,0,0,0,36.18,176.88L24.83,210.93a16,16,0,0,0,20.24,20.24l34.05-11.35A104,104,0,1,0,128,24Zm0,192a87.87,87.87,0,0,1-44.06-11.81,8,8,0,0,0-6.54-.67L40,216,52.47,178.6a8,8,0,0,0-.66-6.54A88,88,0,1,1,128,216Z",
  label: "WhatsApp",
  noun: "Number",
  audience: "contacts",
  ownHosts: ["wa.me", "whatsapp.com"],
  connect: "oauth",
  oauthApp: "facebook",
  scopes: ["whatsapp_business_management", "whatsapp_business_messaging", "business_management"],
  scopeWords: {
    whatsapp_business_management: "See your WhatsApp numbers and their message templates",
    whatsapp_business_messaging: "Send messages from your number and be told of answers",
    business_management: "Find the business that your numbers belong to",
  },
  formats: [
    {
      key: "template",
      label: "Template",
      note: "A template that Meta has approved, to everybody who agreed to get messages.",
      text: { max: 1024, required: false },
      media: { min: 0, ...oneFile },
      options: [
        {
          name: "template",
          label: "Template",
          kind: "template",
          required: true,
          max: 512,
          template: {
            language: "language",
            variables: "variables",
            body: "templateBody",
            header: "templateHeader",
          },
        },
        {
          name: "language",
          label: "Language",
          kind: "text",
          required: true,
          max: 20,
          initial: "en_US",
          hint: "The code of the language it was approved in, as en_US.",
        },
        {
          name: "variables",
          label: "Variables",
          kind: "list",
          required: false,
          max: 20,
          hint: "One a line, in the template's order. {{text}} stands for this text, {{name}} for the contact's name.",
        },
        { name: "templateBody", label: "Body", kind: "text", required: false, told: true },
        { name: "templateHeader", label: "Header", kind: "text", required: false, told: true },
      ],
    },
    {
      key: "message",
      label: "Message",
      note: "Reaches only people who wrote to you in the last 24 hours.",
      media: { min: 0, max: 0, kinds: [] },
    },
    {
      key: "media",
      label: "Media message",
      note: "A file with a caption. Reaches only people who wrote to you in the last 24 hours.",
      text: { max: 1024, required: false },
      media: { min: 1, ...oneFile },
    },
  ],
  text: { max: 4096, unit: "chars", required: true },
  title: null,
  media: {
    images: { max: 1, mimeTypes: ["image/jpeg", "image/png"], maxBytes: 5 * MB },
    video: { required: false, mimeTypes: ["video/mp4", "video/3gpp"], maxBytes: 16 * MB },
    documents: { mimeTypes: ["application/pdf"], maxBytes: 100 * MB },
    altTextMax: null,
  },
  fetchesMedia: false,
  // Views are read receipts, comments are answers, likes are reactions, clicks are taps on a button.
  metrics: {
    views: "webhook",
    likes: "webhook",
    shares: null,
    comments: "webhook",
    clicks: "webhook",
    saves: null,
    conversions: "ingest",
  },
  pull: { minIntervalMinutes: 60, maxBatch: 1, costPerPostUsd: null, scheduleHours: [] },
  tokenLifetime: null,
  apiVersion: { envName: "META_GRAPH_VERSION", value: "v25.0", sunset: "2028-07-29" },
  envNames: [
    "OAUTH_FACEBOOK_CLIENT_ID",
    "OAUTH_FACEBOOK_CLIENT_SECRET",
    "OAUTH_FACEBOOK_REDIRECT_URI",
  ],
  setupSteps: [
    "Set up the Meta app as described for Facebook: WhatsApp uses the same app and the same consent.",
    "Add the product WhatsApp to the app and register your number in WhatsApp Manager.",
    "Write message templates in WhatsApp Manager and wait until Meta has approved them.",
    "Under Webhooks, subscribe the object WhatsApp Business Account to the field messages at the webhook URL shown here.",
    "Import your contacts with proof that they agreed: nobody else gets a message.",
  ],
  reviewNote:
    "Until Meta has reviewed the app, it reaches test numbers only. Ask for Advanced Access to both WhatsApp permissions and verify the business.",
  webhook: true,
  accessNote:
    "Meta charges for each template message by country and category. A new business reaches 250 people in 24 hours; the limit rises with good use.",
};
