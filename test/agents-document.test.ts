import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { agentSpecs } from '../electron/agents/catalog.ts'
import { readSettings } from '../electron/settings.ts'
import { makeTempFolder } from './support/repository.ts'

const DOCUMENT = readFileSync(path.resolve(import.meta.dirname, '../docs/agents.md'), 'utf8')

test('every example of settings in the document is accepted as it stands', () => {
  const examples = [...DOCUMENT.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text)
  expect(examples.length).toBeGreaterThanOrEqual(3)
  for (const example of examples) {
    const home = makeTempFolder('settings')
    writeFileSync(path.join(home, 'settings.json'), example)
    const settings = readSettings(home)
    expect(settings).toMatchObject({ ok: true })
    expect(settings.ok && agentSpecs(settings.value.agents)).toMatchObject({ ok: true })
  }
})

test('the document has a row for every agent that Triptych knows, with what doctor says of it', () => {
  const specs = agentSpecs({})
  for (const { id, name, preset, command, args } of specs.ok ? specs.value : []) {
    if (preset === null) continue
    const row = DOCUMENT.split('\n').find((line) => line.startsWith(`| \`${id}\` |`))
    expect(row, id).toContain(`| ${name} |`)
    if (preset.npmPackage !== null) expect(row).toContain(`\`npm install --global ${preset.npmPackage}\``)
    if (preset.verified === null) expect(row).toContain(`\`${[command, ...args].join(' ')}\``)
  }
})
