import { stripVTControlCharacters } from 'node:util'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { Contents } from '../contents.ts'
import type { GateEvidence } from '../gate-evidence.ts'
import type { RunExport } from '../run-export.ts'
import { type Content, type Html, html } from './html.ts'

/** All that the report is made of. */
export interface ReportFacts {
  run: RunExport
  contents: Contents
  contentsHash: string
  evidence: readonly GateEvidence[]
  /** What is shown of the change; null: none was written yet. */
  diff: ShownDiff | null
  exportedAt: string
  /** The application's version. */
  version: string
  /** Takes the places of this machine, and secrets, out of a text. What a person asked for is left as they wrote it. */
  hide(text: string): string
}

export interface ShownDiff {
  artifact: ArtifactRecord
  /** "the whole result", "task 2, attempt 1". */
  of: string
  text: string
  /** Bytes of the whole file; more than is shown where it is long. */
  total: number
  shown: number
}

export const heading = (id: string, title: string): Html => html`<h2 id="${id}">${title}</h2>`

/** Name and value, for those that have one. */
export function factList(rows: readonly (readonly [string, Content])[]): Html {
  const known = rows.filter(([, value]) => value !== null && value !== '')
  return html`<dl>${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

export interface Column {
  readonly name: string
  readonly isNumber?: true
}

export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Content[])[]): Html {
  const attribute = ({ isNumber }: Column): Html => (isNumber ? html` class="number"` : html``)
  return html`<table><caption>${caption}</caption><thead><tr>${columns.map(
    (column) => html`<th scope="col"${attribute(column)}>${column.name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) => html`<td${attribute(columns[index] ?? { name: '' })}>${cell}</td>`)}</tr>`,
  )}</tbody></table>`
}

/** What a program wrote, without its colours. */
export const withoutColours = stripVTControlCharacters

/** The end of what a command printed, without its colours. */
export function plainTail(log: string, lines: number): string {
  const all = withoutColours(log).trimEnd().split(/\r?\n/)
  return all.slice(-lines).join('\n')
}

/** `2026-11-29 14:22:05 UTC` */
export const timeText = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`

export const secondsText = (ms: number): string =>
  ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`

export const wordsOf = (stored: string): string => stored.replaceAll('_', ' ')

/** The file of an artifact in the folder beside the report; null: it is not there. */
export function fileOf({ contents }: ReportFacts, artifactId: string): string | null {
  return contents.artifacts.find(({ id }) => id === artifactId)?.path ?? null
}

export const hashCode = (hash: string | null): Html => html`<code>${hash ?? 'not recorded'}</code>`
