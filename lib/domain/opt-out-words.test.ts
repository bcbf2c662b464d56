import { expect, it } from "vitest";
import { isOptOut } from "./opt-out-words";

it.each(["STOP", " stop. ", "Stop promotions", "Arrêt", "AFMELD", "Стоп!", "Please stop!"])(
  "takes %j as a wish to leave",
  (text) => expect(isOptOut(text)).toBe(true),
);

it.each(["START", "stop by at six?", "Don't stop", "", "nonstop"])("leaves %j alone", (text) =>
  expect(isOptOut(text)).toBe(false),
);
