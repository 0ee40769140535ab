import { hashBytes } from '../../hash.ts'
import { diffHtml } from './diff-html.ts'
import { heading, type ReportFacts, table } from './facts.ts'
import { gatesHtml } from './gates-html.ts'
import { type Html, html } from './html.ts'
import { notVerified } from './not-verified.ts'
import { checkpointsHtml, headHtml, messagesHtml, planHtml, reviewHtml, usageHtml } from './run-html.ts'
import { STYLE } from './style.ts'
import { tasksHtml } from './tasks-html.ts'

/** Nothing runs, nothing is loaded, nothing is sent, and only this one style is obeyed. */
const POLICY = `default-src 'none'; style-src '${hashBytes(STYLE).replace(/^sha256:(.*)$/, (_, hex: string) => `sha256-${Buffer.from(hex, 'hex').toString('base64')}`)}'; base-uri 'none'; form-action 'none'`

/** Stands where the report's own hash belongs while that is computed. */
const NO_HASH = `sha256:${'0'.repeat(64)}`
const OWN_HASH = /(<meta name="triptych-report" content=")(sha256:[0-9a-f]{64})(">)/
const CONTENTS_HASH = /<meta name="triptych-contents" content="(sha256:[0-9a-f]{64})">/

/** The whole run as one page that needs nothing else. */
export function makeReport(facts: ReportFacts): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${POLICY}">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<meta name="triptych-contents" content="${facts.contentsHash}"><meta name="triptych-report" content="${NO_HASH}">
<title>Triptych run ${facts.run.run.id.slice(0, 8)}</title><style>${{ markup: STYLE }}</style></head>
<body><main>${headHtml(facts)}${unverifiedHtml(facts)}${planHtml(facts)}${tasksHtml(facts)}${reviewHtml(facts)}${gatesHtml(
    facts,
  )}${messagesHtml(facts)}${diffHtml(facts)}${checkpointsHtml(facts)}${usageHtml(facts)}${filesHtml(facts)}</main></body></html>
`.markup
  return page.replace(
    OWN_HASH,
    (_, before: string, _none: string, after: string) => `${before}${hashBytes(page)}${after}`,
  )
}

function unverifiedHtml(facts: ReportFacts): Html {
  const sentences = notVerified(facts)
  const meaning =
    'Verified means: Triptych, not an agent, ran these commands on exactly this change, and each exited with 0. What no command looks for is not proved by it.'
  return html`${heading('not-verified', 'What was not verified')}${
    sentences.length === 0
      ? html`<p class="good">Every task is completed and verified, and the whole result was reviewed.</p>`
      : html`<ul class="warn">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
  }<p class="meta">${meaning}</p>`
}

function filesHtml({ contents, contentsHash }: ReportFacts): Html {
  const columns = [{ name: 'File' }, { name: 'Bytes', isNumber: true }, { name: 'Hash' }] as const
  const rows = contents.files.map(({ path, bytes, sha256 }) => [path, bytes, html`<code>${sha256}</code>`])
  return html`${heading('hashes', 'Hashes')}<p>This report is about contents <code>${contentsHash}</code>. In the folder that was exported with
    it, <code>triptych verify &lt;folder&gt;</code> compares every file with these hashes, and the answers above with the very bytes they were bound to.
    Paths of the machine are left out of this page.</p>${table('Files of the folder', columns, rows)}`
}

/** What a report says of itself; null: it is none. `isWhole`: nothing in it was changed. */
export function readReport(page: string): { contents: string; isWhole: boolean } | null {
  const contents = CONTENTS_HASH.exec(page)?.[1]
  const own = OWN_HASH.exec(page)?.[2]
  if (contents === undefined || own === undefined) return null
  return { contents, isWhole: hashBytes(page.replace(OWN_HASH, `$1${NO_HASH}$3`)) === own }
}
