// What this browser keeps of a person's typing until the portal has it. One browser may serve several people: the
// person stands in every name, so that each finds only their own words again.
"use strict";

window.portalKept = (person) => {
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      /* no room or forbidden: the page itself still holds it */
    }
  };
  const place = (kind) => (name) => {
    const key = `${kind}:${person}:${name}`;
    return { get: () => read(key), set: (value) => write(key, value), drop: () => write(key, null) };
  };
  return {
    // typed: {values, files, version, after (the report sent before it), dirty, trying}; offers: [{values}] not yet decided; send: {key, tasks, tried}
    typed: place("fill"),
    offers: place("fill-offers"),
    send: place("fill-send"),
    sends: () => Object.keys(localStorage).filter((key) => key.startsWith(`fill-send:${person}:`)).map((key) => key.split(":").slice(2).join(":")),
    // What the portal has too need not stay on a computer that somebody else may use next.
    forgetSaved: () => {
      for (const key of Object.keys(localStorage).filter((each) => each.startsWith(`fill:${person}:`))) {
        if (!read(key)?.dirty) write(key, null);
      }
    },
  };
};

// The token that counts is the browser's: signing in again, in another tab, has changed it.
window.portalToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

// One post to the portal: {ok, status, found}; «lost» when no answer came, «expired» when the sign-in has ended.
window.portalPost = async (url, body) => {
  body.set("csrfmiddlewaretoken", window.portalToken());
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(90_000) });
    if (answer.redirected || answer.status === 401) return { outcome: "expired" };
    if (answer.status >= 500 || answer.status === 429) return { outcome: "lost" };
    const found = await answer.json();
    if (answer.status === 403) return { outcome: "expired", words: window.portalToken() ? found.detail : "" };
    return { outcome: answer.ok ? "done" : "refused", status: answer.status, found };
  } catch {
    return { outcome: "lost" };
  }
};
