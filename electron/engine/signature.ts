import type { AttemptFailure, StepEvidence } from '../../shared/evidence.ts'
import { hashBytes } from '../hash.ts'

/** Blocker signatures, docs/contracts.md section 4: the same one twice means "stuck", so they say why and nothing that varies. */

const MAX_DETAIL_CHARS = 60
const KEPT_CHARS = 48
/** More of a line says no more about why, and would make the patterns below slow. */
const MAX_LINE_CHARS = 500

/** `verify:v2=1`, `verify:v1=timeout,v3=127`: every step that did not pass, in order. */
export function verifySignature(steps: readonly StepEvidence[]): string {
  const failed = steps.filter((step) => step.timedOut || step.exitCode !== 0)
  return signature('verify', failed.map((step) => `${step.label}=${outcome(step)}`).join(','))
}

function outcome(step: StepEvidence): string {
  if (step.timedOut) return 'timeout'
  return step.exitCode === null ? 'killed' : String(step.exitCode)
}

/** `check:2,5`: numbers of the criteria that are not met. */
export function checkSignature(criteria: readonly number[]): string {
  return signature('check', [...new Set(criteria)].sort((a, b) => a - b).join(','))
}

/** `scope:package.json,src/b.ts`. */
export function scopeSignature(paths: readonly string[]): string {
  return signature('scope', [...new Set(paths)].sort().join(','))
}

/** `agent:missing-credential`: the code that the agent itself gave. */
export function agentSignature(code: string): string {
  const slug = code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return signature('agent', slug === '' ? 'unnamed' : slug)
}

/** `failed:cannot find <path>:<n>`: the first line of `text` that tells of an error, without what differs each time. */
export function failedSignature(text: string): string {
  return signature('failed', withoutVariables(firstErrorLine(text)))
}

function firstErrorLine(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const line = lines.find((text) => /error|exception|fail|fatal|panic|cannot|denied/i.test(text)) ?? lines[0]
  return line?.slice(0, MAX_LINE_CHARS) ?? 'no detail'
}

// In this order: a path may hold numbers and hex, a time is made of numbers.
const VARIABLES: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<time>'],
  [/\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?\b/g, '<time>'],
  [/\b\d+(?:\.\d+)?\s?(?:ms|s|sec|seconds|min|minutes)\b/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<hex>'],
  [/(?:file:\/\/)?(?:[A-Za-z]:)?[\w.@~-]*(?:[\\/][\w.@~+-]+)+[\\/]?/g, '<path>'],
  [/\b0x[0-9a-f]+\b/gi, '<hex>'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,}\b/gi, '<hex>'],
  [/\d+(?:[.,]\d+)*/g, '<n>'],
]

function withoutVariables(line: string): string {
  return VARIABLES.reduce((text, [pattern, word]) => text.replace(pattern, word), line).replace(/\s+/g, ' ')
}

function signature(cause: AttemptFailure['cause'], detail: string): string {
  const characters = [...detail]
  if (characters.length <= MAX_DETAIL_CHARS) return `${cause}:${detail}`
  const digest = hashBytes(detail).slice('sha256:'.length, 'sha256:'.length + 8)
  return `${cause}:${characters.slice(0, KEPT_CHARS).join('')}${digest}`
}
