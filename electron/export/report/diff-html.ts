import { counted } from '../../cli/line.ts'
import { recordedOf } from '../gate-evidence.ts'
import { fileOf, hashCode, heading, type ReportFacts } from './facts.ts'
import { type Html, html } from './html.ts'

export function diffHtml(facts: ReportFacts): Html {
  const { diff } = facts
  if (diff === null) return html`${heading('diff', 'Diff')}<p>Nothing was changed yet.</p>`
  const { sha256 } = recordedOf(diff.artifact.metadata)
  return html`${heading('diff', 'Diff')}<p class="meta">Of ${diff.of}: ${fileOf(facts, diff.artifact.id) ?? 'its file is not in the folder'}, ${hashCode(
    sha256,
  )}</p>${
    diff.shown < diff.total
      ? html`<p class="warn">Only the first ${counted(diff.shown, 'byte')} of ${diff.total} are shown here.</p>`
      : null
  }<pre class="diff">${facts.hide(diff.text).trimEnd().split('\n').map(lineHtml)}</pre>`
}

const CLASSES: readonly (readonly [string, string])[] = [
  ['diff --git ', 'f'],
  ['@@', 'h'],
  ['+++ ', 'h'],
  ['--- ', 'h'],
  ['+', 'a'],
  ['-', 'd'],
]

function lineHtml(line: string): Html {
  const look = CLASSES.find(([beginning]) => line.startsWith(beginning))?.[1]
  const text = line === '' ? ' ' : line
  return look === undefined ? html`<span>${text}</span>` : html`<span class="${look}">${text}</span>`
}
