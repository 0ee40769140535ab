/** The release workflow, as far as it can be looked at where it does not run. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findNode24, ROOT } from '../../scripts/child.mjs'
import { feedOptions } from '../../scripts/package-plan.mjs'
import { load } from './electron-builder.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-smoke-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stepSchema = z.strictObject({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
})
const workflowSchema = z.looseObject({
  permissions: z.strictObject({ contents: z.literal('read') }),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'runs-on': z.string(),
      needs: z.string().optional(),
      strategy: z.object({ matrix: z.object({ os: z.array(z.string()) }) }).optional(),
      steps: z.array(stepSchema),
    }),
  ),
})

const yaml: { load(text: string): unknown } = load('js-yaml')
const { jobs } = workflowSchema.parse(
  yaml.load(readFileSync(path.join(ROOT, '.github/workflows/triptych.yml'), 'utf8')),
)
const commands = Object.values(jobs).flatMap(({ steps }) =>
  steps.flatMap(({ run }) => (run === undefined ? [] : [run])),
)

test('tests come before packages, and packages of three systems before the release', () => {
  const order = Object.entries(jobs).map(([name, { needs }]) => [name, needs])
  expect(order).toEqual([
    ['test', undefined],
    ['package', 'test'],
    ['release', 'package'],
  ])
  const systems = jobs['package']?.strategy?.matrix.os.map((system) => system.replace(/-.*/, ''))
  expect(systems).toEqual(['ubuntu', 'macos', 'windows'])
  expect(jobs['test']?.steps.at(-1)).toMatchObject({ env: { TRIPTYCH_ELECTRON: '1' } })
})

test('every command of ours in it is there', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const verbs = commands.flatMap((command) =>
    [...command.matchAll(/npm (?:run )?(test|setup|package)\b/g)].map(([, verb]) => verb),
  )
  expect(verbs).toEqual(['setup', 'test', 'package'])
  for (const verb of verbs) expect(scripts).toHaveProperty(String(verb))
  const files = commands.flatMap((command) => [...command.matchAll(/node (\S+\.m?js)/g)].map(([, file]) => file ?? ''))
  expect(files).toEqual(['node_modules/electron/install.js', 'packaging/smoke.mjs'])
  for (const file of files) expect(readFileSync(path.join(ROOT, file), 'utf8')).not.toBe('')
})

test('what the packages are told to look for is part of the release, and its notes are of this version', () => {
  const [build] = (jobs['package']?.steps ?? []).filter(({ run }) => run === 'npm run package')
  const feed = feedOptions({
    TRIPTYCH_UPDATES: build?.env?.['TRIPTYCH_UPDATES']?.replace(/^\$\{\{.*\}\}$/, 'ada/triptych'),
  })
  expect(feed).toEqual({ options: expect.arrayContaining(['-c.publish.provider=github']) })
  const [kept] = (jobs['package']?.steps ?? []).filter(({ uses }) => uses?.startsWith('actions/upload-artifact'))
  expect(String(kept?.with?.['path']).split('\n')).toContain('dist/latest*.yml')
  const made = commands.find((command) => command.startsWith('gh release create')) ?? ''
  const file = /--notes-file (\S+)/.exec(made)?.[1] ?? ''
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  expect(readFileSync(path.join(ROOT, file), 'utf8').split('\n')[0]).toBe(`Triptych ${version}`)
})

test('its list of components names what is bundled', () => {
  const command = commands.find((each) => each.startsWith('npm sbom'))?.split(' > ')[0] ?? ''
  const [npm = '', ...args] = command.split(' ')
  const list = JSON.parse(execFileSync(npm, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }))
  const names = list.components.map((component: { name: string }) => component.name)
  expect(list.bomFormat).toBe('CycloneDX')
  expect(names).toEqual(expect.arrayContaining(['electron', 'react', 'zod', 'ws', 'marked']))
})

test.skipIf(process.platform !== 'linux')(
  'its smoke test runs the demo agent of a package, and notices where that does not answer',
  async () => {
    const arch = process.arch === 'x64' ? '' : `-${process.arch}`
    const resources = path.join(folder, `linux${arch}-unpacked`, 'resources', 'app.asar')
    mkdirSync(resources, { recursive: true })
    const smoke = () =>
      promisify(execFile)(findNode24() ?? process.execPath, [path.join(ROOT, 'packaging/smoke.mjs'), folder])
    await expect(smoke()).rejects.toThrow('run npm run package first')
    // Node stands for the program, which is one as well when it is told so, and a folder for the archive.
    symlinkSync(findNode24() ?? process.execPath, path.join(folder, `linux${arch}-unpacked`, 'triptych'))
    await expect(smoke()).rejects.toThrow('it ended with 1')
    symlinkSync(path.join(ROOT, 'out'), path.join(resources, 'out'))
    expect((await smoke()).stdout).toMatch(/triptych runs .*app\.asar\/out\/main\/demo\/agent\.js\n$/)
  },
)
