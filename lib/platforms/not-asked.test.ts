import { expect, it } from "vitest";
import { catalog } from "./catalog";
import { asksForAds, toNotAsked } from "./not-asked";

const ads = catalog.facebook.ads?.scopes ?? [];

it("denies only what no scope asks for", () => {
  const { label, scopes } = catalog.facebook;
  expect(toNotAsked([{ label, scopes }])).toBe("Not asked for: your messages, your contacts, ads");
  expect(toNotAsked([{ label, scopes: [...scopes, ...ads] }])).toBe(
    "Not asked for: your messages, your contacts",
  );
  expect(asksForAds(scopes)).toBe(false);
  expect(asksForAds(ads)).toBe(true);
});

it("names those who ask for it, among those who do not", () => {
  const both = [catalog.x, catalog.youtube, catalog.whatsapp];
  expect(toNotAsked(both)).toBe(
    "Not asked for: your messages (except on WhatsApp), your contacts, ads",
  );
});

it("has nothing to say where everything is asked for", () => {
  const scopes = ["messages.read", "contacts.read", "r_ads"];
  expect(toNotAsked([{ label: "All", scopes }])).toBeNull();
});
