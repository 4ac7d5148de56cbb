// One file to the portal by tus 1.0: in pieces, from where the line broke (docs/api.md, «Files over a bad line»).
"use strict";

const portalSending = (() => {
  const LARGE = 5 * 1024 * 1024;
  const SMALL = 1024 * 1024;
  const SILENCE = 30000; // a line that carries nothing for so long is broken
  const SLOW = 10000; // a piece that takes longer was too large
  const line = navigator.connection;
  let size = line?.saveData || /2g|3g/.test(line?.effectiveType ?? "") ? SMALL : LARGE;

  class Refused extends Error {
    constructor(words, status) {
      super(words);
      this.isFinal = [413, 422].includes(status); // the file itself is at fault
    }
  }
  class SignedOut extends Error {}
  class LineBroken extends Error {}

  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
  const base64 = (words) => btoa(Array.from(new TextEncoder().encode(words), (byte) => String.fromCharCode(byte)).join(""));

  const ask = (method, url, { headers = {}, body = null, stop, moved } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let timer = 0;
      const listen = () => {
        clearTimeout(timer);
        timer = setTimeout(() => request.abort(), SILENCE);
      };
      request.open(method, url);
      const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), Accept: "application/json", ...headers };
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => (listen(), moved?.(event.loaded));
      request.onload = () => resolve(request);
      request.onerror = request.onabort = () => reject(new LineBroken());
      request.onloadend = () => clearTimeout(timer);
      stop?.addEventListener("abort", () => request.abort());
      listen();
      request.send(body);
    });

  const judge = (answer) => {
    if (answer.status < 300) return answer;
    if (answer.status === 401) throw new SignedOut();
    if (answer.status >= 500 || [408, 423, 429].includes(answer.status)) throw new LineBroken();
    let words = decodeURIComponent(answer.getResponseHeader("Portal-Refusal") ?? "");
    try {
      words ||= JSON.parse(answer.responseText).detail;
    } catch {
      /* not an answer of the portal */
    }
    throw new Refused(words || `${answer.status} ${answer.statusText}`, answer.status);
  };

  const checksum = async (blob) => {
    if (!crypto.subtle) return "";
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const begin = async (entry, { root, organization, kept, stop }) => {
    const told = { filename: entry.name, sha256: await checksum(entry.blob), organization, person: entry.person };
    const pairs = Object.entries(told).filter(([, words]) => words);
    const headers = {
      "Upload-Length": entry.blob.size,
      "Upload-Metadata": pairs.map(([name, words]) => `${name} ${base64(words)}`).join(","),
    };
    entry.url = judge(await ask("POST", root, { headers, stop })).getResponseHeader("Location");
    await kept();
    return 0;
  };

  const standing = (answer) => ({
    offset: Number(answer.getResponseHeader("Upload-Offset")),
    file: answer.getResponseHeader("Portal-File"),
  });

  // The number of the stored file. Throws Refused (in words), SignedOut, or LineBroken (then call again).
  const send = async (entry, how) => {
    const look = async () => {
      const answer = await ask("HEAD", entry.url, { stop: how.stop });
      if (answer.status === 404 || answer.status === 410) return { offset: await begin(entry, how), file: null };
      return standing(judge(answer));
    };
    let at = entry.url ? await look() : { offset: await begin(entry, how), file: null };
    while (!at.file) {
      how.moved(at.offset);
      const started = performance.now();
      const headers = { "Upload-Offset": at.offset, "Content-Type": "application/offset+octet-stream" };
      const body = entry.blob.slice(at.offset, at.offset + size);
      const moved = (loaded) => how.moved(at.offset + loaded);
      let answer;
      try {
        answer = await ask("PATCH", entry.url, { headers, body, moved, stop: how.stop });
      } catch (broken) {
        size = SMALL;
        throw broken;
      }
      if (performance.now() - started > SLOW) size = SMALL;
      at = [404, 409].includes(answer.status) ? await look() : standing(judge(answer));
    }
    return at.file;
  };

  const cancel = (entry) => entry.url && ask("DELETE", entry.url).catch(() => undefined);

  return { send, cancel, Refused, SignedOut };
})();
