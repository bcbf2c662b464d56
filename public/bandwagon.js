/* Bandwagon: tells which short link a visitor came by when they do what a page is for. No cookies. */
(() => {
  const script = document.currentScript;
  const endpoint = new URL("/api/v1/conversions", script.src).href;
  const key = script.dataset.key;
  const pattern = /^[0-9A-Za-z]{10}$/;

  // Storage may be switched off: then a conversion counts on the page that was arrived at.
  const memory = {};
  function read(name) {
    try {
      return sessionStorage.getItem(name) ?? memory[name] ?? null;
    } catch {
      return memory[name] ?? null;
    }
  }
  function keep(name, value) {
    memory[name] = value;
    try {
      sessionStorage.setItem(name, value);
    } catch {}
  }

  const arrived = new URLSearchParams(location.search).get("bw") ?? "";
  if (pattern.test(arrived)) keep("bandwagon", arrived);

  /** Without an id of its own, a conversion counts once in a visit. */
  function idOf(code, given) {
    if (given !== undefined && given !== null && given !== "") {
      // Half a letter at the cut would not be taken.
      return String(given)
        .slice(0, 200)
        .replace(/[\ud800-\udbff]$/, "");
    }
    const name = `bandwagon ${code}`;
    if (!read(name)) keep(name, `${code}-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`);
    return read(name);
  }

  function report(what, options) {
    const code = read("bandwagon");
    if (what !== "conversion" || !code || !key) return;
    const { id, value } = options ?? {};
    const number = Number(value);
    const told = { key, code, id: idOf(code, id) };
    if (value !== undefined && value !== "" && number >= 0) told.value = number;
    // As plain text, so that the browser need not ask first and a page that closes still sends it.
    fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify(told),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
    }).catch(() => {});
  }

  function reportTagged(element) {
    const { bandwagonId: id, bandwagonValue: value } = element.dataset;
    report("conversion", { id, value });
  }

  const tag = "[data-bandwagon-conversion]";
  addEventListener(
    "click",
    (event) => {
      const found = event.target instanceof Element ? event.target.closest(tag) : null;
      if (found && found.tagName !== "FORM") reportTagged(found);
    },
    true,
  );
  addEventListener(
    "submit",
    (event) => {
      if (event.target instanceof Element && event.target.matches(tag)) reportTagged(event.target);
    },
    true,
  );

  window.bandwagon = report;
})();
