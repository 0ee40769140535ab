/** Artifacts of every kind that the window has a view for, full of payloads. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashBytes } from '../../../electron/hash.ts'
import type { Store } from '../../../electron/store/store.ts'
import type { Payload } from './corpus.ts'

const asDiff = (payloads: readonly Payload[]): string =>
  payloads
    .map(({ id, text }) => {
      const lines = text.split('\n').map((line) => `+${line}`)
      const name = `${id}/${JSON.stringify(text.slice(0, 200)).slice(1, -1)}`
      return `diff --git "a/${name}" "b/${name}"\nnew file mode 100644\n--- /dev/null\n+++ "b/${name}"\n@@ -0,0 +1,${lines.length} @@\n${lines.join('\n')}\n`
    })
    .join('')

const FILES: readonly { kind: string; name: string; mime: string; write: (payloads: readonly Payload[]) => string }[] =
  [
    {
      kind: 'verification_log',
      name: 'log',
      mime: 'text/plain',
      write: (all) => all.map(({ text }) => text).join('\n'),
    },
    { kind: 'response', name: 'md', mime: 'text/markdown', write: (all) => all.map(({ text }) => text).join('\n\n') },
    {
      kind: 'verdict',
      name: 'json',
      mime: 'application/json',
      write: (all) =>
        JSON.stringify({
          list: all.map(({ text }) => text),
          byName: Object.fromEntries(all.map(({ text }) => [text, text])),
        }),
    },
    { kind: 'patch', name: 'diff', mime: 'text/x-diff', write: asDiff },
    { kind: 'other', name: 'html', mime: 'text/html', write: (all) => all.map(({ text }) => text).join('\n') },
    {
      kind: 'attachment',
      name: 'svg',
      mime: 'image/svg+xml',
      write: (all) => `<svg xmlns="http://www.w3.org/2000/svg">${all.map(({ text }) => text).join('\n')}</svg>`,
    },
    { kind: 'image', name: 'png', mime: 'image/png', write: (all) => all.map(({ text }) => text).join('\n') },
    {
      kind: 'export',
      name: 'bin',
      mime: 'application/x-unknown',
      write: (all) => all.map(({ text }) => text).join('\0'),
    },
  ]

/** Their ids, the log first. */
export function writeArtifacts(store: Store, home: string, runId: string, payloads: readonly Payload[]): string[] {
  const folder = `runs/${runId}/artifacts`
  mkdirSync(path.join(home, folder), { recursive: true, mode: 0o700 })
  return FILES.map(({ kind, name, mime, write }, index) => {
    const bytes = Buffer.from(write(payloads))
    const file = `${folder}/${index}-file.${name}`
    writeFileSync(path.join(home, file), bytes, { mode: 0o600 })
    const label = payloads[index]?.text ?? ''
    const metadata = { sha256: hashBytes(bytes), bytes: bytes.length, mime, label, taskId: label }
    return store.addArtifact(runId, 'checker', kind, file, metadata).id
  })
}
