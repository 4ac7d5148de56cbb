// Reads {"flags", "chrome", "pages": [{"name", "url", "cookie"}]} from stdin, writes one line of JSON a page to stdout.
import { text } from "node:stream/consumers";
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices"];

const asked = JSON.parse(await text(process.stdin));
const chrome = await chromeLauncher.launch({ chromePath: asked.chrome, chromeFlags: asked.flags });
try {
  for (const page of asked.pages) {
    const lhr = await audited(page);
    process.stdout.write(JSON.stringify({ name: page.name, at: lhr.finalDisplayedUrl, ...figures(lhr) }) + "\n");
  }
} finally {
  await chrome.kill();
}

// On a busy machine a trace may come out broken: Lighthouse itself asks for another go then.
async function audited(page, goes = 3) {
  const { lhr } = await lighthouse(page.url, {
    port: chrome.port,
    logLevel: "error",
    onlyCategories: CATEGORIES,
    extraHeaders: page.cookie ? { Cookie: page.cookie } : {},
  });
  if (!lhr.runtimeError) return lhr;
  if (goes === 1) throw new Error(`${page.name}: ${lhr.runtimeError.message}`);
  return audited(page, goes - 1);
}

// Scores as whole numbers, and under each what kept it from 100.
function figures(lhr) {
  const scores = {}, why = {};
  for (const category of CATEGORIES) {
    scores[category] = Math.round(lhr.categories[category].score * 100);
    why[category] = lhr.categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id }) => [id, lhr.audits[id].displayValue].filter(Boolean).join(" "));
  }
  return { scores, why };
}
