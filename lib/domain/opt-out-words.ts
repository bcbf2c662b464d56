/** What people write who want no more messages, in the languages of Europe and beyond. */
const WORDS = new Set([
  ...["stop", "stopp", "stop all", "stopall", "stop please", "please stop", "end", "quit"],
  ...["cancel", "unsubscribe", "opt out", "optout", "no more", "stop promotions"],
  ...["afmeld", "afmelden", "avmeld", "avregistrera", "avsluta", "lopeta", "peruuta"],
  ...["abmelden", "abbestellen", "stopp bitte", "beenden"],
  ...["arret", "arrêt", "arreter", "arrêter", "desabonner", "désabonner", "désinscrire"],
  ...["baja", "alto", "parar", "cancelar", "darse de baja", "no mas", "no más"],
  ...["sair", "pare", "remover", "descadastrar"],
  ...["annulla", "cancella", "disiscrivi", "basta"],
  ...["rezygnuję", "rezygnuje", "wypisz", "koniec", "zrušit", "odhlásit", "leiratkozás"],
  ...["стоп", "отписаться", "відписатися", "iptal", "dur", "توقف", "إلغاء", "停止", "退订", "中止"],
]);

/** True only when the message is nothing but the wish: "stop by at six" is none. */
export function isOptOut(text: string): boolean {
  const words = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[.!?,;:'"“”()\s]+/gu, " ")
    .trim();
  return WORDS.has(words);
}
