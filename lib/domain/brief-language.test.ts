import { describe, expect, it } from "vitest";
import { detectLanguage, languageLabel } from "./brief-language";

describe("detectLanguage", () => {
  it.each([
    ["en", "Launch our autumn single origins and bring people to the shop page."],
    ["en", "Our cupping course starts in November. Fill its twelve places."],
    ["de", "Wir eröffnen im Herbst einen Laden und laden die Nachbarn mit einem Kaffee ein."],
    ["fr", "Nous ouvrons une boutique dans le quartier, avec des cafés pour les voisins."],
    ["es", "Abrimos una tienda en el barrio, con café para los vecinos y sus amigos."],
    ["da", "Vi åbner en butik, og der er kaffe til alle fra lørdag. Det er ikke dyrt."],
    ["sv", "Vi öppnar en butik, och det är kaffe till alla som kommer. Inte dyrt."],
    ["ja", "秋の新しいコーヒーを紹介します。"],
    ["ru", "Мы открываем магазин осенью."],
    ["uk", "Ми відкриваємо крамницю восени, її адреса вже відома."],
    ["und", "Espresso! https://example.com/the/and/of"],
    ["und", ""],
  ])("says %s", (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it("has a name for what it says", () => {
    expect(languageLabel("da")).toBe("Danish");
    expect(languageLabel("und")).toBe("Language unknown");
  });
});
